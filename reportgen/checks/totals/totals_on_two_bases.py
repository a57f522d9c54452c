"""The two numbers of the sum row stand on different bases: one with budget execution, the other without.

Why: a reader is misled by 97 points reached out of 90 possible.
Example: weights 90 (without execution), scores 97 (87 + 10 for execution).
Remedy: take `totals.weight` out of `stated`; the computed 100 is printed.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.checks.rule import Check, Subject

FAULT = Fault(
    "TOT003",
    "totals_on_two_bases",
    Severity.ERROR,
    N_("{label}: stated {stated}, computed {computed} with budget execution; {other} is on the other basis"),
    N_("take the line out of `stated`, or waive it with a reason"),
)
_OTHER = {"totals.weight": "totals.score", "totals.score": "totals.weight"}


def is_two_bases(subject: Subject, id: str) -> bool:
    """Whether the stated total `id` is the computed one without the points of budget execution."""
    figure = subject.assessment.figures.get(id)
    if id not in _OTHER or figure is None or figure.stated is None or not isinstance(figure.computed, Decimal):
        return False
    execution = subject.decimal(f"funds.total.{id.rpartition('.')[2]}")
    return bool(execution) and figure.value == figure.computed - (execution or 0)


def find(subject: Subject) -> Iterator[Finding]:
    """At most one finding for each of the two totals."""
    for id, other in _OTHER.items():
        figure = subject.assessment.figures.get(id)
        if figure is not None and figure.stated is not None and is_two_bases(subject, id):
            yield FAULT.at(
                figure.stated.where,
                fact=id,
                label=figure.label,
                stated=figure.stated.text,
                computed=figure.computed_text,
                other=subject.assessment.figures[other].label if other in subject.assessment.figures else other,
            )


CHECK = Check(FAULT, find)
