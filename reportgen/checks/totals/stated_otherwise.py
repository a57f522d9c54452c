"""The source states a derived value that its own figures do not give.

Why: rates, scores, totals and the grade follow from the figures. A stated value is printed as it stands until a
person chooses, and publication waits for that.
Example: the figures give an execution rate of 99.63%, the source prints 100.00%.
Remedy: take the line out of `stated` to print the computed value, or add a waiver with `print: stated`.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.checks.rule import Check, Subject
from reportgen.checks.totals.totals_on_two_bases import is_two_bases

FAULT = Fault(
    "TOT002",
    "stated_otherwise",
    Severity.ERROR,
    N_("{label}: stated {stated}, computed {computed}"),
    N_("take the line out of `stated`, or waive it with a reason"),
)


def find(subject: Subject) -> Iterator[Finding]:
    """One finding for each stated value that differs, but for a total on two bases (TOT003)."""
    for id, figure in subject.assessment.figures.items():
        if figure.stated is None or is_two_bases(subject, id):
            continue
        yield FAULT.at(
            figure.stated.where,
            fact=id,
            label=figure.label,
            stated=figure.stated.text,
            computed=figure.computed_text,
        )


CHECK = Check(FAULT, find)
