"""A satisfaction rate equals its target to the last digit.

Why: a survey seldom gives the very number that was asked for; it looks copied.
Example: target ≥90%, actual 90%.
Remedy: enter the result of the survey with its decimals, and keep the survey.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.checks.rule import Check, Subject

FAULT = Fault(
    "IND016",
    "satisfaction_on_target",
    Severity.INFO,
    N_("{name}: {actual} is the target {target} to the digit"),
    N_("enter the result of the survey"),
)
_HUNDRED = 100


def find(subject: Subject) -> Iterator[Finding]:
    """One finding for each such indicator; 100% is the most a survey can give, and is let pass."""
    for indicator, target, actual in subject.measured():
        if "满意" not in f"{indicator.level1.text}{indicator.name.text}":
            continue
        if actual.operator:
            continue
        if target.unit == actual.unit == "%" and target.value == actual.value < _HUNDRED:
            yield FAULT.at(
                subject.where(f"indicators.{indicator.id}.actual"),
                fact=f"indicators.{indicator.id}.actual",
                name=indicator.name.text,
                actual=str(indicator.actual),
                target=str(indicator.target),
            )


CHECK = Check(FAULT, find, stages=("evaluation",))
