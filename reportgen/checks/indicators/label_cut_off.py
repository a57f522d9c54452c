"""The label of a class looks cut off by a column limit.

Why: the classes are fixed words; half a word shows that the table was cut on export.
Example: 满意度指 for 满意度指标.
Remedy: complete the label.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.checks.rule import Check, Subject

FAULT = Fault(
    "NAM002",
    "label_cut_off",
    Severity.WARNING,
    N_("“{label}” looks cut off: {whole}"),
    N_("complete the label"),
)
SHORTEST = 3


def find(subject: Subject) -> Iterator[Finding]:
    """One finding for each label that is the beginning of one of the profile and none itself."""
    levels = subject.profile.level1
    known = [name for level in levels for name in (level.label, *level.also, *(one.label for one in level.level2))]
    for indicator in subject.evaluation.indicators:
        for field in ("level1", "level2"):
            label = getattr(indicator, field)
            whole = next((name for name in known if name.startswith(label.text) and name != label.text), None)
            if whole is None or label.text in known or len(label.text) < SHORTEST or whole[-2:] != "指标":
                continue
            if label.text != whole.removesuffix("指标"):
                yield FAULT.at(label.where, fact=f"indicators.{indicator.id}.{field}", label=label.text, whole=whole)


CHECK = Check(FAULT, find)
