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
from reportgen.checks.narrative.paragraphs import texts
from reportgen.checks.rule import Check, Subject

FAULT = Fault(
    "TXT003", "repeated_words", Severity.WARNING, N_("“{text}” says the same twice"), N_("delete one of the two")
)
_TWICE = re.compile(r"([\u4e00-\u9fff]{4,20})[和与及、]\1(?![\u4e00-\u9fff]{0,2}[率度])")


def find(subject: Subject) -> Iterator[Finding]:
    """One finding for each repetition of four or more characters."""
    for text, where in texts(subject):
        for match in _TWICE.finditer(text):
            yield FAULT.at(where, text=match.group())


CHECK = Check(FAULT, find)
