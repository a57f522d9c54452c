"""The header of a table in a form: which labels make one, and the columns they name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportgen.base.text import squeezed
from reportgen.load.forms.align import Column
from reportgen.load.forms.dictionary import LONGEST_LABEL, dictionary, normal
from reportgen.load.tables.grid import Cell, Row

FUNDS = "funds"
INDICATORS = "indicators"
AMOUNTS = ("initial", "adjusted", "executed", "expected")
LEVELS = ("level1", "level2", "level3")
_SHORT_LABEL = 6
_TABLE_FIELDS: Mapping[str, frozenset[str]] = {
    FUNDS: frozenset({"source", *AMOUNTS, "rate", "weight", "score", "reason", "kept"}),
    INDICATORS: frozenset(
        {*LEVELS, "operator", "target", "measure", "adjusted_target", "actual", "expected", "weight", "score", "reason",
         "kept"}
    ),
}  # fmt: skip
_OWN_LABELS: Mapping[str, str] = {FUNDS: "fund_block", INDICATORS: "indicator_block"}
_TELLING: Mapping[str, frozenset[str]] = {
    FUNDS: frozenset({*AMOUNTS, "rate"}),
    INDICATORS: frozenset({*LEVELS, "target", "actual", "operator", "weight", "score"}),
}
_ONLY_HERE: Mapping[str, frozenset[str]] = {
    FUNDS: _TELLING[FUNDS],
    INDICATORS: frozenset({*LEVELS, "target", "actual", "operator"}),
}
_ENOUGH: Mapping[str, int] = {FUNDS: 2, INDICATORS: 3}
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
Piece = tuple[int, Cell]
"""A cell with the number of its row."""


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
    run = _table_run(pieces, start, block) if table else _text_run(pieces, start, block)
    labels = [(number, cell) for number, cell in run if not _is_own(cell, block)]
    named = {field for _, cell in labels if (field := _listed(cell, block))}
    near = {field for _, cell in labels if (field := dictionary().near_field(block, cell.text))}
    if not named & _ONLY_HERE[block] or len((named | near) & _TELLING[block]) < _ENOUGH[block]:
        return None
    if len(named & _TELLING[block]) < _ENOUGH[block] and len(near & _TELLING[block]) <= _ENOUGH[block]:
        return None
    ordered = _painted([cell for _, cell in labels]) if table else _in_order(labels, block)
    return _named(ordered, block, tuple(cell for _, cell in run), is_line=_is_line(pieces, start, len(run)))


def labels_among(rows: Sequence[Row], header: Header) -> list[Cell]:
    """The cells below a header that are labels of columns: then the header may have been read only in part."""
    return [cell for row in rows for cell in row.cells if _listed(cell, header.block) in _TELLING[header.block]]


def _names(cell: Cell, block: str) -> bool:
    return (
        _is_own(cell, block)
        or _listed(cell, block) is not None
        or dictionary().near_field(block, cell.text) is not None
    )


def _is_own(cell: Cell, block: str) -> bool:
    return _OWN_LABELS[block] in dictionary().named(cell.text)


def _listed(cell: Cell, block: str) -> str | None:
    return next((name for name in dictionary().named(cell.text) if name in _TABLE_FIELDS[block]), None)


def _is_label_like(cell: Cell) -> bool:
    """Whether a cell could be the label of a column that nobody listed: short, in words, without data."""
    known = dictionary()
    return (
        len(cell.text) <= LONGEST_LABEL
        and normal(cell.text) != ""
        and not known.is_blank(cell.text)
        and known.fund_line(cell.text) is None
        and known.level(1, cell.text) is None
        and known.level(2, cell.text) is None
        and not cell.text.replace(",", "").replace(".", "").rstrip("%").isdigit()
    )


def _table_run(pieces: Sequence[Piece], start: int, block: str) -> list[Piece]:
    """The labels of the rows of a header: its first row, and those that its higher cells reach down to."""
    row = pieces[start][0]
    first = [piece for piece in pieces[start:] if piece[0] == row]
    inner = [cell for _, cell in first if not _is_own(cell, block)]
    if not all(_is_label_like(cell) or _listed(cell, block) for cell in inner):
        return []
    depth = max((cell.rows for cell in inner), default=1) if len({cell.rows for cell in inner}) > 1 else 1
    return [piece for piece in pieces[start:] if piece[0] < row + depth]


def _text_run(pieces: Sequence[Piece], start: int, block: str) -> list[Piece]:
    """The labels that follow one another; one that nobody listed only between others of its row, or at its end."""
    run: list[Piece] = []
    for place in range(start, len(pieces)):
        number, cell = pieces[place]
        if (
            _listed(cell, block)
            or _is_own(cell, block)
            or (
                _is_label_like(cell)
                and _stays(pieces, place, block, same_row=not run or number == run[-1][0])
                and (run or _leads(pieces, place, block))
            )
        ):
            run.append(pieces[place])
        else:
            break
    return run


def _leads(pieces: Sequence[Piece], place: int, block: str) -> bool:
    """Whether a listed label comes right after this one, in its row."""
    after = pieces[place + 1] if place + 1 < len(pieces) else None
    return after is not None and after[0] == pieces[place][0] and _listed(after[1], block) is not None


def _stays(pieces: Sequence[Piece], place: int, block: str, *, same_row: bool) -> bool:
    """Whether an unlisted label is followed by a listed one of its row, or stands at the row's end above data.

    In another row a listed one must be next; or a listed one or the rows below must follow soon, and it, or the label
    between, be near a listed one; or it is short, and the rows below are next.
    """
    number, cell = pieces[place]
    near = dictionary().near_field
    if not same_row:
        after = [other for _, other in pieces[place + 1 : place + 3]]
        if not after or _listed(after[0], block):
            return bool(after)
        above = _begins_data(after[0])
        last = _begins_data(after[-1]) and near(block, after[0].text) is not None
        soon = above or last or any(_listed(other, block) for other in after)
        if soon and near(block, cell.text) is not None:
            return True
        is_short = len(squeezed(cell.text)) <= _SHORT_LABEL and _is_label_like(cell)
        return is_short and (above or (soon and near(block, after[0].text) is not None))
    rest = [other for row, other in pieces[place + 1 : place + 12] if row == number]
    if any(_listed(other, block) for other in rest):
        return all(_is_label_like(other) or _listed(other, block) for other in rest)
    if not rest and near(block, cell.text) is not None:
        return True
    below = next((other for row, other in pieces[place + 1 : place + 12] if row != number), None)
    return below is not None and _begins_data(below) and all(_is_label_like(other) for other in rest)


def _begins_data(cell: Cell) -> bool:
    """Whether a cell is the first of the rows below a header: a level's label, a line of funds."""
    known = dictionary()
    return (
        known.fund_line(cell.text) is not None
        or known.level(1, cell.text) is not None
        or known.level(2, cell.text) is not None
    )


