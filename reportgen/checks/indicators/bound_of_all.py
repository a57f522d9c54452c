"""A rate that can be at most 100% has the target ≥100%.

Why: nothing can exceed it; =100% says what is meant.
Example: 资金到位及时率 ≥100%.
Remedy: write =100%.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.checks.rule import Check, Subject, text_of
from reportgen.model.measures import parse_measure

FAULT = Fault("IND018", "bound_of_all", Severity.INFO, N_("{name}: {target} cannot be exceeded"), N_("write =100%"))
_SHARES = (
    "覆盖率",
    "及时率",
    "合格率",
    "准确率",
    "完成率",
    "达标率",
    "知晓率",
    "满意度",
    "满意率",
    "到位率",
    "通过率",
    "发放率",
)
ALL = Decimal(100)


def find(subject: Subject) -> Iterator[Finding]:
    """One finding for each such target."""
    for indicator in subject.evaluation.indicators:
        target = parse_measure(text_of(indicator.target))
        if target is None or target.operator not in {"≥", ">"} or (target.unit, target.value) != ("%", ALL):
            continue
        if indicator.name.text.endswith(_SHARES):
            yield FAULT.at(
                subject.where(f"indicators.{indicator.id}.target"),
                fact=f"indicators.{indicator.id}.target",
                name=indicator.name.text,
                target=str(indicator.target),
            )


CHECK = Check(FAULT, find)
