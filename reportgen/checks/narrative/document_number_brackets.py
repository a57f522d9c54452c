"""The number of a document has its year in the wrong brackets.

Why: GB/T 9704 writes the year in 〔〕.
Example: 财预[2020]10号, 财预（2020）10号.
Remedy: write 财预〔2020〕10号.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.checks.narrative.paragraphs import passages
from reportgen.checks.rule import Check, Subject

FAULT = Fault(
    "TXT008",
    "document_number_brackets",
    Severity.INFO,
    N_("{text}: the year of a document stands in 〔〕"),
    N_("write {right}"),
)
_NUMBER = re.compile(
    r"(?P<agency>[\u4e00-\u9fff]{2,10})\s*[\[［【(（](?P<year>(?:19|20)\d{2})[\]］】)）]\s*(?P<number>\d{1,4})\s*号"
)


def find(subject: Subject) -> Iterator[Finding]:
    """One finding for each such number."""
    for passage in passages(subject):
        for match in _NUMBER.finditer(passage.text):
            right = f"{match['agency']}〔{match['year']}〕{match['number']}号"
            yield FAULT.at(passage.where, fact=passage.id, text=match.group(), right=right)


CHECK = Check(FAULT, find)
