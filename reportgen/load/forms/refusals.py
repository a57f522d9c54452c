"""What is refused rather than guessed: lost separators, a lost order, stripped digits, a form that nobody filled."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reportgen.base.finding import Finding
from reportgen.base.location import Location
from reportgen.base.text import squeezed
from reportgen.load.forms import faults
from reportgen.load.forms.dictionary import dictionary, normal
from reportgen.load.forms.printed import PrintedForm
from reportgen.load.tables.grid import Cell, Row

_RUN_TOGETHER = re.compile(r"\d[\d,]*\.\d\d\d{2,}[\d,.]*%|(?:\d+\.\d\d){3,}|\d{6,}%")
_LONG_TEXT = 400
_MIN_LABEL = 3
ENOUGH_LABELS = 6
_GLUED = 3
_HEADERS = frozenset(
    {"initial", "adjusted", "executed", "rate", "level1", "level2", "level3", "target", "actual", "weight", "score",
     "reason"}
)  # fmt: skip


def lost_separators(rows: Sequence[Row]) -> Iterator[Finding]:
    """The cells that hold what were several: figures run together, or the labels of a whole header."""
    for row in rows:
        for cell in row.cells:
            if _RUN_TOGETHER.search(squeezed(cell.text)) and len(row.cells) < _GLUED or _glued_labels(cell) >= _GLUED:
                yield faults.SEPARATORS_LOST.at(cell.where, text=cell.text[:40])
                break


def _glued_labels(cell: Cell) -> int:
    """How many different column labels stand in one cell without anything between."""
    if re.search(r"\s{2,}|\t", cell.text.strip()) or dictionary().named(cell.text):
        return 0
    text = normal(cell.text[:_LONG_TEXT * 5])
    found: set[str] = set()
    for label, names in _header_labels():
        if label in text:
            found.add(names)
            text = text.replace(label, "\n")
    return len(found)


def _header_labels() -> list[tuple[str, str]]:
    """The labels of columns with their field, the longest first."""
    labels = [
        (label, names[0])
        for label, names in dictionary().fields.items()
        if names[0] in _HEADERS and len(label) >= _MIN_LABEL
    ]
    return sorted(labels, key=lambda entry: -len(entry[0]))


def no_form(rows: Sequence[Row], file: str) -> Finding:
    """Why nothing was recognised: the labels are there but not as a table, or they are not there."""
    fields = {name for row in rows for cell in row.cells for name in dictionary().named(cell.text)[:1]}
    fields |= {name for row in rows for cell in row.cells for part in cell.text.split() for name in dictionary().named(part)[:1]}
    if len(fields & _HEADERS) >= ENOUGH_LABELS:
        return faults.ORDER_LOST.at(rows[0].where)
    return faults.NO_FORM.at(Location.of_file(file))


def not_filled(form: PrintedForm) -> Iterator[Finding]:
    """Whether a form says nothing that can be imported: its digits are gone, or nobody filled it."""
    amounts = [cell for fund in form.funds for cell in (fund.initial, fund.adjusted, fund.executed) if _says(cell)]
    named = [row for row in form.indicators if _says(row.level3)]
    filled = [cell for row in form.indicators for cell in (row.target, row.actual, row.weight, row.score) if _says(cell)]
    if not amounts and not filled and not named:
        yield faults.UNFILLED.at(form.where)
    elif not _digits(amounts) and not _digits(filled) and len(amounts) + len(filled) > _GLUED:
        yield faults.DIGITS_GONE.at(form.where)


def _says(cell: Cell | None) -> bool:
    return cell is not None and not dictionary().is_blank(cell.text)


def _digits(cells: Sequence[Cell | None]) -> bool:
    return any(character.isdigit() for cell in cells if cell is not None for character in cell.text)
