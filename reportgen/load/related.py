"""The reports that one report is compared with: its approved targets, the year before, others of its department."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.base.errors import ReportgenError
from reportgen.base.text import squeezed
from reportgen.load.evaluation import FILE_NAME
from reportgen.load.families import evaluation_of, family_of, is_family, year_before
from reportgen.load.report import Report, load_report
from reportgen.load.workspace import Workspace
from reportgen.model.form import Form


class Related:
    """Finds and reads related reports of one workspace, each once while reports of the same family are asked for.

    The forms of a year lie beside one another: `2024/somewhere` is the evaluation, `2024/somewhere/targets` and
    `2024/somewhere/monitoring` are the forms before it. What cannot be read is left out: its own check tells why.
    `family` is the folder of the department whose reports were asked for last.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._read: dict[str, Report | None] = {}
        self.family = ""
        self._members: tuple[str, ...] = ()

    def read(self, report: Report) -> None:
        """Takes a report that was read already, so that it is not read again for its family."""
        family = family_of(report.id, _form(report).kind, self._is_report)
        if family != self.family:
            self.family, self._read = family, {}
            self._members = tuple(self._workspace.below(family)) if is_family(family) else ()
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
        return found if found is not None and _form(found).stage == "targets" else None

    def previous(self, report: str) -> Report | None:
        """The same report of the year before."""
        found = year_before(report)
        return self._report(found) if found else None

    def others(self, report: str) -> tuple[Report, ...]:
        """The other reports of the same department, year and stage."""
        own = self._report(report)
        if own is None:
            return ()
        self.read(own)
        found = [self._report(member) for member in self._members if member != report]
        return tuple(other for other in found if other and _is_of_the_same(_form(own), _form(other)))

    def _report(self, id: str) -> Report | None:
        if id not in self._read:
            self._read[id] = self._loaded(id)
        return self._read[id]

    def _loaded(self, id: str) -> Report | None:
        try:
            return load_report(self._workspace, id) if self._is_report(id) else None
        except ReportgenError:
            return None

    def _is_report(self, id: str) -> bool:
        return (self._workspace.folder_of(id) / FILE_NAME).is_file()


def _form(report: Report) -> Form:
    return report.assessment.evaluation.form


def _is_of_the_same(own: Form, other: Form) -> bool:
    """Whether a form of the same family is one of the same stage, and of no other department as a whole."""
    names = (squeezed(form.department.text) for form in (own, other))
    return own.stage == other.stage and (other.kind != "department" or len(set(names)) == 1)
