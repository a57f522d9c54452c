"""A paragraph stands word for word in another report of the same department.

Why: projects are different; the same results in two of them were copied.
Example: two project forms whose results differ only in the name and the amounts.
Remedy: say what this project did.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.location import Location
from reportgen.base.messages import N_
from reportgen.base.text import han_count
from reportgen.checks.narrative.paragraphs import essence, paragraphs_of
from reportgen.checks.rule import Check, Subject

FAULT = Fault(
    "REL001",
    "same_words_as_another",
    Severity.WARNING,
    N_("“{text}…” stands in {other}, too"),
    N_("say what this report is about"),
)
LONG = 30
"""Shorter paragraphs may be the same by chance."""
SHOWN = 24


def find(subject: Subject) -> Iterator[Finding]:
    """One finding for each such paragraph; numbers and the names of department and project are left out of account."""
    there: dict[str, str] = {}
    for other in subject.others:
        for words in _words(other):
            there.setdefault(words, other.id)
    for words, (name, text, where) in _words(subject).items() if there else ():
        if words in there:
            yield FAULT.at(where, fact=f"sections.{name}", text=text[:SHOWN], other=there[words])


def _words(subject: Subject) -> Mapping[str, tuple[str, str, Location]]:
    form = subject.evaluation.form
    names = [name.text for name in (form.department, form.project) if name is not None]
    found: dict[str, tuple[str, str, Location]] = {}
    for section_name, section in subject.narrative.all_sections():
        for text, where in paragraphs_of(section.blocks):
            plain = text
            for name in names:
                plain = plain.replace(name, "")
            words = essence(plain, numbers=False)
            if han_count(words) >= LONG:
                found.setdefault(words, (section_name, text, where))
    return found


CHECK = Check(FAULT, find, stages=("evaluation",))
