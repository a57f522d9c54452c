"""HTML as a browser's parser understands it: visible lines, full tables, what is hidden."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from reportgen.readback.deep.seen import AROUND, FRONT, Gathered, Pieces, Seen, Table, spread

_SILENT = frozenset({"script", "style", "template", "noscript", "head", "svg:title", "-comment", "-doctype", "title"})
_IN_LINE = re.compile(
    "a|abbr|b|bdi|bdo|cite|code|data|del|dfn|em|font|i|img|ins|kbd|label|mark|q|s|samp|small|span|strike|strong|sub|sup"
    "|time|tspan|u|var|wbr"
)
_READ_ALOUD = ("title", "alt", "aria-label", "aria-description", "content", "placeholder")
_UNSEEN = re.compile(
    r"display:none|visibility:(?:hidden|collapse)|opacity:0(?:\.0+)?(?:;|!|$)|font-size:[01](?:\.\d+)?(?:pt|px)"
    r"|font-size:0(?:\.[01]\d*)?(?:em|rem|%|;|!|$)"
)
_WHITE = re.compile(r"(?:^|;)color:(?:#fff(?:fff)?|white|rgba?\(255,255,255[^)]*\)|transparent)(?:;|!|$)")
_AT_RULE = re.compile(r"@[^{;]+(?:;|\{(?:[^{}]|\{[^{}]*\})*\})")
_REMARK = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_NOTE = re.compile(r"#(sdfootnote\d+)sym|#(footnote-\d+)")
"""How LibreOffice and mammoth refer to a footnote, which both print below everything else."""
_DEEPEST = 400
Begins: TypeAlias = re.Pattern[str] | Mapping[int, int]
"""Where pieces begin: at an id or name with the number of the piece; on a page of LibreOffice after so many lines."""


def see_markup(markup: str, file: str, **kept: Any) -> Seen:
    """What stands in a page. `kept` goes to `Seen` as it is."""
    return see_pieces(markup, file, None, **kept).seen[FRONT]


def see_pieces(markup: str, file: str, begins: Begins | None, first: int = FRONT, **kept: Any) -> Pieces:
    """What stands in a page, in pieces: each begins where `begins` says.

    `first` is the number of what stands before the first of them. Footnotes belong to the piece that refers to them.
    """
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(markup)
    reader = _Reader({node.mem_id for node in _hidden_by_style(tree)}, begins=begins, piece=first)
    if tree.root is not None:
        reader.read(tree.root, hidden=False, coloured=False, depth=0)
    reader.end_line()
    reader.gathered.setdefault(FRONT, Gathered())
    behind = {FRONT: dict(_behind(tree))}
    seen = {number: one.seen(file, behind.get(number, {}), **kept) for number, one in reader.gathered.items()}
    return Pieces(seen, reader.order)


def _hidden_by_style(tree: Any) -> Iterator[Any]:
    """Elements that a rule of the page's own style sheet hides everywhere, not only on paper or on a phone."""
    for sheet in tree.css("style"):
        for selectors, rules in _RULE.findall(_AT_RULE.sub("", _REMARK.sub("", sheet.text()))):
            if _UNSEEN.search("".join(rules.split()).lower()) and ":" not in selectors:
                try:
                    yield from tree.css(selectors.strip())
                except ValueError:
                    continue


def _behind(tree: Any) -> Iterator[tuple[str, str]]:
    title = tree.css_first("title")
    if title is not None:
        yield "title", title.text()
    for number, node in enumerate(tree.css(", ".join(f"[{name}]" for name in _READ_ALOUD))):
        for name in _READ_ALOUD:
            value = node.attributes.get(name)
            if value and not (node.tag == "meta" and node.attributes.get("http-equiv")):
                told = node.attributes.get("name") or node.attributes.get("property") or node.tag
                yield f"{told}@{name} {number}", value


