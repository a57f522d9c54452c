"""Workbooks of old Excel (.xls) and of WPS (.et): cells as their number formats show them."""

from __future__ import annotations

import io
from typing import Any

from reportgen.base.errors import ContentError
from reportgen.base.location import Location
from reportgen.base.messages import N_, Message
from reportgen.load.tables import faults
from reportgen.load.tables.extra import library
from reportgen.load.tables.grid import Grid, Importer
from reportgen.load.tables.number_format import CHINESE_FORMATS, GENERAL, is_date_format
from reportgen.load.tables.sheets import Sheet, grids_of
from reportgen.load.tables.values import put_error, put_value

MAX_BYTES = 8 * 1024 * 1024
"""The largest file that is read; a filled form has some tens of kilobytes."""
_TEXT, _NUMBER, _DATE, _BOOLEAN, _ERROR = 1, 2, 3, 4, 5
"""The types of cells, as the library numbers them."""


def read_xls(data: bytes, file: str) -> tuple[Grid, ...]:
    """A grid for each visible sheet that holds something."""
    xlrd = library("xlrd", ".xls")
    if len(data) > MAX_BYTES:
        problem = Message(N_("more than {count} bytes"), {"count": MAX_BYTES})
        raise ContentError([faults.TOO_LARGE.at(Location.of_file(file), problem=problem)])
    try:
        book = xlrd.open_workbook(
            file_contents=data, formatting_info=True, ragged_rows=True, logfile=io.StringIO()
        )  # fmt: skip
        found, hidden = [], []
        for worksheet in book.sheets():
            sheet = _sheet(worksheet, book, file)
            if worksheet.visibility == 0:
                found.append(sheet)
            elif sheet.holds_something:
                hidden.append(worksheet.name)
    except Exception as error:  # whatever it stumbles over in a file that is not as it should be
        where = Location.of_file(file)
        if "encrypted" in str(error):
            raise ContentError([faults.ENCRYPTED.at(where)]) from error
        raise ContentError([faults.DAMAGED.at(where, problem=str(error) or type(error).__name__)]) from error
    return grids_of(found, hidden, file)


def _sheet(worksheet: Any, book: Any, file: str) -> Sheet:
    sheet = Sheet(file, worksheet.name)
    for row in range(worksheet.nrows):
        for column in range(worksheet.row_len(row)):
            _put(sheet, row, column, worksheet.cell(row, column), book)
    for top, bottom, left, right in worksheet.merged_cells:
        sheet.merge(top, left, bottom - top, right - left)
    for row, info in sorted(worksheet.rowinfo_map.items()):
        if info.hidden:
            sheet.hide(row=row)
    for column, info in sorted(worksheet.colinfo_map.items()):
        if info.hidden:
            sheet.hide(column=column)
    return sheet


def _put(sheet: Sheet, row: int, column: int, cell: Any, book: Any) -> None:
    code = _code(cell, book)
    if cell.ctype == _ERROR:
        put_error(sheet, row, column, library("xlrd", ".xls").error_text_from_code.get(cell.value, "#?"))
    elif cell.ctype == _BOOLEAN:
        put_value(sheet, row, column, bool(cell.value), code)
    elif cell.ctype == _DATE or (cell.ctype == _NUMBER and is_date_format(code)):
        put_value(sheet, row, column, library("xlrd", ".xls").xldate_as_datetime(cell.value, book.datemode), code)
    elif cell.ctype in (_TEXT, _NUMBER):
        put_value(sheet, row, column, cell.value, code)


def _code(cell: Any, book: Any) -> str:
    form = book.format_map.get(book.xf_list[cell.xf_index].format_key)
    if form is None:
        return GENERAL
    return CHINESE_FORMATS.get(form.format_key) or form.format_str or GENERAL


XLS = Importer("xls", (".xls", ".et"), read_xls)
