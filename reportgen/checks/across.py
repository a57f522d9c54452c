"""What is wrong between reports of different folders: one form twice, one name written in two ways.

No report alone is at fault, and a report's own findings must not hang on thousands of others; so these are found once,
of all that are checked together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.base.text import squeezed
from reportgen.model.form import Form
from reportgen.model.values import Text

SAME_FORM = Fault(
    "REL004",
    "same_form_elsewhere",
    Severity.WARNING,
    N_("{name} {year} is also the report {other}, in another folder"),
    N_("delete one of the two, or correct its name or year"),
)
WRITTEN_OTHERWISE = Fault(
    "REL005",
    "name_written_otherwise",
    Severity.WARNING,
    N_("“{name}” is written “{usual}” elsewhere, as in {other}: they differ in width or spaces alone"),
    N_("write the name of a department in one way, or it counts as two"),
)


class Across:
    """Compares the heads of reports as they are added; `folder` is that of a report's department and year."""

    def __init__(self) -> None:
        self._forms: dict[tuple[str, ...], list[tuple[str, str, Form]]] = {}
        self._names: dict[str, dict[str, list[tuple[str, Text]]]] = {}

    def add(self, report: str, folder: str, form: Form) -> None:
        """Takes the head of one report."""
        name = form.department
        project = "" if form.project is None else squeezed(form.project.text)
        identity = (form.kind, form.stage, str(form.year), squeezed(name.text), project)
        self._forms.setdefault(identity, []).append((report, folder, form))
        self._names.setdefault(squeezed(name.text), {}).setdefault(name.text, []).append((report, name))

    def findings(self) -> Iterator[Finding]:
        """One finding for each form that is in another folder as well, and for each name unlike the usual one."""
        for same in self._forms.values():
            yield from _elsewhere(same)
        for ways in self._names.values():
            if len(ways) > 1:
                yield from _otherwise(ways)


def _elsewhere(same: list[tuple[str, str, Form]]) -> Iterator[Finding]:
    """Every form of `same` but the first whose folder is another one; within a folder REL002 tells it."""
    first, folder, _ = same[0]
    for report, own, form in same[1:]:
        if own != folder:
            name, fact = (form.project, "form.project") if form.project else (form.department, "form.department")
            found = SAME_FORM.at(name.where, fact=fact, name=name.text, year=form.year, other=first)
            yield found.of_report(report)


def _otherwise(ways: dict[str, list[tuple[str, Text]]]) -> Iterator[Finding]:
    """Every way of writing but the one that most reports have, at its first place; of equals the first."""
    usual = Counter({way: len(reports) for way, reports in ways.items()}).most_common(1)[0][0]
    for way, reports in ways.items():
        if way != usual:
            report, name = reports[0]
            found = WRITTEN_OTHERWISE.at(
                name.where, fact="form.department", name=way, usual=usual, other=ways[usual][0][0]
            )
            yield found.of_report(report)