@dataclass
class _Reader:
    """Walks a page once; a paragraph or a cell is a line."""

    styled_away: set[int]
    keeps_tables: bool = True
    begins: Begins | None = None
    piece: int = FRONT
    gathered: dict[int, Gathered] = field(default_factory=dict)
    order: list[int] = field(default_factory=list)
    _line: list[str] = field(default_factory=list)
    _notes: dict[str, int] = field(default_factory=dict)
    _count: int = 0

    @property
    def here(self) -> Gathered:
        """What is gathered of the piece that is being read."""
        return self.gathered.setdefault(self.piece, Gathered())

    def read(self, node: Any, *, hidden: bool, coloured: bool, depth: int) -> None:
        """Reads a node and all below it."""
        tag = node.tag
        if tag in ("-text", "_text"):
            text = node.text_content or ""
            if hidden and text.strip():
                self.here.hidden.append(text.strip())
            elif not hidden:
                if text.strip():
                    self._begin_by_count()
                self._line.append(text)
            return
        if tag in _SILENT or depth > _DEEPEST:
            return
        if self.begins is not None:
            self._cut(node, self.begins)
        look = _look(node)
        coloured = coloured or "background" in look or "bgcolor" in node.attributes
        hidden = hidden or node.mem_id in self.styled_away or _is_hidden(node, look, coloured=coloured)
        if tag == "img" and not hidden:
            self.here.pictures += 1
        in_line = _IN_LINE.fullmatch(tag) is not None
        if not in_line:
            self.end_line()
        for child in _children(node):
            self.read(child, hidden=hidden, coloured=coloured, depth=depth + 1)
        if not in_line:
            self.end_line()
        if tag == "table" and self.keeps_tables:
            self.here.tables.append(_grid(node, self.styled_away))

    def _begin(self, number: int) -> None:
        self.piece = number
        self.order += [number] if number else []

    def _begin_by_count(self) -> None:
        number = self.begins.get(self._count, self.piece) if isinstance(self.begins, Mapping) else self.piece
        if number not in (self.piece, *self.order):
            self._begin(number)

    def _cut(self, node: Any, begins: Begins) -> None:
        """Goes on with another piece where `node` begins one, or a footnote of one."""
        name = node.attributes.get("id") or node.attributes.get("name") or ""
        refers = _NOTE.fullmatch(node.attributes.get("href") or "")
        if refers is not None:
            self._notes.setdefault(refers[1] or refers[2], self.piece)
            return
        found = begins.fullmatch(name) if isinstance(begins, re.Pattern) else None
        if found is not None:
            self.end_line()
            self._begin(int(found[1]))
        elif name in self._notes:
            self.end_line()
            self.piece = self._notes[name]
        elif isinstance(begins, Mapping) and node.tag == "div" and node.attributes.get("title") in ("header", "footer"):
            self.end_line()
            self.piece = AROUND

    def end_line(self) -> None:
        """Ends the line that was begun."""
        text = "".join(self._line).strip()
        if text:
            self.here.lines.append(text)
            self._count += 1
        self._line.clear()


def _look(node: Any) -> str:
    look = "".join((node.attributes.get("style") or "").split()).lower()
    colour = node.attributes.get("color")
    return f"{look};color:{colour}" if colour else look


def _is_hidden(node: Any, look: str, *, coloured: bool) -> bool:
    attributes = node.attributes
    if "hidden" in attributes or (node.tag == "input" and attributes.get("type") == "hidden"):
        return True
    return bool(_UNSEEN.search(look)) or (not coloured and bool(_WHITE.search(look)))


def _children(node: Any) -> Iterator[Any]:
    child = node.child
    while child is not None:
        yield child
        child = child.next


def _grid(table: Any, styled_away: set[int]) -> Table:
    return spread(
        [(_cell_text(cell, styled_away), *_spans(cell)) for cell in _children(row) if cell.tag in ("td", "th")]
        for row in _rows(table)
    )


def _rows(node: Any) -> Iterator[Any]:
    for child in _children(node):
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from _rows(child)


def _spans(cell: Any) -> tuple[int, int]:
    return _count(cell.attributes.get("colspan")), _count(cell.attributes.get("rowspan"))


def _count(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 5 and int(text) else 1


def _cell_text(cell: Any, styled_away: set[int]) -> str:
    inner = _Reader(styled_away, keeps_tables=False)
    inner.read(cell, hidden=False, coloured=True, depth=0)
    inner.end_line()
    return "\n".join(inner.here.lines)
