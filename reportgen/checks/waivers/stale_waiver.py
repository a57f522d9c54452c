"""A waiver excuses nothing any more: the value it names has changed, or the finding is gone.

Why: a waiver holds for one exact value; after a correction somebody must look again.
Example: a waiver for totals.weight 90, which is now 100.
Remedy: delete the waiver, or write it anew for the value that stands there now.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.checks.rule import Check, Subject

FAULT = Fault(
    "WAI001",
    "stale_waiver",
    Severity.ERROR,
    N_("the waiver of {code} names {value} for {excused}, which is now {now}"),
    N_("delete the waiver, or write it anew"),
)


def find(subject: Subject) -> Iterator[Finding]:
    """One finding for each waiver whose value no longer stands."""
    for waiver in subject.evaluation.waivers:
        figure = subject.assessment.figures.get(waiver.fact)
        now = "" if figure is None else figure.text
        chosen = figure is not None and waiver.print == "computed" and figure.stated is not None
        if waiver.value != now and not (chosen and figure is not None and figure.stated
                                        and waiver.value == figure.stated.text):  # fmt: skip
            yield FAULT.at(
                waiver.where, fact=waiver.fact, code=waiver.code, value=waiver.value, excused=waiver.fact, now=now
            )


CHECK = Check(FAULT, find)
