"""A goal of the year has no completion.

Why: each approved goal is answered in the self-evaluation; a missing one reads as not done.
Example: six goals, and the completion ends with the third.
Remedy: add a part under the heading `## g4` to completion.md.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.checks.rule import Check, Subject

FAULT = Fault(
    "GOA001",
    "goal_without_completion",
    Severity.ERROR,
    N_("nothing is reported on the goal {goal}: {text}"),
    N_("add a part under the heading ## {goal} to completion.md"),
)


def find(subject: Subject) -> Iterator[Finding]:
    """One finding for each goal without its part; none where the completion is not split by goal at all."""
    whole = "completion" in subject.narrative.sections and not subject.narrative.completion
    for goal in subject.evaluation.goals:
        if goal.id not in subject.narrative.completion and not whole:
            yield FAULT.at(goal.where, fact=f"goals.{goal.id}", goal=goal.id, text=goal.text.text)


CHECK = Check(FAULT, find, stages=("evaluation",))
