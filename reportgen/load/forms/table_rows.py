"""The rows of a table below its header: each cell in its column, whatever the text has done to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from reportgen.load.forms import faults
from reportgen.load.forms.align import BROKEN, LINES, STREAM, TABLE, Alignment, Column, Cost, Terms, align, in_place
from reportgen.load.forms.headers import Header, labels_among
from reportgen.load.forms.ledger import Ledger
from reportgen.load.tables.grid import Row

_FEW = 2
_OFTEN, _SHARE = 3, 0.4
"""A text that so many rows, and such a share of them, have as their reason is what a column without a field says."""
_OFTEN_BLANK = frozenset({"level1", "level2", "reason"})
_MOSTLY = 0.8
"""From this share of rows with one cell on, a text has one cell a line."""


def read_rows(
    rows: Sequence[Row], columns: Sequence[Column], cost: Cost, names: str, *, table: bool, is_line: bool
) -> list[tuple[Alignment, Row]]:
    """The rows below a header, each with the row of the grid that it begins in.

    `names` is the field without which a row says nothing; `is_line` whether the header stands in a row of its own.
    """
    if table:
        return [(found, row) for row in rows for found in _of_table(row, columns, cost)]
    if is_line and not _one_cell_a_line(rows):
        found = [align([row.cells], columns, cost, LINES) for row in rows]
        if all(len(line) == 1 and (names in line[0].cells) and not line[0].extra for line in found):
            repeated = _with_gaps_doubted(_by_repetition([line[0] for line in found], columns), _FEW)
            lines = list(zip(repeated, rows, strict=True))
            if _poor(lines) == 0:
                return lines
            run_on = _run_on(rows, columns, cost, BROKEN)
            return run_on if _poor(run_on) < _poor(lines) - 1 else lines
    return _run_on(rows, columns, cost, STREAM if _one_cell_a_line(rows) else BROKEN)


def _poor(found: Sequence[tuple[Alignment, Row]]) -> int:
    """How many rows have hardly more than a name, or cells without a column."""
    return sum(len(row.cells) <= _FEW or bool(row.extra) for row, _ in found)


def _of_table(row: Row, columns: Sequence[Column], cost: Cost) -> list[Alignment]:
    found = in_place(row.cells, columns, cost)
    return [found] if found is not None else align([row.cells], columns, cost, TABLE)


def _one_cell_a_line(rows: Sequence[Row]) -> bool:
    return len(rows) > 1 and sum(len(row.cells) == 1 for row in rows) >= _MOSTLY * len(rows)


def _run_on(rows: Sequence[Row], columns: Sequence[Column], cost: Cost, terms: Terms) -> list[tuple[Alignment, Row]]:
    row_of = {id(cell): row for row in rows for cell in row.cells}
    found = align([row.cells for row in rows], columns, cost, terms)
    rows_found = _with_gaps_doubted(_by_repetition(found, columns))
    return [(line, row_of[id(line.all[0])]) for line in rows_found if line.all]


def _with_gaps_doubted(found: Sequence[Alignment], many: int = 1) -> list[Alignment]:
    """The rows, those doubted that lack `many` columns which most rows have: other cells may stand in their places."""
    sets = [frozenset(row.cells) - _OFTEN_BLANK for row in found]
    usual = max(sets, key=sets.count, default=frozenset())
    return [
        row if row.doubtful or len(usual - filled) < many else replace(row, doubtful=tuple(sorted(row.cells)))
        for row, filled in zip(found, sets, strict=True)
    ]


def _by_repetition(found: Sequence[Alignment], columns: Sequence[Column]) -> list[Alignment]:
    """The rows, with a text that stands in a column without a field elsewhere (得分计算方法) there in each of them."""
    texts = {cell.text: field for row in found for field, cell in row.cells.items() if field.startswith("other")}
    others = [column.field for column in columns if column.field.startswith("other")]
    reasons = [row.cells["reason"].text for row in found if "reason" in row.cells]
    if others:
        often = {text for text in reasons if reasons.count(text) >= max(_OFTEN, len(found) * _SHARE)}
        texts |= dict.fromkeys(often, others[-1])
    return [_with_other(row, texts) for row in found]


def _with_other(row: Alignment, texts: Mapping[str, str]) -> Alignment:
    reason = row.cells.get("reason")
    other = texts.get(reason.text) if reason is not None else None
    if other is None or other in row.cells:
        return row
    cells = {(other if name == "reason" else name): cell for name, cell in row.cells.items()}
    return replace(row, cells=cells, doubtful=tuple({*row.doubtful, other}))


def tell_placing(placed: Sequence[tuple[Alignment, Row]], ledger: Ledger) -> None:
    """Tells where the rows of a block were read by the kind of their cells rather than by their places.

    Rows that stand off their headers are told once, with the first and the last of them.
    """
    moved = [(found, row) for found, row in placed if found.moved]
    if len(moved) == 1:
        found, row = moved[0]
        ledger.tell(faults.ROW_SHIFTED.at(row.where, places=f"{found.shift:+d}"))
    elif moved:
        last = str(moved[-1][1].where).removeprefix(moved[0][1].where.file).lstrip(": ")
        ledger.tell(faults.ROWS_SHIFTED.at(moved[0][1].where, count=len(moved), last=last))
    for found, row in placed:
        if found.extra:
            ledger.leave(found.extra, row)
        if found.doubtful:
            text = " | ".join(cell.text for cell in found.all)[:60]
            ledger.tell(faults.ROW_AMBIGUOUS.at(row.where, text=text))


def tell_labels_among(rows: Sequence[Row], header: Header, ledger: Ledger) -> None:
    """Tells labels of columns that stand among the rows below a header."""
    found = labels_among(rows, header)
    if found:
        text = " | ".join(cell.text for cell in found)[:60]
        ledger.tell(faults.LABELS_AMONG_ROWS.at(header.cells[0].where, text=text))
