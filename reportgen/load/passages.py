"""The line of a file that a finding is about, with what is wrong in it told from the rest."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from reportgen.base.errors import ContentError, ReportgenError
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

        Marked is the first of `values` that stands there at or behind the column, else the value that begins there,
        else the whole line.
        """
        if where.kind != "text" or where.line is None:
            return None
        if where.file != self._file:
            self._file, self._lines = where.file, self._read(where.file)
        if where.line > len(self._lines):
            return None
        line, column = self._lines[where.line - 1].rstrip("\r"), (where.column or 1) - 1
        start, end = _span(line, column, values, is_yaml=where.file.endswith(".yaml"))
        return _cut(line, start, end)

    def _read(self, file: str) -> list[str]:
        try:
            return decode(read_bytes(inside(self._root, self._root / file)), file).split("\n")
        except (ContentError, ReportgenError):
            return []


def _span(line: str, column: int, values: Mapping[str, str], *, is_yaml: bool) -> tuple[int, int]:
    if is_yaml and line[column:].strip():
        match = _SCALAR.match(line, column)
        if match is not None:
            return match.start(1), match.start(1) + len(match[1].rstrip())
    places = [(line.find(value, column), value) for value in values.values() if value.strip()]
    found = [(start, -len(value)) for start, value in places if start >= 0]
    if found:
        start, length = min(found)
        return start, start - length
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
