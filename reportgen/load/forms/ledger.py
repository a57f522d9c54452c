"""The account of an import: what each cell was used for, what was found, and what is left over for the note."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reportgen.base.finding import Finding
from reportgen.load.forms import faults
from reportgen.load.tables.grid import Cell, Row

SHOWN = 60
"""So many characters of a left-over text are told."""
MANY = 4
"""From so many left-over rows on, they are told as one."""


class Ledger:
    """Collects findings and keeps the account of cells: what no reader used is left over, and nothing is dropped."""

    def __init__(self) -> None:
        self.found: list[Finding] = []
        self.notes: list[Cell] = []
        self._used: set[int] = set()

    def tell(self, *findings: Finding) -> None:
        """Notes what was repaired, inferred or left over; the same thing once."""
        self.found += [finding for finding in findings if finding not in self.found]

    def use(self, *cells: Cell | None) -> None:
        """Marks cells as read."""
        self._used |= {id(cell) for cell in cells if cell is not None}

    def keep(self, cells: Iterable[Cell]) -> None:
        """Keeps cells for the note; somebody else tells."""
        kept = list(cells)
        self.notes += kept
        self.use(*kept)

    def leave(self, cells: Iterable[Cell], row: Row) -> None:
        """Keeps cells of a row for the note, and tells."""
        kept = list(cells)
        self.keep(kept)
        self.tell(faults.LEFT_OVER.at(row.where, text=" | ".join(cell.text for cell in kept)[:SHOWN]))

    def unused(self, row: Row) -> list[Cell]:
        """The cells of a row that nobody used."""
        return [cell for cell in row.cells if id(cell) not in self._used]

    def close(self, rows: Iterable[Row]) -> None:
        """Leaves over what nobody used; many rows that follow one another are told together."""
        runs: list[list[tuple[Row, list[Cell]]]] = [[]]
        for row in rows:
            left = self.unused(row)
            if left:
                runs[-1].append((row, left))
            elif runs[-1]:
                runs.append([])
        for run in runs:
            self._leave_run(run)

    def _leave_run(self, run: Sequence[tuple[Row, list[Cell]]]) -> None:
        if len(run) < MANY:
            for row, left in run:
                self.leave(left, row)
            return
        for _, left in run:
            self.keep(left)
        first = run[0][1][0].text[:SHOWN]
        self.tell(faults.ROWS_LEFT_OVER.at(run[0][0].where, count=len(run), text=first))
