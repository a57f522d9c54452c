"""What is refused rather than guessed: lost separators, a lost order, stripped digits, a form that nobody filled."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from reportgen.base.finding import Finding
from reportgen.base.text import squeezed
from reportgen.load.forms import faults
from reportgen.load.forms.blocks import Blocks
from reportgen.load.forms.dictionary import dictionary
from reportgen.load.forms.printed import PrintedForm
from reportgen.load.tables.grid import Cell, Row

_RUN_TOGETHER = re.compile(r"\d[\d,]*\.\d\d\d{2,}[\d,.]*%|(?:\d+\.\d\d){3,}|\d{6,}%")
_LONG_TEXT = 4000
_MIN_LABEL = 3
_GLUED = 3
_HEADER_FIELDS = frozenset(
    {"initial", "adjusted", "executed", "rate", "level1", "level2", "level3", "target", "actual", "weight", "score",
     "reason"}
)  # fmt: skip
_INDICATOR_LABELS = frozenset({"level1", "level2", "level3", "target", "actual", "reason"})


def _label_pattern() -> str:
    labels = [
        label
        for label, names in dictionary().fields.items()
        if names[0] in _HEADER_FIELDS and (len(label) >= _MIN_LABEL or label in ("得分", "分值"))
    ]
    return "|".join(re.escape(label) for label in sorted(labels, key=len, reverse=True))


@cache
def _chains() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """One label of a column, and several without anything between."""
    label = _label_pattern()
    return re.compile(label), re.compile(f"(?:{label}){{{_GLUED},}}")


def lost_separators(rows: Sequence[Row]) -> Iterator[Finding]:
    """The cells that hold what were several: figures run together, or the labels of a whole header."""
    for row in rows:
        for cell in row.cells:
            if (_RUN_TOGETHER.search(squeezed(cell.text)) and len(row.cells) < _GLUED) or _glued_labels(cell) >= _GLUED:
                yield faults.SEPARATORS_LOST.at(cell.where, text=cell.text[:40])
                break


def _glued_labels(cell: Cell) -> int:
    """How many different column labels stand in one cell without anything between."""
    if dictionary().named(cell.text):
        return 0
    label, chain = _chains()
    return max((len(label.findall(found.group())) for found in chain.finditer(_without_marks(cell.text))), default=0)


def _without_marks(text: str) -> str:
    return re.sub(r"\([^()]{0,12}\)?(?=\D|$)", "", squeezed(text[:_LONG_TEXT]))


def lost_order(rows: Sequence[Row], forms: Sequence[Blocks]) -> Iterator[Finding]:
    """Where the labels of the indicators' columns stand apart, in no header: the text was read column by column."""
    if any(blocks.indicator_header is not None for blocks in forms):
        return
    labels = {name for row in rows for cell in row.cells for name in dictionary().named(cell.text)[:1]}
    if len(labels & _INDICATOR_LABELS) >= _GLUED:
        yield faults.ORDER_LOST.at(rows[0].where)


def not_filled(form: PrintedForm) -> Iterator[Finding]:
    """Whether a form says nothing that can be imported: its digits are gone, or nobody filled it."""
    amounts = [cell for fund in form.funds for cell in (fund.initial, fund.adjusted, fund.executed) if _says(cell)]
    named = [row for row in form.indicators if _says(row.level3)]
    filled = [
        cell for row in form.indicators for cell in (row.target, row.actual, row.weight, row.score) if _says(cell)
    ]
    if not amounts and not filled and not named:
        yield faults.UNFILLED.at(form.where)
    elif not _digits(amounts) and not _digits(filled) and len(amounts) + len(filled) > _GLUED:
        yield faults.DIGITS_GONE.at(form.where)


def _says(cell: Cell | None) -> bool:
    return cell is not None and not dictionary().is_blank(cell.text)


def _digits(cells: Sequence[Cell | None]) -> bool:
    return any(character.isdigit() for cell in cells if cell is not None for character in cell.text)
