"""Plain text as copied or extracted: a line is a row, a tab or `|` ends a cell."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.base.errors import ContentError
from reportgen.base.location import Location
from reportgen.load.nodes import decode
from reportgen.load.tables.grid import Cell, Grid, Importer, Row


def read_text(data: bytes, file: str) -> tuple[Grid, ...]:
    """The grid of a text file in UTF-8 or, as Chinese Excel and Notepad write it, GBK."""
    rows = []
    for number, line in enumerate(_decoded(data, file).split("\n"), start=1):
        cells = tuple(_cells(line, file, number))
        if cells:
            rows.append(Row(cells, Location.in_text(file, number), number - 1))
    return (Grid(file, tuple(rows)),)


def _decoded(data: bytes, file: str) -> str:
    try:
        return decode(data, file)
    except ContentError as error:
        try:
            text = data.decode("gb18030")
        except UnicodeDecodeError:
            raise error from None
        return decode(text.encode("utf-8"), file)


def _cells(line: str, file: str, number: int) -> Iterator[Cell]:
    separator = "\t" if "\t" in line else "|"
    start = 0
    for column, text in enumerate(line.split(separator)):
        shown = text.strip()
        if shown:
            offset = start + text.index(shown) + 1
            yield Cell(shown, column, Location.in_text(file, number, offset))
        start += len(text) + 1


TEXT = Importer("text", (".txt",), read_text)
