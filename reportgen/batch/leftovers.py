"""What no report makes any more: files that the program made and nobody changed are removed, all else is told."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from itertools import chain
from pathlib import Path

from reportgen.base.errors import UsageError
from reportgen.base.files import inside, is_aside
from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.location import Location
from reportgen.base.messages import N_
from reportgen.batch.sight import NOTHING, digest
from reportgen.batch.state import State
from reportgen.document.disclosure import INTERNAL
from reportgen.load.evaluation import FILE_NAME
from reportgen.load.workspace import Workspace

CHANGED = Fault(
    "BLD001",
    "changed_leftover",
    Severity.WARNING,
    N_("no report makes this file any more, but somebody changed it; it was left as it is"),
    N_("delete it, or move what is of use out of build/"),
)
UNKNOWN = Fault(
    "BLD002",
    "unknown_leftover",
    Severity.WARNING,
    N_("these files look like those of a report that is no more; nothing is known of them, so that they were left"),
    N_("delete the folder; nothing in build/ but what a report makes is of use"),
)


class Leftovers:
    """Removes what is left over below `build/`; `removed` are names there, `left` what could not be removed."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.removed: list[str] = []
        self.left: list[Finding] = []

    def of_reports(self, state: State, known: Collection[str]) -> None:
        """Removes the files of reports that are in the workspace no more, and forgets these."""
        gone = [report for report in state.reports() if report not in known and self._is_gone(report)]
        for report, record in state.records(gone):
            if record is not None:
                self._remove(report, record.made)
        if gone:
            state.drop(gone)

    def of_report(self, report: str, made: Mapping[str, str]) -> None:
        """Removes files, by name and digest, that a report does not make any more."""
        if made:
            self._remove(report, made)

    def unknown(self, known: Collection[str]) -> None:
        """Tells of folders that look like those of reports; for a build that knows nothing of an earlier one."""
        top = str(self._workspace.build)
        for folder, folders, names in os.walk(top):
            folders.sort()
            report = os.path.relpath(folder, top).replace(os.sep, "/")
            if INTERNAL in names and report not in known:
                self.left.append(UNKNOWN.at(Location.of_file(f"build/{report}")))

    def sweep(self, reports: Iterable[str]) -> None:
        """Removes what a build that did not end was writing."""
        top = str(self._workspace.build)
        for folder in chain((top,), (f"{top}/{report}" for report in reports)):
            with suppress(OSError), os.scandir(folder) as entries:
                for file in [entry.path for entry in entries if is_aside(entry.name)]:
                    os.unlink(file)  # noqa: PTH108 - no Path for each of very many folders

    def _is_gone(self, report: str) -> bool:
        """Whether the report was removed, and not only out of reach: content/ is there and the report is not."""
        try:
            next(self._workspace.content.iterdir(), None)
            (self._workspace.content / report / FILE_NAME).lstat()
        except (FileNotFoundError, NotADirectoryError):
            return self._workspace.content.is_dir()
        except OSError:
            return False
        return False

    def _remove(self, report: str, made: Mapping[str, str]) -> None:
        folder = self._workspace.build / report
        for name, known in sorted(made.items()):
            found = self._digest(folder / name)
            if found == known:
                with suppress(OSError):
                    (folder / name).unlink()
                    self.removed.append(f"{report}/{name}")
                    continue
            if found != NOTHING:
                self.left.append(CHANGED.at(Location.of_file(f"build/{report}/{name}")))
        self._remove_empty(folder)

    def _digest(self, file: Path) -> str:
        """The digest of a file below `build/`; NOTHING where it lies elsewhere, whatever the state or a link says."""
        try:
            return digest(inside(self._workspace.build, file))
        except UsageError:
            return NOTHING

    def _remove_empty(self, folder: Path) -> None:
        while folder != self._workspace.build and self._workspace.build in folder.parents:
            try:
                folder.rmdir()
            except OSError:
                return
            folder = folder.parent
