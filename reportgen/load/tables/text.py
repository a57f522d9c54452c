"""Plain text as copied or extracted: a line is a row; a tab, `|` or a run of spaces ends a cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reportgen.base.location import Location
from reportgen.load.tables.encoding import decode_any
from reportgen.load.tables.grid import Cell, Grid, Importer, Row

_RUN = re.compile(r"[ \u3000\xa0]{2,}|\u3000")
_SPACE = re.compile(r"[ \u3000\xa0]+")
_SENTENCE = re.compile(r"[。；;！？]|\S{40}")
SPACED_LINES, SPACED_CELLS = 3, 4
"""A text is one whose cells are divided by single spaces where so many lines have so many cells."""


def read_text(data: bytes, file: str) -> tuple[Grid, ...]:
    """The grid of a text file in UTF-8, UTF-16 or, as Chinese Excel and Notepad write it, GBK."""
    lines = decode_any(data, file).split("\n")
    spaces = _spaces_of(lines)
    rows = []
    for number, line in enumerate(lines, start=1):
        cells = tuple(_cells(line, spaces, file, number))
        if cells:
            rows.append(Row(cells, Location.in_text(file, number), number - 1))
    return (Grid(file, tuple(rows)),)


def _spaces_of(lines: Sequence[str]) -> re.Pattern[str]:
    """What divides cells where neither tab nor `|` does: single spaces where they make a table, else runs of them."""
    if any("\t" in line or "|" in line for line in lines):
        return _RUN
    spaced = [line for line in lines if len(_SPACE.split(line.strip())) >= SPACED_CELLS and not _SENTENCE.search(line)]
    return _SPACE if len(spaced) >= SPACED_LINES else _RUN


def _cells(line: str, spaces: re.Pattern[str], file: str, number: int) -> Iterator[Cell]:
    for column, (start, text) in enumerate(_parts(line, spaces)):
        shown = text.strip()
        if shown:
            offset = start + text.index(shown) + 1
            yield Cell(shown, column, Location.in_text(file, number, offset))


def _parts(line: str, spaces: re.Pattern[str]) -> Iterator[tuple[int, str]]:
    """The parts of a line, each with where it starts; a sentence is not divided at its spaces."""
    separator = next((mark for mark in "\t|" if mark in line), None)
    if separator is None and _SENTENCE.search(line):
        yield 0, line
        return
    start = 0
    for match in re.finditer(re.escape(separator), line) if separator else _between(line, spaces):
        yield start, line[start : match.start()]
        start = match.end()
    yield start, line[start:]


def _between(line: str, spaces: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """The separators inside of a line, not those at its ends."""
    for match in spaces.finditer(line):
        if line[: match.start()].strip() and line[match.end() :].strip():
            yield match


TEXT = Importer("text", (".txt",), read_text)
