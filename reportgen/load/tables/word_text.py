"""The text of a paragraph of Word as printed, and as Markdown where it has structure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml.etree import _Element

from reportgen.load.escaping import escaped_inline
from reportgen.load.tables.word_numbering import Number, W

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_OFF = ("0", "false", "off", "none")
_CHARACTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_SYMBOLS = {
    **{"F0FE": "☑", "F052": "☑", "F0FC": "√", "F050": "√", "F0FD": "☒"},
    **{"F0A8": "☐", "F0A3": "☐", "F06F": "☐", "F0A7": "▪"},
}
"""The signs of the fonts Wingdings that stand in forms, as characters that every font has."""
UNKNOWN_SIGN = "□"
_THROUGH = (
    *("ins", "moveTo", "smartTag", "fldSimple", "customXml", "sdt", "sdtContent"),
    *("dir", "bdo", "hyperlink", "ruby", "rubyBase"),
)


@dataclass(slots=True)
class Piece:
    """Characters of one kind; `footnote` is the id of a note that is referred to here."""

    text: str
    bold: bool = False
    link: str | None = None
    footnote: str | None = None


@dataclass(slots=True)
class Paragraph:
    """One paragraph: its pieces, its number, what was hidden, its text boxes, and the fonts of signs not known."""

    pieces: list[Piece] = field(default_factory=list)
    number: Number | None = None
    hidden: str = ""
    changed: bool = False
    boxes: list[_Element] = field(default_factory=list)
    unknown_fonts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The characters as printed, its number before them."""
        text = "".join(piece.text for piece in self.pieces).strip()
        return f"{self.number.text}{text}" if self.number is not None and text else text

    @property
    def structured(self) -> bool:
        """Whether plain text would lose something."""
        listed = self.number is not None and self.number.marker is not None
        return bool(self.text) and (
            listed
            or any((piece.text.strip() and (piece.bold or piece.link)) or piece.footnote for piece in self.pieces)
        )

    @property
    def is_bold_throughout(self) -> bool:
        """Whether all of it is bold, as headings and labels are."""
        return all(piece.bold for piece in self.pieces if piece.text.strip())

    def markup(self) -> str:
        """The paragraph as Markdown, a mark of a list before it."""
        bold_words = not self.is_bold_throughout
        text = "".join(_marked(piece, bold_words) for piece in _joined(self.pieces)).strip()
        if self.number is None:
            return text
        if self.number.marker is None:
            return escaped_inline(self.number.text) + text
        return f"{'  ' * self.number.depth}{self.number.marker} {text}"


def read_paragraph(element: _Element, number: Number | None, links: Mapping[str, str]) -> Paragraph:
    """The paragraph in `element`; `links` are the addresses that its hyperlinks name."""
    paragraph = Paragraph(number=number)
    for run, link in _runs(element, paragraph, links, None):
        _read_run(run, link, paragraph)
    return paragraph


def _runs(
    parent: _Element, paragraph: Paragraph, links: Mapping[str, str], link: str | None
) -> Iterator[tuple[_Element, str | None]]:
    for child in parent:
        name = _name(child)
        if name == "r":
            yield child, link
        elif name in ("del", "moveFrom"):
            paragraph.changed = True
        elif name == "AlternateContent":
            chosen = _alternative(child)
            if chosen is not None:
                yield from _runs(chosen, paragraph, links, link)
        elif name in _THROUGH:
            paragraph.changed |= name in ("ins", "moveTo")
            target = next((links.get(value) for key, value in child.attrib.items() if str(key).endswith("}id")), None)
            yield from _runs(child, paragraph, links, (target or link) if name == "hyperlink" else link)


def _read_run(run: _Element, link: str | None, paragraph: Paragraph) -> None:
    bold, hidden = _is_on(run, "b"), _is_on(run, "vanish")
    for child in run:
        name = _name(child)
        text = child.text or "" if name == "t" else _CHARACTERS.get(name, "")
        if name == "br" and child.get(f"{W}type") in ("page", "column"):
            text = ""
        if name == "sym":
            code = child.get(f"{W}char", "").upper()
            text = _SYMBOLS.get(code) or (chr(int(code, 16)) if code and not code.startswith("F") else UNKNOWN_SIGN)
            if text == UNKNOWN_SIGN:
                paragraph.unknown_fonts.append(child.get(f"{W}font", "?"))
        if hidden:
            paragraph.hidden += text
        elif name == "footnoteReference":
            paragraph.pieces.append(Piece("", footnote=child.get(f"{W}id")))
        elif text:
            paragraph.pieces.append(Piece(text, bold, link))
        elif name in ("drawing", "pict", "AlternateContent", "object"):
            paragraph.boxes += _boxes(child)


def _boxes(element: _Element) -> list[_Element]:
    """The contents of the text boxes below, the second of two drawings of one box left out."""
    chosen = _alternative(element) if _name(element) == "AlternateContent" else element
    if chosen is None:
        return []
    if _name(chosen) == "txbxContent":
        return [chosen]
    return [box for child in chosen for box in _boxes(child)]


def _alternative(element: _Element) -> _Element | None:
    choice = element.find(f"{MC}Choice")
    return choice if choice is not None else element.find(f"{MC}Fallback")


def _is_on(run: _Element, name: str) -> bool:
    mark = run.find(f"{W}rPr/{W}{name}")
    return mark is not None and mark.get(f"{W}val", "1") not in _OFF


def _name(element: _Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _joined(pieces: list[Piece]) -> Iterator[Piece]:
    """The pieces with neighbours of one kind made one."""
    last: Piece | None = None
    for piece in pieces:
        if last is not None and (last.bold, last.link, last.footnote, None) == (
            piece.bold,
            piece.link,
            None,
            piece.footnote,
        ):
            last = Piece(last.text + piece.text, last.bold, last.link)
            continue
        if last is not None:
            yield last
        last = piece
    if last is not None:
        yield last


def _kind(piece: Piece) -> tuple[bool, str | None, str | None]:
    return piece.bold, piece.link, piece.footnote


def _marked(piece: Piece, bold_words: bool) -> str:
    if piece.footnote is not None:
        return f"[^{piece.footnote}]"
    core = piece.text.strip()
    before, after = piece.text[: len(piece.text) - len(piece.text.lstrip())], piece.text[len(piece.text.rstrip()) :]
    text = escaped_inline(core)
    if piece.bold and bold_words and core:
        text = f"**{text}**"
    if piece.link and core:
        text = f"[{text}](<{piece.link}>)"
    return (before + text + (after if core else "")).replace("\n", "\\\n")
