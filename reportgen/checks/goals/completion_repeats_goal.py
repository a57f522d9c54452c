"""A completion or the results only repeat the goal.

Why: the column asks what was done; the goal's own words report nothing.
Example: goal 推动未成年人保护水平保持全省前列, and the results say the same sentence.
Remedy: say what was done, with figures.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.base.text import han_count
from reportgen.checks.narrative.paragraphs import essence, paragraphs_of
from reportgen.checks.rule import Check, Subject

FAULT = Fault(
    "GOA003",
    "completion_repeats_goal",
    Severity.WARNING,
    N_("“{text}” repeats the goal {goal}"),
    N_("say what was done"),
)
ALIKE = 0.9
SHORTEST = 8
"""Goals of fewer characters have few other words."""


def find(subject: Subject) -> Iterator[Finding]:
    """One finding for each goal whose completion says no more, and for each paragraph of the results."""
    goals = {goal.id: essence(goal.text.text) for goal in subject.evaluation.goals}
    for goal, section in subject.narrative.completion.items():
        said = [text for text, _ in paragraphs_of(section.blocks)]
        if _alike(goals.get(goal, ""), essence("".join(said))):
            yield FAULT.at(section.where, fact=f"sections.completion.{goal}", text=said[0], goal=goal)
    results = subject.narrative.sections.get("results")
    for text, where in paragraphs_of(results.blocks) if results is not None else ():
        same = next((goal for goal, words in goals.items() if _alike(words, essence(text))), None)
        if same is not None:
            yield FAULT.at(where, fact="sections.results", text=text, goal=same)


def _alike(goal: str, text: str) -> bool:
    if min(han_count(goal), han_count(text)) < SHORTEST:
        return False
    matcher = SequenceMatcher(None, goal, text, autojunk=False)
    return matcher.real_quick_ratio() > ALIKE and matcher.quick_ratio() > ALIKE and matcher.ratio() > ALIKE


CHECK = Check(FAULT, find, stages=("evaluation",))
