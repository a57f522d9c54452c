"""A typed total of the funds block differs from the sum of its lines.

Why: the total is printed in public beside the lines it is made of; anybody can add them up.
Example: the lines executed add up to 60,704,518.55, the total says 61,704,518.55.
Remedy: correct the line or the total. Where the profile says that the lines make up the total, the sum is printed; a
source that really prints another total keeps it under `stated`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import product

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.checks.rule import Check, Subject
from reportgen.model.form import AMOUNT_COLUMNS, Evaluation, FundLine
from reportgen.model.values import Number, grouped, round_half_up

FAULT = Fault(
    "FND001",
    "components_do_not_sum",
    Severity.ERROR,
    N_("{label}: the total says {total}, its lines add up to {sum}; {printed} is printed"),
    N_("correct the line or the total that is wrong"),
)


def _tolerance(unit: str, total: Number, parts: Sequence[Number]) -> Decimal:
    """What rounding the total and each line to its decimals can add up to; amounts in 元 are not rounded."""
    if unit == "元":
        return Decimal(0)
    half = Decimal("0.5")
    return half.scaleb(-total.decimals) + half.scaleb(-max(part.decimals for part in parts)) * len(parts)


def _groups(evaluation: Evaluation) -> Iterator[Sequence[FundLine]]:
    """The lines that make up the total: all of them, or each breakdown of the profile."""
    yield from (
        [line for line in evaluation.component_lines if line.id in ids] for ids in evaluation.profile.breakdowns
    )
    if not evaluation.profile.breakdowns:
        yield evaluation.component_lines


def find(subject: Subject) -> Iterator[Finding]:
    """One finding for each column and breakdown whose typed total differs."""
    evaluation = subject.evaluation
    total = evaluation.total_line
    for column, lines in product(AMOUNT_COLUMNS, _groups(evaluation)) if total is not None else ():
        typed = getattr(total, column)
        parts = [part for line in lines if (part := getattr(line, column)) is not None]
        if typed is None or not parts:
            continue
        decimals = max(typed.decimals, *(part.decimals for part in parts))
        found = sum((part.value for part in parts), Decimal(0))
        if abs(found - typed.value) > _tolerance(evaluation.form.unit, typed, parts):
            label = subject.evaluation.columns[column]
            yield FAULT.at(
                typed.where,
                fact=f"funds.total.{column}",
                label=label,
                total=grouped(round_half_up(typed.value, decimals), decimals),
                sum=grouped(found, decimals),
                printed=subject.text_of(f"funds.total.{column}"),
            )


CHECK = Check(FAULT, find)
