"""The line of a file that a finding is about, with what is wrong in it told from the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import takewhile
from pathlib import Path

from reportgen.base.errors import ReportgenError
from reportgen.base.files import inside, read_bytes
from reportgen.base.location import Location
from reportgen.document.review import TextLine
from reportgen.load.nodes import decode

AROUND = 60
"""So many characters of a longer line are shown on either side."""
_SCALAR = re.compile(r"""\s*("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^,{}\[\]]+)""")


class Passages:
    """Finds lines in the files of a workspace; the file that was asked for last is kept."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._file = ""
        self._lines: list[str] = []

    def line_at(self, where: Location, values: Mapping[str, str]) -> TextLine | None:
        """The line of `where`; None where it names none, or its file cannot be read as text below the workspace.

        Marked is the value that begins there in a YAML file, in another the longest of `values` that stands in the
        paragraph at or behind the place, else the whole line.
        """
        if where.kind != "text" or where.line is None:
            return None
        if where.file != self._file:
            self._file, self._lines = where.file, self._read(where.file)
        if where.line > len(self._lines):
            return None
        line = self._lines[where.line - 1]
        if where.file.endswith(".yaml"):
            return _cut(line, *_value_in(line, (where.column or 1) - 1))
        return next(self._told_in(where, values), None) or _cut(line, *_whole(line))

    def _told_in(self, where: Location, values: Mapping[str, str]) -> Iterator[TextLine]:
        """The longest of `values` in the line, or in those of its paragraph that follow."""
        assert where.line is not None
        paragraph = list(takewhile(str.strip, self._lines[where.line - 1 :]))
        for value in sorted(filter(str.strip, values.values()), key=len, reverse=True):
            for number, line in enumerate(paragraph):
                start = line.find(value, (where.column or 1) - 1 if number == 0 else 0)
                if start >= 0:
                    yield _cut(line, start, start + len(value))

    def _read(self, file: str) -> list[str]:
        try:
            return decode(read_bytes(inside(self._root, self._root / file)), file).split("\n")
        except ReportgenError:
            return []


def _value_in(line: str, column: int) -> tuple[int, int]:
    match = _SCALAR.match(line, column)
    return _whole(line) if match is None else (match.start(1), match.start(1) + len(match[1].rstrip()))


def _whole(line: str) -> tuple[int, int]:
    return len(line) - len(line.lstrip()), len(line.rstrip())


def _cut(line: str, start: int, end: int) -> TextLine:
    before, marked, after = line[:start].lstrip(), line[start:end], line[end:].rstrip()
    if len(before) > AROUND:
        before = "…" + before[-AROUND:]
    if len(after) > AROUND:
        after = after[:AROUND] + "…"
    if len(marked) > 4 * AROUND:
        marked = marked[: 4 * AROUND] + "…"
    return TextLine(before, marked, after)
