"""An invisible character stands in a text, or a line break in a name.

Why: nobody sees it, and search, comparison and the names of files go wrong: two names that look alike are two names.
Text copied from web pages and PDFs brings such characters along.
Example: 示例县民政局 with U+200B between two of its characters.
Remedy: type the words anew, or delete the character at the place that is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.checks.narrative.paragraphs import passages
from reportgen.checks.rule import Check, Subject

FAULT = Fault(
    "TXT012",
    "invisible_character",
    Severity.WARNING,
    N_("after “{before}” stands a character that nobody sees: {codepoint}"),
    N_("delete it, or type the words anew"),
)
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200d\u2028\u2029\u2060-\u2064\u3164\ufeff\uffa0]"
)
_IN_NAMES = re.compile(rf"{_INVISIBLE.pattern}|[\n\t]")
_NAMES = ("form.department", "form.project", "form.central_supervisor", "form.supervisor")
SHOWN = 12


def find(subject: Subject) -> Iterator[Finding]:
    """One finding for each such character of a text, at its first place there; in names line breaks and tabs too."""
    for passage in passages(subject):
        pattern = _IN_NAMES if passage.id in _NAMES else _INVISIBLE
        told = set[str]()
        for match in pattern.finditer(passage.text):
            if match.group() not in told:
                told.add(match.group())
                before = passage.text[max(0, match.start() - SHOWN) : match.start()]
                codepoint = f"U+{ord(match.group()):04X}"
                yield FAULT.at(passage.where, fact=passage.id, before=before, codepoint=codepoint)


CHECK = Check(FAULT, find)
