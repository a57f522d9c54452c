"""A bracket, a quotation mark or a title mark has no partner.

Why: a reader cannot tell where the insertion ends.
Example: 《黔南州养老服务业改革发展方案等文件.
Remedy: add the other half.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.checks.narrative.paragraphs import passages
from reportgen.checks.rule import Check, Subject

FAULT = Fault(
    "TXT007", "brackets_unbalanced", Severity.INFO, N_("“{mark}” in “{text}” has no partner"), N_("add the other half")
)
_PAIRS = {"（": "）", "(": ")", "《": "》", "“": "”", "「": "」", "【": "】", "〔": "〕"}
_ALIKE = str.maketrans({"(": "（", ")": "）"})
SHOWN = 24


def find(subject: Subject) -> Iterator[Finding]:
    """At most one finding for each passage; round brackets of either width are partners."""
    for passage in passages(subject):
        place = _odd(passage.text.translate(_ALIKE))
        if place is not None:
            shown = passage.text[max(0, place - SHOWN // 2) : place + SHOWN // 2]
            yield FAULT.at(passage.where, fact=passage.id, mark=passage.text[place], text=shown)


def _odd(text: str) -> int | None:
    """Where the first mark without a partner stands; `1）` and `a)` at the beginning number an item."""
    closing = {close: open for open, close in _PAIRS.items()}
    pending: list[tuple[str, int]] = []
    for place, character in enumerate(text):
        if character in _PAIRS:
            pending.append((character, place))
        elif character in closing:
            if pending and pending[-1][0] == closing[character]:
                pending.pop()
            elif character == "）" and text[max(0, place - 2) : place].strip().isalnum() and place < len("（10"):
                continue
            else:
                return place
    return pending[0][1] if pending else None


CHECK = Check(FAULT, find)
