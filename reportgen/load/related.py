"""The reports that one report is compared with: its approved targets, the year before, others of its department."""

from __future__ import annotations

import re

from reportgen.base.errors import ReportgenError
from reportgen.load.report import Report, load_report
from reportgen.load.workspace import Workspace
from reportgen.model.form import STAGES

_YEAR = re.compile(r"\d{4}", re.ASCII)
FAMILY_STEPS = 2
"""A department's folder is `<year>/<department>`; all below it is one family."""


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

    def approved(self, report: str) -> Report | None:
        """The target form of the same year."""
        found = None if report.endswith("/targets") else self._report(f"{_evaluation_of(report)}/targets")
        return found if found is not None and _stage(found) == "targets" else None

    def previous(self, report: str) -> Report | None:
        """The same report of the year before."""
        year, _, rest = report.partition("/")
        return self._report(f"{int(year) - 1}/{rest}") if rest and _YEAR.fullmatch(year) else None

    def others(self, report: str) -> tuple[Report, ...]:
        """The other reports of the same department, year and stage."""
        self._enter(report)
        own = self._report(report)
        found = [self._report(member) for member in self._members if member != report]
        return tuple(other for other in found if other and own and _stage(other) == _stage(own))

    def _enter(self, report: str) -> None:
        family = "/".join(report.split("/")[:FAMILY_STEPS])
        if family == self._family:
            return
        self._family, self._read = family, {}
        is_one = "/" in family and _YEAR.fullmatch(family.partition("/")[0]) is not None
        self._members = tuple(self._workspace.below(family)) if is_one else ()

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


def _evaluation_of(report: str) -> str:
    """The folder of the year's evaluation, whatever form of the year `report` is."""
    head, _, last = report.rpartition("/")
    return head if head and last in STAGES else report


def _stage(report: Report) -> str:
    return report.assessment.evaluation.form.stage