def _is_line(pieces: Sequence[Piece], start: int, length: int) -> bool:
    rows = {number for number, _ in pieces[start : start + length]}
    after = pieces[start + length][0] if start + length < len(pieces) else None
    return len(rows) == 1 and after not in rows


def _painted(labels: Sequence[Cell]) -> list[tuple[Cell, int, int]]:
    """Each label with the grid columns it covers once the rows below have covered their part of it."""
    paint: dict[int, Cell] = {}
    for cell in labels:
        paint |= dict.fromkeys(range(cell.column, cell.column + cell.columns), cell)
    spans: list[tuple[Cell, int, int]] = []
    for column in sorted(paint):
        cell = paint[column]
        if spans and spans[-1][0] is cell and spans[-1][2] == column:
            spans[-1] = (cell, spans[-1][1], column + 1)
        else:
            spans.append((cell, column, column + 1))
    return spans


def _in_order(labels: Sequence[Piece], block: str) -> list[tuple[Cell, int, int]]:
    """The labels of a text in the order of their columns: those of a second row where the first row leaves room."""
    cells = [cell for _, cell in labels]
    fields = [_listed(cell, block) for cell in cells]
    if block == INDICATORS and (parts := _with_target_parts_inside(cells, fields)) is not None:
        return [(cell, place, place + 1) for place, cell in enumerate(parts)]
    if block == FUNDS and (whole := _with_amounts_inside(cells)) is not None:
        return [(cell, place, place + 1) for place, cell in enumerate(whole)]
    if len({number for number, _ in labels}) > 1:
        return [(cell, place, place + 1) for place, cell in enumerate(cells)]
    return [(cell, cell.column, cell.column + cell.columns) for cell in cells]


def _with_target_parts_inside(cells: Sequence[Cell], fields: Sequence[str | None]) -> list[Cell] | None:
    """The labels with the three parts of a target, which a second row prints, in the place of 年度指标值 above them."""
    near = [field or dictionary().near_field(INDICATORS, cell.text) for cell, field in zip(cells, fields, strict=True)]
    if "operator" not in fields or "target" not in near[: fields.index("operator")] or near.count("target") == 1:
        return None
    outer = near.index("target")
    second = next(place for place in range(outer + 1, len(fields)) if fields[place] in (*LEVELS, "operator"))
    levels = [cell for cell, field in zip(cells[second:], fields[second:], strict=True) if field in LEVELS]
    inner = [cell for cell, field in zip(cells[second:], fields[second:], strict=True) if field not in LEVELS]
    return [*cells[:outer], *levels, *inner, *cells[outer + 1 : second]]


def _with_amounts_inside(cells: Sequence[Cell]) -> list[Cell] | None:
    """The labels with the amounts of a second row in the place of the one above them: `资金规模 执行率 年初预算数 …`.

    None unless all amounts follow the other labels, as they do in no single row, and one label names nothing else.
    """
    fields = [_listed(cell, FUNDS) or dictionary().near_field(FUNDS, cell.text) for cell in cells]
    tail = len(fields)
    while tail and fields[tail - 1] in AMOUNTS:
        tail -= 1
    above = [
        place
        for place in range(tail)
        if _listed(cells[place], FUNDS) is None and fields[place] in (None, "source", *AMOUNTS)
    ]
    others = {field for place, field in enumerate(fields[:tail]) if place not in above}
    if len(fields) - tail < _ENOUGH[FUNDS] or len(above) != 1 or not others & {"rate", "weight", "score"}:
        return None
    return [*cells[: above[0]], *cells[tail:], *cells[above[0] + 1 : tail]]


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
    listed = [_listed(cell, block) for cell, _, _ in spans]
    taken = {field for field in listed if field and field != "kept"}
    seen: set[str] = set()
    others = 0
    for (cell, start, stop), exact in zip(spans, listed, strict=True):
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
