"""Which printed cell belongs to which column and row, when extraction has shifted, dropped or run on cells.

Cells are read in order. Each one stands in a column to the right of the one before it, or begins a new row. What is
weighed: how well a text fits the kind of a column, which columns stay empty, whether the distance to the headers
changes within a row, and whether rows begin where lines do. The cheapest reading of all cells wins (Viterbi); a cell
is doubtful where the cheapest reading that puts it elsewhere costs hardly more, and that is told.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import add, lt

from reportgen.load.tables.grid import Cell

IMPOSSIBLE = 100.0
EXTRA = "extra"
"""The field under which a cost tells what it is worth to leave a cell without a column."""
DOUBT = 1.6
"""A cell is doubtful where another reading costs less than this more."""
NEW_ROW = 0.2

Cost = Callable[[str, str], float]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a block: its field, where its header stands, and what it costs to leave it empty.

    A header covers the grid columns from `start` up to `stop`. The cells of a `loose` column need not stand below it:
    labels are often spread over several columns.
    """

    field: str
    start: int
    empty: float = 0.0
    loose: bool = False
    stop: int = 0

    def off(self, cell: Cell) -> int:
        """How many grid columns `cell` stands off the header."""
        if self.loose or (cell.column < max(self.stop, self.start + 1) and self.start < cell.column + cell.columns):
            return 0
        return cell.column - self.start


@dataclass(frozen=True, slots=True)
class Terms:
    """What positions are worth.

    The cost of a change in distance to the headers (`shift`), of a row that begins inside a line (`split`), and of a
    row that runs on over the end of a line (`join`).
    """

    shift: float
    split: float
    join: float


