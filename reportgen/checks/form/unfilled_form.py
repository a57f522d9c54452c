"""Every actual value and every score of the form is empty.

Why: an unfilled table was published more than once; each cell by itself looks like a small gap.
Example: six indicators with targets and weights, and nothing beside them.
Remedy: fill in the form.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.checks.rule import Check, Subject, text_of

FAULT = Fault(
    "FRM003",
    "unfilled_form",
    Severity.ERROR,
    N_("not one of the {count} indicators has an actual value or a score"),
    N_("fill in the form"),
)


def find(subject: Subject) -> Iterator[Finding]:
    """At most one finding."""
    rows = subject.evaluation.indicators
    if rows and all(not text_of(row.actual) and row.score is None for row in rows):
        yield FAULT.at(rows[0].where, fact="indicators", count=len(rows))


CHECK = Check(FAULT, find, stages=("evaluation",))
