"""Where a figure is printed: every place in every finished file of a report.

Word files and pages mark each figure, data files name it. What carries no marks (a PDF, what is pasted, a workbook) is
searched for the rows and paragraphs that the Word file, or else the page, prints it in.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Any

from lxml import html as lxml_html

from reportgen.base.archive import unpack
from reportgen.base.location import Location
from reportgen.base.text import squeezed
from reportgen.base.xml import parse
from reportgen.document.marks import BOOKMARK_PREFIX, FACTS_NAMESPACE
from reportgen.readback.data import COLUMNS
from reportgen.readback.pdf_text import tagged_text
from reportgen.readback.word import W
from reportgen.readback.workbook import addressed_rows

_TABLE, _ROW, _CELL, _P = (f"{W}{name}" for name in ("tbl", "tr", "tc", "p"))
_TEXTS = ("word/document", "word/header", "word/footer", "word/footnotes")
_LONG = 8
"""A text of so many signs is looked for alone where the paragraph around it is not found."""
_LABEL_COLUMNS = {"funds": 1, "indicators": 2}
"""So many columns of a data file tell what a row is, before those of its figures."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place, the text that stands there, and what the row or paragraph around it says, cell by cell.

    `note` says more of the place: the caption of a table, the key in a data file.
    """

    where: Location
    text: str
    around: tuple[str, ...] = ()
    note: str = ""

    def __str__(self) -> str:
        return f"{self.where} {self.note}".rstrip()


def places_of(files: Mapping[str, bytes], id: str, lines: Mapping[str, int]) -> list[Place]:
    """Every place of `files`, by name, that prints the figure `id`.

    `lines` are those of fund lines, indicators and goals (`funds.total`) in the tables for programs.
    """
    known: list[Place] = []
    found: list[Place] = []
    for name, find in _MARKED.items():
        if name in files:
            found += (own := [*find(files[name], name, id)])
            known = known or [place for place in own if place.around]
    head = id.rpartition(".")[0]
    for name in ("funds.csv", "indicators.csv", "goals.csv"):
        row = lines.get(head if head in lines else id)
        if row is not None and id.startswith(name.removesuffix("csv")) and name in files:
            found += _in_csv(files[name], name, id, row)
    for name, search in _SEARCHED.items():
        if name in files:
            found += dict.fromkeys(search(files[name], name, known))
    return found


def _in_word(data: bytes, file: str, id: str) -> Iterator[Place]:
    parts = {name: parse(part) for name, part in unpack(data).items()
             if name.endswith(".xml") and name.startswith((*_TEXTS, "customXml/item"))}  # fmt: skip
    marks = {one.get("bookmark") for root in parts.values() for one in root.iter(f"{{{FACTS_NAMESPACE}}}fact")
             if one.get("id") == id}  # fmt: skip
    for name in sorted(parts):
        tables = [*parts[name].iter(_TABLE)]
        for start in parts[name].iter(f"{W}bookmarkStart"):
            if str(start.get(f"{W}name")).startswith(BOOKMARK_PREFIX) and start.get(f"{W}name") in marks:
                yield _word_place(start, tables, file, name)


def _word_place(start: Any, tables: Sequence[Any], file: str, part: str) -> Place:
    text = []
    for node in start.itersiblings():
        if node.tag == f"{W}bookmarkEnd" and node.get(f"{W}id") == start.get(f"{W}id"):
            break
        text.append("".join(node.itertext(f"{W}t")))
    paragraph = next(start.iterancestors(_P), None)
    cell = next(start.iterancestors(_CELL), None)
    told = "document" if part == "word/document.xml" else part
    if cell is None:
        number = None if paragraph is None else _number(paragraph, paragraph.getparent().iterchildren(_P))
        where = Location("word", file, part=told, paragraph=number)
        return Place(where, "".join(text), () if paragraph is None else (_said(paragraph),))
    row, table = next(cell.iterancestors(_ROW)), next(cell.iterancestors(_TABLE))
    paragraphs = [*cell.iterchildren(_P)]
    number = _number(paragraph, paragraphs) if len(paragraphs) > 1 else None
    where = Location("word", file, column=_number(cell, row.iterchildren(_CELL)), part=told,
                     table=_number(table, tables), row=_number(row, table.iterchildren(_ROW)),
                     paragraph=number)  # fmt: skip
    cells = [_said(one) for one in row.iterchildren(_CELL)]
    whole = len(paragraphs) > 1 or squeezed("".join(text)) != squeezed(_said(cell))
    return Place(where, "".join(text), (_said(paragraph),) if whole else tuple(cells))


def _number(one: Any, among: Any) -> int | None:
    return next((at for at, other in enumerate(among, start=1) if other is one), None)


def _said(element: Any) -> str:
    return "".join(element.itertext(f"{W}t"))


def _in_page(data: bytes, file: str, id: str) -> Iterator[Place]:
    root: Any = lxml_html.document_fromstring(data.decode("utf-8"))
    tables = [*root.iter("table")]
    for node in root.iterfind(".//*[@data-fact]"):
        if node.get("data-fact") != id:
            continue
        text, cell = str(node.text_content()), next(node.iterancestors("td", "th"), None)
        if cell is None:
            block = node.getparent()
            yield Place(Location("table", file, node.sourceline), text, (block.text_content(),), f"<{block.tag}>")
            continue
        row, table = next(cell.iterancestors("tr")), next(cell.iterancestors("table"))
        where = Location("table", file, node.sourceline, _number(cell, row.iterchildren("td", "th")),
                         table=_number(table, tables), row=_number(row, table.iter("tr")))  # fmt: skip
        cells = tuple(one.text_content() for one in row.iterchildren("td", "th"))
        yield Place(where, text, cells, f"<{cell.tag}> {table.findtext('caption') or ''}".rstrip())


def _in_json(data: bytes, file: str, id: str) -> Iterator[Place]:
    for at, fact in enumerate(json.loads(data)["facts"]):
        if fact["id"] == id:
            yield Place(Location.of_file(file), fact["text"], (), f"facts[{at}]")


def _in_csv(data: bytes, file: str, id: str, line: int) -> Iterator[Place]:
    """The cell of a figure in a table for programs; `line` is that of its row."""
    block, column = id.partition(".")[0], id.rpartition(".")[2]
    if block == "goals" or column in COLUMNS[block]:
        titles, row = (list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))[at] for at in (0, line - 1))
        at = 0 if block == "goals" else COLUMNS[block].index(column) + _LABEL_COLUMNS[block]
        yield Place(Location("cell", file, cell=f"{chr(ord('A') + at)}{line}"), row[at], (), titles[at])


def _in_pdf(data: bytes, file: str, known: Sequence[Place]) -> Iterator[Place]:
    seen = tagged_text(data)
    rows = [(Location("page", file, part=str(page)), cells) for page, cells in zip(seen.row_pages, seen.rows,
                                                                                     strict=True)]  # fmt: skip
    lines = [(Location("page", file, part=str(page)), line) for page, line in seen.lines]
    for place in known:
        yield from _alike(place, rows, lines)


def _in_paste(data: bytes, file: str, known: Sequence[Place]) -> Iterator[Place]:
    root: Any = lxml_html.document_fromstring(data.decode("utf-8"))
    rows: list[tuple[Location, Sequence[Any]]] = []
    for at, table in enumerate(root.iter("table"), start=1):
        for number, row in enumerate(table.iter("tr"), start=1):
            cells = [one.text_content() for one in row.iterchildren("td", "th")]
            rows.append((Location("table", file, row.sourceline, table=at, row=number), cells))
    blocks = root.iter("p", "li", "td", "th", "dd", "dt", "h1", "h2", "h3", "h4", "div")
    lines = [(Location("table", file, one.sourceline), str(one.text_content())) for one in blocks]
    for place in known:
        yield from _alike(place, rows, lines)


def _in_workbook(data: bytes, file: str, known: Sequence[Place]) -> Iterator[Place]:
    sheet = [row for row in addressed_rows(data) if row]
    lines = [(Location("cell", file, cell=name), cell) for row in sheet for name, cell in row if isinstance(cell, str)]
    for place in known:
        if len(place.around) == 1:
            yield from _alike(place, [], lines)
        for row in sheet:
            for found in _alike(place, [(Location.of_file(file), [cell for _, cell in row])], []):
                yield replace(found, where=Location("cell", file, cell=row[(found.where.column or 1) - 1][0]))


def _alike(
    place: Place, rows: Sequence[tuple[Location, Sequence[Any]]], lines: Sequence[tuple[Location, str]]
) -> Iterator[Place]:
    """The row, or the paragraph, that says what stands around `place`; of rows all that say it."""
    if len(place.around) == 1:
        text = squeezed(place.text)
        for wanted in (squeezed(place.around[0]), *([text] if len(text) >= _LONG else [])):
            found = next((where for where, line in lines if wanted and wanted in squeezed(line)), None)
            if found is not None:
                yield Place(found, place.text)
                return
        return
    cells_around = [squeezed(text) for text in place.around]
    own = sum(map(bool, cells_around[: (place.where.column or 1) - 1]))
    wanted_cells = list(filter(None, cells_around))
    for where, cells in rows:
        at = _in_order(wanted_cells, cells)
        if at is not None:
            yield Place(replace(where, column=at[own] + 1), place.text)


def _in_order(wanted: Sequence[str], cells: Sequence[Any]) -> list[int] | None:
    """Where each of `wanted` stands in `cells`, in order; None where one is not there.

    Labels that are merged over several rows may stand in the first of them only, so the first ones need not be there.
    """
    for skipped in range(min(3, len(wanted) - 1)):
        found: list[int] = []
        for text in wanted[skipped:]:
            start = found[-1] + 1 if found else 0
            at = next((at for at in range(start, len(cells)) if _same(cells[at], text)), None)
            if at is None:
                break
            found.append(at)
        else:
            return [0] * skipped + found
    return None


def _same(cell: Any, text: str) -> bool:
    if not isinstance(cell, Decimal):
        return squeezed(str(cell)) == text
    try:
        number = Decimal(text.replace(",", "").rstrip("%"))
    except InvalidOperation:
        return False
    return abs(cell - (number / 100 if text.endswith("%") else number)) < Decimal("1e-9") * max(Decimal(1), abs(number))


_MARKED: Mapping[str, Callable[[bytes, str, str], Iterator[Place]]] = {
    "report.docx": _in_word,
    "report.html": _in_page,
    "report.json": _in_json,
}
_SEARCHED: Mapping[str, Callable[[bytes, str, Sequence[Place]], Iterator[Place]]] = {
    "report.pdf": _in_pdf,
    "paste.html": _in_paste,
    "report.xlsx": _in_workbook,
}
