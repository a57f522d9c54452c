"""What all kinds of sheets share: cells by row and column become a grid with spans, places and notes."""

from __future__ import annotations

import re
from typing import Any

from reportgen.base.errors import ContentError
from reportgen.base.finding import Fault, Finding
from reportgen.base.location import Location
from reportgen.base.messages import N_, Message
from reportgen.load.tables import faults
from reportgen.load.tables.grid import Cell, Grid, Row

MAX_CELLS = 200_000
"""So many cells of one file are read; a filled form has some hundreds."""
_ESCAPED_END = re.compile(r"_x000[DA]_", re.IGNORECASE)
_SHOWN = 80


def address(row: int, column: int) -> str:
    """The address of a cell, `C5`, from its row and column counted from 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"


def too_many_cells(file: str) -> ContentError:
    """What is raised for a file of more cells than are read."""
    problem = Message(N_("more than {count} cells"), {"count": MAX_CELLS})
    return ContentError([faults.TOO_LARGE.at(Location.of_file(file), problem=problem)])


def tidy(text: str) -> str:
    r"""The text of a cell with one kind of line break, `\n`, and no white space at its ends."""
    return _ESCAPED_END.sub("\n", text).replace("\r\n", "\n").replace("\r", "\n").strip()


class Sheet:
    """Collects the cells of one sheet. Rows and columns count from 0."""

    def __init__(self, file: str, name: str | None) -> None:
        self.file, self.name = file, name
        self.notes: list[Finding] = []
        self._texts: dict[tuple[int, int], str] = {}
        self._spans: dict[tuple[int, int], tuple[int, int]] = {}
        self._covered: set[tuple[int, int]] = set()

    @property
    def holds_something(self) -> bool:
        """Whether any cell was put here."""
        return bool(self._texts)

    def where(self, row: int, column: int) -> Location:
        """The place of a cell."""
        cell = address(row, column)
        return Location("cell", self.file, sheet=self.name, cell=cell, row=row + 1, column=column + 1)

    def put(self, row: int, column: int, text: str) -> None:
        """Puts the text of a cell, unless it is blank."""
        shown = tidy(text)
        if shown:
            self._texts[row, column] = shown

    def note(self, fault: Fault, row: int, column: int, **values: Any) -> None:
        """Notes a finding at a cell."""
        self.notes.append(fault.at(self.where(row, column), **values))

    def merge(self, row: int, column: int, rows: int, columns: int) -> None:
        """Joins cells: the one at the top left stands for all, and what others held is not shown."""
        self._spans[row, column] = rows, columns
        if rows * columns <= MAX_CELLS:
            self._covered |= {(row + down, column + right) for down in range(rows) for right in range(columns)}
            self._covered.discard((row, column))

    def hide(self, row: int | None = None, column: int | None = None) -> None:
        """Notes what a hidden row or column holds; it is read all the same."""
        places = [place for place in sorted(self._texts) if row in (None, place[0]) and column in (None, place[1])]
        if places:
            texts = " ".join(self._texts[place] for place in places)
            shown = texts if len(texts) <= _SHOWN else texts[:_SHOWN] + "…"
            self.note(faults.HIDDEN_CELLS, *places[0], texts=shown)

    def grid(self) -> Grid:
        """The rows that hold something."""
        by_row: dict[int, list[Cell]] = {}
        for row, column in sorted(self._texts):
            if (row, column) in self._covered:
                continue
            rows, columns = self._spans.get((row, column), (1, 1))
            cell = Cell(self._texts[row, column], column, self.where(row, column), rows, columns)
            by_row.setdefault(row, []).append(cell)
        rows_found = (Row(tuple(cells), self.where(row, 0), row) for row, cells in by_row.items())
        return Grid(self.file, tuple(rows_found), self.name, tuple(self.notes))


def grids_of(sheets: list[Sheet], hidden: list[str], file: str) -> tuple[Grid, ...]:
    """The grids of the sheets that hold something, at least one; hidden sheets are noted on the first."""
    notes = tuple(faults.HIDDEN_SHEET.at(Location("cell", file, sheet=name, cell="A1"), name=name) for name in hidden)
    grids = [sheet.grid() for sheet in sheets if sheet.holds_something] or [Grid(file, ())]
    grids[0] = Grid(file, grids[0].rows, grids[0].name, notes + grids[0].notes)
    return tuple(grids)
