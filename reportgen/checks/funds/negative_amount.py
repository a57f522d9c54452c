"""An amount of the funds block is below zero.

Why: a budget and what was spent of it cannot be less than nothing; a sign that slipped in also turns the rate, the
score and the sums.
Example: -8,824,000.00 executed.
Remedy: delete the sign. Where money flowed back, so that more was returned than spent, say so in a waiver.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.checks.rule import Check, Subject
from reportgen.model.form import AMOUNT_COLUMNS

FAULT = Fault(
    "FND012",
    "negative_amount",
    Severity.ERROR,
    N_("{label}: {column} is {amount}, less than nothing"),
    N_("delete the minus sign; where more was returned than spent, excuse it by a waiver"),
)


def find(subject: Subject) -> Iterator[Finding]:
    """One finding for each amount below zero that was typed."""
    for line in subject.evaluation.funds:
        for column in AMOUNT_COLUMNS:
            typed = getattr(line, column)
            if typed is not None and typed.value < 0:
                yield FAULT.at(
                    typed.where,
                    fact=f"funds.{line.id}.{column}",
                    label=line.label.text,
                    column=subject.evaluation.columns[column],
                    amount=typed.text,
                )


CHECK = Check(FAULT, find)
