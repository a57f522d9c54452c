"""A text says what the bureau's word list wants otherwise.

Why: terms change, titles must be exact, some wording is not used in public documents. The list is `words.yaml` of a
template layer; the program ships none.
Example: words.yaml says avoid 农民工 say 进城务工人员, and a text says 农民工.
Remedy: write what the list says.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.checks.narrative.paragraphs import passages
from reportgen.checks.rule import Check, Subject

FAULT = Fault(
    "WRD001",
    "avoided_words",
    Severity.WARNING,
    N_("“{text}” is on the word list; it says: {say} {why}"),
    N_("write what the list says"),
)
_NOTHING_INSTEAD = N_("“{text}” is on the word list {why}")
_HINT = N_("write it otherwise, or leave it out")


def find(subject: Subject) -> Iterator[Finding]:
    """One finding for each entry and passage; what the entry would say instead is not found within itself."""
    for passage in passages(subject) if subject.wordings else ():
        for entry in subject.wordings:
            rest = passage.text if not entry.say else passage.text.replace(entry.say, "")
            if entry.avoid in rest:
                fault = FAULT if entry.say else replace(FAULT, message=_NOTHING_INSTEAD, hint=_HINT)
                yield fault.at(passage.where, fact=passage.id, text=entry.avoid, say=entry.say or "", why=entry.why)


CHECK = Check(FAULT, find)
