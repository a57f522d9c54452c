"""Workbooks of Excel and WPS (.xlsx): cells as their number formats show them."""

from __future__ import annotations

import io
import re
import warnings
from typing import Any

from reportgen.base.errors import ContentError
from reportgen.base.location import Location
from reportgen.load.tables import faults
from reportgen.load.tables.extra import library
from reportgen.load.tables.grid import Grid, Importer
from reportgen.load.tables.number_format import CHINESE_FORMATS, GENERAL, is_date_format
from reportgen.load.tables.packages import open_package, refuse_doubtful_parts
from reportgen.load.tables.sheets import MAX_CELLS, Sheet, grids_of, too_many_cells
from reportgen.load.tables.values import put_error, put_value

_CELL = re.compile(rb"<(?:\w+:)?c[ />]")
_FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")


def read_xlsx(data: bytes, file: str) -> tuple[Grid, ...]:
    """A grid for each visible sheet that holds something."""
    parts = open_package(data, file)
    refuse_doubtful_parts(parts, file)
    sheets = [part for name, part in parts.items() if name.startswith("xl/worksheets/")]
    if sum(len(_CELL.findall(part)) for part in sheets) > MAX_CELLS:
        raise too_many_cells(file)
    values = _load(data, file, values=True)
    formulas = _load(data, file, values=False) if any(map(_FORMULA.search, sheets)) else None
    found, hidden = [], []
    for place, worksheet in enumerate(values.worksheets):
        sheet = _sheet(worksheet, formulas.worksheets[place] if formulas else None, file, values.epoch)
        if worksheet.sheet_state == "visible":
            found.append(sheet)
        elif sheet.holds_something:
            hidden.append(worksheet.title)
    return grids_of(found, hidden, file)


def _load(data: bytes, file: str, *, values: bool) -> Any:
    openpyxl = library("openpyxl", ".xlsx")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of extensions and styles that it does not keep; nothing is written back
            return openpyxl.load_workbook(io.BytesIO(data), data_only=values, keep_links=False)
    except Exception as error:  # whatever it stumbles over in a file that is not as it should be
        raise ContentError([faults.DAMAGED.at(Location.of_file(file), problem=_words(error))]) from error


def _words(error: Exception) -> str:
    return str(error).partition("\n")[0] or type(error).__name__


def _sheet(worksheet: Any, formulas: Any | None, file: str, epoch: Any) -> Sheet:
    sheet = Sheet(file, worksheet.title)
    for (row, column), cell in sorted(worksheet._cells.items()):  # iter_rows would also make every empty cell
        if cell.value is not None:
            _put(sheet, row - 1, column - 1, cell, epoch)
        elif formulas is not None:
            formula = formulas._cells.get((row, column))
            if formula is not None and formula.data_type == "f":
                text = getattr(formula.value, "text", formula.value)
                sheet.note(faults.NO_VALUE, row - 1, column - 1, formula=text)
    for merged in worksheet.merged_cells.ranges:
        left, top, right, bottom = merged.bounds
        sheet.merge(top - 1, left - 1, bottom - top + 1, right - left + 1)
    for row, dimension in sorted(worksheet.row_dimensions.items()):
        if dimension.hidden:
            sheet.hide(row=row - 1)
    for dimension in worksheet.column_dimensions.values():
        if dimension.hidden:
            for column in range(dimension.min, dimension.max + 1):
                sheet.hide(column=column - 1)
    return sheet


def _put(sheet: Sheet, row: int, column: int, cell: Any, epoch: Any) -> None:
    if cell.data_type == "e":
        put_error(sheet, row, column, str(cell.value))
        return
    value, code = cell.value, CHINESE_FORMATS.get(cell._style.numFmtId, cell.number_format or GENERAL)
    if isinstance(value, int | float) and not isinstance(value, bool) and is_date_format(code):
        value = library("openpyxl.utils.datetime", ".xlsx").from_excel(value, epoch)
    put_value(sheet, row, column, value, code)


XLSX = Importer("xlsx", (".xlsx",), read_xlsx)
