"""A waiver excuses nothing any more: the value it names has changed, or the finding is gone.

Why: a waiver holds for one exact value; after a correction somebody must look again.
Example: a waiver for totals.weight 90, which is now 100.
Remedy: delete the waiver, or write it anew for the value that stands there now.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.checks.rule import Check, Subject, checks
from reportgen.checks.run import ABOUT_WAIVERS, excuses
from reportgen.model.form import STATED_CODES

FAULT = Fault(
    "WAI001",
    "stale_waiver",
    Severity.ERROR,
    N_("the waiver of {code} for {excused} {value} excuses nothing that is found now"),
    N_("delete the waiver, or write it anew for the value that stands there now"),
)


def find(subject: Subject) -> Iterator[Finding]:
    """One finding for each waiver that excuses no finding and chooses no computed value."""
    for waiver in subject.evaluation.waivers:
        stated = subject.evaluation.stated.get(waiver.fact)
        if stated is not None and waiver.chooses_computed(waiver.fact, stated.text):
            continue
        if waiver.code in subject.profile.unwaivable or any(
            excuses(waiver, finding, subject) for finding in _found(waiver.code, subject)
        ):
            continue
        now = subject.text_of(waiver.fact)
        yield FAULT.at(
            waiver.where, fact=waiver.fact, code=waiver.code, value=waiver.value, excused=waiver.fact, now=now
        )


def _found(code: str, subject: Subject) -> Iterator[Finding]:
    for other in STATED_CODES if code in STATED_CODES else (code,):
        check = checks().get(other)
        if check is not None and not other.startswith(ABOUT_WAIVERS):
            yield from check.find(subject)


CHECK = Check(FAULT, find)
