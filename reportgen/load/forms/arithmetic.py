"""Proofs by arithmetic: which reading of a row of funds its own figures confirm."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import combinations

from reportgen.load.forms.align import IMPOSSIBLE, Column, Cost
from reportgen.load.forms.kinds import number
from reportgen.load.tables.grid import Cell

HUNDRED = Decimal(100)
MOST_READINGS = 4000
_MARGIN = 4.0


def value(cells: Mapping[str, Cell], field: str) -> Decimal | None:
    """The number in a field, or None."""
    cell = cells.get(field)
    return None if cell is None else number(cell.text)


def percent(cells: Mapping[str, Cell]) -> Decimal | None:
    """The printed rate in percent; `0.98` and `1` without a sign are shares."""
    rate = value(cells, "rate")
    if rate is None:
        return None
    is_share = "%" not in cells["rate"].text and "％" not in cells["rate"].text and 0 < rate <= Decimal("1.2")
    return rate * HUNDRED if is_share else rate


def rate_agrees(cells: Mapping[str, Cell], base: str = "adjusted") -> bool | None:
    """Whether the printed rate is executed / `base` to its printed decimals; None where that cannot be asked."""
    rate, below, above = percent(cells), value(cells, base), value(cells, "executed")
    if rate is None or below is None or above is None:
        return None
    if below == 0:
        return None
    decimals = max(0, -int(number(cells["rate"].text).as_tuple().exponent))  # type: ignore[union-attr]
    step = Decimal(1).scaleb(-decimals) * (1 if rate == value(cells, "rate") else HUNDRED)
    return abs(above / below * HUNDRED - rate) <= step


def confirmed(cells: Mapping[str, Cell]) -> bool | None:
    """Whether the row's own rate agrees with its amounts, on the adjusted or, where none stands there, initial budget.

    None where there is nothing to divide.
    """
    answers = [answer for base in ("adjusted", "initial") if (answer := rate_agrees(cells, base)) is not None]
    return any(answers) if answers else None


def readings(cells: Sequence[Cell], columns: Sequence[Column], cost: Cost) -> list[dict[str, Cell]]:
    """The ways to place the cells of a row in order, best first, without those that cost much more than the best."""
    if not 0 < len(cells) <= len(columns):
        return []
    ranked: list[tuple[float, int, dict[str, Cell]]] = []
    for place, chosen in enumerate(combinations(columns, len(cells))):
        if place > MOST_READINGS:
            return []
        weight = sum(cost(column.field, cell.text) for column, cell in zip(chosen, cells, strict=True))
        if weight < IMPOSSIBLE:
            fields = {column.field: cell for column, cell in zip(chosen, cells, strict=True)}
            weight += sum(column.empty for column in columns if column.field not in fields)
            ranked.append((weight, place, fields))
    ranked.sort(key=lambda way: way[:2])
    return [fields for weight, _, fields in ranked if weight <= ranked[0][0] + _MARGIN]


def off_sums(total: Mapping[str, Cell], parts: Sequence[Mapping[str, Cell]], fields: Sequence[str]) -> int:
    """In how many columns the parts do not add up to the total, a unit of the last printed decimal a part allowed."""
    wrong = 0
    for field in fields:
        whole = value(total, field)
        amounts = [amount for part in parts if (amount := value(part, field)) is not None]
        if whole is not None and (amounts or whole != 0):
            decimals = max([0, *(-int(a.as_tuple().exponent) for a in (whole, *amounts))])
            wrong += abs(sum(amounts, Decimal(0)) - whole) > len(amounts) * Decimal(1).scaleb(-decimals)
    return wrong
