"""The score lies outside what the rule allows for words or for a date.

Why: a qualitative indicator is scored by tiers: reached 100% to 80%, partly reached 80% to 60%, missed 60% to 0%
(财预〔2020〕10号; forms of 2016 to 2019 use 80 and 50). One that was finished late cannot have all its points.
Example: 部分达成预期指标并具有一定效果, and 10 of 10 points.
Remedy: correct the score, or the words.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.checks.rule import Check, Subject, text_of
from reportgen.checks.scores.score_off_the_rule import TOLERANCE
from reportgen.model.rating import rate

FAULT = Fault(
    "SCO004",
    "score_off_the_tier",
    Severity.WARNING,
    N_("{name}: {score} points for “{actual}”; the rule allows {expected} ({working})"),
    N_("correct the score or the words"),
)


def find(subject: Subject) -> Iterator[Finding]:
    """One finding for each indicator whose score the tiers or the date do not allow."""
    year = subject.evaluation.form.year
    for indicator in subject.evaluation.indicators:
        rule = rate(indicator, subject.profile, year)
        if rule is None or rule.is_exact or indicator.score is None:
            continue
        if not rule.allows(indicator.score.value, TOLERANCE):
            yield FAULT.at(
                indicator.score.where,
                fact=f"indicators.{indicator.id}.score",
                name=indicator.name.text,
                score=indicator.score.text,
                actual=text_of(indicator.actual),
                expected=rule.text,
                working=rule.steps[-1],
            )


CHECK = Check(FAULT, find, stages=("evaluation",))
