"""The header of a table in a form: which labels make one, and the columns they name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportgen.load.forms.align import Column
from reportgen.load.forms.column_order import in_order, painted
from reportgen.load.forms.dictionary import dictionary
from reportgen.load.forms.label_runs import table_run, text_run
from reportgen.load.forms.labels import ENOUGH, FUNDS, INDICATORS, LEVELS, TELLING, Piece, is_own, listed
from reportgen.load.tables.grid import Cell, Row

_ONLY_HERE: Mapping[str, frozenset[str]] = {
    FUNDS: TELLING[FUNDS],
    INDICATORS: frozenset({*LEVELS, "target", "actual", "operator"}),
}
_EMPTY_COSTS: Mapping[str, Mapping[str, float]] = {
    FUNDS: {"source": 4.0, "initial": 0.6, "adjusted": 0.9, "executed": 0.9, "rate": 0.3, "weight": 0.4, "score": 0.4},
    INDICATORS: {
        "level3": 6.0,
        "weight": 3.0,
        "score": 2.5,
        "target": 2.0,
        "actual": 2.0,
        "operator": 1.5,
        "measure": 0.7,
    },
}


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a table: its columns, from left to right, and the label of each by field.

    `guessed` are the fields of labels that are not listed; columns named `other1` and so on have no field at all.
    `is_line` tells that the labels stand in one row with nothing else.
    """

    block: str
    columns: tuple[Column, ...]
    labels: Mapping[str, Cell]
    guessed: tuple[str, ...]
    cells: tuple[Cell, ...]
    is_line: bool

    def of(self, columns: Sequence[Column]) -> Header:
        """The same header with other columns."""
        return Header(self.block, tuple(columns), self.labels, self.guessed, self.cells, self.is_line)


def header_at(pieces: Sequence[Piece], start: int, block: str, *, table: bool) -> Header | None:
    """The header of `block` that begins at a cell, or None.

    In a `table` rows and columns are those of the grid; in text the labels only follow one another.
    """
    if not _names(pieces[start][1], block):
        return None
    run = table_run(pieces, start, block) if table else text_run(pieces, start, block)
    labels = [(number, cell) for number, cell in run if not is_own(cell, block)]
    named = {field for _, cell in labels if (field := listed(cell, block))}
    near = {field for _, cell in labels if (field := dictionary().near_field(block, cell.text))}
    if not named & _ONLY_HERE[block] or len((named | near) & TELLING[block]) < ENOUGH[block]:
        return None
    if len(named & TELLING[block]) < ENOUGH[block] and len(near & TELLING[block]) <= ENOUGH[block]:
        return None
    ordered = painted([cell for _, cell in labels]) if table else in_order(labels, block)
    return _named(ordered, block, tuple(cell for _, cell in run), is_line=_is_line(pieces, start, len(run)))


def labels_among(rows: Sequence[Row], header: Header) -> list[Cell]:
    """The cells below a header that are labels of columns: then the header may have been read only in part."""
    return [cell for row in rows for cell in row.cells if listed(cell, header.block) in TELLING[header.block]]


def _names(cell: Cell, block: str) -> bool:
    return (
        is_own(cell, block) or listed(cell, block) is not None or dictionary().near_field(block, cell.text) is not None
    )


def _is_line(pieces: Sequence[Piece], start: int, length: int) -> bool:
    rows = {number for number, _ in pieces[start : start + length]}
    after = pieces[start + length][0] if start + length < len(pieces) else None
    return len(rows) == 1 and after not in rows


def _named(spans: Sequence[tuple[Cell, int, int]], block: str, cells: tuple[Cell, ...], *, is_line: bool) -> Header:
    columns: list[Column] = []
    labels: dict[str, Cell] = {}
    guessed: list[str] = []
    for cell, field, start, stop in _fields(spans, block, guessed):
        labels[field] = cell
        empty = _EMPTY_COSTS[block].get(field, 0.0)
        columns.append(Column(field, start, empty, field == "source", stop))
    return Header(block, tuple(columns), labels, tuple(guessed), cells, is_line)


def _fields(
    spans: Sequence[tuple[Cell, int, int]], block: str, guessed: list[str]
) -> Iterator[tuple[Cell, str, int, int]]:
    """The field of each label; listed ones first, since an unlisted one may only be what is not there yet."""
    found = [listed(cell, block) for cell, _, _ in spans]
    taken = {field for field in found if field and field != "kept"}
    seen: set[str] = set()
    others = 0
    for (cell, start, stop), exact in zip(spans, found, strict=True):
        field = exact
        if field is None:
            near = dictionary().near_field(block, cell.text)
            field = near if near not in taken and near != "kept" else None
            if field:
                taken.add(field)
                guessed.append(field)
        if field is None or field == "kept" or field in seen:
            others += 1
            field = f"other{others}"
        seen.add(field)
        yield cell, field, start, stop
