"""More was executed than the adjusted budget holds.

Why: spending above the budget is either unlawful or, far more often, a budget column that was not adjusted.
Example: adjusted 329.77, executed 338.31: a rate of 102.59%.
Remedy: enter the adjusted budget of the year's end, or say in the narrative what happened.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.checks.rule import Check, Subject

FAULT = Fault(
    "FND003",
    "executed_over_budget",
    Severity.ERROR,
    N_("{label}: executed {executed} is more than the budget {adjusted}"),
    N_("check the adjusted budget"),
)


def find(subject: Subject) -> Iterator[Finding]:
    """One finding for each line with a budget that is exceeded."""
    for line in subject.evaluation.funds:
        id = f"funds.{line.id}"
        adjusted, executed = subject.decimal(f"{id}.adjusted"), subject.decimal(f"{id}.executed")
        if adjusted and executed is not None and executed > adjusted:
            yield FAULT.at(
                subject.where(f"{id}.executed"),
                fact=f"{id}.executed",
                label=line.label.text,
                executed=subject.text_of(f"{id}.executed"),
                adjusted=subject.text_of(f"{id}.adjusted"),
            )


CHECK = Check(FAULT, find, stages=("evaluation",))
