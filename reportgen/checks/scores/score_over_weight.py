"""An indicator has more points than its weight, or fewer than none.

Why: points cannot exceed the weight; over-achievement earns no more.
Example: weight 4, score 5.
Remedy: correct the score or the weight.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.checks.rule import Check, Subject

FAULT = Fault(
    "SCO002",
    "score_over_weight",
    Severity.ERROR,
    N_("{name}: {score} points of {weight}"),
    N_("a score lies between 0 and the weight"),
)


def find(subject: Subject) -> Iterator[Finding]:
    """One finding for each such indicator."""
    for indicator in subject.evaluation.indicators:
        weight, score = indicator.weight, indicator.score
        if weight is not None and score is not None and not 0 <= score.value <= weight.value:
            yield FAULT.at(
                score.where,
                fact=f"indicators.{indicator.id}.score",
                name=indicator.name.text,
                score=score.text,
                weight=weight.text,
            )


CHECK = Check(FAULT, find)
