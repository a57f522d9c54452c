"""A number in the narrative was typed, though it is a figure of the form.

Why: a typed number stays as it is when the figure is corrected; a linked one follows. Only narrative files hold
references: a number in a goal stays typed and is let pass.
Example: 全年执行数为6070.45万元, where `{{ funds.total.executed | wan }}` prints the same.
Remedy: write the reference in its place.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.checks.narrative.claims import Claim, claims
from reportgen.checks.rule import Check, Subject

FAULT = Fault(
    "NUM002",
    "number_not_linked",
    Severity.INFO,
    N_("“{text}” is the figure {figure} of the form, typed again"),
    N_("write {reference} in its place"),
)


def find(subject: Subject) -> Iterator[Finding]:
    """One finding for each typed number that agrees with a figure, as far as it was written out."""
    for claim in claims(subject):
        if claim.in_narrative and claim.holds and not claim.mention.about:
            figure = next(
                fact for fact, value in zip(claim.facts, claim.values, strict=True) if claim.mention.means(value)
            )
            if figure in subject.assessment.figures:
                yield FAULT.at(
                    claim.where,
                    fact=claim.passage,
                    text=claim.mention.text,
                    figure=figure,
                    reference=reference_of(claim, subject, figure),
                )


def reference_of(claim: Claim, subject: Subject, figure: str | None = None) -> str:
    """What to write instead of the number of a claim, in the unit it was written in."""
    fact, text = figure or claim.facts[0], claim.mention.text
    known = subject.assessment.figures.get(fact)
    filters = {"亿元": " | yi", "万元": " | wan"} if known is not None and known.unit in {"元", "万元"} else {}
    named = next((name for ending, name in filters.items() if text.endswith(ending)), "")
    return f"{{{{ {fact}{named} }}}}"


CHECK = Check(FAULT, find, stages=("evaluation",))
