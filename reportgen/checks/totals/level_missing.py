"""A first-level class that the form has, but to which the profile gives no fixed points, has no indicator.

Why: where a department may spread the points freely, each class still has to be there; without a satisfaction
indicator nobody was asked.
Example: 60 points of output, 30 of benefit, and no satisfaction indicator.
Remedy: add an indicator, or a waiver that says why the class does not apply.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.checks.rule import Check, Subject

FAULT = Fault(
    "WGT002",
    "level_missing",
    Severity.WARNING,
    N_("there is no indicator of {level}"),
    N_("add an indicator of that class"),
)


def find(subject: Subject) -> Iterator[Finding]:
    """One finding for each such class; classes with fixed points are compared by those."""
    rows = subject.evaluation.indicators
    for level in subject.profile.level1 if rows else ():
        labels = (level.label, *level.also)
        if level.weight is None and not any(row.level1.text in labels for row in rows):
            yield FAULT.at(subject.evaluation.where, fact=f"levels.{level.id}", level=level.label)


CHECK = Check(FAULT, find)
