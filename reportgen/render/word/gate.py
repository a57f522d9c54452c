"""The last look at what was rendered: what Word would not open, or what would lose text, is never given out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from lxml import etree
from lxml.etree import _Element

from reportgen.render.word.faults import BrokenOutputError
from reportgen.render.word.merges import cells_of, rows_of
from reportgen.render.word.names import W_NS, w
from reportgen.render.word.xml import XmlError, parent_of, parse

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_SPEAKING = " or ".join(f"parent::w:{name}" for name in ("t", "delText", "instrText", "delInstrText"))
_NAMES = {"w": W_NS}
_UNFINISHED_CELLS = etree.XPath("boolean(//w:tc/*[last()][not(self::w:p)] | //w:tc[not(*)])", namespaces=_NAMES)
_LOOSE_TEXT = etree.XPath(f"descendant::text()[not({_SPEAKING})][parent::w:*][normalize-space()]", namespaces=_NAMES)
_MERGES = etree.XPath("//w:tc/w:tcPr/w:vMerge", namespaces=_NAMES)
_WIDE_ROWS = etree.XPath(
    "//w:tr[w:tc/w:tcPr/w:gridSpan or w:trPr/w:gridBefore or w:sdt or w:customXml]", namespaces=_NAMES
)
_HIDDEN_TEXT = etree.XPath(
    "//w:tc[w:tcPr/w:vMerge[not(@w:val) or @w:val='continue']]//w:t/text()[normalize-space()]", namespaces=_NAMES
)


def check_output(
    parts: Mapping[str, bytes], templated: Collection[str], tags: Collection[str], *, strict: bool = True
) -> None:
    """Raises BrokenOutputError where one of `parts`, all that were made for one document, is not sound.

    `templated` are the parts that were rendered, `tags` the texts of the template's tags: none of them may be left.
    Unless `strict`, merged cells and bookmarks are what the template makes them.
    """
    ids: set[str] = set()
    for name, data in parts.items():
        if not name.endswith((".xml", ".rels")):
            continue
        root = _parsed(data, name)
        if name in templated:
            for problem in _problems(root, data, tags, ids, strict=strict):
                raise BrokenOutputError(problem, name)


def _parsed(data: bytes, name: str) -> _Element:
    try:
        return parse(data)
    except XmlError as error:
        raise BrokenOutputError(str(error), name) from error


def _problems(root: _Element, data: bytes, tags: Collection[str], ids: set[str], *, strict: bool) -> Iterator[str]:
    if _UNFINISHED_CELLS(root):
        yield "a cell that ends in no paragraph"
    for loose in _LOOSE_TEXT(root):
        yield f"text outside a run: {str(loose).strip()[:40]}"
    if tags and b"{" in data:
        yield from _left_over(root, tags)
    if strict:
        for hidden in _HIDDEN_TEXT(root):
            yield f"text hidden in a merged cell: {hidden[:40]}"
        yield from _merge_problems(root)
        yield from _bookmark_problems(root, ids)


def _merge_problems(root: _Element) -> Iterator[str]:
    """Cells that continue a merge which does not begin above them."""
    places = _Places(root)
    merged: dict[_Element, set[tuple[int, int]]] = {}
    continued = []
    for merge in _MERGES(root):
        cell = parent_of(parent_of(merge))
        row = parent_of(cell)
        place = places.of(cell, row)
        merged.setdefault(row, set()).add(place)
        if merge.get(_VALUE, "continue") != "restart":
            continued.append((row, place))
    for row, place in continued:
        above = _row_above(row)
        if above is None or place not in merged.get(above, ()):
            yield f"a merged cell in column {place[0] + 1} with nothing above it"


class _Places:
    """The columns of cells and how many they span; counting from the left only in rows that have wide cells."""

    def __init__(self, root: _Element) -> None:
        self._wide = frozenset(_WIDE_ROWS(root))
        self._known: dict[_Element, dict[_Element, tuple[int, int]]] = {}
        self._first: dict[_Element, int] = {}

    def of(self, cell: _Element, row: _Element) -> tuple[int, int]:
        """The column of `cell` from 0, and how many it spans."""
        if row in self._wide or row.tag != _ROW:
            if row not in self._known:
                whole = row if row.tag == _ROW else next(row.iterancestors(_ROW))
                self._known[row] = {one.element: (one.column, one.span) for one in cells_of(whole)}
            return self._known[row][cell]
        if row not in self._first:
            self._first[row] = row.index(next(row.iterchildren(_CELL)))
        return row.index(cell) - self._first[row], 1


def _row_above(row: _Element) -> _Element | None:
    """The row before `row` in its table, through content controls."""
    above = row.getprevious()
    if above is not None and above.tag == _ROW:
        return above
    rows = list(rows_of(next(row.iterancestors(_TABLE))))
    place = rows.index(row)
    return rows[place - 1] if place else None


_ROW, _CELL, _TABLE, _VALUE = map(w, ("tr", "tc", "tbl", "val"))


def _left_over(root: _Element, tags: Collection[str]) -> Iterator[str]:
    for paragraph in root.iter(w("p")):
        text = "".join(element.text or "" for element in paragraph.iter(w("t")))
        if "{{" in text or "{%" in text:
            yield from (f"the tag {tag} is left" for tag in _TAG.findall(text) if tag in tags)


_START, _END, _ID = w("bookmarkStart"), w("bookmarkEnd"), w("id")


def _bookmark_problems(root: _Element, ids: set[str]) -> Iterator[str]:
    open_ids: set[str] = set()
    for element in root.iter(_START, _END):
        id = element.get(_ID, "")
        if element.tag == _START:
            if id in ids:
                yield f"two bookmarks with the id {id}"
            ids.add(id)
            open_ids.add(id)
        elif id in open_ids:
            open_ids.remove(id)
        else:
            yield f"the end of a bookmark that was not begun: {id}"
    if open_ids:
        yield f"a bookmark without an end: {min(open_ids)}"
