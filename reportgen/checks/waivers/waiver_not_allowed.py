"""A waiver excuses a fault that the profile lets nobody excuse.

Why: a bureau lists faults that must be put right, whoever signs.
Example: a waiver of FND001 under a profile whose `unwaivable` lists it.
Remedy: put the fault right and delete the waiver.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.checks.rule import Check, Subject

FAULT = Fault(
    "WAI002",
    "waiver_not_allowed",
    Severity.ERROR,
    N_("{code} cannot be waived under the profile {profile}"),
    N_("put the fault right and delete the waiver"),
)


def find(subject: Subject) -> Iterator[Finding]:
    """One finding for each such waiver."""
    for waiver in subject.evaluation.waivers:
        if waiver.code in subject.profile.unwaivable:
            yield FAULT.at(waiver.where, fact=waiver.fact, code=waiver.code, profile=subject.profile.id)


CHECK = Check(FAULT, find)
