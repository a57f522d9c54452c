"""A numbering does not go on as it began: one is skipped, stands twice, or the first is missing.

Why: a missing 二是 is a missing paragraph, or a remnant of another text.
Example: 三是 without 一是 and 二是; （一）, （一）, （二）.
Remedy: restore the missing part, or number anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.location import Location
from reportgen.base.messages import N_, Message
from reportgen.checks.narrative.numerals import chinese_number
from reportgen.checks.narrative.paragraphs import paragraphs_of
from reportgen.checks.rule import Check, Subject

FAULT = Fault(
    "TXT005",
    "numbering_broken",
    Severity.WARNING,
    N_("“{text}” follows {before}"),
    N_("restore the missing part, or number anew"),
)
_SERIES = (
    re.compile(
        r"(?:^|(?<=[。；;，,：:\n、\s）)”]))(?P<mark>(?P<number>[一二三四五六七八九十]{1,3})是)(?!否|非|以|因|由|指|在于)",
        re.MULTILINE,
    ),
    re.compile(r"^(?P<mark>(?P<number>[一二三四五六七八九十]{1,3})、)", re.MULTILINE),
    re.compile(r"^(?P<mark>[（(](?P<number>[一二三四五六七八九十]{1,3})[）)])", re.MULTILINE),
    re.compile(r"^(?P<mark>(?P<number>\d{1,2})[.．、](?!\d))", re.MULTILINE),
    re.compile(r"^(?P<mark>[（(](?P<number>\d{1,2})[）)])", re.MULTILINE),
)
MUST_BEGIN = 2
"""The first so many series begin with one; of the others a part may be quoted."""


def find(subject: Subject) -> Iterator[Finding]:
    """One finding for each break; a series may begin again with one. A goal's part may carry the goal's own number."""
    for name, section in subject.narrative.all_sections():
        paragraphs = list(paragraphs_of(section.blocks))
        for level, pattern in enumerate(_SERIES):
            begins = level == 0 or (level < MUST_BEGIN and not name.startswith("completion."))
            before, mark = 0, ""
            for text, where in paragraphs:
                for match in pattern.finditer(text):
                    number = chinese_number(match["number"])
                    is_next = number in (before + 1, 1) or (before == 0 and not begins)
                    if number == before == 1 and level > 0:
                        is_next = _has_higher(paragraphs, level)
                    if not is_next:
                        told = mark or Message(N_("nothing"))
                        yield FAULT.at(where, fact=f"sections.{name}", text=match["mark"], before=told)
                    before, mark = number, match["mark"]


def _has_higher(paragraphs: list[tuple[str, Location]], level: int) -> bool:
    """Whether a higher series is there, below which this one begins anew."""
    return any(pattern.search(text) for pattern in _SERIES[1:level] for text, _ in paragraphs)


CHECK = Check(FAULT, find)
