"""An indicator lost points, and nothing says why.

Why: every form asks for the reason and the measure where a target was missed or points were lost.
Example: weight 10, score 7, the reason empty.
Remedy: fill in `reason`.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.checks.rule import Check, Subject, text_of

FAULT = Fault(
    "IND001",
    "lost_points_without_reason",
    Severity.ERROR,
    N_("{name}: {score} points of {weight} without a reason"),
    N_("fill in the reason and the measure"),
)


def find(subject: Subject) -> Iterator[Finding]:
    """One finding for each such indicator."""
    for indicator in subject.evaluation.indicators:
        weight, score = indicator.weight, indicator.score
        if weight is None or score is None or text_of(indicator.reason):
            continue
        if score.value < weight.value:
            yield FAULT.at(
                score.where,
                fact=f"indicators.{indicator.id}.score",
                name=indicator.name.text,
                score=score.text,
                weight=weight.text,
            )


CHECK = Check(FAULT, find, stages=("evaluation",))
