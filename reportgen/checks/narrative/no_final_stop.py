"""A long paragraph, or a reason among reasons that have one, ends without a full stop.

Why: a missing stop is often the trace of a text that was cut; at the least it looks careless.
Example: 财政局追加人员经费 beside reasons that end with 。.
Remedy: complete the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.base.text import han_count
from reportgen.checks.narrative.paragraphs import paragraphs_of
from reportgen.checks.rule import Check, Subject, text_of

FAULT = Fault(
    "TXT011", "no_final_stop", Severity.INFO, N_("“…{text}” ends without a full stop"), N_("complete the sentence")
)
_STOPPED = re.compile(r"[。！？；.!?;…”’」』）)》]\s*$")
_GOES_ON = re.compile(r"[，,、：:（(“《]\s*$")
LONG = 30
REASON = 6
"""Shorter texts may be headings, or words without a sentence."""
SHOWN = 20


def find(subject: Subject) -> Iterator[Finding]:
    """One finding for each long paragraph, and for each reason unlike most reasons of the form."""
    for name, section in subject.narrative.all_sections():
        for text, where in paragraphs_of(section.blocks):
            if han_count(text) >= LONG and not _STOPPED.search(text) and not _GOES_ON.search(text):
                yield FAULT.at(where, fact=f"sections.{name}", text=text[-SHOWN:])
    reasons = [row for row in subject.evaluation.indicators if han_count(text_of(row.reason)) >= REASON]
    stopped = [row for row in reasons if _STOPPED.search(text_of(row.reason))]
    for row in reasons if len(stopped) * 2 > len(reasons) else ():
        if row not in stopped and row.reason is not None:
            yield FAULT.at(row.reason.where, fact=f"indicators.{row.id}.reason", text=row.reason.text[-SHOWN:])


CHECK = Check(FAULT, find)
