"""Every indicator has all its points, and so has the form.

Why: a year without a single deviation is rare; reviewers look at such forms first.
Example: 20 indicators, 100 of 100 points.
Remedy: nothing, if it is true; be ready to show the evidence.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.checks.rule import Check, Subject
from reportgen.model.values import trimmed

FAULT = Fault(
    "IND014",
    "full_marks_everywhere",
    Severity.INFO,
    N_("all {count} indicators have their full points, {score} in all"),
    N_("be ready to show the evidence"),
)


def find(subject: Subject) -> Iterator[Finding]:
    """At most one finding."""
    rows, score = subject.evaluation.indicators, subject.decimal("totals.score")
    full = all(row.weight and row.score and row.weight.value == row.score.value for row in rows)
    if rows and full and score is not None and score == subject.profile.total_basis:
        yield FAULT.at(subject.where("totals.score"), fact="totals.score", count=len(rows), score=trimmed(score, 2))


CHECK = Check(FAULT, find, stages=("evaluation",))
