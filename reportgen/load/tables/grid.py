"""Cells as printed, in rows, with their places: what every importer gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from reportgen.base.catalogue import declared
from reportgen.base.location import Location


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as printed; `column` counts from 0 and `text` has no white space at its ends."""

    text: str
    column: int
    where: Location


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row that hold something, from left to right."""

    cells: tuple[Cell, ...]
    where: Location


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of one file that hold something, from top to bottom."""

    file: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Importer:
    """Reads files with one of `suffixes` (`.txt`). `read` gets the bytes and the name told to people.

    `read` raises ContentError where the file cannot be read as what its suffix says.
    """

    kind: str
    suffixes: tuple[str, ...]
    read: Callable[[bytes, str], Grid]


@cache
def importers() -> Mapping[str, Importer]:
    """Every importer by suffix."""
    import reportgen.load.tables as package

    found = declared(package, Importer, lambda importer: importer.kind)
    return {suffix: importer for importer in found.values() for suffix in importer.suffixes}
