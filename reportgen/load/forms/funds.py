"""Reads the funds block: its lines with their amounts, proved by their own rates and sums."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from reportgen.load.forms import faults
from reportgen.load.forms.align import Alignment, Column
from reportgen.load.forms.arithmetic import confirmed, off_sums, rate_agrees, readings
from reportgen.load.forms.blocks import Blocks
from reportgen.load.forms.costs import fund_cost
from reportgen.load.forms.dictionary import dictionary
from reportgen.load.forms.headers import Header
from reportgen.load.forms.kinds import number
from reportgen.load.forms.labels import AMOUNTS
from reportgen.load.forms.ledger import Ledger
from reportgen.load.forms.printed import PrintedFund
from reportgen.load.forms.table_rows import read_rows, tell_labels_among, tell_placing
from reportgen.load.tables.grid import Cell, Row

FIELDS = (*AMOUNTS, "rate", "weight", "score", "reason")
_FEW = 3
Placed = tuple[Alignment, Row]


def read_funds(blocks: Blocks, ledger: Ledger, *, table: bool) -> tuple[PrintedFund, ...]:
    """The lines of the funds block, in their order."""
    rows = [_without_block_label(row, ledger) for row in blocks.funds]
    rows = [row for row in rows if row.cells]
    if blocks.fund_header is None:
        return _bare_funds(rows, ledger)
    header = blocks.fund_header
    ledger.use(*header.cells)
    tell_labels_among(rows, header, ledger)
    columns = _columns(header)
    if table:
        rows = [_with_one_label(row, columns, ledger) for row in rows]
    found = read_rows(rows, columns, fund_cost, "source", table=table, is_line=header.is_line)
    if not table:
        found = _proved(found, columns, ledger)
    found, columns = _identified(found, columns, header, ledger)
    _tell_header(header, columns, ledger)
    tell_placing(found, ledger)
    return tuple(fund for placed in found if (fund := _fund(placed, columns, header, ledger)))


def _without_block_label(row: Row, ledger: Ledger) -> Row:
    labels = [cell for cell in row.cells if "fund_block" in dictionary().named(cell.text)]
    ledger.use(*labels)
    return replace(row, cells=tuple(cell for cell in row.cells if cell not in labels))


def _columns(header: Header) -> tuple[Column, ...]:
    if any(column.field == "source" for column in header.columns):
        return header.columns
    return (Column("source", header.columns[0].start - 1, 4.0, loose=True), *header.columns)


def _with_one_label(row: Row, columns: Sequence[Column], ledger: Ledger) -> Row:
    """The row with one label: of several before the amounts, `按收入性质分` and `其他资金`, the last one is its own."""
    first = min((column.start for column in columns if not column.loose), default=0)
    labels = [cell for cell in row.cells if cell.column < first and number(cell.text) is None]
    if len(labels) > 1:
        ledger.leave(labels[:-1], row)
    return replace(row, cells=tuple(cell for cell in row.cells if cell not in labels[:-1]))


def _proved(found: Sequence[Placed], columns: Sequence[Column], ledger: Ledger) -> list[Placed]:
    """The rows as their own figures confirm them, where cells are missing and their places say nothing."""
    pattern: frozenset[str] | None = None
    proved: list[Placed] = []
    for read, row in found:
        alignment = read
        better = _by_arithmetic(alignment, columns, pattern) if _is_open(alignment, columns) else None
        if better is not None and better != alignment.cells:
            ledger.tell(faults.ROW_BY_ARITHMETIC.at(row.where, text=_shown(alignment)))
            alignment = replace(alignment, cells=better, doubtful=())
        if len(alignment.cells) > _FEW:
            pattern = frozenset(alignment.cells)
        proved.append((alignment, row))
    return _summed(proved, columns, ledger)


def _is_open(alignment: Alignment, columns: Sequence[Column]) -> bool:
    return 1 < len(alignment.cells) < len(columns) and (bool(alignment.doubtful) or confirmed(alignment.cells) is False)


def _by_arithmetic(
    alignment: Alignment, columns: Sequence[Column], pattern: frozenset[str] | None
) -> Mapping[str, Cell] | None:
    """The only reading that the rate confirms; else, without a rate, the one with the columns of the row above."""
    ways = readings(tuple(alignment.cells.values()), columns, fund_cost)
    right = [way for way in ways if confirmed(way)]
    best = [way for way in right if rate_agrees(way)] or right
    if best:
        return best[0]
    if pattern is None:
        return None
    return next((way for way in ways if frozenset(way) in (pattern, pattern - {"rate"})), None)


def _summed(found: Sequence[Placed], columns: Sequence[Column], ledger: Ledger) -> list[Placed]:
    """Tells rows whose places are doubtful unless every column adds up."""
    total = next((a for a, _ in found if dictionary().fund_line(_text(a, "source")) == "total"), None)
    amounts = [column.field for column in columns if column.field in AMOUNTS]
    parts = [a.cells for a, _ in found if a is not total]
    if total is not None and parts and off_sums(total.cells, parts, amounts):
        for alignment, row in found:
            if _is_open(alignment, columns) and not alignment.doubtful:
                ledger.tell(faults.ROW_AMBIGUOUS.at(row.where, text=_shown(alignment)))
    return list(found)


def _identified(
    found: Sequence[Placed], columns: Sequence[Column], header: Header, ledger: Ledger
) -> tuple[list[Placed], tuple[Column, ...]]:
    """The column that nobody listed as the adjusted budget, where only it gives the printed rate."""
    fields = {column.field for column in columns}
    if "adjusted" in fields or not {"executed", "rate"} <= fields:
        return list(found), tuple(columns)
    if any(rate_agrees(alignment.cells, "initial") for alignment, _ in found):
        return list(found), tuple(columns)
    for column in columns:
        if column.field.startswith("other"):
            renamed = [_renamed(alignment, column.field) for alignment, _ in found]
            answers = [answer for alignment in renamed if (answer := rate_agrees(alignment.cells)) is not None]
            if answers and all(answers):
                label = header.labels[column.field]
                ledger.tell(faults.HEADER_BY_ARITHMETIC.at(label.where, label=label.text))
                kept = tuple(replace(c, field="adjusted") if c is column else c for c in columns)
                return list(zip(renamed, (row for _, row in found), strict=True)), kept
    return list(found), tuple(columns)


def _renamed(alignment: Alignment, field: str) -> Alignment:
    cells = {("adjusted" if name == field else name): cell for name, cell in alignment.cells.items()}
    return replace(alignment, cells=cells)


def _tell_header(header: Header, columns: Sequence[Column], ledger: Ledger) -> None:
    for field in header.guessed:
        label = header.labels[field]
        ledger.tell(faults.HEADER_NEAR.at(label.where, label=label.text, usual=dictionary().usual_label(field)))


def _fund(placed: Placed, columns: Sequence[Column], header: Header, ledger: Ledger) -> PrintedFund | None:
    found, row = placed
    label = found.cells.get("source")
    if label is None or (row.where.kind == "text" and _says_nothing_known(found)):
        ledger.leave(found.cells.values(), row)
        return None
    if confirmed(found.cells) is False:
        ledger.tell(faults.RATE_DISAGREES.at(row.where, label=label.text, rate=_text(found, "rate")))
    keep_others(found, header, ledger)
    ledger.use(*found.cells.values())
    return PrintedFund(label=label, **{field: found.cells[field] for field in FIELDS if field in found.cells})


def _says_nothing_known(found: Alignment) -> bool:
    """Whether a row of text has nothing but a label, and one that nobody listed: it is hardly a line of funds."""
    return set(found.cells) == {"source"} and dictionary().fund_line(_text(found, "source")) is None


def keep_others(found: Alignment, header: Header, ledger: Ledger) -> None:
    """Keeps the cells of columns that have no field, and tells each such column once."""
    for field, cell in found.cells.items():
        if field.startswith("other") and not dictionary().is_blank(cell.text):
            label = header.labels[field]
            ledger.keep([replace(cell, text=f"{label.text}: {cell.text}")])
            ledger.use(cell)
            ledger.tell(faults.COLUMN_KEPT.at(label.where, label=label.text))


def _bare_funds(rows: Sequence[Row], ledger: Ledger) -> tuple[PrintedFund, ...]:
    """Lines without a header, `年度资金总额: | 100`: the amount is the budget that is asked for."""
    funds: list[PrintedFund] = []
    cells = [cell for row in rows for cell in row.cells]
    for cell, after in zip(cells, [*cells, None][1:], strict=True):
        if dictionary().fund_line(cell.text) is not None:
            amount = after if after is not None and number(after.text) is not None else None
            ledger.use(cell, amount)
            funds.append(PrintedFund(label=cell, initial=amount))
    return tuple(funds)


def _text(alignment: Alignment, field: str) -> str:
    cell = alignment.cells.get(field)
    return "" if cell is None else cell.text


def _shown(alignment: Alignment) -> str:
    return " | ".join(cell.text for cell in alignment.all)[:60]
