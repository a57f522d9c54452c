"""The cells of a worksheet and their styles, as XML: a cell is found or made, and gets a style of another colour."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator

from lxml import etree
from lxml.etree import _Element

from reportgen.render.word.one_sheet import MAIN_NS

_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


def x(name: str) -> str:
    """The full name of an element of a workbook."""
    return f"{{{MAIN_NS}}}{name}"


def position(address: str) -> tuple[int, int]:
    """Row and column of `D9`, both from 1. Raises ValueError for what is no address."""
    match = _ADDRESS.fullmatch(address)
    if match is None:
        raise ValueError(f"{address!r} is no address of a cell")
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column


def address(row: int, column: int) -> str:
    """The address of a cell, row and column from 1."""
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row}"


def cell_at(sheet: _Element, address: str) -> _Element:
    """The cell of a worksheet; made, with the style of its row or column, where the file leaves it out."""
    number, column = position(address)
    data = sheet.find(x("sheetData"))
    if data is None:
        raise ValueError("the worksheet has no data")
    row = _found_or_made(data, _rows(data), number, "row")
    cells = list(_cells(row, number))
    known = {place for place, _ in cells}
    cell = _found_or_made(row, cells, column, "c")
    if column not in known:
        style = row.get("s") if row.get("customFormat") in ("1", "true") else _style_of_column(sheet, column)
        cell.set("r", address)
        if style is not None:
            cell.set("s", style)
    return cell


def _rows(data: _Element) -> list[tuple[int, _Element]]:
    rows, last = [], 0
    for row in data.iterchildren(x("row")):
        last = int(row.get("r") or last + 1)
        rows.append((last, row))
    return rows


def _cells(row: _Element, number: int) -> Iterator[tuple[int, _Element]]:
    last = 0
    for cell in row.iterchildren(x("c")):
        written = cell.get("r")
        last = position(written)[1] if written else last + 1
        if not written:
            cell.set("r", address(number, last))
        yield last, cell


def _found_or_made(parent: _Element, children: list[tuple[int, _Element]], place: int, name: str) -> _Element:
    for at, child in children:
        if at == place:
            return child
    made = etree.Element(x(name), {"r": str(place)})
    following = next((child for at, child in children if at > place), None)
    if following is None:
        parent.append(made)
    else:
        following.addprevious(made)
    return made


def _style_of_column(sheet: _Element, column: int) -> str | None:
    for one in sheet.iterfind(f"{x('cols')}/{x('col')}"):
        if int(one.get("min", "0")) <= column <= int(one.get("max", "0")):
            return one.get("style")
    return None


class Styles:
    """The style sheet of a workbook, to which styles are added that differ from others in their fill alone."""

    def __init__(self, root: _Element) -> None:
        self.root = root
        self._fills: dict[str, str] = {}
        self._made: dict[tuple[str, str], str] = {}

    def filled(self, style: str, colour: str) -> str:
        """The number of a style that is `style` with a fill of `colour` (RRGGBB); each is added once."""
        key = (style, colour)
        if key not in self._made:
            formats = self._list("cellXfs")
            known = list(formats)
            base = known[int(style)] if int(style) < len(known) else known[0]
            made = copy.deepcopy(base)
            made.set("fillId", self._fill(colour))
            made.set("applyFill", "1")
            self._made[key] = self._added(formats, made)
        return self._made[key]

    def _fill(self, colour: str) -> str:
        if colour not in self._fills:
            fill = etree.Element(x("fill"))
            pattern = etree.SubElement(fill, x("patternFill"), {"patternType": "solid"})
            etree.SubElement(pattern, x("fgColor"), {"rgb": f"FF{colour}"})
            etree.SubElement(pattern, x("bgColor"), {"indexed": "64"})
            self._fills[colour] = self._added(self._list("fills"), fill)
        return self._fills[colour]

    def _list(self, name: str) -> _Element:
        found = self.root.find(x(name))
        if found is None or not len(found):
            raise ValueError(f"the styles have no {name}")
        return found

    def _added(self, parent: _Element, child: _Element) -> str:
        parent.append(child)
        parent.set("count", str(len(parent)))
        return str(len(parent) - 1)
