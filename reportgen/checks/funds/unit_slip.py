"""An amount is ten thousand times too large or too small: 元 and 万元 were mixed up.

Why: the unit is printed once above the table; an amount in the other unit is wrong by four digits, and nobody sees it.
Example: unit 元, a budget of 100.00; or a budget of 5,000,000 beside 500 executed.
Remedy: correct `form.unit`, or the amount.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.checks.rule import Check, Subject
from reportgen.model.form import AMOUNT_COLUMNS

FAULT = Fault(
    "FND010",
    "unit_slip",
    Severity.ERROR,
    N_("{label}: {amount} {unit} beside {other} {unit} looks like 元 and 万元 mixed up"),
    N_("correct the unit of the form, or the amount"),
)
SCALE = Decimal(10_000)
LEAST = {"元": Decimal(1_000), "万元": Decimal("0.1")}
MOST = {"元": Decimal(10) ** 13, "万元": Decimal(10) ** 9}
"""No department has less or more than this in a year: 1,000 yuan, ten trillion."""


def find(subject: Subject) -> Iterator[Finding]:
    """One finding for each pair of a line that differs by that factor, and a warning for an unlikely total."""
    unit = subject.evaluation.form.unit
    for line in subject.evaluation.funds:
        typed = [(column, subject.decimal(f"funds.{line.id}.{column}")) for column in AMOUNT_COLUMNS]
        amounts = [(column, value) for column, value in typed if value]
        for (one, first), (two, second) in combinations(amounts, 2):
            if first and second and max(first, second) == SCALE * min(first, second):
                small, large = (one, two) if first < second else (two, one)
                yield FAULT.at(
                    subject.where(f"funds.{line.id}.{small}"),
                    fact=f"funds.{line.id}.{small}",
                    label=line.label.text,
                    amount=subject.text_of(f"funds.{line.id}.{small}"),
                    other=subject.text_of(f"funds.{line.id}.{large}"),
                    unit=unit,
                )
    for column in ("initial", "adjusted"):
        total = subject.decimal(f"funds.total.{column}")
        if total and not LEAST[unit] <= total < MOST[unit]:
            yield FAULT.at(
                subject.where(f"funds.total.{column}"),
                fact=f"funds.total.{column}",
                severity=Severity.WARNING,
                label=subject.evaluation.columns[column],
                amount=subject.text_of(f"funds.total.{column}"),
                other=f"{LEAST[unit] if total < LEAST[unit] else MOST[unit]:,f}",
                unit=unit,
            )
            return


CHECK = Check(FAULT, find)
