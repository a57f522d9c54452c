"""The value of a cell in a workbook as text: by its number format, with a note where that is not certain."""

from __future__ import annotations

from datetime import date, datetime, time

from reportgen.load.tables import faults
from reportgen.load.tables.number_format import GENERAL, format_date, format_number, is_exact, plain_number
from reportgen.load.tables.sheets import Sheet


def put_value(sheet: Sheet, row: int, column: int, value: object, code: str) -> None:
    """Puts a stored value into the sheet as its number format `code` shows it."""
    if isinstance(value, bool):
        sheet.put(row, column, "TRUE" if value else "FALSE")
    elif isinstance(value, int | float):
        _put_number(sheet, row, column, value, code)
    elif isinstance(value, date | time):
        _put_moment(sheet, row, column, value, code)
    else:
        sheet.put(row, column, str(value))


def put_error(sheet: Sheet, row: int, column: int, text: str) -> None:
    """Puts an error such as `#DIV/0!` as the sheet shows it, and notes it."""
    sheet.put(row, column, text)
    sheet.note(faults.ERROR_VALUE, row, column, text=text)


def _put_number(sheet: Sheet, row: int, column: int, value: int | float, code: str) -> None:
    stored = plain_number(value)
    text = format_number(value, code or GENERAL)
    if text is None:
        sheet.note(faults.UNKNOWN_FORMAT, row, column, format=code, text=stored)
    elif not is_exact(value):
        sheet.note(faults.TOO_MANY_DIGITS, row, column, text=text)
    sheet.put(row, column, stored if text is None else text)


def _put_moment(sheet: Sheet, row: int, column: int, value: date | time, code: str) -> None:
    if isinstance(value, time):
        moment, stored = datetime.combine(date(1899, 12, 31), value), value.isoformat()
    else:
        moment = value if isinstance(value, datetime) else datetime.combine(value, time())
        stored = moment.date().isoformat() if moment.time() == time() else moment.isoformat(" ")
    text = format_date(moment, code)
    if text is None:
        sheet.note(faults.UNKNOWN_FORMAT, row, column, format=code, text=stored)
    sheet.put(row, column, stored if text is None else text)
