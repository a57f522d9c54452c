"""The text of a tagged PDF in the order it is read out, without regard to where it stands on a page."""

from __future__ import annotations

import io
import re
from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from typing import Any

_CODES = re.compile(rb"<([0-9A-Fa-f]+)>")
_BLOCK = re.compile(rb"begin(bfchar|bfrange)(.*?)endbf", re.DOTALL)
_DEEPEST, _MOST = 200, 300_000
"""How deep tags may be nested, and how many may be read; an element may be named as its own kid, or a kid twice."""
_CELLS = frozenset({"/TH", "/TD"})
_LINES = frozenset({"/P", "/H1", "/H2", "/H3", "/H4", "/H5", "/H6", "/TR", "/LI", "/Note", "/Div", "/Figure"})


@dataclass(slots=True)
class TaggedText:
    """What a PDF says: all of its text, the cells of each row of its tables, and the files attached to it by name.

    `row_pages` are the pages, from 1, that the rows begin on; `lines` are paragraphs and the like with theirs.
    """

    text: str
    rows: list[list[str]] = field(default_factory=list)
    attached: dict[str, bytes] = field(default_factory=dict)
    row_pages: list[int] = field(default_factory=list)
    lines: list[tuple[int, str]] = field(default_factory=list)


def tagged_text(data: bytes, only: Container[int] | None = None) -> TaggedText:
    """Reads a tagged PDF, or what stands on the pages `only`, from 1. Raises ValueError where it is none.

    Text that has no tag is not read.
    """
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            if "/StructTreeRoot" not in pdf.Root:
                raise ValueError("not tagged")
            numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, start=1)}
            wanted = [page for number, page in enumerate(pdf.pages, start=1) if only is None or number in only]
            tree = _Tree({page.obj.objgen: _marked(page) for page in wanted}, numbers)
            text = tree.text_of(pdf.Root.StructTreeRoot)
            attached = {name: bytes(file.get_file().read_bytes()) for name, file in pdf.attachments.items()}
    except pikepdf.PdfError as error:
        raise ValueError(str(error)) from error
    return TaggedText(text, tree.rows, attached, [min(pages, default=0) for pages in tree.row_pages], tree.lines)


def places_of(data: bytes, prefix: str) -> dict[int, int]:
    """The pages, from 1, of the places in a PDF that are named `<prefix><number>`, by number.

    Raises ValueError where it is no PDF.
    """
    import pikepdf

    try:
        pdf = pikepdf.open(io.BytesIO(data))
    except pikepdf.PdfError as error:
        raise ValueError(str(error)) from error
    with pdf:
        pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages, start=1)}
        held_names: Any = pdf.Root.get("/Names", {})
        names = held_names.get("/Dests")
        found = {}
        for name, place in pikepdf.NameTree(names).items() if names is not None else ():
            held = place.get("/D") if isinstance(place, pikepdf.Dictionary) else place
            number = str(name).removeprefix(prefix)
            if str(name).startswith(prefix) and number.isdigit() and held is not None:
                found[int(number)] = pages[held[0].objgen]
        return found


class _Tree:
    """Walks the tags; `pages` holds the marked texts of each page, `numbers` which page it is."""

    def __init__(self, pages: dict[tuple[int, int], dict[int, str]], numbers: dict[tuple[int, int], int]) -> None:
        self._pages = pages
        self._read = 0
        self._numbers = numbers
        self._page = 0
        self.rows: list[list[str]] = []
        self.row_pages: list[set[int]] = []
        self.lines: list[tuple[int, str]] = []

    def text_of(self, element: Any, page: Any = None, depth: int = 0) -> str:
        """The text below an element; its rows are kept on the way."""
        self._read += 1
        if depth > _DEEPEST or self._read > _MOST:
            raise ValueError("tags nested too deep, or too many")
        page = element.get("/Pg", page)
        kind = str(element.get("/S", ""))
        if kind == "/TR":
            self.rows.append([])
            self.row_pages.append(set())
        row = self.rows[-1] if kind in _CELLS and self.rows else None
        text = "".join(self._text_of_kid(kid, page, depth + 1) for kid in _kids(element))
        if row is not None:
            row.append(text)
            self.row_pages[-1].add(self._page)
        elif kind in _LINES:
            self.lines.append((self._page, text))
        return text + ("\n" if kind in _LINES or kind in _CELLS else "")

    def _text_of_kid(self, kid: Any, page: Any, depth: int) -> str:
        if isinstance(kid, int):
            return self._marked(page, kid)
        if str(kid.get("/Type", "")) == "/MCR":
            return self._marked(kid.get("/Pg", page), int(kid.MCID))
        return self.text_of(kid, page, depth) if "/S" in kid else ""

    def _marked(self, page: Any, number: int) -> str:
        if page is None:
            raise ValueError("a tag without a page")
        self._page = self._numbers.get(page.objgen, 0)
        return self._pages.get(page.objgen, {}).get(number, "")


