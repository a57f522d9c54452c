"""Reads the spreadsheet of the form back: every row with its label, its texts and its numbers."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from reportgen.base.finding import Finding
from reportgen.base.location import Location
from reportgen.base.text import squeezed
from reportgen.base.xml import parse
from reportgen.document.fact import Fact
from reportgen.readback.continued import joined
from reportgen.readback.expected import DAMAGED, MISSING_FACT, WRONG_ROW, Expected, unreadable
from reportgen.readback.leaks import find_leaks
from reportgen.readback.reader import Reader
from reportgen.readback.words import compare_words, unspaced

_NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_SHEET, _STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
_FUND_COLUMNS = ("initial", "adjusted", "executed")
_INDICATOR_COLUMNS = ("target", "actual", "weight", "score", "reason")
_CLOSE_ENOUGH = Decimal("1e-9")
_PERCENT = "%"

Cell = str | Decimal


def read_workbook(data: bytes, file: str, expected: Expected) -> Iterator[Finding]:
    """Every fund line and indicator whose label and figures stand in no row together, in order."""
    try:
        rows = _rows(data)
    except DAMAGED as error:
        yield unreadable(file, error)
        return
    for record in expected.records:
        columns = _FUND_COLUMNS if record.id.startswith("funds.") else _INDICATOR_COLUMNS
        figures = (expected.fact(f"{record.id}.{column}", None) for column in columns)
        wanted = [fact for fact in figures if fact is not None and fact.text]
        if not any(_holds(row, record.label, wanted) for row in rows):
            texts = "、".join(fact.text for fact in wanted)
            yield WRONG_ROW.at(Location.of_file(file), fact=record.id, label=record.label, expected=texts)
    yield from _words(rows, file, expected)


def _words(rows: list[list[Cell]], file: str, expected: Expected) -> Iterator[Finding]:
    text = unspaced("\n".join(cell for row in rows for cell in row if isinstance(cell, str)))
    for fact in expected.printed:
        if isinstance(fact.value, str) and unspaced(fact.text) not in text:
            yield MISSING_FACT.at(Location.of_file(file), fact=fact.id, label=fact.label, expected=fact.text)
    yield from compare_words(expected.runs, text, file)
    yield from find_leaks(expected, text, file)


def _holds(row: list[Cell], label: str, facts: list[Fact]) -> bool:
    remaining = iter(row)
    if not any(isinstance(cell, str) and squeezed(cell) == squeezed(label) for cell in remaining):
        return False
    return all(any(_shows(cell, fact) for cell in remaining) for fact in facts)


def _shows(cell: Cell, fact: Fact) -> bool:
    if isinstance(cell, str):
        return squeezed(cell) == squeezed(fact.text)
    if not isinstance(fact.value, Decimal):
        return False
    printed = Decimal(fact.text.replace(",", "").rstrip(_PERCENT)) / (100 if fact.text.endswith(_PERCENT) else 1)
    return abs(cell - printed) <= _CLOSE_ENOUGH * max(Decimal(1), abs(printed))


def addressed_rows(data: bytes) -> Iterator[list[tuple[str, Cell]]]:
    """The rows of the sheet, each cell with its address. Raises what a broken file raises."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        strings = ["".join(item.itertext(f"{_NS}t")) for item in parse(book.read(_STRINGS)).iter(f"{_NS}si")]
        for row in parse(book.read(_SHEET)).iter(f"{_NS}row"):
            yield [(str(cell.get("r")), _cell(cell, strings)) for cell in row.iter(f"{_NS}c")]


def _rows(data: bytes) -> list[list[Cell]]:
    """The rows of the sheet, a text that goes on below made whole."""
    rows = [{name.rstrip("0123456789"): cell for name, cell in row} for row in addressed_rows(data)]
    texts = [{name: cell for name, cell in row.items() if isinstance(cell, str) and cell} for row in rows]
    whole, going_on = joined(texts)
    made = [
        [found.get(name, "") if isinstance(cell, str) else cell for name, cell in row.items()]
        for row, found in zip(rows, whole, strict=True)
    ]
    return [row for number, row in enumerate(made) if number not in going_on or any(row)]


def _cell(cell: Any, strings: list[str]) -> Cell:
    value = cell.findtext(f"{_NS}v")
    if value is None:
        return ""
    if cell.get("t") == "s":
        return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda match: chr(int(match[1], 16)), strings[int(value)])
    return Decimal(value)


WORKBOOK = Reader("data", "report.xlsx", read_workbook)
