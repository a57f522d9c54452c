"""The form has no funds, no goals or no indicators.

Why: a block that is missing as a whole is the gravest gap of all, and no other check can see it.
Example: an evaluation.yaml that holds only the head.
Remedy: fill in the block.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.checks.rule import Check, Subject

FAULT = Fault("FRM001", "empty_form", Severity.ERROR, N_("the form has no {missing}"), N_("fill in the block"))
BLOCKS = ("funds", "goals", "indicators")


def find(subject: Subject) -> Iterator[Finding]:
    """One finding for each block that is missing."""
    for block in BLOCKS:
        if not getattr(subject.evaluation, block):
            yield FAULT.at(subject.evaluation.where, fact=block, missing=subject.evaluation.columns[block])


CHECK = Check(FAULT, find)
