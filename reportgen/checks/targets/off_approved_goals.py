"""The goals differ from those of the approved target form.

Why: what is reported on must be what was promised.
Example: the target form has six goals, the self-evaluation five.
Remedy: restore the goals as approved.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.checks.narrative.paragraphs import essence
from reportgen.checks.rule import Check, Subject

FAULT = Fault(
    "TGT004",
    "off_approved_goals",
    Severity.WARNING,
    N_("goal {goal}: “{text}”; approved was “{approved}”"),
    N_("restore the goal as approved"),
)


def find(subject: Subject) -> Iterator[Finding]:
    """One finding for each goal that is missing, new or worded otherwise; punctuation does not count."""
    if subject.approved is None or not subject.approved.goals:
        return
    approved = {goal.id: goal for goal in subject.approved.goals}
    own = {goal.id: goal for goal in subject.evaluation.goals}
    for id in dict.fromkeys((*approved, *own)):
        now, then = own.get(id), approved.get(id)
        texts = [essence(goal.text.text) if goal is not None else None for goal in (now, then)]
        if texts[0] != texts[1]:
            yield FAULT.at(
                now.where if now is not None else subject.evaluation.where,
                fact=f"goals.{id}",
                goal=id,
                text=now.text.text if now is not None else "—",
                approved=then.text.text if then is not None else "—",
            )


CHECK = Check(FAULT, find, stages=("monitoring", "evaluation"))
