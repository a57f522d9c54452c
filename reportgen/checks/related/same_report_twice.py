"""Two reports are of the same department or project and the same year.

Why: one of them is a copy that was forgotten, and both would be published.
Example: 2024/somewhere/road and 2024/somewhere/road-2 both name the project 农村公路改造.
Remedy: delete the one that does not hold, or correct its name.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.base.text import squeezed
from reportgen.checks.rule import Check, Subject

FAULT = Fault(
    "REL002",
    "same_report_twice",
    Severity.WARNING,
    N_("{name} {year} is also the report {other}"),
    N_("delete one of the two, or correct its name"),
)


def find(subject: Subject) -> Iterator[Finding]:
    """At most one finding."""
    own = _identity(subject)
    other = next((other for other in subject.others if _identity(other) == own), None)
    if other is not None:
        form = subject.evaluation.form
        name = form.project or form.department
        yield FAULT.at(name.where, fact="form.project" if form.project else "form.department",
                       name=name.text, year=form.year, other=other.id)  # fmt: skip


def _identity(subject: Subject) -> tuple[str, ...]:
    form = subject.evaluation.form
    project = "" if form.project is None else squeezed(form.project.text)
    return form.kind, form.stage, str(form.year), squeezed(form.department.text), project


CHECK = Check(FAULT, find)
