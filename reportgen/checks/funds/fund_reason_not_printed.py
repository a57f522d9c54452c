"""A reason is given for a line of the funds, and nothing that is published says it.

Why: the forms have no column for it, so that it is kept for the record and for the checks alone; readers of the
disclosure are told nothing.
Example: a rate of 82.37%, `reason: 两个项目跨年结算。` and no word of it in the narrative.
Remedy: write the reason into the narrative too, in the words of `reason`.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.checks.narrative.paragraphs import essence, paragraphs_of
from reportgen.checks.rule import Check, Subject, text_of

FAULT = Fault(
    "FND013",
    "fund_reason_not_printed",
    Severity.INFO,
    N_("{label}: the form has no column for this reason, and the narrative does not say it"),
    N_("write it into the narrative, where readers find it"),
)


def find(subject: Subject) -> Iterator[Finding]:
    """One finding for each line of the funds whose reason no part of the narrative repeats."""
    lines = [line for line in subject.evaluation.funds if text_of(line.reason)]
    if not lines:
        return
    narrative = "".join(
        essence(text) for _, section in subject.narrative.all_sections() for text, _ in paragraphs_of(section.blocks)
    )
    for line in lines:
        if line.reason is not None and essence(line.reason.text) not in narrative:
            yield FAULT.at(line.reason.where, fact=f"funds.{line.id}.reason", label=line.label.text)


CHECK = Check(FAULT, find)
