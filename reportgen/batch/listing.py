"""The list of reports, written only where it would say something else than it does.

Its lines are kept with what the state knows of reports and packages. Of one that it knows nothing of, and that this
build was not asked for, the list as it stands may tell: it may be of a build whose state was deleted.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import TypeAlias

from reportgen.base.errors import ReportgenError
from reportgen.base.files import read_bytes
from reportgen.batch.basis import digest_of_list
from reportgen.batch.index import DATA, PAGE, entry_of, line_of, package_of, write_index
from reportgen.batch.sight import digest
from reportgen.batch.state import State
from reportgen.load.workspace import Workspace

_FACT = "list"
Packages: TypeAlias = Callable[[], Iterable[tuple[str, str | None]]]


class Listing:
    """The list of the reports `known`, sorted, of one workspace; `asked` are those that this build looked at.

    `packages` are the packages there are, each with its line where something is known of it.
    """

    def __init__(
        self, workspace: Workspace, state: State, known: Sequence[str], asked: Container[str], packages: Packages
    ) -> None:
        self._workspace, self._state, self._known, self._asked = workspace, state, known, asked
        self._packages = packages

    def refresh(self, program: str, *, html: bool) -> None:
        """Writes the list unless it says what it should; as a page, too, where `html` is asked for."""
        lines, packages = self.lines, self.packages
        if html:
            held, bound = list(lines()), list(packages())  # the page needs all of them anyway
            lines, packages = held.__iter__, bound.__iter__
        look = digest_of_list(self._workspace.chain, program) if html else program
        says = hashlib.sha256(f"{look}\0{html}".encode())
        for line in chain(lines(), packages()):
            says.update(f"\0{line}".encode())
        if self._state.fact(_FACT) != f"{says.hexdigest()} {self._on_disk()}":
            write_index(self._workspace, lines, packages, html=html)
            self._state.keep_facts({_FACT: f"{says.hexdigest()} {self._on_disk()}"})

    def lines(self) -> Iterator[str]:
        """The lines, in the order of reports."""
        for report, kept in self._state.lines(self._known):
            line = self._earlier.get(report) if kept is None and report not in self._asked else kept
            if line:
                yield line

    def packages(self) -> Iterator[str]:
        """The lines of packages, in the order of packages."""
        for package, kept in self._packages():
            line = self._earlier_packages.get(package) if kept is None else kept
            if line:
                yield line

    def _on_disk(self) -> str:
        """What is in the list as it lies there."""
        return f"{digest(self._workspace.build / DATA)} {digest(self._workspace.build / PAGE)}"

    @property
    def _earlier(self) -> Mapping[str, str]:
        """The lines of the list as it stands by report."""
        return self._as_it_stands[0]

    @property
    def _earlier_packages(self) -> Mapping[str, str]:
        """The lines of the list as it stands by package."""
        return self._as_it_stands[1]

    @cached_property
    def _as_it_stands(self) -> tuple[Mapping[str, str], Mapping[str, str]]:
        """The lines of reports and of packages; none where it cannot be read: it is only a convenience."""
        file = self._workspace.build / DATA
        try:
            held = json.loads(read_bytes(file, limit=file.stat().st_size))
            reports = {one["report"]: line_of(entry_of(json.dumps(one))) for one in held["reports"]}
            packages = {one["package"]: json.dumps(one, ensure_ascii=False) for one in held.get("packages", ())}
            for line in packages.values():
                package_of(line)
        except (ReportgenError, OSError, ValueError, KeyError, TypeError, AttributeError):
            return {}, {}
        else:
            return reports, packages
