"""Vertical merges in a part that is still text: only the tables are looked at, and only the cells that merge change.

Most merges repeat a label that every row prints alike. Where cells that merge say different things, or print facts that
the first cell does not, the part is left to `merges`, which takes it apart.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from reportgen.document.marks import BOOKMARK_PREFIX
from reportgen.render.word.cell_properties import ordered_properties
from reportgen.render.word.groups import Key, Place, Row, grouped
from reportgen.render.word.session import Session

_TOKEN = re.compile(
    r'<w:(?P<begin>tbl|tr|tc)(?: [^<>]*)?>|</w:(?P<end>tbl|tr|tc)>|<w:gridSpan w:val="(?P<span>\d+)"/>'
    r'|<w:vMerge(?: w:val="(?P<merge>\w+)")?/>|<rg:merge key="(?P<key>[^"]*)"/>|<w:(?P<head>tblHeader)/>'
    r"|<w:(?P<other>sdt|gridBefore|customXml|tblHeader)[ >]"
)
_MARK = re.compile(r'<rg:merge key="[^"]*"/>')
_BOOKMARK = re.compile(r"<w:bookmark(?:Start|End) [^<>]*/>")
_FACT = re.compile(f'<w:bookmarkStart [^<>]*w:name="{BOOKMARK_PREFIX}([0-9]+)"/>')
_PROPERTIES = re.compile(r"<w:tcPr>.*?</w:tcPr>|<w:tcPr/>", re.DOTALL)
_PARAGRAPH_LOOK = re.compile(r"<w:p(?: [^<>]*)?>(<w:pPr>.*?</w:pPr>)?", re.DOTALL)
_NUMBERED = re.compile(r"<w:numPr>.*?</w:numPr>", re.DOTALL)
_DRAWN = "drawing|pict|object|sym|ptab|noBreakHyphen|footnoteReference|endnoteReference"
_SEEN = re.compile(f"<w:t[ >]|<w:(?:{_DRAWN})[ />]|<m:")


@dataclass(eq=False, slots=True)
class _Cell:
    """A cell by its place in the text; the keys are those printed in it."""

    start: int
    column: int
    end: int = 0
    span: int = 1
    merge: str | None = None
    keys: list[str] = field(default_factory=list)

    @property
    def key(self) -> Key | None:
        """The key that it is grouped by; an empty one merges with nothing."""
        if not self.keys:
            return None
        found = [json.loads(html.unescape(key)) for key in self.keys if key]
        return tuple(text for one in found for text in one) if len(found) == len(self.keys) else None


@dataclass(slots=True)
class _Row:
    cells: list[_Cell] = field(default_factory=list)
    is_head: bool = False
    width: int = 0


@dataclass(frozen=True, slots=True)
class MergedText:
    """A part's text with its cells merged, and the numbers of the facts that repeated cells no longer print."""

    text: str
    dropped: frozenset[int]

    def left(self, facts: Collection[int]) -> tuple[int, ...]:
        """Those of `facts` that are still printed."""
        return tuple(number for number in facts if number not in self.dropped)


class _NotAlikeError(Exception):
    """Something has to be joined, or is not as plain as it must be."""


def merged_text(text: str, session: Session) -> MergedText | None:
    """`text` with its cells merged by their keys; None where that takes more than text."""
    try:
        return _Merger(text, session).merged()
    except _NotAlikeError:
        return None


