"""Tables that give their cells row by row with spans, as web pages do: each cell gets its real column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

MAX_SPAN = 1_000
MAX_COLUMNS = 2_000


class Placer:
    """Knows which columns of the next rows are taken by cells that reach down into them."""

    def __init__(self) -> None:
        self._taken: dict[int, int] = {}
        """How many more rows each column is taken for."""

    def row(self, spans: Iterable[tuple[int, int]]) -> Iterator[int]:
        """The column of each cell of the next row; `spans` are the rows and columns each covers."""
        taken = {column for column, rows in self._taken.items() if rows}
        below = {column: rows - 1 for column, rows in self._taken.items() if rows > 1}
        column = 0
        for rows, columns in spans:
            while column in taken:
                column += 1
            if column + columns > MAX_COLUMNS:
                raise ValueError("columns")
            yield column
            if rows > 1:
                below.update(dict.fromkeys(range(column, column + columns), rows - 1))
            column += columns
        self._taken = below
