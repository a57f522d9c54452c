"""The points below a first-level label differ from what the profile gives it.

Why: the usual split is output 50, benefit 30, satisfaction 10 and execution 10 (财预〔2020〕10号); a department may
depart from it only in special cases.
Example: output indicators of 60 points and benefit indicators of 20.
Remedy: correct the weights, or use a profile that allows the split.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.checks.rule import Check, Subject
from reportgen.model.values import trimmed

FAULT = Fault(
    "WGT001",
    "level_off_profile",
    Severity.WARNING,
    N_("{level}: {points} points, the profile gives {expected}"),
    N_("correct the weights, or choose another profile"),
)


def find(subject: Subject) -> Iterator[Finding]:
    """One finding for each first-level class of the profile that the form has other points for."""
    if all(indicator.weight is None for indicator in subject.evaluation.indicators):
        return
    for level in subject.profile.level1:
        points = subject.decimal(f"levels.{level.id}.weight") or Decimal(0)
        if level.weight is not None and points != level.weight:
            yield FAULT.at(
                subject.where(f"levels.{level.id}.weight"),
                fact=f"levels.{level.id}.weight",
                level=level.label,
                points=trimmed(points, 2),
                expected=trimmed(level.weight, 2),
            )


CHECK = Check(FAULT, find)
