"""An indicator repeats an amount of the funds block: it measures the budget, not the work.

Why: execution is already scored; a target that is the budget counts it twice and says nothing about output.
Example: 运转类公用项目支出 ≤759470.97元, which is the initial budget of that line.
Remedy: replace it by a cost standard, such as a cost per case.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.checks.rule import Check, Subject, text_of
from reportgen.model.form import AMOUNT_COLUMNS, YUAN_IN
from reportgen.model.measures import parse_measure

FAULT = Fault(
    "IND013",
    "repeats_the_funds",
    Severity.WARNING,
    N_("{name}: {target} is the amount of {label}"),
    N_("measure the work, not the budget"),
)
_MONEY = re.compile(r"支出|资金|经费|金额|投入|预算|拨款|成本|费用")


def find(subject: Subject) -> Iterator[Finding]:
    """One finding for each indicator whose target is an amount of the funds block."""
    scale = YUAN_IN[subject.evaluation.form.unit]
    amounts = {
        value * scale: subject.assessment.figures[id].label
        for line in reversed(subject.evaluation.funds)
        for column in reversed(AMOUNT_COLUMNS)
        if (value := subject.decimal(id := f"funds.{line.id}.{column}"))
    }
    for indicator in subject.evaluation.indicators:
        target = parse_measure(text_of(indicator.target))
        if target is None or target.unit != "元" or not _MONEY.search(indicator.name.text):
            continue
        label = amounts.get(target.value)
        if label is not None:
            yield FAULT.at(
                subject.where(f"indicators.{indicator.id}.target"),
                fact=f"indicators.{indicator.id}.target",
                name=indicator.name.text,
                target=str(indicator.target),
                label=label,
            )


CHECK = Check(FAULT, find)
