"""The target stands in the name of the indicator, and its own cell is empty or holds only a bare number.

Why: names cannot be compared or scored, and next year's form cannot be filled from them.
Example: name 建设普通省道二级公路32.1公里, no target.
Remedy: move the number with its unit to `target`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.checks.rule import Check, Subject, text_of

FAULT = Fault(
    "IND011",
    "target_in_name",
    Severity.WARNING,
    N_("{name}: the target “{quantity}” stands in the name"),
    N_("move it to the target"),
)
_QUANTITY = re.compile(
    r"\d[\d,.]*\s*(?:万|亿)?\s*(?:%|％|元|人次|人|户|个|家|次|项|所|处|套|场|件|亩|公里|千米|平方米|吨|台|辆|座|栋|张)(?!以[上下])"
)
_BARE = re.compile(r"\d+(?:\.\d+)?")


def find(subject: Subject) -> Iterator[Finding]:
    """One finding for each such name."""
    for indicator in subject.evaluation.indicators:
        target = text_of(indicator.target)
        match = _QUANTITY.search(indicator.name.text)
        if match is not None and (not target or _BARE.fullmatch(target.strip())):
            yield FAULT.at(
                indicator.name.where,
                fact=f"indicators.{indicator.id}.name",
                name=indicator.name.text,
                quantity=match.group(),
            )


CHECK = Check(FAULT, find)
