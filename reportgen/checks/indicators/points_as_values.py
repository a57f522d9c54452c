"""Targets and actual values are points or captions: the columns were mistaken for weight and score.

Why: a target of 20 and an actual of 20 that are only the points say nothing about the work.
Example: 建设普通省道: target 20, actual 20; 经济效益: target 10, actual 10; all adding up to 100. Or a caption: 好坏.
Remedy: enter targets and actual values, and the points in their own columns.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.messages import N_
from reportgen.base.text import squeezed
from reportgen.checks.rule import Check, Subject, text_of
from reportgen.model.form import Indicator
from reportgen.model.values import parse_decimal

FAULT = Fault(
    "IND009",
    "points_as_values",
    Severity.ERROR,
    N_("{name}: “{target}” and “{actual}” are no target and no actual value"),
    N_("enter the target and the actual value, and points in their own columns"),
)
CAPTIONS = frozenset(
    {"好坏", "优良中差", "高中低", "有无", "是否", "定性", "定量", "正向指标", "反向指标", "其他", "指标值"}
)
ENOUGH = 3
HUNDRED = (Decimal(90), Decimal(100))


def find(subject: Subject) -> Iterator[Finding]:
    """One finding for each such row: all of them where the columns were mistaken, else those with captions."""
    rows = [row for row in subject.evaluation.indicators if text_of(row.target) and text_of(row.actual)]
    mistaken = _are_points(rows)
    for row in rows:
        cells = {squeezed(text_of(cell)) for cell in (row.target, row.actual)}
        if mistaken or cells & CAPTIONS:
            yield FAULT.at(
                subject.where(f"indicators.{row.id}.target"),
                fact=f"indicators.{row.id}.target",
                name=row.name.text,
                target=text_of(row.target),
                actual=text_of(row.actual),
            )


def _are_points(rows: list[Indicator]) -> bool:
    """Whether every row repeats one bare number that is its weight, or all of them add up to a form's points."""
    points = [_bare(row) for row in rows]
    if len(rows) < ENOUGH or None in points:
        return False
    weights = [row.weight.value if row.weight is not None else None for row in rows]
    return points == weights or sum((point for point in points if point is not None), Decimal(0)) in HUNDRED


def _bare(row: Indicator) -> Decimal | None:
    target, actual = squeezed(text_of(row.target)), squeezed(text_of(row.actual))
    try:
        return parse_decimal(target) if target == actual else None
    except ValueError:
        return None


CHECK = Check(FAULT, find, stages=("evaluation",))
