"""A number in the narrative contradicts a figure of the form.

Why: the public reads both on one page; one of them is wrong. Only sentences about the whole, a fund line or an
indicator by its name are compared; rounding, 万 and 亿, Chinese numerals and 约 are allowed for.
Example: 全年执行数为6170.45万元, and the form says 60,704,518.55元.
Remedy: correct the text, or insert the figure: `{{ funds.total.executed | wan }}`; a goal holds no references.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.checks.narrative.claims import claims
from reportgen.checks.narrative.number_not_linked import reference_of
from reportgen.checks.rule import Check, Subject

FAULT = Fault(
    "NUM001",
    "number_contradicts_form",
    Severity.WARNING,
    N_("“{text}”: the form says {shown} ({figure})"),
    N_("correct the text, or insert the figure: {reference}"),
)
_WITHOUT_REFERENCE = N_("correct the text or the figure")


def find(subject: Subject) -> Iterator[Finding]:
    """One finding for each number that is none of the figures it can be meant for."""
    for claim in claims(subject):
        if not claim.holds:
            fault = FAULT if claim.in_narrative else replace(FAULT, hint=_WITHOUT_REFERENCE)
            yield fault.at(
                claim.where,
                fact=claim.passage,
                text=claim.mention.text,
                shown=claim.shown,
                figure=claim.facts[0],
                reference=reference_of(claim, subject),
            )


CHECK = Check(FAULT, find, stages=("evaluation",))
