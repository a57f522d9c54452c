"""The actual value is a copy of the target, operator or words and all: nothing was measured.

Why: ≥90% is what was to be reached, not what was; the public cannot tell whether anybody looked.
Example: target ≥90%, actual ≥90%; target 符合相关文件要求, actual the same.
Remedy: enter what was measured.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.base.text import han_count, squeezed
from reportgen.checks.rule import Check, Subject, text_of

FAULT = Fault(
    "IND007",
    "actual_repeats_target",
    Severity.WARNING,
    N_("{name}: “{actual}” repeats the target “{target}”"),
    N_("enter what was measured"),
)
_OPERATOR = re.compile(r"^(?:[≥≤≧≦＜＞<>]|不少于|不低于|不超过|不高于|至少)")
WORDS = 6
"""Shorter words, such as 有效提升, are the fixed answers of many forms."""


def find(subject: Subject) -> Iterator[Finding]:
    """One finding for each such indicator."""
    for indicator in subject.evaluation.indicators:
        target, actual = squeezed(text_of(indicator.target)), squeezed(text_of(indicator.actual))
        copied = actual == target and han_count(actual) >= WORDS and not re.search(r"\d", actual)
        if indicator.actual is not None and actual and (_OPERATOR.match(actual) or copied):
            yield FAULT.at(
                indicator.actual.where,
                fact=f"indicators.{indicator.id}.actual",
                name=indicator.name.text,
                actual=indicator.actual.text,
                target=text_of(indicator.target) or "-",
            )


CHECK = Check(FAULT, find, stages=("evaluation",))
