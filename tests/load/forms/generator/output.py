"""A sheet as what arrives: a grid of a real table, or a text in one of several hands."""

from __future__ import annotations

import random

from reportgen.base.location import Location
from reportgen.load.tables.grid import Cell, Grid, Row
from reportgen.load.tables.text import read_text
from tests.load.forms.generator.noise import kept
from tests.load.forms.generator.sheet import Sheet, Slot

FILE = "made.xlsx"
Places = dict[int, tuple[int, int]]
"""By row of the sheet the first and last row or line of what arrives."""


def as_grid(sheet: Sheet) -> tuple[Grid, Places]:
    """The sheet as a workbook's grid, merged cells given once."""
    rows = []
    for number in range(sheet.rows):
        cells = tuple(_cell(slot) for slot in kept(sheet.slots) if slot.row == number)
        if cells:
            rows.append(Row(cells, Location("cell", FILE, sheet="1", cell=f"A{number + 1}"), number))
    return Grid(FILE, tuple(rows), "1"), {row: (row + 1, row + 1) for row in range(sheet.rows)}


def _cell(slot: Slot) -> Cell:
    where = Location("cell", FILE, sheet="1", cell=f"{chr(65 + slot.column)}{slot.row + 1}")
    return Cell(slot.text, slot.column, where, slot.rows, slot.columns)


def _cells(sheet: Sheet, row: int, *, filled: bool) -> list[str]:
    """The texts of a row by column; a column that a merged cell covers is blank if `filled`, else it is not there."""
    covered = {
        (slot.row + down, slot.column + right): slot
        for slot in sheet.slots
        for down in range(slot.rows)
        for right in range(slot.columns)
    }
    starts = {(slot.row, slot.column): slot.text.replace("\n", "") for slot in sheet.slots}
    width = max((slot.column + slot.columns for slot in sheet.slots if slot.row == row), default=0)
    return [
        starts.get((row, column), "")
        for column in range(width)
        if filled or (row, column) in starts or (row, column) not in covered
    ]


def as_lines(sheet: Sheet, separator: str, *, filled: bool) -> tuple[str, Places]:
    """A line a row; `filled` as a workbook copies it, else as a web page does: covered cells are not there."""
    lines, places = [], {}
    for row in range(sheet.rows):
        lines.append(separator.join(_cells(sheet, row, filled=filled)))
        places[row] = (len(lines), len(lines))
    return "\n".join(lines), places


def as_dropped(sheet: Sheet, separator: str) -> tuple[str, Places]:
    """A line a row, blank cells dropped."""
    lines, places = [], {}
    for row in range(sheet.rows):
        lines.append(separator.join(text for text in _cells(sheet, row, filled=False) if text))
        places[row] = (len(lines), len(lines))
    return "\n".join(lines), places


def as_stream(sheet: Sheet, chance: random.Random, *, blanks: bool) -> tuple[str, Places]:
    """A cell a line; blank cells as blank lines, or dropped."""
    lines: list[str] = []
    places = {}
    for row in range(sheet.rows):
        first = len(lines) + 1
        for text in _cells(sheet, row, filled=False):
            if text or blanks:
                lines.append(text)
        places[row] = (first, max(first, len(lines)))
        if chance.random() < 0.05:
            lines.append("")
    return "\n".join(lines), places


def as_broken(sheet: Sheet) -> tuple[str, Places]:
    """Cells between `|`, and a line that ends at every blank cell."""
    text, places = "", {}
    for row in range(sheet.rows):
        first = text.count("\n") + 1
        for cell in _cells(sheet, row, filled=False):
            text += f"{cell} | " if cell else "|\n"
        text += "|\n"
        places[row] = (first, text.count("\n") + 1)
    return text, places


def text_grid(text: str) -> Grid:
    """The grid that the reader of texts makes."""
    return read_text(text.encode(), "made.txt")[0]
