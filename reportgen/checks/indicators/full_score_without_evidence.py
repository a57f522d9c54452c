"""An indicator has its full points, but its target or its actual is empty.

Why: without both there is nothing that the points rest on.
Example: target =100%, no actual, 10 of 10 points.
Remedy: fill in what is missing.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.checks.rule import Check, Subject, text_of

FAULT = Fault(
    "IND003",
    "full_score_without_evidence",
    Severity.ERROR,
    N_("{name}: the full {weight} points, but no {missing}"),
    N_("fill in what is missing"),
)


def find(subject: Subject) -> Iterator[Finding]:
    """One finding for each such indicator."""
    for indicator in subject.evaluation.indicators:
        missing = [field for field in ("target", "actual") if not text_of(getattr(indicator, field))]
        weight, score = indicator.weight, indicator.score
        if missing and weight is not None and score is not None and weight.value and score.value >= weight.value:
            yield FAULT.at(
                score.where,
                fact=f"indicators.{indicator.id}.score",
                name=indicator.name.text,
                weight=weight.text,
                missing="、".join(subject.evaluation.columns[field] for field in missing),
            )


CHECK = Check(FAULT, find, stages=("evaluation",))
