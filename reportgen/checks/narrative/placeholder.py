"""A prompt or a placeholder of the blank form stands in a text.

Why: it shows that a part was never filled in.
Example: (100字以内), XX, 填报说明, ……
Remedy: write the text, or delete the prompt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.checks.narrative.paragraphs import passages
from reportgen.checks.rule import Check, Subject

FAULT = Fault(
    "TXT002",
    "placeholder",
    Severity.ERROR,
    N_("“{text}” is a prompt of the blank form"),
    N_("write the text, or delete the prompt"),
)
_PROMPT = re.compile(
    r"[(（][^()（）]{0,12}\d{2,4}\s*字(?:以内|左右|以上|内)?[)）]|(?<![A-Za-z])[XＸ×]{2,}(?![A-Za-z])"
    r"|填报说明|此处填写|(?:^|[:：(（])请填写|对照.{0,10}说明[:：]?$|^指标\d{1,2}[:：]?$|^\s*(?:[.。]{3,}|…+)\s*$|TODO|\{\{|\}\}|｛｛|｝｝|\{%"
)


def find(subject: Subject) -> Iterator[Finding]:
    """One finding for each prompt."""
    for passage in passages(subject):
        for match in _PROMPT.finditer(passage.text):
            yield FAULT.at(passage.where, fact=passage.id, text=match.group())


CHECK = Check(FAULT, find)
