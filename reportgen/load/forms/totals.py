"""Reads the sum row: weight, score and grade."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from reportgen.load.forms import faults
from reportgen.load.forms.blocks import Blocks, is_title
from reportgen.load.forms.dictionary import dictionary
from reportgen.load.forms.kinds import number
from reportgen.load.forms.ledger import Ledger
from reportgen.load.forms.printed import PrintedIndicator
from reportgen.load.tables.grid import Cell

_IN_TITLE = re.compile(r"(?:总得分|自评得分|自评总分|得分)\s*[:：为]?\s*(\d+(?:\.\d+)?)\s*分?")


@dataclass(frozen=True, slots=True)
class Totals:
    """The printed totals and grade."""

    weight: Cell | None = None
    score: Cell | None = None
    grade: Cell | None = None


def read_totals(blocks: Blocks, indicators: Sequence[PrintedIndicator], ledger: Ledger, *, table: bool) -> Totals:
    """The totals of the sum row; else a total that the head of the form prints."""
    found = _of_row(blocks, indicators, ledger, table=table) if blocks.total else Totals()
    if found.score is None:
        found = replace(found, score=_of_head(blocks, ledger))
    return found


def _of_row(blocks: Blocks, indicators: Sequence[PrintedIndicator], ledger: Ledger, *, table: bool) -> Totals:
    """Two numbers are weight and score; one is what its column or the sums say, else the score."""
    rows = blocks.total
    cells = [cell for row in rows for cell in row.cells]
    labels = [cell for cell in cells if {"total", "grade"} & set(dictionary().named(cell.text))]
    rest = [cell for cell in cells if cell not in labels]
    numbers = [cell for cell in rest if number(cell.text.removesuffix("分")) is not None]
    grade = next((cell for cell in rest if cell.text.rstrip("。") in dictionary().grades), None)
    blank = [cell for cell in rest if dictionary().is_blank(cell.text)]
    ledger.use(*labels, grade, *numbers[:2], *blank)
    if len(numbers) >= 2:
        if len(numbers) > 2:
            ledger.tell(faults.ROW_AMBIGUOUS.at(rows[0].where, text=" | ".join(cell.text for cell in cells)[:60]))
        return Totals(numbers[0], numbers[1], grade)
    if not numbers:
        return Totals(grade=grade)
    trusted = table or (blocks.indicator_header is not None and blocks.indicator_header.is_line)
    side = (_column(blocks, numbers[0]) if trusted else None) or _by_sum(numbers[0], indicators)
    if side is None or not table:
        ledger.tell(faults.ROW_AMBIGUOUS.at(rows[0].where, text=" | ".join(cell.text for cell in cells)[:60]))
    return Totals(numbers[0], None, grade) if side == "weight" else Totals(None, numbers[0], grade)


def _column(blocks: Blocks, cell: Cell) -> str | None:
    """The column of points that a number stands in, or None where its place does not tell."""
    header = blocks.indicator_header
    columns = {column.field: column for column in header.columns} if header is not None else {}
    if "weight" not in columns:
        return "score" if "score" in columns else None
    under = [field for field in ("weight", "score") if field in columns and not columns[field].off(cell)]
    return under[0] if len(under) == 1 else None


def _by_sum(cell: Cell, indicators: Sequence[PrintedIndicator]) -> str | None:
    """The column whose points make most of a total: all of it, or all but those of the execution."""
    total = number(cell.text.removesuffix("分")) or Decimal(0)
    sums = {}
    for field in ("weight", "score"):
        points = [getattr(row, field) for row in indicators]
        sums[field] = sum((number(point.text) or Decimal(0) for point in points if point is not None), Decimal(0))
    if not sums["score"]:
        return "weight" if sums["weight"] else None
    right = [field for field, found in sums.items() if total - found in (0, 10, 20)]
    return right[0] if len(right) == 1 else None


def _of_head(blocks: Blocks, ledger: Ledger) -> Cell | None:
    """`自评得分 | 98` or `项目总得分: 96分` above the table."""
    for row in blocks.head:
        for place, cell in enumerate(row.cells):
            after = row.cells[place + 1] if place + 1 < len(row.cells) else None
            if "total" in dictionary().named(cell.text) and after is not None and number(after.text) is not None:
                ledger.use(cell, after)
                return after
            match = _IN_TITLE.search(cell.text)
            if match and (is_title(cell.text[: match.start()]) or len(cell.text) < 30):
                ledger.use(cell)
                return replace(cell, text=match.group(1), markup=None)
    return None
