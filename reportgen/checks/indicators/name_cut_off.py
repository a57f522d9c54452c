"""Names of indicators look cut off by a column limit.

Why: some systems cut names at a fixed length; the public reads half a word.
Example: several names of exactly 14 characters, among them 支持智慧化养老服务平台购买服.
Remedy: complete the name from the approved target form.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.checks.rule import Check, Subject
from reportgen.model.form import Indicator

FAULT = Fault(
    "NAM001",
    "name_cut_off",
    Severity.WARNING,
    N_("{name} looks cut off: {count} names have exactly {length} characters"),
    N_("complete the name"),
)
ENOUGH = 3
"""So many names of one length, with none but a few longer, speak of a limit."""
LONG = 10
WHOLE = (
    "数量",
    "时间",
    "时限",
    "情况",
    "水平",
    "能力",
    "标准",
    "成本",
    "面积",
    "里程",
    "率",
    "数",
    "度",
    "量",
    "额",
    "值",
)
"""Names that end so are whole; where no limit is known, most must not."""


def _limit(subject: Subject, names: Sequence[str]) -> int | None:
    """The length at which names were cut: the profile's where it says one, else one that stands out."""
    limit = subject.profile.name_limit
    if limit is not None:
        return limit
    lengths = [len(name) for name in names]
    longest = max(lengths, default=0)
    at_limit = [name for name in names if len(name) == longest]
    cut = [name for name in at_limit if not name.endswith(WHOLE)]
    return longest if longest >= LONG and len(at_limit) >= ENOUGH and len(cut) * 2 > len(at_limit) else None


def find(subject: Subject) -> Iterator[Finding]:
    """One finding for each name of the limit's length, where there are enough of them."""
    indicators: Sequence[Indicator] = subject.evaluation.indicators
    limit = _limit(subject, [indicator.name.text for indicator in indicators])
    at_limit = [indicator for indicator in indicators if len(indicator.name.text) == limit]
    longer = sum(1 for indicator in indicators if limit is not None and len(indicator.name.text) > limit)
    speaks = len(at_limit) >= ENOUGH and longer * ENOUGH < len(at_limit)
    for indicator in at_limit if speaks else ():
        yield FAULT.at(
            indicator.name.where,
            fact=f"indicators.{indicator.id}.name",
            name=indicator.name.text,
            count=len(at_limit),
            length=limit,
        )


CHECK = Check(FAULT, find)
