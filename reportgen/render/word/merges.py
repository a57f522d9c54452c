"""Vertical merges: cells below one another that were given equal keys become one cell, computed on the finished rows.

Cells that the template itself merges (in Word, or by docxtpl's `vm`) stay merged. Whatever merges, no text is lost.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from jinja2 import Undefined
from lxml import etree
from lxml.etree import _Element
from markupsafe import Markup, escape

from reportgen.base.messages import N_
from reportgen.document.fact import Fact
from reportgen.render.word.cell_properties import CELL_PROPERTIES
from reportgen.render.word.faults import BrokenOutputError, UnprintableError
from reportgen.render.word.groups import Key, Place, Row, grouped
from reportgen.render.word.joins import Joiner
from reportgen.render.word.names import mark, w
from reportgen.render.word.session import Session
from reportgen.render.word.xml import parent_of

_RANKS = {w(name): rank for rank, name in enumerate(CELL_PROPERTIES)}
_WRAPPERS = frozenset(w(name) for name in ("sdt", "sdtContent", "customXml", "smartTag"))
_ON = frozenset({"1", "true", "on"})
_MERGE, _VALUE = w("vMerge"), w("val")
_ROW, _GRID_BEFORE, _CELL, _PROPERTIES, _GRID_SPAN = map(w, ("trPr", "gridBefore", "tc", "tcPr", "gridSpan"))


class Cell(NamedTuple):
    """A cell with the grid column it begins at and how many it spans."""

    element: _Element
    column: int
    span: int


def rows_of(table: _Element) -> Iterator[_Element]:
    """The rows of a table itself, those inside content controls included; not those of tables inside its cells."""
    return _within(table, w("tr"))


def cells_of(row: _Element) -> Iterator[Cell]:
    """The cells of a row, with their columns."""
    column = _number(row.find(_ROW), _GRID_BEFORE, 0)
    for element in _within(row, _CELL):
        span = _number(element.find(_PROPERTIES), _GRID_SPAN, 1)
        yield Cell(element, column, span)
        column += span


def _within(element: _Element, name: str) -> Iterator[_Element]:
    for child in element:
        if child.tag == name:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _within(child, name)


def _number(properties: _Element | None, name: str, default: int) -> int:
    found = None if properties is None else properties.find(name)
    return default if found is None else int(str(found.get(_VALUE, default)))


def merge_mark(*keys: Any) -> Markup:
    """`merge(key)`: the mark of a cell that is one with its neighbours of equal key.

    `merge(outer, inner)` groups by `inner` inside the groups of `outer`. A key that is empty merges with nothing.
    """
    if not keys:
        raise UnprintableError(N_("merge(…) needs a key"))
    texts = [_key_text(key) for key in keys]
    written = json.dumps(texts) if all(texts) else ""
    return Markup(f'<rg:merge key="{escape(written)}"/>')  # noqa: S704


def _key_text(key: Any) -> str:
    if key is None:
        return ""
    if isinstance(key, list | tuple):
        return json.dumps([_key_text(one) for one in key])
    if isinstance(key, str | int | Decimal | Fact | Undefined):
        return str(key)
    raise UnprintableError(N_("merge(…) groups by words and figures, not by {kind}"), kind=type(key).__name__)


def take_keys(root: _Element, part: str) -> dict[_Element, Key]:
    """The cells that `merge(…)` was printed in, with their keys; the marks are gone afterwards."""
    keys: dict[_Element, Key | None] = {}
    for found in list(root.iter(mark("merge"))):
        cell = next(found.iterancestors(w("tc")), None)
        if cell is None:
            raise BrokenOutputError("merge(…) outside a table", part)
        more = tuple(json.loads(str(found.get("key") or "null")) or ())
        before = keys.get(cell, ())
        keys[cell] = (*before, *more) if more and before is not None else None
        _remove(found)
    return {cell: key for cell, key in keys.items() if key is not None}


def _remove(element: _Element) -> None:
    parent, before, tail = parent_of(element), element.getprevious(), element.tail or ""
    if before is None:
        parent.text = (parent.text or "") + tail
    else:
        before.tail = (before.tail or "") + tail
    element.tail = None
    parent.remove(element)


def merge_cells(root: _Element, keys: dict[_Element, Key], session: Session) -> None:
    """Merges cells of the same table and column whose keys are equal, row upon row, and settles other merges.

    A group ends where a row has another key or none in its columns, and where the repeated header of a table ends.
    Afterwards every cell has one merge at most, a merge never begins with a continuation, and what a hidden
    continuation said stands in the first cell of its group.
    """
    for properties in root.iter(w("tcPr")):
        _tidy(properties)
    joiner = Joiner(session)
    for table in root.iter(w("tbl")):
        _merge(table, keys, joiner)


def _tidy(properties: _Element) -> None:
    """One merge, and every property in the order of the schema: docxtpl's tags put theirs first or last."""
    for repeated in properties.findall(_MERGE)[:-1]:
        properties.remove(repeated)
    ranks = [_RANKS.get(str(child.tag), len(_RANKS)) for child in properties]
    if ranks != sorted(ranks):
        properties[:] = sorted(properties, key=lambda child: _RANKS.get(str(child.tag), len(_RANKS)))


def _merge(table: _Element, keys: dict[_Element, Key], joiner: Joiner) -> None:
    for cell, first in list(grouped(_rows(table, keys))):
        if first is not None:
            _set_merge(first, "restart")
            _set_merge(cell, "continue")
            joiner.join(first, cell)
        elif cell in keys or _merge_of(cell) == "continue":
            _drop_merge(cell)


def _rows(table: _Element, keys: dict[_Element, Key]) -> Iterator[Row[_Element]]:
    for row in rows_of(table):
        cells = ((cell, keys.get(cell.element)) for cell in cells_of(row))
        places = [Place(cell.element, cell.column, cell.span, key, _merge_of(cell.element)) for cell, key in cells]
        yield Row(places, _is_head(row))


def _is_head(row: _Element) -> bool:
    """Whether a row repeats on every page."""
    found = row.find(f"{w('trPr')}/{w('tblHeader')}")
    return found is not None and found.get(w("val"), "1") in _ON


def _merge_of(cell: _Element) -> str | None:
    found = cell.find(f"{w('tcPr')}/{_MERGE}")
    return None if found is None else str(found.get(w("val"), "continue"))


def _drop_merge(cell: _Element) -> None:
    properties = cell.find(w("tcPr"))
    for old in () if properties is None else properties.findall(_MERGE):
        parent_of(old).remove(old)


def _set_merge(cell: _Element, value: str) -> None:
    if _merge_of(cell) == value:
        return
    _drop_merge(cell)
    properties = cell.find(w("tcPr"))
    if properties is None:
        properties = etree.Element(w("tcPr"))
        cell.insert(0, properties)
    place = sum(1 for child in properties if _RANKS.get(str(child.tag), 99) < _RANKS[_MERGE])
    properties.insert(place, etree.Element(_MERGE, {w("val"): value}))
