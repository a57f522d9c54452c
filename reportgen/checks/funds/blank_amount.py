"""A line of the funds block leaves an amount blank.

Why: a blank is counted as zero in the sum, and a reader cannot tell a zero from a figure that was forgotten. A line
that is blank as a whole means that there is no such money, and is let pass.
Example: a line with initial and adjusted budget and nothing executed.
Remedy: enter the amount; where it is zero, enter 0.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.checks.rule import Check, Subject
from reportgen.model.form import AMOUNT_COLUMNS

FAULT = Fault(
    "FND008",
    "blank_amount",
    Severity.WARNING,
    N_("{label}: {column} is blank and counts as zero"),
    N_("enter the amount, or 0"),
)


def find(subject: Subject) -> Iterator[Finding]:
    """One finding for each blank of a line that has other amounts, in a column that other lines fill in."""
    lines = subject.evaluation.component_lines
    for column in AMOUNT_COLUMNS:
        if all(getattr(line, column) is None for line in lines):
            continue
        for line in lines:
            if getattr(line, column) is None and any(getattr(line, other) is not None for other in AMOUNT_COLUMNS):
                label = subject.evaluation.columns[column]
                yield FAULT.at(line.where, fact=f"funds.{line.id}.{column}", label=line.label.text, column=label)


CHECK = Check(FAULT, find, stages=("evaluation",))
