"""The amounts of one column show different numbers of decimals.

Why: a column is read as one; an amount with fewer decimals looks cut off.
Example: 7,769,502.48 above 52,245,328.6.
Remedy: write every amount of the column with the same decimals; the printed document does so by itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.checks.rule import Check, Subject
from reportgen.model.form import AMOUNT_COLUMNS

FAULT = Fault(
    "FND009",
    "uneven_decimals",
    Severity.INFO,
    N_("{label}: {text} shows {decimals} decimals, the others of {column} show {usual}"),
    N_("write every amount of the column with the same decimals"),
)


def find(subject: Subject) -> Iterator[Finding]:
    """One finding for each amount with fewer decimals than most of its column; whole numbers stay out of it."""
    for column in AMOUNT_COLUMNS:
        cells = [(line, number) for line in subject.evaluation.funds if (number := getattr(line, column)) is not None]
        shown = Counter(number.decimals for _, number in cells if number.decimals)
        if not shown:
            continue
        usual = max(shown, key=lambda decimals: (shown[decimals], decimals))
        for line, number in cells:
            if 0 < number.decimals < usual:
                yield FAULT.at(
                    number.where,
                    fact=f"funds.{line.id}.{column}",
                    label=line.label.text,
                    text=number.text,
                    decimals=number.decimals,
                    column=subject.evaluation.columns[column],
                    usual=usual,
                )


CHECK = Check(FAULT, find)
