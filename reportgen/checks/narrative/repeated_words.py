"""A phrase stands twice in a row, joined by 和, 与, 及 or 、.

Why: it is a copying error that every reader sees.
Example: 养老服务体系建设和养老服务体系建设.
Remedy: delete one of the two, or write what was meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.checks.narrative.paragraphs import passages
from reportgen.checks.rule import Check, Subject

FAULT = Fault(
    "TXT003", "repeated_words", Severity.WARNING, N_("“{text}” says the same twice"), N_("delete one of the two")
)
_TWICE = re.compile(
    r"([\u4e00-\u9fff]{4,20})[和与及、]\1"
    r"(?=[^\u4e00-\u9fff]|$|继续|保持|得到|取得|进一步|全面|工作|有序|稳步|不断|均|都|已|的|等|了|在)"
)
"""What follows must show that the second one is no longer word: 低保和低保边缘家庭 says two things."""


def find(subject: Subject) -> Iterator[Finding]:
    """One finding for each repetition of four or more characters."""
    for passage in passages(subject):
        for match in _TWICE.finditer(passage.text):
            yield FAULT.at(passage.where, fact=passage.id, text=match.group())


CHECK = Check(FAULT, find)
