"""Reads the indicators block: rows under their levels, targets of three cells joined, points from names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from reportgen.base.text import squeezed
from reportgen.load.forms import faults
from reportgen.load.forms.align import Alignment, Cost
from reportgen.load.forms.blocks import Blocks
from reportgen.load.forms.costs import SHARE, indicator_cost, with_shares
from reportgen.load.forms.dictionary import dictionary, normal, printed_points
from reportgen.load.forms.funds import keep_others
from reportgen.load.forms.headers import Header
from reportgen.load.forms.kinds import in_percent, is_prompt, is_rule
from reportgen.load.forms.labelled import LabelledRow
from reportgen.load.forms.labels import LEVELS
from reportgen.load.forms.ledger import Ledger
from reportgen.load.forms.level_doubts import level_doubts, with_own_level1
from reportgen.load.forms.levels import resolve_levels
from reportgen.load.forms.merges import covered, fill_levels
from reportgen.load.forms.printed import PrintedIndicator
from reportgen.load.forms.table_rows import read_rows, tell_labels_among, tell_placing
from reportgen.load.tables.grid import Cell, Row

_TARGET = ("operator", "target", "measure")
_PRINTED = ("target", "actual", "expected", "weight", "score", "reason")
_LONG_TEXT = 60
_LONG_NAME, _ENDS = 30, ("。", "；", ";")
_REPEATED = 2.0
"""What it costs to take a text for a name that another cell has too."""


def read_indicators(
    blocks: Blocks, weights: Mapping[str, Decimal], ledger: Ledger, *, table: bool
) -> tuple[PrintedIndicator, ...]:
    """The indicators, in their order. `weights` are the points of a first-level class where its label prints none."""
    header = blocks.indicator_header
    if header is None:
        return ()
    ledger.use(*header.cells)
    for field in header.guessed:
        label = header.labels[field]
        ledger.tell(faults.HEADER_NEAR.at(label.where, label=label.text, usual=dictionary().usual_label(field)))
    tell_labels_among(blocks.indicators, header, ledger)
    rows = list(_body(blocks.indicators, header, ledger, table=table))
    cost = _table_cost if table else _text_cost(rows)
    cost = with_shares(cost) if _prints_shares(blocks, header) else cost
    placed = read_rows(rows, header.columns, cost, "level3", table=table, is_line=header.is_line)
    kept = [(found if table else _doubted(found), row) for found, row in placed if _is_row(found, row, ledger)]
    tell_placing(kept, ledger)
    for found, _ in kept:
        keep_others(found, header, ledger)
        ledger.use(*found.cells.values())
    if table:
        labelled = fill_levels(kept, ledger)
    else:
        labelled, inferred = resolve_levels([LabelledRow(found.cells, found.shift) for found, _ in kept], weights)
        ledger.tell(*inferred)
        if "level1" in header.labels:
            labelled, lost = with_own_level1(labelled)
            ledger.tell(*lost)
    labelled = [_without_bare_points(row) for row in labelled if not _is_prompt(row, ledger)]
    fields = [column.field for column in header.columns if column.field in LEVELS[:2]]
    certain = covered([row for _, row in kept]) if table else set()
    ledger.tell(*level_doubts(labelled, fields, certain, table=table))
    return tuple(_indicator(row, header, ledger) for row in labelled)


def _body(rows: Sequence[Row], header: Header, ledger: Ledger, *, table: bool) -> Iterator[Row]:
    """The rows below the header without the block's own label; a text as wide as the table is none of its rows."""
    width = len(header.columns)
    for row in rows:
        labels = [cell for cell in row.cells if "indicator_block" in dictionary().named(cell.text)]
        ledger.use(*labels)
        cells = tuple(cell for cell in row.cells if cell not in labels)
        if table and len(cells) == 1 and (cells[0].columns >= width / 2 or len(cells[0].text) > _LONG_TEXT):
            ledger.leave(cells, row)
        elif cells:
            yield replace(row, cells=cells)


def _prints_shares(blocks: Blocks, header: Header) -> bool:
    """Whether the weights are printed in percent: their label or the sum row says so."""
    label = header.labels.get("weight")
    sums = [cell for row in blocks.total for cell in row.cells]
    return (label is not None and "%" in label.text) or any(in_percent(cell.text) for cell in sums)


def _table_cost(field: str, text: str) -> float:
    """In a table a level may have any label and points may be a share, since its place tells what a cell is."""
    if field == "weight" and in_percent(text):
        return SHARE
    return min(indicator_cost(field, text), 2.0) if field in LEVELS[:2] else indicator_cost(field, text)


def _text_cost(rows: Sequence[Row]) -> Cost:
    """In a text the kind of a cell tells what it is, and what several cells say is hardly the name of an indicator."""
    counts = Counter(squeezed(cell.text) for row in rows for cell in row.cells)

    def cost(field: str, text: str) -> float:
        repeated = field == "level3" and counts[squeezed(text)] > 1
        return indicator_cost(field, text) + (_REPEATED if repeated else 0.0)

    return cost


def _is_row(found: Alignment, row: Row, ledger: Ledger) -> bool:
    """Whether a row says something of an indicator or at least of its level; else it is left over."""
    if any(field in found.cells for field in LEVELS) and not all(_says_nothing(cell.text) for cell in found.all):
        return True
    ledger.leave(found.all, row)
    return False


def _doubted(found: Alignment) -> Alignment:
    """A row of text, doubted where its reason says how points are given: it may stand in another column or row."""
    reason = found.cells.get("reason")
    return replace(found, doubtful=("reason",)) if reason is not None and is_rule(reason.text) else found


def _says_nothing(text: str) -> bool:
    """Whether a text is a sentence on how to fill or score the form, or a blank beside it: no name of an indicator."""
    return dictionary().is_blank(text) or (len(text) > _LONG_NAME and text.endswith(_ENDS))


def _is_prompt(row: LabelledRow, ledger: Ledger) -> bool:
    """Whether a row has nothing but the form's own `指标1：` or `……` for a name; it is left over."""
    name = row.cells.get("level3")
    if name is None or not is_prompt(name.text) or any(field in row.cells for field in _PRINTED):
        return False
    ledger.leave([name], Row((name,), name.where))
    return True


def _indicator(row: LabelledRow, header: Header, ledger: Ledger) -> PrintedIndicator:
    cells = dict(row.cells)
    joined = _joined([cells[field] for field in _TARGET if field in cells])
    name = cells.get("level3")
    if joined is not None:
        cells["target"] = joined
    if name is not None and "weight" not in header.labels and (points := printed_points(name.text)) is not None:
        cells["weight"] = replace(name, text=f"{points:f}", markup=None)
        ledger.tell(faults.POINTS_IN_NAME.at(name.where, name=name.text, points=f"{points:f}"))
    if name is not None and dictionary().is_blank(name.text):
        name = None
    return PrintedIndicator(
        level3=name,
        level1=cells.get("level1"),
        level2=cells.get("level2"),
        **{field: cells[field] for field in _PRINTED if field in cells},
    )


def _without_bare_points(row: LabelledRow) -> LabelledRow:
    """The row without a label of which only the points are left, `(50分)`: its words are lost."""
    lost = [field for field in LEVELS[:2] if field in row.cells and not normal(row.text(field))]
    return replace(row, cells={name: cell for name, cell in row.cells.items() if name not in lost}) if lost else row


def _joined(parts: Sequence[Cell]) -> Cell | None:
    """The cells of a target, 指标性质, 指标值 and 度量单位, as one."""
    if len(parts) < 2:
        return parts[0] if parts else None
    return replace(parts[0], text="".join(part.text for part in parts), markup=None)
