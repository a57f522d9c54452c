"""Where paragraphs stand in a part, counted as a person counts them in Word."""

from __future__ import annotations

from dataclasses import replace

from lxml.etree import _Element

from reportgen.base.location import Location
from reportgen.render.word.names import w

FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
"""The copy of a text box that older programs read; people never see it beside the text box itself."""


class Places:
    """Counts from 1: tables, their rows, the cells of a row and the paragraphs of a cell; outside tables, paragraphs.

    A table inside a table is counted with the cell that holds it. The older copy of a text box counts with its place.
    """

    def __init__(self, root: _Element, whole: Location) -> None:
        self._root, self._whole = root, whole
        tables = [table for table in root.iter(w("tbl")) if _above(table, "tbl") is None and not is_copy(table)]
        self._tables = {table: number for number, table in enumerate(tables, start=1)}
        loose = (one for one in root.iter(w("p")) if _above(one, "tbl") is None and not is_copy(one))
        self._loose = {paragraph: number for number, paragraph in enumerate(loose, start=1)}
        self._numbers: dict[_Element, dict[_Element, int]] = {}
        self._paragraphs: dict[_Element, dict[_Element, int]] = {}

    def of(self, paragraph: _Element) -> Location:
        """The place of a paragraph of this part."""
        shown = _shown(paragraph)
        if shown in self._loose:
            return replace(self._whole, kind="word", paragraph=self._loose[shown])
        tables = [table for table in shown.iterancestors(w("tbl")) if table in self._tables]
        if not tables:
            return replace(self._whole, kind="word")
        table = tables[-1]
        row = _below(shown, table, "tr")
        cell = None if row is None else _below(shown, row, "tc")
        if row is None or cell is None:
            return replace(self._whole, kind="word", table=self._tables[table])
        return replace(
            self._whole,
            kind="word",
            table=self._tables[table],
            row=self._number(row, table),
            column=self._number(cell, row),
            paragraph=self._paragraph(shown, cell),
        )

    def _number(self, element: _Element, holder: _Element) -> int:
        """Which one of its kind `element` is in `holder`, those of inner tables not counted; counted once a holder."""
        if holder not in self._numbers:
            alike = holder.iter(str(element.tag))
            own = (one for one in alike if next(one.iterancestors(str(holder.tag)), None) is holder)
            self._numbers[holder] = {one: number for number, one in enumerate(own, start=1)}
        return self._numbers[holder][element]

    def _paragraph(self, paragraph: _Element, cell: _Element) -> int:
        """Which paragraph of `cell` it is, those of inner tables counted; counted once a cell."""
        if cell not in self._paragraphs:
            own = (one for one in cell.iter(w("p")) if not is_copy(one))
            self._paragraphs[cell] = {one: number for number, one in enumerate(own, start=1)}
        return self._paragraphs[cell][paragraph]

    def around(self, element: _Element) -> Location:
        """The place of any element: its paragraph, or the first one of the cell, row or table that it belongs to."""
        paragraph = self.paragraph_of(element)
        return self._whole if paragraph is None else self.of(paragraph)

    def paragraph_of(self, element: _Element) -> _Element | None:
        """The paragraph that `around` tells of."""
        within = element if element.tag == w("p") else next(element.iterancestors(w("p")), None)
        holders = (element, *element.iterancestors(w("tc"), w("tr"), w("tbl")))
        inner = (next(holder.iter(w("p")), None) for holder in holders)
        return within if within is not None else next((one for one in inner if one is not None), None)


def is_copy(element: _Element) -> bool:
    """Whether an element belongs to the older copy of a text box."""
    return next(element.iterancestors(FALLBACK), None) is not None


def _shown(paragraph: _Element) -> _Element:
    """The paragraph itself, or the one that holds the text box whose copy it is."""
    copies = list(paragraph.iterancestors(FALLBACK))
    holder = next(copies[-1].iterancestors(w("p")), None) if copies else None
    return paragraph if holder is None else holder


def _above(element: _Element, name: str) -> _Element | None:
    return next(element.iterancestors(w(name)), None)


def _below(paragraph: _Element, holder: _Element, name: str) -> _Element | None:
    """The outermost `name` between a paragraph and `holder`; it may be wrapped in a content control."""
    found = [one for one in paragraph.iterancestors(w(name)) if holder in one.iterancestors()]
    return found[-1] if found else None
