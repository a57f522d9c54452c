"""Cells by column and row, whatever lost their places."""

from __future__ import annotations

from reportgen.base.location import Location
from reportgen.load.forms.align import IMPOSSIBLE, STREAM, Column, align
from reportgen.load.tables.grid import Cell

COLUMNS = [Column("a", 0, empty=5.0), Column("b", 1, empty=5.0)]
ROWS = 200
UNLIKELY = IMPOSSIBLE * 0.3


def cost(field: str, text: str) -> float:
    return UNLIKELY if text.startswith(field) else IMPOSSIBLE


def test_a_long_form_with_a_cell_a_line_is_read_to_its_end() -> None:
    """However much the reading of all its cells costs together."""
    texts = [(f"a{number}", f"b{number}") for number in range(ROWS)]
    lines = [[Cell(text, 0, Location.of_file("form.txt"))] for row in texts for text in row]
    rows = align(lines, COLUMNS, cost, STREAM)
    assert [tuple(cell.text for cell in row.cells.values()) for row in rows] == texts
