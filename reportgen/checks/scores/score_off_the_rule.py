"""The score of an indicator differs from what the rule gives.

Why: more-is-better indicators below their target get weight x actual / target, less-is-better ones
weight x target / actual, and a target that is reached, or a date that was kept, gives the full weight (fill-in notes
of the forms). Where a cell holds several quantities, each counts the same.
Example: target ≤7,228,066.26元, actual 7,769,502.48元, weight 3: the rule gives 2.79, the form 0.
Remedy: enter the score of the rule, or give the reason for the judgement.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.checks.rule import Check, Subject
from reportgen.model.rating import rate

FAULT = Fault(
    "SCO003",
    "score_off_the_rule",
    Severity.WARNING,
    N_("{name}: the form gives {score}, the rule {expected} ({working})"),
    N_("enter the score of the rule, or explain the judgement in the reason"),
)
TOLERANCE = Decimal("0.05")
"""Scores are often rounded to one decimal."""


def find(subject: Subject) -> Iterator[Finding]:
    """One finding for each indicator whose score is off by more than rounding to one decimal."""
    year = subject.evaluation.form.year
    for indicator in subject.evaluation.indicators:
        rule = rate(indicator, subject.profile, year)
        if rule is None or not rule.is_exact or indicator.score is None:
            continue
        if not rule.allows(indicator.score.value, TOLERANCE):
            yield FAULT.at(
                indicator.score.where,
                fact=f"indicators.{indicator.id}.score",
                name=indicator.name.text,
                score=indicator.score.text,
                expected=rule.text,
                working=rule.steps[-1],
            )


CHECK = Check(FAULT, find, stages=("evaluation",))
