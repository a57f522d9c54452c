"""An indicator exceeds its target by much.

Why: a target that is exceeded by far was set too low; 财预〔2020〕10号 asks for an explanation. The threshold is the
profile's `over_achievement`, in percent.
Example: target ≥6个, actual 28个: 366.67% above.
Remedy: explain it in `reason`, and set next year's target higher; a waiver says that this was seen.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.checks.rule import Check, Subject
from reportgen.model.scoring import over_achievement
from reportgen.model.values import round_half_up

FAULT = Fault(
    "IND002",
    "target_far_exceeded",
    Severity.WARNING,
    N_("{name}: {actual} is {excess}% above the target {target}"),
    N_("explain it in the reason; next year's target should be higher"),
)


def find(subject: Subject) -> Iterator[Finding]:
    """One finding for each indicator above the threshold."""
    limit = subject.profile.thresholds.over_achievement
    for indicator, target, actual in subject.measured():
        excess = over_achievement(target, actual)
        if limit is not None and excess is not None and excess > limit:
            yield FAULT.at(
                subject.where(f"indicators.{indicator.id}.actual"),
                fact=f"indicators.{indicator.id}.actual",
                name=indicator.name.text,
                actual=str(indicator.actual),
                excess=round_half_up(excess, 2),
                target=str(indicator.target),
            )


CHECK = Check(FAULT, find, stages=("evaluation",))
