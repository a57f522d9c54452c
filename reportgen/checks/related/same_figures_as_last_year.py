"""The actual values, or the amount executed, are last year's to the last digit.

Why: real figures move; equal ones were copied.
Example: all five numeric actual values are those of 2023.
Remedy: enter this year's figures.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.checks.rule import Check, Subject

FAULT = Fault(
    "YRS002",
    "same_figures_as_last_year",
    Severity.WARNING,
    N_("{what} as in {other}: {shown}"),
    N_("enter this year's figures"),
)
ENOUGH = 3
"""So many equal values, and no other, are no chance."""
EXECUTED = "funds.total.executed"


def find(subject: Subject) -> Iterator[Finding]:
    """At most two findings: on the amount executed, and on the actual values; percentages of 100 do not count."""
    last = subject.previous
    if last is None:
        return
    columns = subject.evaluation.columns
    executed = subject.decimal(EXECUTED)
    if executed and executed == last.decimal(EXECUTED) and subject.evaluation.form.unit == last.evaluation.form.unit:
        yield _at(subject, EXECUTED, columns["executed"], subject.text_of(EXECUTED), last.id)
    then = {row.name.text: actual for row, _, actual in last.measured()}
    pairs = [(row, actual, then[row.name.text]) for row, _, actual in subject.measured() if row.name.text in then]
    telling = [pair for pair in pairs if pair[1].unit != "%"]
    if len(telling) >= ENOUGH and all(now == before for _, now, before in pairs):
        shown = "、".join(str(row.actual) for row, _, _ in telling)
        yield _at(subject, f"indicators.{telling[0][0].id}.actual", columns["actual"], shown, last.id)


def _at(subject: Subject, fact: str, what: str, shown: str, other: str) -> Finding:
    return FAULT.at(subject.where(fact), fact=fact, what=what, shown=shown, other=other)


CHECK = Check(FAULT, find, stages=("evaluation",))
