"""The form of a project does not say which project.

Why: the name of the project stands in the head of every published project form.
Example: kind: project, and no project.
Remedy: fill in `form.project`.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.checks.rule import Check, Subject

FAULT = Fault(
    "FRM002",
    "project_without_name",
    Severity.ERROR,
    N_("{department}: the form of a project does not name the project"),
    N_("fill in form.project"),
)


def find(subject: Subject) -> Iterator[Finding]:
    """At most one finding."""
    form = subject.evaluation.form
    if form.kind == "project" and form.project is None:
        yield FAULT.at(form.where, fact="form.project", department=form.department.text)


CHECK = Check(FAULT, find)
