"""Workbooks of LibreOffice and other OpenDocument programs (.ods), which store each cell as it is shown."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import _Element

from reportgen.load.tables import faults
from reportgen.load.tables.grid import Grid, Importer
from reportgen.load.tables.packages import open_package, xml_part
from reportgen.load.tables.sheets import MAX_CELLS, Sheet, grids_of, too_many_cells

_NAMESPACE = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
TABLE, TEXT, OFFICE, STYLE = (_NAMESPACE % name for name in ("table", "text", "office", "style"))
_WHITE = {f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n"}
_APART = (f"{OFFICE}annotation", f"{TABLE}table", f"{TEXT}note", f"{TEXT}ruby-text")


def read_ods(data: bytes, file: str) -> tuple[Grid, ...]:
    """A grid for each visible sheet that holds something."""
    root = xml_part(open_package(data, file), "content.xml", file)
    unseen = {
        style.get(f"{STYLE}name")
        for style in root.iter(f"{STYLE}style")
        for properties in style.iter(f"{STYLE}table-properties")
        if properties.get(f"{TABLE}display") == "false"
    }
    found, hidden = [], []
    for table in root.iterfind(f".//{OFFICE}spreadsheet/{TABLE}table"):
        sheet = _sheet(table, file)
        if table.get(f"{TABLE}style-name") not in unseen:
            found.append(sheet)
        elif sheet.holds_something:
            hidden.append(str(sheet.name))
    return grids_of(found, hidden, file)


def _sheet(table: _Element, file: str) -> Sheet:
    sheet = Sheet(file, table.get(f"{TABLE}name"))
    hidden_rows: list[int] = []
    row = count = 0
    for element in _rows(table):
        repeated = int(element.get(f"{TABLE}number-rows-repeated", "1"))
        cells = list(_cells(element))
        if any(_holds(cell) for _, cell in cells):
            count += repeated * len(cells)
            if count > MAX_CELLS:
                raise too_many_cells(file)
            for below in range(repeated):
                for column, cell in cells:
                    _put(sheet, row + below, column, cell)
            if element.get(f"{TABLE}visibility", "visible") != "visible":
                hidden_rows += range(row, row + repeated)
        row += repeated
    for hidden in hidden_rows:
        sheet.hide(row=hidden)
    for column in _hidden_columns(table):
        sheet.hide(column=column)
    return sheet


def _rows(table: _Element) -> Iterator[_Element]:
    """The rows of a table, those in groups and headers as well."""
    for child in table:
        if child.tag == f"{TABLE}table-row":
            yield child
        elif child.tag in (f"{TABLE}table-row-group", f"{TABLE}table-header-rows", f"{TABLE}table-rows"):
            yield from _rows(child)


def _cells(row: _Element) -> Iterator[tuple[int, _Element]]:
    """The cells that hold something, each with its column; repeated ones as often as they stand there."""
    column = 0
    for cell in row.iterchildren(f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
        repeated = int(cell.get(f"{TABLE}number-columns-repeated", "1"))
        if _holds(cell) and cell.tag == f"{TABLE}table-cell":
            yield from ((column + right, cell) for right in range(min(repeated, MAX_CELLS)))
        column += repeated


def _holds(cell: _Element) -> bool:
    return len(cell) > 0 or f"{TABLE}formula" in cell.attrib or f"{OFFICE}value-type" in cell.attrib


def _put(sheet: Sheet, row: int, column: int, cell: _Element) -> None:
    lines = ["".join(_texts(paragraph)) for paragraph in cell.iterchildren(f"{TEXT}p", f"{TEXT}h")]
    text = "\n".join(lines) or _stored(cell)
    sheet.put(row, column, text)
    formula = cell.get(f"{TABLE}formula")
    if formula is not None and not text and f"{OFFICE}value-type" not in cell.attrib:
        sheet.note(faults.NO_VALUE, row, column, formula=formula.partition(":")[2] or formula)
    if formula is not None and text.startswith(("#", "Err:")):
        sheet.note(faults.ERROR_VALUE, row, column, text=text)
    rows, columns = (int(cell.get(f"{TABLE}number-{way}-spanned", "1")) for way in ("rows", "columns"))
    if rows > 1 or columns > 1:
        sheet.merge(row, column, rows, columns)


def _stored(cell: _Element) -> str:
    names = ("string-value", "value", "date-value", "time-value", "boolean-value")
    return next(filter(None, (cell.get(f"{OFFICE}{name}") for name in names)), "")


def _texts(element: _Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag == f"{TEXT}s":
            yield " " * min(int(child.get(f"{TEXT}c", "1")), 1_000)
        elif child.tag in _WHITE:
            yield _WHITE[str(child.tag)]
        elif child.tag not in _APART:
            yield from _texts(child)
        yield child.tail or ""


def _hidden_columns(table: _Element) -> Iterator[int]:
    column = 0
    for element in table.iter(f"{TABLE}table-column"):
        repeated = int(element.get(f"{TABLE}number-columns-repeated", "1"))
        if element.get(f"{TABLE}visibility", "visible") != "visible":
            yield from range(column, column + min(repeated, 1_024))
        column += repeated


ODS = Importer("ods", (".ods",), read_ods)
