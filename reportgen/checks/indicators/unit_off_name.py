"""The name of an indicator is a rate, and its target counts something.

Why: a rate in people or households cannot be checked; either the name or the value is of another indicator.
Example: 家庭医生签约率, target 24694人.
Remedy: enter the rate in percent, or name what is counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.checks.rule import Check, Subject, text_of
from reportgen.model.measures import parse_measure

FAULT = Fault(
    "IND017",
    "unit_off_name",
    Severity.WARNING,
    N_("{name} is a rate, the target is {target}"),
    N_("enter the rate in percent, or name what is counted"),
)
_RATE = re.compile(r"(?<![频效功汇积转速])率$")
_COUNTED = re.compile(r"(?:人次|人|户|个|家|次|项|所|处|张|套|场|件|亩|公里|平方米|吨|台|辆|例|份|万?元)$")


def find(subject: Subject) -> Iterator[Finding]:
    """One finding for each such indicator."""
    for indicator in subject.evaluation.indicators:
        target = parse_measure(text_of(indicator.target))
        if target is not None and _RATE.search(indicator.name.text) and _COUNTED.fullmatch(target.unit):
            yield FAULT.at(
                subject.where(f"indicators.{indicator.id}.target"),
                fact=f"indicators.{indicator.id}.target",
                name=indicator.name.text,
                target=str(indicator.target),
            )


CHECK = Check(FAULT, find)
