"""The budget of a line was adjusted by much, and nothing says why.

Why: the forms ask that an adjustment during the year be explained on its own. The threshold is the profile's
`adjustment`, in percent of the initial budget.
Example: 68,811,526.25 at the start of the year, 52,245,328.60 adjusted: -24.07%, no reason.
Remedy: fill in `reason` of the line.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_, Message
from reportgen.checks.rule import Check, Subject, text_of
from reportgen.model.scoring import PERCENT
from reportgen.model.values import round_half_up

FAULT = Fault(
    "FND005",
    "adjustment_without_reason",
    Severity.WARNING,
    N_("{label}: the budget went from {initial} to {adjusted} ({change}) without a reason"),
    N_("fill in the reason of this line"),
)

NEW = Message(N_("newly added"))


def find(subject: Subject) -> Iterator[Finding]:
    """One finding for each line adjusted by more than the profile's threshold."""
    limit = subject.profile.thresholds.adjustment
    for line in subject.evaluation.funds if limit is not None else ():
        id = f"funds.{line.id}"
        initial, adjusted = subject.decimal(f"{id}.initial"), subject.decimal(f"{id}.adjusted")
        if initial is None or adjusted is None or initial == adjusted or text_of(line.reason):
            continue
        change = (adjusted - initial) / initial * PERCENT if initial else None
        if change is None or (limit is not None and abs(change) > limit):
            yield FAULT.at(
                subject.where(f"{id}.adjusted"),
                fact=f"{id}.adjusted",
                label=line.label.text,
                initial=subject.text_of(f"{id}.initial"),
                adjusted=subject.text_of(f"{id}.adjusted"),
                change=NEW if change is None else f"{round_half_up(change, 2):+f}%",
            )


CHECK = Check(FAULT, find)
