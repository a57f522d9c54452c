"""Which printed cell belongs to which column, when extraction has shifted or dropped cells.

Every order-keeping assignment of the cells to the columns is weighed: how well each text fits the kind of its column,
how often the distance to the headers changes within the row, and which columns stay empty. The cheapest one wins; a
second one that costs the same makes the row ambiguous, and that is told. Cells that stand under headers they fit are
never moved.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from reportgen.load.tables.grid import Cell

SHIFT_COST = 1.0
MISFIT = 3.0
"""From this cost on, a cell is hardly what its column says."""
IMPOSSIBLE = 100.0
MAX_CELLS = 14


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a block: its field, where its header stands, and what it costs to leave it empty.

    The cells of a `loose` column need not stand below its header: labels are often spread over several columns.
    """

    field: str
    position: int
    empty: float
    loose: bool = False


@dataclass(frozen=True, slots=True)
class Alignment:
    """The cells of a row by field. `shift` is the distance of most cells from their headers, `moved` whether any is."""

    cells: Mapping[str, Cell]
    cost: float
    shift: int
    moved: bool
    ambiguous: bool


def align(cells: Sequence[Cell], columns: Sequence[Column], cost: Callable[[str, str], float]) -> Alignment | None:
    """The cheapest assignment of `cells` to `columns`, in order; None where no assignment is possible at all.

    `cost(field, text)` is 0 where a text fits a field, and IMPOSSIBLE where it cannot stand there.
    """
    if not 0 < len(cells) <= min(len(columns), MAX_CELLS):
        return None
    in_place = _in_place(cells, columns, cost)
    if in_place is not None:
        return in_place
    ranked = sorted(
        (_weigh(cells, chosen, columns, cost), place)
        for place, chosen in enumerate(combinations(range(len(columns)), len(cells)))
    )
    best, place = ranked[0]
    if best >= IMPOSSIBLE:
        return None
    chosen = list(combinations(range(len(columns)), len(cells)))[place]
    found = {columns[index].field: cell for index, cell in zip(chosen, cells, strict=True)}
    bound = [(columns[index], cell) for index, cell in zip(chosen, cells, strict=True) if not columns[index].loose]
    shifts = [cell.column - column.position for column, cell in bound] or [0]
    ambiguous = len(ranked) > 1 and ranked[1][0] == best
    return Alignment(found, best, max(set(shifts), key=shifts.count), any(shifts), ambiguous)


def _in_place(cells: Sequence[Cell], columns: Sequence[Column], cost: Callable[[str, str], float]) -> Alignment | None:
    """Every cell under its own header, if each can be what the header says: then nothing has been moved."""
    under = {column.position: column.field for column in columns if not column.loose}
    free = [column.field for column in columns if column.loose]
    found: dict[str, Cell] = {}
    for cell in cells:
        field = under.get(cell.column) or (free.pop() if free and not found else None)
        if field is None or cost(field, cell.text) >= MISFIT:
            return None
        found[field] = cell
    return Alignment(found, 0.0, 0, moved=False, ambiguous=False)


def _weigh(
    cells: Sequence[Cell], chosen: Sequence[int], columns: Sequence[Column], cost: Callable[[str, str], float]
) -> float:
    total = sum(column.empty for index, column in enumerate(columns) if index not in chosen)
    previous = 0
    for index, cell in zip(chosen, cells, strict=True):
        total += cost(columns[index].field, cell.text)
        shift = cell.column - columns[index].position
        if shift != previous:
            total += SHIFT_COST
        previous = shift
    return total
