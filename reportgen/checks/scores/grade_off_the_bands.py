"""The grade that the form states is not the one its total score gives.

Why: 优 is given from 90 points, 良 from 80, 中 from 60, 差 below (half-open bands of the profile).
Example: 85 points and 优; or a label the bands do not know, such as 优秀.
Remedy: correct the grade; the computed one is printed.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.checks.rule import Check, Subject

FAULT = Fault(
    "GRD001",
    "grade_off_the_bands",
    Severity.ERROR,
    N_("the form states {stated}; {score} points are {computed}"),
    N_("correct conclusion.grade"),
)


def find(subject: Subject) -> Iterator[Finding]:
    """At most one finding."""
    stated = subject.evaluation.grade
    score = subject.decimal("totals.score")
    computed = None if score is None else subject.profile.grade(score)
    if stated is not None and computed is not None and stated.text != computed:
        yield FAULT.at(
            stated.where,
            fact="conclusion.grade",
            stated=stated.text,
            score=subject.computed_text("totals.score"),
            computed=computed,
        )


CHECK = Check(FAULT, find, stages=("evaluation",))
