"""A PDF through its text layer: the signs in the order they are drawn, by the tags they are drawn under."""

from __future__ import annotations

import io
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from reportgen.readback.deep.pdf_attachments import attached_to, properties_of
from reportgen.readback.deep.seen import FRONT, Gathered, Pieces, Seen, spread
from reportgen.readback.expected import DAMAGED

_LINES = re.compile(r"P|H[1-6]?|LI|LBody|Note|FENote|Caption|Figure|Div|Code|BlockQuote|T[HDR]|Title")
_ASIDE = frozenset({"Note", "FENote"})
"""What is tagged in the middle of a paragraph, and read at the end."""
_SPELLED = re.compile(r"［U\+([0-9A-F]{4,6})］")
_SMALLEST = 2.0
"""A sign that is smaller, in points, is not there to be read."""

_DEEPEST, _MOST = 200, 300_000
"""How deep tags may be nested, and how many may be read; an element may be named as its own kid, or a kid twice."""

Signs = Mapping[tuple[int, int], str]
"""The text of each marked piece, by page and number."""


class PdfError(ValueError):
    """A file is no PDF with tags."""


def see_pdf(data: bytes, file: str) -> tuple[Seen, dict[str, bytes]]:
    """What a PDF shows, and the files attached to it. Raises PdfError where it is none, or has no tags."""
    pieces, attached = pieces_of_pdf(data, file, None)
    return pieces.seen[FRONT], attached


def pieces_of_pdf(data: bytes, file: str, prefix: str | None) -> tuple[Pieces, dict[str, bytes]]:
    """The same in pieces: each begins on the page of the place that is named `prefix` and its number.

    Raises PdfError as `see_pdf`, and where two of them begin on one page.
    """
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfexceptions import PDFException
    from pdfminer.pdfparser import PDFParser
    from pdfminer.psexceptions import PSException

    try:
        document = PDFDocument(PDFParser(io.BytesIO(data)))
        drawn = _drawn(document)
        pages = {} if prefix is None else dict(_places(document, prefix, drawn.pages))
        if len(set(pages.values())) < len(pages):
            raise PdfError("two parts begin on one page")
        reader = _Reader(drawn.pieces, document, drawn.pages, sorted((page, number) for number, page in pages.items()))
        behind = {name: _itself(text) for name, text in properties_of(document)}
        attached = dict(attached_to(document))
    except (PDFException, PSException, *DAMAGED) as error:
        raise PdfError(f"{type(error).__name__}: {error}") from error
    untagged = [_itself(text) for key, text in drawn.pieces.items() if key not in reader.used and text.strip()]
    hidden = [*([_itself("".join(drawn.unseen))] if drawn.unseen else []), *untagged]
    reader.gathered.setdefault(FRONT, Gathered()).hidden += hidden
    kept = {FRONT: behind}
    seen = {no: one.seen(file, kept.get(no, {}), shows_pictures=True) for no, one in reader.gathered.items()}
    return Pieces(seen, [number for _, number in reader.starts], pages), attached


