"""Documents of Word and WPS (.docx): their tables, and the text around them, in the order of reading."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from lxml.etree import _Element

from reportgen.base.errors import ContentError
from reportgen.base.finding import Finding
from reportgen.base.location import Location
from reportgen.load.escaping import escaped, escaped_inline, started
from reportgen.load.tables import faults
from reportgen.load.tables.grid import Cell, Grid, Importer, Row
from reportgen.load.tables.packages import open_package, xml_part
from reportgen.load.tables.sheets import MAX_CELLS, too_many_cells
from reportgen.load.tables.word_numbering import Numbering, W
from reportgen.load.tables.word_text import MC, Paragraph, read_paragraph

_STRICT = (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode())
_STRICT_TYPES = (
    b"http://purl.oclc.org/ooxml/officeDocument/",
    b"http://schemas.openxmlformats.org/officeDocument/2006/",
)
_WRAPPERS = frozenset(
    (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins", f"{W}moveTo", f"{MC}AlternateContent", f"{MC}Choice")
)
MAX_SPAN = 1_000
_OpenCells = dict[int, tuple[int, int]]
"""By column: row and place of the cell that vertical merges go on from."""


def read_docx(data: bytes, file: str) -> tuple[Grid, ...]:
    """The one grid of a document."""
    parts = {name: _transitional(part) for name, part in open_package(data, file).items()}
    main = _target(parts, "", "officeDocument", file) or "word/document.xml"
    body = xml_part(parts, main, file).find(f"{W}body")
    if body is None:
        raise ContentError([faults.DAMAGED.at(Location.of_file(file), problem=f"{main} ?")])
    document = _Document(parts, main, file)
    document.read(body)
    return (Grid(file, tuple(document.rows), None, tuple(document.notes())),)


def _transitional(part: bytes) -> bytes:
    """A part of the strict variant of the format in the names of the common one."""
    return part.replace(*_STRICT).replace(*_STRICT_TYPES) if b"purl.oclc.org/ooxml" in part else part


def _target(parts: Mapping[str, bytes], source: str, kind: str, file: str) -> str | None:
    """The part that `source` names as its `kind`."""
    folder, _, name = source.rpartition("/")
    rels = f"{folder}/_rels/{name}.rels".lstrip("/")
    for element in xml_part(parts, rels, file) if rels in parts else ():
        if element.get("Type", "").endswith(f"/{kind}") and element.get("TargetMode") != "External":
            target = element.get("Target", "")
            return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
    return None


class _Document:
    """Walks a document and collects its rows."""

    def __init__(self, parts: Mapping[str, bytes], main: str, file: str) -> None:
        self.rows: list[Row] = []
        self._file = file
        self._noted: list[Finding] = []
        self._changed = False
        self._index = self._table = self._paragraph = self._cells = 0

        def part(kind: str) -> _Element | None:
            name = _target(parts, main, kind, file)
            return xml_part(parts, name, file) if name in parts and name is not None else None

        self._numbering = Numbering(part("numbering"), part("styles"))
        self._links = _links(parts, main, file)
        footnotes = part("footnotes")
        self._footnotes = {} if footnotes is None else {
            note.get(f"{W}id", ""): " ".join(filter(None, (
                read_paragraph(paragraph, None, {}).text for paragraph in note.iterfind(f"{W}p")
            )))
            for note in footnotes.iterfind(f"{W}footnote")
        }  # fmt: skip

    def notes(self) -> Iterator[Finding]:
        """What was noted on the way."""
        if self._changed:
            yield faults.TRACKED_CHANGES.at(Location.of_file(self._file))
        yield from self._noted

    def read(self, parent: _Element) -> None:
        """Reads the blocks below `parent` one by one."""
        for child in _below(parent, "p", "tbl"):
            if child.tag == f"{W}p":
                self._paragraph += 1
                where = Location("word", self._file, paragraph=self._paragraph)
                paragraph = self._read_paragraph(child, where)
                self._add_prose(paragraph, where)
            else:
                self._read_table(child)

    def _read_paragraph(self, element: _Element, where: Location) -> Paragraph:
        paragraph = read_paragraph(element, self._numbering.next(element), self._links)
        self._changed |= paragraph.changed
        if paragraph.hidden.strip():
            self._noted.append(faults.HIDDEN_TEXT.at(where, text=paragraph.hidden.strip()[:80]))
        self._noted += [faults.UNKNOWN_SIGN.at(where, font=font) for font in paragraph.unknown_fonts]
        return paragraph

    def _add_prose(self, paragraph: Paragraph, where: Location) -> None:
        if paragraph.text:
            cell = Cell(paragraph.text, 0, where, markup=self._markup([paragraph]))
            self.rows.append(Row((cell,), where, self._index, prose=True))
            self._index += 1
        for box in paragraph.boxes:
            self.read(box)

    def _markup(self, paragraphs: Sequence[Paragraph]) -> str | None:
        """Paragraphs as Markdown, their footnotes below; None where they have no structure."""
        shown = [paragraph for paragraph in paragraphs if paragraph.text]
        if not any(paragraph.structured for paragraph in shown):
            return None
        text, listed = "", False
        for paragraph in shown:
            in_list = paragraph.number is not None and paragraph.number.marker is not None
            gap = "" if not text else "\n" if listed and in_list else "\n\n"
            text += gap + (paragraph.markup() if in_list else started(paragraph.markup()))
            listed = in_list
        used = [piece.footnote for paragraph in shown for piece in paragraph.pieces if piece.footnote is not None]
        return text + "".join(f"\n\n[^{id}]: {escaped(self._footnotes.get(id, ''))}" for id in dict.fromkeys(used))

    def _read_table(self, table: _Element) -> None:
        self._table += 1
        number, boxes = self._table, list[_Element]()
        made: list[list[Cell]] = []
        open_cells: _OpenCells = {}
        for row in _below(table, "tr"):
            made.append([])
            if row.find(f"{W}trPr/{W}del") is not None:
                self._changed = True
            else:
                self._read_row(row, Location("word", self._file, table=number, row=len(made)), made, open_cells, boxes)
        for place, cells in enumerate(made, start=1):
            shown = tuple(cell for cell in cells if cell.text)
            if shown:
                self.rows.append(Row(shown, Location("word", self._file, table=number, row=place), self._index))
            self._index += 1
        for box in boxes:
            self.read(box)

    def _read_row(
        self, row: _Element, where: Location, made: list[list[Cell]], open_cells: _OpenCells, boxes: list[_Element]
    ) -> None:
        """Puts the cells of a row into the last of `made`; one that goes on from above makes that one taller."""
        column = int(_value(row, "trPr", "gridBefore") or 0)
        for element in _below(row, "tc"):
            width = min(max(int(_value(element, "tcPr", "gridSpan") or 1), 1), MAX_SPAN)
            merge = element.find(f"{W}tcPr/{W}vMerge")
            goes_on = merge is not None and merge.get(f"{W}val", "continue") == "continue"
            if goes_on and column in open_cells:
                above, place = open_cells[column]
                made[above][place] = replace(made[above][place], rows=len(made) - above)
            else:
                made[-1].append(self._read_cell(element, column, width, replace(where, column=column + 1), boxes))
                open_cells.pop(column, None)
                if merge is not None:
                    open_cells[column] = len(made) - 1, len(made[-1]) - 1
            column += width
        self._cells += len(made[-1])
        if self._cells > MAX_CELLS:
            raise too_many_cells(self._file)

    def _read_cell(self, element: _Element, column: int, width: int, where: Location, boxes: list[_Element]) -> Cell:
        texts, parts, plain = [], [], True
        run: list[Paragraph] = []
        for child in _below(element, "p", "tbl"):
            if child.tag == f"{W}p":
                paragraph = self._read_paragraph(child, where)
                boxes += paragraph.boxes
                run.append(paragraph)
                texts.append(paragraph.text)
                continue
            rows = [
                [self._read_cell(cell, 0, 1, where, boxes).text for cell in _below(row, "tc")]
                for row in _below(child, "tr")
            ]
            texts += [" ".join(filter(None, row)) for row in rows]
            parts += [self._markup(run) or _plain(run), _table_markup(rows)]
            run, plain = [], False
        last = self._markup(run)
        parts.append(last or _plain(run))
        text = "\n".join(filter(None, texts)).strip()
        markup = "\n\n".join(filter(None, parts)) if last is not None or not plain else None
        return Cell(text, column, where, 1, width, markup)


def _below(parent: _Element, *tags: str) -> Iterator[_Element]:
    """The elements of these names below, through content controls and insertions."""
    wanted = {f"{W}{tag}" for tag in tags}
    for child in parent:
        if child.tag in wanted:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _below(child, *tags)


def _value(element: _Element, *names: str) -> str | None:
    found = element.find("/".join(f"{W}{name}" for name in names))
    return None if found is None else found.get(f"{W}val")


def _plain(paragraphs: Sequence[Paragraph]) -> str:
    return "\n\n".join(escaped(paragraph.text) for paragraph in paragraphs if paragraph.text)


def _table_markup(rows: Sequence[Sequence[str]]) -> str:
    width = max((len(row) for row in rows), default=0)
    lines = [
        "| " + " | ".join(escaped_inline(text).replace("\n", " ") for text in [*row, *[""] * (width - len(row))]) + " |"
        for row in rows
    ]
    return "\n".join([*lines[:1], "|" + " --- |" * width, *lines[1:]]) if lines else ""


def _links(parts: Mapping[str, bytes], main: str, file: str) -> dict[str, str]:
    folder, _, name = main.rpartition("/")
    rels = f"{folder}/_rels/{name}.rels".lstrip("/")
    return {
        element.get("Id", ""): element.get("Target", "")
        for element in (xml_part(parts, rels, file) if rels in parts else ())
        if element.get("TargetMode") == "External" and element.get("Target", "").startswith(("http://", "https://"))
    }


DOCX = Importer("docx", (".docx",), read_docx)
