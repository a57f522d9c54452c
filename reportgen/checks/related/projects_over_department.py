"""The projects of a department executed more than the department as a whole.

Why: the whole holds its parts; one of the amounts is wrong, or in another unit.
Example: the department executed 6,070 万元, its three projects 7,100 万元.
Remedy: compare the project forms with the accounts.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.base.text import squeezed
from reportgen.checks.rule import Check, Subject
from reportgen.model.form import YUAN_IN
from reportgen.model.values import grouped

FAULT = Fault(
    "REL003",
    "projects_over_department",
    Severity.WARNING,
    N_("{count} projects executed {sum} {unit}, the department as a whole {whole} {unit}"),
    N_("compare the project forms with the accounts"),
)
FACT = "funds.total.executed"


def find(subject: Subject) -> Iterator[Finding]:
    """At most one finding, on the form of the department; only projects that name the same department count."""
    form, whole = subject.evaluation.form, subject.decimal(FACT)
    if form.kind != "department" or whole is None:
        return
    projects = [other for other in subject.others if _is_project_of(other, form.department.text)]
    executed = ((other.decimal(FACT), YUAN_IN[other.evaluation.form.unit]) for other in projects)
    amounts = [amount * scale for amount, scale in executed if amount is not None]
    total = sum(amounts, Decimal(0)) / YUAN_IN[form.unit]
    if amounts and total > whole:
        decimals = subject.profile.decimals.amount
        yield FAULT.at(
            subject.where(FACT),
            fact=FACT,
            count=len(amounts),
            sum=grouped(total, decimals),
            whole=subject.computed_text(FACT),
            unit=form.unit,
        )


def _is_project_of(other: Subject, department: str) -> bool:
    form = other.evaluation.form
    return form.kind == "project" and squeezed(form.department.text) == squeezed(department)


CHECK = Check(FAULT, find, stages=("evaluation",))
