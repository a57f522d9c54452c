"""The name of an indicator belongs to another class than the one it stands in.

Why: points are given by class; a cost among the quantities takes the place of an output.
Example: 成本控制 under 数量指标; 群众满意度 under 社会效益指标.
Remedy: move the row, or rename it.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.checks.rule import Check, Subject

FAULT = Fault(
    "IND012",
    "wrong_category",
    Severity.INFO,
    N_("{name} stands under {level}; “{word}” belongs to {right}"),
    N_("move the row, or rename it"),
)
_BELONGS = (
    (("满意度", "满意率"), ("满意",), "满意度指标"),
    (("成本",), ("成本", "效益", "影响"), "成本指标"),
    (("及时率", "按时完成率", "按期完成率", "完成时限"), ("时效", "质量", "效益"), "时效指标"),
)
"""Words of a name, words one of which the class must then hold, and the class they belong to."""


def find(subject: Subject) -> Iterator[Finding]:
    """One finding for each such row."""
    for indicator in subject.evaluation.indicators:
        level = f"{indicator.level1.text} {indicator.level2.text}"
        if not any(known.label == indicator.level2.text for top in subject.profile.level1 for known in top.level2):
            continue
        for words, classes, right in _BELONGS:
            word = next((word for word in words if word in indicator.name.text), None)
            if word is not None and not any(name in level for name in classes):
                yield FAULT.at(
                    indicator.name.where,
                    fact=f"indicators.{indicator.id}.level2",
                    name=indicator.name.text,
                    level=indicator.level2.text,
                    word=word,
                    right=right,
                )


CHECK = Check(FAULT, find)
