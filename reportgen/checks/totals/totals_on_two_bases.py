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
from reportgen.model.values import trimmed

FAULT = Fault(
    "TOT003",
    "totals_on_two_bases",
    Severity.ERROR,
    N_("{label}: stated {stated}, computed {computed} with budget execution; {other} is on the other basis"),
    N_("take the line out of `stated`, or waive it with a reason"),
)
_OTHER = {"totals.weight": "totals.score", "totals.score": "totals.weight"}


def is_two_bases(subject: Subject, id: str) -> bool:
    """Whether the total `id` is stated without the points of budget execution, and the other one is not."""
    return id in _OTHER and _leaves_execution_out(subject, id) and not _leaves_execution_out(subject, _OTHER[id])


def _leaves_execution_out(subject: Subject, id: str) -> bool:
    figure = subject.assessment.figures.get(id)
    if figure is None or figure.stated is None or not isinstance(figure.computed, Decimal):
        return False
    execution = subject.decimal(f"funds.total.{id.rpartition('.')[2]}")
    return bool(execution) and figure.stated.text == trimmed(figure.computed - (execution or Decimal(0)), 6)


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
