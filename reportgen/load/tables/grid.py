"""Cells as printed, in rows, with their places: what every importer gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from reportgen.base.catalogue import declared
from reportgen.base.finding import Finding
from reportgen.base.location import Location


@dataclass(frozen=True, slots=True)
class Cell:
    r"""One cell as printed: number format applied, no white space at its ends, line breaks inside as `\n`.

    `column` counts the real columns of the grid from 0. A merged cell is given once, at its top left corner, with the
    `rows` and `columns` it covers. `markup` is the same text as escaped Markdown where the source has structure that
    plain text loses (bold, lists, footnotes, links, tables inside a cell), else None.
    """

    text: str
    column: int
    where: Location
    rows: int = 1
    columns: int = 1
    markup: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row that hold something, from left to right.

    `index` counts the rows of the grid from 0, empty ones included, so that a cell with `rows` 3 in row 5 covers rows
    5, 6 and 7. A row that is `prose` is one paragraph outside of any table, as one cell: a title, a narrative, a line
    of signatures.
    """

    cells: tuple[Cell, ...]
    where: Location
    index: int = 0
    prose: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of a sheet, or of a whole document with its paragraphs and tables, in the order of reading.

    `name` is that of the sheet, None elsewhere. `notes` are what reading found: a hidden row, a formula
    without a value.
    """

    file: str
    rows: tuple[Row, ...]
    name: str | None = None
    notes: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Importer:
    """Reads files with one of `suffixes` (`.txt`). `read` gets the bytes and the name told to people.

    `read` gives one grid for each sheet that holds something, and one for a document without sheets. It raises
    ContentError where the file cannot be read as what it is, UsageError where a library that it needs is missing.
    """

    kind: str
    suffixes: tuple[str, ...]
    read: Callable[[bytes, str], tuple[Grid, ...]]


@cache
def importers() -> Mapping[str, Importer]:
    """Every importer by suffix."""
    import reportgen.load.tables as package

    found = declared(package, Importer, lambda importer: importer.kind)
    return {suffix: importer for importer in found.values() for suffix in importer.suffixes}
