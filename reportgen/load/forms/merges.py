"""Levels in a real table: a merged label holds for the rows it covers, an unmerged one until the next."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.load.forms import faults
from reportgen.load.forms.align import Alignment
from reportgen.load.forms.labelled import LabelledRow
from reportgen.load.forms.ledger import Ledger
from reportgen.load.tables.grid import Cell, Row


class _Label:
    """The label of one level while rows are read from above."""

    def __init__(self) -> None:
        self.cell: Cell | None = None
        self.until = -1
        self.merged = False

    def set(self, cell: Cell, row: int) -> None:
        self.cell, self.until, self.merged = cell, row + cell.rows, cell.rows > 1

    def clear(self) -> None:
        self.cell, self.merged = None, False

    def holds(self, row: int) -> bool:
        return row < self.until


def covered(rows: Sequence[Row]) -> set[int]:
    """The ids of the cells in rows that a merged cell above covers: nothing is guessed there."""
    found: set[int] = set()
    until = -1
    for row in rows:
        if row.index < until:
            found |= {id(cell) for cell in row.cells}
        until = max([until, *(row.index + cell.rows for cell in row.cells if cell.rows > 1)])
    return found


def fill_levels(rows: Sequence[tuple[Alignment, Row]], ledger: Ledger) -> list[LabelledRow]:
    """The rows under their levels.

    Where a table merges its labels, a row that none of them covers belongs to the last one above it, and that is told;
    where it leaves the cells below a label blank, the label holds until the next. A new first-level label ends the
    second-level one.
    """
    merges = {
        which: any(f.cells[which].rows > 1 for f, _ in rows if which in f.cells) for which in ("level1", "level2")
    }
    labels = {which: _Label() for which in ("level1", "level2")}
    placed = []
    for found, row in rows:
        given: dict[str, Cell] = {}
        for which, label in labels.items():
            own = found.cells.get(which)
            if own is not None:
                label.set(own, row.index)
                if which == "level1" and not labels["level2"].holds(row.index):
                    labels["level2"].clear()
            elif label.cell is not None and not label.holds(row.index) and merges[which]:
                ledger.tell(faults.LEVEL_CARRIED.at(row.where, level=label.cell.text))
            if label.cell is not None:
                given[which] = label.cell
        placed.append(LabelledRow({**found.cells, **given}, found.shift))
    return placed
