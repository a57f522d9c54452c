"""Web pages (.html) as saved or exported: their tables, and the text around them without the page's own furniture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from reportgen.base.errors import ContentError
from reportgen.base.finding import Finding
from reportgen.base.location import Location
from reportgen.load.tables import faults
from reportgen.load.tables.encoding import decode_any
from reportgen.load.tables.grid import Cell, Grid, Importer, Row
from reportgen.load.tables.html_text import Text, is_hidden, is_left_out, text_of
from reportgen.load.tables.placing import MAX_SPAN, Placer
from reportgen.load.tables.sheets import MAX_CELLS, too_many_cells

_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_-]{2,20})""", re.IGNORECASE)
_BLOCKS = frozenset((
    *("address", "article", "blockquote", "body", "center", "dd", "div", "dl", "dt", "fieldset", "figure", "form"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "hr", "html", "li", "main", "ol", "p", "pre", "section", "ul"),
))  # fmt: skip


def read_html(data: bytes, file: str) -> tuple[Grid, ...]:
    """The one grid of a page: its tables and paragraphs in the order of reading."""
    declared = _CHARSET.search(data[:4096])
    text = decode_any(data, file, declared[1].decode("ascii") if declared else None)
    parser = lxml_html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = lxml_html.document_fromstring(text.encode("utf-8"), parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise ContentError([faults.DAMAGED.at(Location.of_file(file), problem=str(error))]) from error
    if text.casefold().count("<table") > text.casefold().count("</table"):
        raise ContentError([faults.DAMAGED.at(Location.of_file(file), problem="</table> ?")])
    page = _Page(file)
    page.read(root)
    return (Grid(file, tuple(page.rows), None, tuple(page.notes)),)


class _Page:
    """Walks a page and collects its rows."""

    def __init__(self, file: str) -> None:
        self.rows: list[Row] = []
        self.notes: list[Finding] = []
        self._file = file
        self._index = self._table = self._cells = 0

    def read(self, element: Any) -> None:
        """Reads what stands in an element: blocks one by one, text between them as paragraphs."""
        run = Text()
        run.add(element.text)
        for child in element:
            if self._leaves_out(child):
                pass
            elif child.tag == "table":
                self._prose(run, child)
                self._read_table(child)
                run = Text()
            elif child.tag in _BLOCKS or child.find(".//table") is not None:
                self._prose(run, child)
                self.read(child)
                run = Text()
            else:
                run.add_element(child)
            run.add(child.tail)
        self._prose(run, element)

    def _leaves_out(self, element: Any) -> bool:
        if is_hidden(element):
            text = text_of(element).text
            if text:
                where = Location("table", self._file, line=element.sourceline)
                self.notes.append(faults.HIDDEN_TEXT.at(where, text=text[:80]))
            return True
        return is_left_out(element)

    def _prose(self, run: Text, near: Any) -> None:
        """A paragraph, unless it is nothing but links, as menus and paths are."""
        if run.text and not run.only_links:
            where = Location("table", self._file, line=near.sourceline)
            self.rows.append(Row((Cell(run.text, 0, where, markup=run.markup),), where, self._index, prose=True))
            self._index += 1

    def _read_table(self, table: Any) -> None:
        if _is_layout(table):
            for row in _rows(table):
                for cell in row.iterchildren("td", "th"):
                    self.read(cell)
            return
        self._table += 1
        caption = next(table.iterchildren("caption"), None)
        if caption is not None:
            self.read(caption)
        placer = Placer()
        for number, row in enumerate(_rows(table), start=1):
            found = [cell for cell in row.iterchildren("td", "th") if not self._leaves_out(cell)]
            spans = [(_span(cell, "rowspan"), _span(cell, "colspan")) for cell in found]
            self._cells += len(found)
            if self._cells > MAX_CELLS:
                raise too_many_cells(self._file)
            try:
                columns = list(placer.row(spans))
            except ValueError:
                raise too_many_cells(self._file) from None
            self._add_row(number, zip(found, columns, spans, strict=True), row.sourceline)

    def _add_row(self, number: int, found: Iterator[tuple[Any, int, tuple[int, int]]], line: int) -> None:
        cells = []
        for element, column, (down, right) in found:
            text = text_of(element)
            if text.text:
                where = Location(
                    "table", self._file, line=element.sourceline, table=self._table, row=number, column=column + 1
                )
                cells.append(Cell(text.text, column, where, down, right, text.markup))
        if cells:
            where = Location("table", self._file, line=line, table=self._table, row=number)
            self.rows.append(Row(tuple(cells), where, self._index))
        self._index += 1


def _rows(table: Any) -> Iterator[Any]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from child.iterchildren("tr")


def _is_layout(table: Any) -> bool:
    """Whether a table only arranges others on the page: one that it holds has more cells of its own."""
    inner = [len(list(_own_cells(other))) for other in table.iter("table") if other is not table]
    return bool(inner) and max(inner) > len(list(_own_cells(table)))


def _own_cells(table: Any) -> Iterator[Any]:
    for row in _rows(table):
        yield from row.iterchildren("td", "th")


def _span(cell: Any, name: str) -> int:
    digits = re.match(r"\s*(\d{1,6})", cell.get(name, "1"))
    return min(max(int(digits[1]), 1), MAX_SPAN) if digits else 1


HTML = Importer("html", (".html", ".htm"), read_html)
