"""Money was executed on a line whose adjusted budget is zero.

Why: a rate on a budget of zero has no meaning; the amount usually stands in the wrong column.
Example: initial 0, adjusted 0, executed 207.4538, printed with a rate of 100%.
Remedy: enter the budget, or move the amount to the line it was spent on.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.checks.rule import Check, Subject

FAULT = Fault(
    "FND004",
    "spending_without_budget",
    Severity.ERROR,
    N_("{label}: {executed} executed on a budget of zero"),
    N_("enter the adjusted budget, or move the amount to its line"),
)


def find(subject: Subject) -> Iterator[Finding]:
    """One finding for each such line."""
    for line in subject.evaluation.funds:
        id = f"funds.{line.id}"
        executed = subject.decimal(f"{id}.executed")
        if subject.decimal(f"{id}.adjusted") == 0 and executed is not None and executed > 0:
            yield FAULT.at(
                subject.where(f"{id}.executed"),
                fact=f"{id}.executed",
                label=line.label.text,
                executed=subject.text_of(f"{id}.executed"),
            )


CHECK = Check(FAULT, find)
