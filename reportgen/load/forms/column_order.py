"""The order of the columns that the labels of a header name: what a second row prints stands below its label."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.load.forms.dictionary import dictionary
from reportgen.load.forms.labels import AMOUNTS, ENOUGH, FUNDS, INDICATORS, LEVELS, Piece, listed
from reportgen.load.tables.grid import Cell


def painted(labels: Sequence[Cell]) -> list[tuple[Cell, int, int]]:
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


def in_order(labels: Sequence[Piece], block: str) -> list[tuple[Cell, int, int]]:
    """The labels of a text in the order of their columns: those of a second row where the first row leaves room."""
    cells = [cell for _, cell in labels]
    fields = [listed(cell, block) for cell in cells]
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
    fields = [listed(cell, FUNDS) or dictionary().near_field(FUNDS, cell.text) for cell in cells]
    tail = len(fields)
    while tail and fields[tail - 1] in AMOUNTS:
        tail -= 1
    above = [
        place
        for place in range(tail)
        if listed(cells[place], FUNDS) is None and fields[place] in (None, "source", *AMOUNTS)
    ]
    others = {field for place, field in enumerate(fields[:tail]) if place not in above}
    if len(fields) - tail < ENOUGH[FUNDS] or len(above) != 1 or not others & {"rate", "weight", "score"}:
        return None
    return [*cells[: above[0]], *cells[tail:], *cells[above[0] + 1 : tail]]