class _Merger:
    def __init__(self, text: str, session: Session) -> None:
        self._text, self._session = text, session
        self._changed: dict[_Cell, str] = {}
        self._dropped: set[int] = set()

    def merged(self) -> MergedText:
        for table in _tables(self._text):
            for cell, first in grouped(_rows(table)):
                self._place(cell, first)
        out: list[str] = []
        end = 0
        for cell in sorted(self._changed, key=lambda one: one.start):
            if cell.start < end:
                raise _NotAlikeError
            out += (self._text[end : cell.start], self._changed[cell])
            end = cell.end
        out.append(self._text[end:])
        return MergedText(_MARK.sub("", "".join(out)), frozenset(self._dropped))

    def _place(self, cell: _Cell, first: _Cell | None) -> None:
        if first is not None:
            if first not in self._changed or 'w:val="restart"' not in self._changed[first][:400]:
                self._changed[first] = self._with_merge(first, "restart")
            self._changed[cell] = self._emptied(cell, first)
        elif cell.keys or cell.merge == "continue":
            self._changed[cell] = self._with_merge(cell, "")

    def _with_merge(self, cell: _Cell, merge: str) -> str:
        head, content = self._parts(cell)
        return f"{_merged_head(head, merge)}{content}"

    def _parts(self, cell: _Cell) -> tuple[str, str]:
        """What begins the cell, its properties included, and the rest of it."""
        properties = _PROPERTIES.match(self._text, self._text.index(">", cell.start) + 1)
        if properties is None:
            raise _NotAlikeError
        return self._text[cell.start : properties.end()], self._text[properties.end() : cell.end]

    def _emptied(self, cell: _Cell, first: _Cell) -> str:
        """A cell whose content the first of its group prints already, or that has none."""
        head, content = self._parts(cell)
        said = _MARK.sub("", content)
        head = _merged_head(head, "continue")
        if not _SEEN.search(said):
            return f"{head}{content}"
        _, kept = self._parts(first)
        if _said(said) != _said(_MARK.sub("", kept)):
            raise _NotAlikeError
        facts = {int(number) for number in _FACT.findall(said)}
        if not {self._printed(one) for one in facts} <= {self._printed(int(one)) for one in _FACT.findall(kept)}:
            raise _NotAlikeError
        self._dropped |= facts
        look = _PARAGRAPH_LOOK.match(said)
        found = (look[1] if look else None) or ""
        return f"{head}<w:p>{_NUMBERED.sub('', found)}</w:p></w:tc>"

    def _printed(self, number: int) -> tuple[str, str | None]:
        fact = self._session.facts[number - 1]
        return fact.id, fact.format


def _said(content: str) -> str:
    """The content without its marks of facts; with other bookmarks it is left alone."""
    if len(_FACT.findall(content)) != content.count("<w:bookmarkStart"):
        raise _NotAlikeError
    return _BOOKMARK.sub("", content)


@lru_cache(maxsize=1_000)
def _merged_head(head: str, merge: str) -> str:
    """The beginning of a cell with another merge, or none."""
    begin, _, properties = head.partition("<w:tcPr")
    inner = properties.removeprefix(">").removesuffix("</w:tcPr>") if properties != "/>" else ""
    inner = re.sub(r"<w:vMerge(?: [^<>]*)?/>", "", inner) + (f'<w:vMerge w:val="{merge}"/>' if merge else "")
    found = ordered_properties(inner)
    if found is None:
        raise _NotAlikeError
    return f"{begin}<w:tcPr>{found}</w:tcPr>"


def _rows(table: list[_Row]) -> Iterator[Row[_Cell]]:
    for row in table:
        yield Row([Place(one, one.column, one.span, one.key, one.merge) for one in row.cells], row.is_head)


def _tables(text: str) -> Iterator[list[_Row]]:
    """The tables of a part with their rows, inner tables before those that hold them."""
    tables: list[list[_Row]] = []
    cells: list[_Cell] = []
    for token in _TOKEN.finditer(text):
        match token.lastgroup:
            case "begin":
                _begin(token, tables, cells)
            case "end" if token["end"] == "tc":
                cell = cells.pop()
                cell.end = token.end()
                tables[-1][-1].width = cell.column + cell.span
            case "end" if token["end"] == "tbl":
                yield tables.pop()
            case "span" if cells:
                cells[-1].span = int(token["span"])
            case "key" if cells:
                cells[-1].keys.append(token["key"])
            case "head":
                tables[-1][-1].is_head = True
            case "other" | "key":
                raise _NotAlikeError
            case None if cells:
                cells[-1].merge = "continue"
            case "merge" if cells:
                cells[-1].merge = token["merge"]
            case _:
                pass


def _begin(token: re.Match[str], tables: list[list[_Row]], cells: list[_Cell]) -> None:
    match token["begin"]:
        case "tbl":
            tables.append([])
        case "tr":
            tables[-1].append(_Row())
        case _:
            row = tables[-1][-1]
            row.cells.append(_Cell(token.start(), row.width))
            cells.append(row.cells[-1])
