"""A paragraph stands word for word in last year's report.

Why: a year's results cannot be last year's, with the same figures.
Example: the results of 2023 under the year 2024.
Remedy: say what was done this year.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.base.text import han_count
from reportgen.checks.narrative.paragraphs import essence, paragraphs_of
from reportgen.checks.rule import Check, Subject

FAULT = Fault(
    "YRS001",
    "same_words_as_last_year",
    Severity.WARNING,
    N_("“{text}…” stands in {other}, too"),
    N_("say what was done this year"),
)
LONG = 30
SHOWN = 24


def find(subject: Subject) -> Iterator[Finding]:
    """One finding for each such paragraph, numbers included."""
    if subject.previous is None:
        return
    there = {
        essence(text)
        for _, section in subject.previous.narrative.all_sections()
        for text, _ in paragraphs_of(section.blocks)
    }
    for name, section in subject.narrative.all_sections():
        for text, where in paragraphs_of(section.blocks):
            if han_count(text) >= LONG and essence(text) in there:
                yield FAULT.at(where, fact=f"sections.{name}", text=text[:SHOWN], other=subject.previous.id)


CHECK = Check(FAULT, find, stages=("evaluation",))
