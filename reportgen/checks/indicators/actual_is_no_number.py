"""The target is a number and the actual value is words.

Why: without a number nobody can tell whether the target was reached.
Example: target ≤30万元, actual 完成.
Remedy: enter the number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.checks.rule import Check, Subject, text_of
from reportgen.model.measures import parse_measure

FAULT = Fault(
    "IND008",
    "actual_is_no_number",
    Severity.WARNING,
    N_("{name}: the target is {target}, the actual value says “{actual}”"),
    N_("enter the number that was reached"),
)
_ANY_NUMBER = re.compile(r"[\d０-９零一二两三四五六七八九十百千万]")


def find(subject: Subject) -> Iterator[Finding]:
    """One finding for each such indicator."""
    for indicator in subject.evaluation.indicators:
        actual = text_of(indicator.actual)
        if indicator.actual is None or not actual or parse_measure(text_of(indicator.target)) is None:
            continue
        if not _ANY_NUMBER.search(actual):
            yield FAULT.at(
                indicator.actual.where,
                fact=f"indicators.{indicator.id}.actual",
                name=indicator.name.text,
                target=str(indicator.target),
                actual=actual,
            )


CHECK = Check(FAULT, find, stages=("evaluation",))
