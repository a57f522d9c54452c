"""Vertical merges by key: cells below one another that were given equal keys become one cell."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree
from lxml.etree import _Element

from reportgen.render.word.faults import BrokenOutputError
from reportgen.render.word.names import mark, w
from reportgen.render.word.xml import parent_of

_BEFORE_MERGE = {w(name) for name in ("cnfStyle", "tcW", "gridSpan", "hMerge")}


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with the grid column it begins at and how many it spans."""

    element: _Element
    column: int
    span: int


def cells_of(row: _Element) -> Iterator[Cell]:
    """The cells of a row, with their columns."""
    column = _number(row, "trPr", "gridBefore", 0)
    for element in row.findall(w("tc")):
        span = _number(element, "tcPr", "gridSpan", 1)
        yield Cell(element, column, span)
        column += span


def _number(element: _Element, properties: str, name: str, default: int) -> int:
    found = element.find(f"{w(properties)}/{w(name)}")
    return default if found is None else int(str(found.get(w("val"), default)))


def take_keys(root: _Element, part: str) -> dict[_Element, str]:
    """The cells that `merge(key)` was printed in, with their keys; the marks are gone afterwards."""
    return dict(_keys(root, part))


def merge_cells(root: _Element, keys: dict[_Element, str]) -> None:
    """Merges cells of the same table and column whose keys are equal, row upon row. No text is lost."""
    if keys:
        for table in root.iter(w("tbl")):
            _Merger(keys).merge(table)


def _keys(root: _Element, part: str) -> Iterator[tuple[_Element, str]]:
    for found in list(root.iter(mark("merge"))):
        cell = next(found.iterancestors(w("tc")), None)
        if cell is None:
            raise BrokenOutputError("merge(…) outside a table", part)
        _remove(found)
        if found.get("key"):
            yield cell, str(found.get("key"))


def _remove(element: _Element) -> None:
    parent, before, tail = parent_of(element), element.getprevious(), element.tail or ""
    if before is None:
        parent.text = (parent.text or "") + tail
    else:
        before.tail = (before.tail or "") + tail
    element.tail = None
    parent.remove(element)


class _Merger:
    def __init__(self, keys: dict[_Element, str]) -> None:
        self._keys = keys
        self._said: dict[_Element, str] = {}

    def merge(self, table: _Element) -> None:
        above: dict[int, Cell] = {}
        for row in table.findall(w("tr")):
            keyed = [cell for cell in cells_of(row) if cell.element in self._keys]
            above = {cell.column: self._placed(cell, above.get(cell.column)) for cell in keyed}

    def _placed(self, cell: Cell, first: Cell | None) -> Cell:
        """The first cell of the group that `cell` belongs to."""
        if first is None or first.span != cell.span or self._keys[first.element] != self._keys[cell.element]:
            return cell
        self._join(first.element, cell.element)
        return first

    def _join(self, first: _Element, cell: _Element) -> None:
        """Makes `cell` part of `first`; what it says beyond the own text of `first` moves there."""
        _set_merge(first, "restart")
        _set_merge(cell, "continue")
        said, says = self._said.setdefault(first, text_of(first)), text_of(cell)
        paragraphs = [child for child in cell if child.tag != w("tcPr")]
        properties = next((child.find(w("pPr")) for child in paragraphs if child.tag == w("p")), None)
        emptied = etree.SubElement(cell, w("p"))
        if properties is not None:
            emptied.append(deepcopy(properties))
        if says in ("", said):
            for paragraph in paragraphs:
                cell.remove(paragraph)
        else:
            first.extend(paragraphs)


def _set_merge(cell: _Element, value: str) -> None:
    properties = cell.find(w("tcPr"))
    if properties is None:
        properties = etree.Element(w("tcPr"))
        cell.insert(0, properties)
    for old in properties.findall(w("vMerge")):
        properties.remove(old)
    place = sum(1 for child in properties if child.tag in _BEFORE_MERGE)
    properties.insert(place, etree.Element(w("vMerge"), {w("val"): value}))


def text_of(element: _Element) -> str:
    """The words that `element` prints; paragraphs and breaks are line breaks."""
    paragraphs = []
    for paragraph in element.iter(w("p")):
        pieces = paragraph.iter(w("t"), w("br"), w("tab"))
        paragraphs.append("".join(piece.text or "" if piece.tag == w("t") else "\n" for piece in pieces))
    return "\n".join(paragraphs)
