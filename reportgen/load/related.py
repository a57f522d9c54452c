"""The reports that one report is compared with: its approved targets, the year before, others of its department."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.base.errors import ReportgenError
from reportgen.load.families import evaluation_of, family_of, is_family, year_before
from reportgen.load.report import Report, load_report
from reportgen.load.workspace import Workspace


class Related:
    """Finds and reads related reports of one workspace, each once while reports of the same family are asked for.

    The forms of a year lie beside one another: `2024/somewhere` is the evaluation, `2024/somewhere/targets` and
    `2024/somewhere/monitoring` are the forms before it. What cannot be read is left out: its own check tells why.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._read: dict[str, Report | None] = {}
        self._family: str | None = None
        self._members: tuple[str, ...] = ()

    def read(self, report: Report) -> None:
        """Takes a report that was read already, so that it is not read again for its family."""
        self._enter(report.id)
        self._read[report.id] = report

    def known(self, report: str) -> Report | None:
        """A report that was read already as one of a family."""
        return self._read.get(report)

    @property
    def looked_at(self) -> Mapping[str, Report | None]:
        """What was read or looked for since reports of another family were asked for; None for what is not there."""
        return self._read

    def approved(self, report: str) -> Report | None:
        """The target form of the same year."""
        found = None if report.endswith("/targets") else self._report(f"{evaluation_of(report)}/targets")
        return found if found is not None and _stage(found) == "targets" else None

    def previous(self, report: str) -> Report | None:
        """The same report of the year before."""
        found = year_before(report)
        return self._report(found) if found else None

    def others(self, report: str) -> tuple[Report, ...]:
        """The other reports of the same department, year and stage."""
        self._enter(report)
        own = self._report(report)
        found = [self._report(member) for member in self._members if member != report]
        return tuple(other for other in found if other and own and _stage(other) == _stage(own))

    def _enter(self, report: str) -> None:
        family = family_of(report)
        if family == self._family:
            return
        self._family, self._read = family, {}
        self._members = tuple(self._workspace.below(family)) if is_family(family) else ()

    def _report(self, id: str) -> Report | None:
        if id not in self._read:
            self._read[id] = self._loaded(id)
        return self._read[id]

    def _loaded(self, id: str) -> Report | None:
        try:
            if not (self._workspace.folder_of(id) / "evaluation.yaml").is_file():
                return None
            return load_report(self._workspace, id)
        except ReportgenError:
            return None


def _stage(report: Report) -> str:
    return report.assessment.evaluation.form.stage
