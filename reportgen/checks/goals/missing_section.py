"""A section of the narrative is missing.

Why: the form asks for results, experience and next steps; a missing section is printed as a gap.
Example: no next-steps.md.
Remedy: write the file.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.checks.rule import Check, Subject
from reportgen.document.narrative import SECTION_FILES

FAULT = Fault("GOA002", "missing_section", Severity.WARNING, N_("the section {label} is missing"), N_("write {file}"))


def find(subject: Subject) -> Iterator[Finding]:
    """One finding for each missing section, completion apart (GOA001)."""
    for name, file in SECTION_FILES.items():
        if name != "completion" and name not in subject.narrative.sections:
            yield FAULT.at(
                subject.evaluation.where, fact=f"sections.{name}", label=subject.profile.sections[name], file=file
            )


CHECK = Check(FAULT, find, stages=("evaluation",))
