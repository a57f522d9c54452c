"""Chinese text has half-width punctuation.

Why: between Chinese characters a full-width mark is meant; a mixture shows where text was pasted.
Example: 提高社会救助水平, 保持全省前列;
Remedy: write ，；：？！ instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.checks.narrative.paragraphs import Passage, passages
from reportgen.checks.rule import Check, Subject

FAULT = Fault(
    "TXT009",
    "halfwidth_punctuation",
    Severity.INFO,
    N_("{count} half-width marks in Chinese text, the first after “{text}”"),
    N_("write full-width marks"),
)
_HALF = re.compile(r"(?P<before>[\u4e00-\u9fff]{2,6}[”’》）)]?)[,;:?!](?=\s*(?:[\u4e00-\u9fff“‘《（(\d]|$))")


def find(subject: Subject) -> Iterator[Finding]:
    """One finding for each file that has any, at the first passage with one."""
    found: dict[str, list[tuple[Passage, str]]] = {}
    for passage in passages(subject):
        marks = [(passage, match["before"]) for match in _HALF.finditer(passage.text)]
        if marks:
            found.setdefault(passage.where.file, []).extend(marks)
    for marks in found.values():
        passage, before = marks[0]
        yield FAULT.at(passage.where, fact=passage.id, count=len(marks), text=before)


CHECK = Check(FAULT, find)
