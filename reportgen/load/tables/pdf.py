"""PDF files with a text layer: their ruled tables, and the lines around them."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from reportgen.base.errors import ContentError
from reportgen.base.finding import Finding
from reportgen.base.location import Location
from reportgen.base.messages import N_, Message
from reportgen.load.tables import faults
from reportgen.load.tables.extra import library
from reportgen.load.tables.grid import Cell, Grid, Importer, Row
from reportgen.load.tables.pdf_text import Block, block_in, lines_of
from reportgen.load.tables.sheets import too_many_cells

MAX_PAGES = 200
MAX_UNPACKED = 256 * 1024 * 1024
NEAR = 3.0
"""Lines so many points apart are one line of a table."""
_Cells = dict[int, tuple[Block, int, int]]
"""By column: the lines of a cell, and the rows and columns it covers."""
_STREAM = re.compile(rb"stream\r?\n")
_PAGE_NUMBER = re.compile(r"[-—–\s]*(?:第?\s*\d{1,4}\s*页?)(?:\s*[,，/]?\s*共?\s*\d{1,4}\s*页?)?[-—–\s]*")


def read_pdf(data: bytes, file: str) -> tuple[Grid, ...]:
    """The one grid of a document; a table that goes on over pages is one table."""
    pdfplumber = library("pdfplumber", ".pdf")
    where = Location.of_file(file)
    if _unpacks_to_too_much(data):
        raise ContentError(
            [faults.TOO_LARGE.at(where, problem=Message(N_("more than {count} bytes"), {"count": MAX_UNPACKED}))]
        )
    reader = _Reader(file)
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            if len(document.pages) > MAX_PAGES:
                raise too_many_cells(file)
            for page in document.pages:
                reader.read(page)
                page.close()
    except ContentError:
        raise
    except Exception as error:  # whatever it stumbles over in a file that is not as it should be
        if "PDFPasswordIncorrect" in repr(error) or "PDFPasswordIncorrect" in repr(error.__cause__):
            raise ContentError([faults.ENCRYPTED.at(where)]) from error
        raise ContentError([faults.DAMAGED.at(where, problem=str(error) or type(error).__name__)]) from error
    if not reader.rows:
        raise ContentError([faults.NO_TEXT.at(where)])
    if not reader.has_tables:
        reader.notes.append(faults.NO_RULES.at(reader.rows[0].where))
    return (Grid(file, tuple(reader.rows), None, tuple(reader.notes)),)


def _unpacks_to_too_much(data: bytes) -> bool:
    """Whether the packed streams hold more than a document of text does; none is unpacked further than the limit."""
    left = MAX_UNPACKED
    for match in _STREAM.finditer(data):
        try:
            left -= len(zlib.decompressobj().decompress(data[match.end() :], left + 1))
        except zlib.error:
            continue
        if left < 0:
            return True
    return False


class _Reader:
    """Walks the pages and collects their rows."""

    def __init__(self, file: str) -> None:
        self.rows: list[Row] = []
        self.notes: list[Finding] = []
        self._file = file
        self._index = self._table = 0
        self._lines: tuple[float, ...] = ()
        """The vertical lines of the table that ended the last page."""
        self._last: _Cells = {}
        """The cells of the last row by column."""
        self._above: dict[int, int] = {}
        """By column: the place of the row in which the last cell of this column begins."""

    @property
    def has_tables(self) -> bool:
        """Whether any page had a table with rules."""
        return self._table > 0

    def read(self, page: Any) -> None:
        """Reads a page from top to bottom."""
        if not page.chars:
            if page.images:
                where = Location("page", self._file, part=str(page.page_number))
                self.notes.append(faults.PAGE_WITHOUT_TEXT.at(where, page=page.page_number))
            return
        tables = sorted(page.find_tables(), key=lambda table: table.bbox[1])
        outside = [char for char in page.chars if not any(_within(char, table.bbox) for table in tables)]
        top, first = 0.0, True
        for table in tables:
            above = [char for char in outside if top <= char["top"] < table.bbox[1]]
            told = self._add_prose(above, page, top_of_page=first)
            self._add_table(table, page, goes_on=first and not told)
            top, first = table.bbox[3], False
        if self._add_prose([char for char in outside if char["top"] >= top], page, top_of_page=first):
            self._lines = ()

    def _add_prose(self, chars: Sequence[Any], page: Any, *, top_of_page: bool) -> bool:
        told = False
        for text in lines_of(chars, page.width):
            if _PAGE_NUMBER.fullmatch(text) and (top_of_page or chars[-1]["top"] > page.height * 0.85):
                continue
            where = Location("page", self._file, part=str(page.page_number), row=self._index + 1)
            self.rows.append(Row((Cell(text, 0, where),), where, self._index, prose=True))
            self._index, told = self._index + 1, True
        return told

    def _add_table(self, table: Any, page: Any, *, goes_on: bool) -> None:
        across = _merged([edge for cell in table.cells for edge in (cell[0], cell[2])])
        down = _merged([edge for cell in table.cells for edge in (cell[1], cell[3])])
        goes_on = goes_on and _same_lines(across, self._lines)
        self._table += not goes_on
        self._lines = across
        self._above = self._above if goes_on else {}
        found: dict[int, dict[int, tuple[Block, int, int]]] = {}
        for left, top, right, bottom in sorted(table.cells, key=lambda cell: (cell[1], cell[0])):
            row, column = _place(top, down), _place(left, across)
            block = block_in(page.chars, (left, top, right, bottom))
            if block.lines:
                spans = _place(bottom, down) - row, _place(right, across) - column
                found.setdefault(row, {})[column] = (block, *spans)
        shift = 0
        if goes_on and self._is_rest(found.get(0, {})):
            self._join(found.pop(0), page)
            shift = 1
        elif goes_on:
            self._join_upright(found.get(0, {}), page)
        for row, cells in sorted(found.items()):
            where = Location("page", self._file, part=str(page.page_number), table=self._table, row=row + 1)
            self.rows.append(Row((), where, self._index + row - shift))
            self._put_row(cells)
        self._index += max(len(down) - 1 - shift, 0)

    def _is_rest(self, cells: _Cells) -> bool:
        """Whether a page ended inside of the last row: each cell goes on in one above that has no room left."""
        return bool(cells) and all(at in self._last and self._last[at][0].goes_on_in(cells[at][0]) for at in cells)

    def _join(self, rest: _Cells, page: Any) -> None:
        where = Location("page", self._file, part=str(page.page_number), table=self._table, row=1)
        text = " ".join(block.text for block, *_ in rest.values())
        self.notes.append(faults.ROW_OVER_PAGES.at(where, text=text[:80]))
        whole = {at: (self._last[at][0].with_rest(block), *self._last[at][1:]) for at, (block, *_) in rest.items()}
        self._put_row({**self._last, **whole})

    def _join_upright(self, cells: _Cells, page: Any) -> None:
        """Takes single characters out of `cells` that end an upright label above, and makes its cell as much taller."""
        for at, (block, rows, _) in list(cells.items()):
            place = self._above.get(at, -1)
            row = self.rows[place] if place >= 0 else None
            cell = next((one for one in row.cells if one.column == at), None) if row else None
            if row is None or cell is None or row.index + cell.rows < self._index or not block.ends_upright(cell.text):
                continue
            whole = replace(cell, text=f"{cell.text}\n{block.text}", rows=cell.rows + rows)
            self.rows[place] = replace(row, cells=tuple(whole if one is cell else one for one in row.cells))
            where = Location("page", self._file, part=str(page.page_number), table=self._table, row=1)
            self.notes.append(faults.ROW_OVER_PAGES.at(where, text=block.text))
            del cells[at]

    def _put_row(self, cells: _Cells) -> None:
        """Makes `cells` the cells of the last row."""
        self._last, last = cells, self.rows[-1]
        self._above |= dict.fromkeys(cells, len(self.rows) - 1)
        made = (
            Cell(block.text, at, replace(last.where, column=at + 1), rows, columns)
            for at, (block, rows, columns) in sorted(cells.items())
        )
        self.rows[-1] = replace(last, cells=tuple(made))


def _within(char: Any, box: tuple[float, float, float, float]) -> bool:
    across, down = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return bool(box[0] <= across <= box[2] and box[1] <= down <= box[3])


def _merged(edges: Sequence[float]) -> tuple[float, ...]:
    """The lines of a table in one direction, each once."""
    return tuple(_apart(sorted(edges)))


def _apart(edges: Sequence[float]) -> Iterator[float]:
    last: float | None = None
    for edge in edges:
        if last is None or edge - last > NEAR:
            yield edge
            last = edge


def _place(edge: float, lines: Sequence[float]) -> int:
    return min(range(len(lines)), key=lambda place: abs(lines[place] - edge))


def _same_lines(lines: Sequence[float], others: Sequence[float]) -> bool:
    return len(lines) == len(others) and all(abs(one - other) <= NEAR for one, other in zip(lines, others, strict=True))


PDF = Importer("pdf", (".pdf",), read_pdf)
