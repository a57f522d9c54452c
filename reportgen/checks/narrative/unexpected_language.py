"""A section is in another language than the report.

Why: a passage in a foreign language is usually pasted by mistake, and screen readers would read it wrong.
Example: a results section in English in a Chinese report.
Remedy: translate it, or leave it: the section is marked with its language.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.checks.rule import Check, Subject

FAULT = Fault(
    "LNG001",
    "unexpected_language",
    Severity.WARNING,
    N_("the section {section} seems to be in the language {language}"),
    N_("translate it; if it is right, leave it"),
)


def find(subject: Subject) -> Iterator[Finding]:
    """One finding for each section that is not in Chinese."""
    for name, section in subject.narrative.all_sections():
        if not section.language.startswith("zh"):
            yield FAULT.at(section.where, fact=f"sections.{name}", section=name, language=section.language)


CHECK = Check(FAULT, find)