def _places(document: Any, prefix: str, pages: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """The numbers of the places that are named `prefix` and a number from 1, and their pages."""
    from pdfminer.pdfdocument import PDFDestinationNotFound
    from pdfminer.pdftypes import resolve1

    for number in range(1, _MOST):
        try:
            place = resolve1(document.get_dest(f"{prefix}{number}".encode()))
        except PDFDestinationNotFound:
            return
        held = resolve1(place["D"]) if isinstance(place, dict) else place
        yield number, pages[held[0].objid]


@dataclass
class _Drawn:
    """The visible signs of each marked piece, those that cannot be seen, and the number of each page by its object."""

    signs: dict[tuple[int, int], list[str]] = field(default_factory=dict)
    unseen: list[str] = field(default_factory=list)
    pages: dict[int, int] = field(default_factory=dict)

    @property
    def pieces(self) -> dict[tuple[int, int], str]:
        return {key: "".join(signs) for key, signs in self.signs.items()}


def _drawn(document: Any) -> _Drawn:
    """Draws every page and notes the signs, each with the innermost mark that has a number."""
    from pdfminer.converter import PDFLayoutAnalyzer
    from pdfminer.layout import LTChar
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
    from pdfminer.pdfpage import PDFPage

    drawn = _Drawn()

    class Device(PDFLayoutAnalyzer):
        number = 0
        page: Any = None
        marks: list[tuple[str, int | None]]

        def begin_tag(self, tag: Any, props: Any = None) -> None:
            inherited = self.marks[-1] if self.marks else ("", None)
            given = props.get("MCID") if isinstance(props, dict) else None
            kind = "Artifact" if "Artifact" in (_literal(tag), inherited[0]) else _literal(tag)
            self.marks.append((kind, given if given is not None else inherited[1]))

        def end_tag(self) -> None:
            if self.marks:
                self.marks.pop()

        def render_char(self, *args: Any, **kept: Any) -> float:
            advance = super().render_char(*args, **kept)
            sign = self.cur_item._objs[-1]
            kind, mark = self.marks[-1] if self.marks else ("", None)
            text = sign.get_text() if isinstance(sign, LTChar) else ""
            if text.strip() and _is_unseen(sign, self.page):
                drawn.unseen.append(text)
            elif kind != "Artifact":
                drawn.signs.setdefault((self.number, -1 if mark is None else mark), []).append(text)
            return advance

    manager = PDFResourceManager()
    device = Device(manager, laparams=None)
    interpreter = PDFPageInterpreter(manager, device)
    for number, page in enumerate(PDFPage.create_pages(document), start=1):
        drawn.pages[int(str(page.pageid))] = device.number = number
        device.page, device.marks = page, []
        interpreter.process_page(page)
    return drawn


def _is_unseen(sign: Any, page: Any) -> bool:
    colour = sign.graphicstate.ncolor
    parts = tuple(colour) if isinstance(colour, tuple | list) else (colour,)
    white = len(parts) in (1, 3) and all(part == 1 for part in parts)
    left, bottom, right, top = page.mediabox
    inside = sign.x1 > left and sign.x0 < right and sign.y1 > bottom and sign.y0 < top
    return white or sign.size < _SMALLEST or not inside


def _itself(text: str) -> str:
    """`text` of a whole line or cell, a sign that had to be spelled out as itself: pieces may begin in its midst."""
    return _SPELLED.sub(lambda match: chr(int(match[1], 16)), text)


class _Reader:
    """Walks the tags of a PDF."""

    def __init__(
        self, pieces: Signs, document: Any, pages: Mapping[int, int], starts: Sequence[tuple[int, int]]
    ) -> None:
        from pdfminer.pdftypes import resolve1

        self._pieces, self._pages, self._resolve = pieces, pages, resolve1
        root = resolve1(document.catalog.get("StructTreeRoot"))
        if root is None:
            raise PdfError("no tags")
        self._roles = {str(_literal(key)): _literal(value) for key, value in resolve1(root.get("RoleMap", {})).items()}
        self.starts = starts
        self.gathered: dict[int, Gathered] = {}
        self.used: set[tuple[int, int]] = set()
        self._page = 0
        self._read = 0
        self._line: list[str] = []
        self._aside: list[tuple[Any, Any]] = []
        self.read(root)
        for element, page in self._aside:
            self.read(element, page)
        self.end_line()

    def read(self, element: Any, page: Any = None, depth: int = 0) -> None:
        """Reads an element and all below it; a paragraph or cell is a line."""
        kind, page = self._kind(element), element.get("Pg", page)
        if kind in _ASIDE and self._line:
            self._aside.append((element, page))
            return
        breaks = _LINES.fullmatch(kind) is not None
        if breaks:
            self.end_line()
        for kid in self._kids(element, page, depth):
            if isinstance(kid, str):
                self._line.append(kid)
            else:
                self.read(kid, page, depth + 1)
        if breaks:
            self.end_line()
        if kind == "Figure":
            self._here.pictures += 1
        if kind == "Table":
            self._here.tables.append(spread(self._row(row, page, depth) for row in self._rows(element, page, depth)))

    @property
    def _here(self) -> Gathered:
        """What is gathered of the piece that the text read last stands in."""
        begun = bisect_right(self.starts, self._page, key=itemgetter(0))
        return self.gathered.setdefault(self.starts[begun - 1][1] if begun else FRONT, Gathered())

    def end_line(self) -> None:
        """Ends the line that was begun."""
        text = _itself("".join(self._line))
        if text.strip():
            self._here.lines.append(text)
        self._line.clear()

    def _kind(self, element: Any) -> str:
        kind = _literal(element.get("S", ""))
        return str(self._roles.get(kind, kind))

    def _kids(self, element: Any, page: Any, depth: int) -> Iterator[Any]:
        """What stands below an element: texts, and further elements."""
        self._read += 1
        if depth > _DEEPEST or self._read > _MOST:
            raise PdfError("tags nested too deep, or too many")
        kids = self._resolve(element.get("K", []))
        for one in kids if isinstance(kids, list) else [kids]:
            kid = self._resolve(one)
            if isinstance(kid, int):
                yield self._text(page, kid)
            elif isinstance(kid, dict) and "MCID" in kid:
                yield self._text(kid.get("Pg", page), kid["MCID"])
            elif isinstance(kid, dict) and "S" in kid:
                yield kid

    def _text(self, page: Any, number: int) -> str:
        self._page = self._pages.get(getattr(page, "objid", -1), 0)
        key = (self._page, number)
        self.used.add(key)
        return self._pieces.get(key, "")

    def _whole(self, element: Any, page: Any, depth: int) -> str:
        page = element.get("Pg", page)
        kids = self._kids(element, page, depth)
        return "".join(kid if isinstance(kid, str) else self._whole(kid, page, depth + 1) for kid in kids)

    def _rows(self, element: Any, page: Any, depth: int) -> Iterator[Any]:
        for kid in self._kids(element, page, depth):
            if isinstance(kid, dict) and self._kind(kid) == "TR":
                yield kid
            elif isinstance(kid, dict) and self._kind(kid) in ("THead", "TBody", "TFoot"):
                yield from self._rows(kid, page, depth + 1)

    def _row(self, row: Any, page: Any, depth: int) -> Iterator[tuple[str, int, int]]:
        for cell in self._kids(row, row.get("Pg", page), depth):
            if isinstance(cell, dict) and self._kind(cell) in ("TH", "TD"):
                yield _itself(self._whole(cell, page, depth)), self._span(cell, "ColSpan"), self._span(cell, "RowSpan")

    def _span(self, cell: Any, name: str) -> int:
        given = self._resolve(cell.get("A", {}))
        for one in given if isinstance(given, list) else [given]:
            attributes = self._resolve(one)
            if isinstance(attributes, dict) and name in attributes:
                return max(1, min(int(attributes[name]), 1000))
        return 1


def _literal(value: Any) -> str:
    name = getattr(value, "name", value)
    return name.decode("ascii", "replace") if isinstance(name, bytes) else str(name)
