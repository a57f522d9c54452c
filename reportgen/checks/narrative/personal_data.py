"""A mobile phone number or an identity number stands in a text.

Why: publication of personal data cannot be undone (政府信息公开条例: privacy is examined before publication).
Example: 联系人：王一 13800138000.
Remedy: delete it, or give the number of the office.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.checks.narrative.paragraphs import passages
from reportgen.checks.rule import Check, Subject

FAULT = Fault("PER001", "personal_data", Severity.ERROR, N_("{text} looks like a personal number"), N_("delete it"))
_MOBILE = re.compile(r"(?<![\d.,])1[3-9]\d(?:[ -]?\d{4}){2}(?![\d.,]|\s*(?:元|万|人|次))")
_IDENTITY = re.compile(r"(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_LAST = "10X98765432"


def find(subject: Subject) -> Iterator[Finding]:
    """One finding for each number, told with its middle hidden. Identity numbers must have the right last digit."""
    for passage in passages(subject):
        found = [match.group() for match in _MOBILE.finditer(passage.text)]
        found += [match.group() for match in _IDENTITY.finditer(passage.text) if _is_identity(match.group())]
        for number in found:
            hidden = f"{number[:3]}{'*' * (len(number) - 7)}{number[-4:]}"
            yield FAULT.at(passage.where, fact=passage.id, text=hidden)


def _is_identity(number: str) -> bool:
    """Whether the last digit is the check digit of the others (GB 11643)."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number, strict=False))
    return _LAST[total % 11] == number[-1].upper()


CHECK = Check(FAULT, find)
