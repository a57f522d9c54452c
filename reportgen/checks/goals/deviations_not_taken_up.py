"""Points were lost, and neither experience nor next steps speak of it.

Why: the next steps should follow from the deviations; plans that fit any year follow from nothing.
Example: 3 points lost on 人员类项目支出, and next steps that only announce studies and plans.
Remedy: say in next-steps.md what will change about the indicators that lost points.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.base.text import squeezed
from reportgen.checks.rule import Check, Subject, text_of
from reportgen.document.blocks import plain_text

FAULT = Fault(
    "GOA006",
    "deviations_not_taken_up",
    Severity.INFO,
    N_("points were lost on {names}, and the next steps do not speak of it"),
    N_("say in next-steps.md what will change"),
)
SHARED = 3
"""A run of so many characters of the name or the reason shows that the text speaks of the indicator."""


def find(subject: Subject) -> Iterator[Finding]:
    """At most one finding, on the next steps, where none of the deviations is taken up."""
    section = subject.narrative.sections.get("next_steps")
    lost = [
        row
        for row in subject.evaluation.indicators
        if row.weight is not None and row.score is not None and row.score.value < row.weight.value
    ]
    if section is None or not lost:
        return
    sections = subject.narrative.sections
    plans = squeezed(
        "".join(plain_text(sections[name].blocks) for name in ("experience", "next_steps") if name in sections)
    )
    if not any(_shares(squeezed(row.name.text + text_of(row.reason)), plans) for row in lost):
        names = "、".join(row.name.text for row in lost)
        yield FAULT.at(section.where, fact="sections.next_steps", names=names)


def _shares(words: str, plans: str) -> bool:
    return any(words[start : start + SHARED] in plans for start in range(len(words) - SHARED + 1))


CHECK = Check(FAULT, find, stages=("evaluation",))