TABLE = Terms(shift=4.0, split=IMPOSSIBLE, join=IMPOSSIBLE)
"""A real table: rows are rows."""
LINES = Terms(shift=1.0, split=IMPOSSIBLE, join=IMPOSSIBLE)
"""Text in which each line is a row, with cells dropped or shifted."""
BROKEN = Terms(shift=0.0, split=2.5, join=2.0)
"""Text whose lines break rows somewhere: at empty cells, or inside a cell."""
STREAM = Terms(shift=0.0, split=0.0, join=0.0)
"""Text with one cell a line."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """The cells of one row by field, and those that have no column.

    `shift` is the distance of most cells from their headers, `moved` whether any has one; `doubtful` are the fields
    whose cells might as well stand elsewhere.
    """

    cells: Mapping[str, Cell]
    extra: tuple[Cell, ...] = ()
    shift: int = 0
    moved: bool = False
    doubtful: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[Cell, ...]:
        """Every cell of the row."""
        return (*self.cells.values(), *self.extra)


def in_place(cells: Sequence[Cell], columns: Sequence[Column], cost: Cost) -> Alignment | None:
    """Every cell under its own header, if each can be what the header says; else None."""
    found: dict[str, Cell] = {}
    for cell in cells:
        under = [column for column in columns if not column.loose and not column.off(cell)]
        free = [column for column in columns if column.loose and column.field not in found] if not found else []
        fits = [column.field for column in (*under, *free) if column.field not in found]
        if not fits or cost(fits[0], cell.text) >= IMPOSSIBLE:
            return None
        found[fits[0]] = cell
    return Alignment(found)


def align(lines: Sequence[Sequence[Cell]], columns: Sequence[Column], cost: Cost, terms: Terms) -> list[Alignment]:
    """The rows that the cells of `lines` make under `columns`, from top to bottom.

    `cost(field, text)` is 0 where a text fits a field, and IMPOSSIBLE where it cannot stand there.
    """
    if terms.join < IMPOSSIBLE:
        return _Lattice(lines, columns, cost, terms).rows()
    return [row for line in lines for row in _Lattice([line], columns, cost, terms).rows()]


class _Lattice:
    """States are 2 a column: the cell stands in it, or it is an extra behind it."""

    def __init__(self, lines: Sequence[Sequence[Cell]], columns: Sequence[Column], cost: Cost, terms: Terms) -> None:
        self._cells = [cell for line in lines for cell in line]
        self._begins = [place == 0 for line in lines for place in range(len(line))]
        self._columns = columns
        self._terms = terms
        self._size = len(columns)
        known = {text: [cost(column.field, text) for column in columns] for text in {c.text for c in self._cells}}
        self._emission = [known[cell.text] for cell in self._cells]
        self._spare = [cost(EXTRA, cell.text) for cell in self._cells]
        self._offs = [[column.off(cell) for column in columns] for cell in self._cells]
        self._before = [0.0, *accumulate(column.empty for column in columns)]
        self._ends = [self._before[-1] - passed for passed in self._before[1:]]
        """What a row that ends in each column leaves empty."""

    def rows(self) -> list[Alignment]:
        """The cheapest reading."""
        if not self._cells or not self._columns:
            return []
        forward, came = self._forward()
        backward = self._backward()
        state = min(range(2 * self._size), key=lambda end: forward[-1][end] + backward[-1][end])
        path = [(state, True)]
        for place in range(len(self._cells) - 1, 0, -1):
            previous, new = came[place][path[-1][0]]
            path[-1] = (path[-1][0], new)
            path.append((previous, True))
        path.reverse()
        return self._grouped(
            path, [self._is_doubtful(f, b, s[0]) for f, b, s in zip(forward, backward, path, strict=True)]
        )

    def _start(self, place: int, state: int) -> float:
        """The cost of a row that begins with this cell."""
        column = state % self._size
        if state >= self._size:
            return self._spare[place] + (self._before[column] if column else 0.0)
        shift = self._terms.shift if self._offs[place][column] else 0.0
        return self._emission[place][column] + self._before[column] + shift + NEW_ROW

    def _steps(self, place: int, state: int) -> tuple[list[float], list[bool]]:
        """The cost of coming to this cell in `state` from each state of the cell before, and whether a row begins."""
        begins, column = self._begins[place], state % self._size
        joined = self._terms.join if begins else 0.0
        if state >= self._size:
            costs = [IMPOSSIBLE * 9] * (2 * self._size)
            costs[column] = costs[state] = self._spare[place] + joined
            return costs, [False] * len(costs)
        start, split = self._start(place, state), 0.0 if begins else self._terms.split
        new = [end + start + split for end in self._ends]
        head = self._emission[place][column] + self._before[column]
        same = [head - passed + joined for passed in self._before[1 : column + 1]]
        off, shift = self._offs[place][column], 0.0 if self._columns[column].loose else self._terms.shift
        moved = [cost + (shift if off != was else 0.0) for cost, was in zip(same, self._offs[place - 1], strict=False)]
        unmoved = [cost + (shift if off else 0.0) for cost in same]
        costs = [*map(min, moved, new), *new[column:], *map(min, unmoved, new), *new[column:]]
        ahead = [True] * (self._size - column)
        return costs, [*map(lt, new, moved), *ahead, *map(lt, new, unmoved), *ahead]

    def _forward(self) -> tuple[list[list[float]], list[list[tuple[int, bool]]]]:
        states = range(2 * self._size)
        costs = [[self._start(0, state) for state in states]]
        came: list[list[tuple[int, bool]]] = [[(0, True) for _ in states]]
        for place in range(1, len(self._cells)):
            row: list[float] = []
            origin: list[tuple[int, bool]] = []
            for state in states:
                steps, new = self._steps(place, state)
                totals = list(map(add, costs[-1], steps))
                cheapest = min(totals)
                previous = totals.index(cheapest)
                row.append(cheapest)
                origin.append((previous, new[previous]))
            costs.append(row)
            came.append(origin)
        return costs, came

    def _backward(self) -> list[list[float]]:
        states = range(2 * self._size)
        costs = [self._ends * 2]
        for place in range(len(self._cells) - 1, 0, -1):
            after = costs[-1]
            through = ([step + after[state] for step in self._steps(place, state)[0]] for state in states)
            costs.append(list(map(min, zip(*through, strict=True))))
        costs.reverse()
        return costs

    def _is_doubtful(self, forward: Sequence[float], backward: Sequence[float], state: int) -> bool:
        totals = [before + after for before, after in zip(forward, backward, strict=True)]
        return any(total - totals[state] < DOUBT for other, total in enumerate(totals) if other != state)

    def _grouped(self, path: Sequence[tuple[int, bool]], doubtful: Sequence[bool]) -> list[Alignment]:
        starts = [place for place, (_, new) in enumerate(path) if new]
        return [
            self._row(range(start, end), path, doubtful)
            for start, end in zip(starts, [*starts[1:], len(path)], strict=True)
        ]

    def _row(self, places: range, path: Sequence[tuple[int, bool]], doubtful: Sequence[bool]) -> Alignment:
        bound = [(place, path[place][0]) for place in places if path[place][0] < self._size]
        shifts = [self._offs[place][column] for place, column in bound if not self._columns[column].loose]
        shifts = shifts if shifts and self._terms.shift else [0]
        return Alignment(
            {self._columns[column].field: self._cells[place] for place, column in bound},
            tuple(self._cells[place] for place in places if path[place][0] >= self._size),
            max(shifts, key=shifts.count),
            any(shifts),
            tuple(self._columns[column].field for place, column in bound if doubtful[place]),
        )