def _kids(element: Any) -> Iterator[Any]:
    import pikepdf

    kids = element.get("/K")
    if isinstance(kids, pikepdf.Array):
        yield from kids
    elif kids is not None:
        yield kids


def _marked(page: Any) -> dict[int, str]:
    """The text of each marked piece of a page by its number."""
    import pikepdf

    maps = {name: _characters(font) for name, font in page.resources.get("/Font", {}).items()}
    found: dict[int, list[str]] = {}
    marks: list[_Mark] = []
    current: dict[bytes, str] = {}
    for instruction in pikepdf.parse_content_stream(page, "BDC BMC EMC Tf Tj TJ"):
        operator, operands = str(instruction.operator), instruction.operands
        if operator in ("BDC", "BMC"):
            marks.append(_Mark.of(operands, marks[-1] if marks else _Mark()))
            if marks[-1].speaks and (number := marks[-1].number) is not None:
                found.setdefault(number, []).append(marks[-1].words)
        elif operator == "EMC":
            marks.pop()
        elif operator == "Tf":
            current = maps.get(str(operands[0]), {})
        elif marks and not marks[-1].silent and (number := marks[-1].number) is not None:
            shown = operands[0] if operator == "TJ" else operands
            codes = b"".join(bytes(one) for one in shown if isinstance(one, pikepdf.String))
            pairs = (codes[at : at + 2] for at in range(0, len(codes), 2))
            found.setdefault(number, []).extend(current.get(pair, "�") for pair in pairs)
    return {number: "".join(texts) for number, texts in found.items()}


@dataclass(frozen=True, slots=True)
class _Mark:
    """A marked piece of a page: its number, and the words that stand for its signs where it has such."""

    number: int | None = None
    words: str = ""
    speaks: bool = False
    silent: bool = False

    @classmethod
    def of(cls, operands: Any, around: _Mark) -> _Mark:
        """The mark that these operands open inside another."""
        properties = operands[1] if len(operands) > 1 and hasattr(operands[1], "keys") else {}
        number = int(properties["/MCID"]) if "/MCID" in properties else around.number
        speaks = "/ActualText" in properties and not around.silent
        words = str(properties["/ActualText"]) if speaks else ""
        return cls(number, words, speaks, speaks or around.silent)


def _characters(font: Any) -> dict[bytes, str]:
    """The text of each two-byte code of a font, from its own table."""
    if "/ToUnicode" not in font:
        return {}
    found: dict[bytes, str] = {}
    for kind, body in _BLOCK.findall(font.ToUnicode.read_bytes()):
        codes = [bytes.fromhex(code.decode()) for code in _CODES.findall(body)]
        if kind == b"bfchar":
            found |= {code: text.decode("utf-16-be") for code, text in zip(codes[::2], codes[1::2], strict=True)}
        else:
            for first, last, text in zip(codes[::3], codes[1::3], codes[2::3], strict=True):
                start, base = int.from_bytes(first), int.from_bytes(text[-2:])
                for step in range(int.from_bytes(last) - start + 1):
                    value = text[:-2] + (base + step).to_bytes(2)
                    found[(start + step).to_bytes(2)] = value.decode("utf-16-be")
    return found
