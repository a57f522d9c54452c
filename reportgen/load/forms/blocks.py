"""Finds the blocks of a form in a grid: head, funds, goals, indicators, conclusion."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from reportgen.load.forms.dictionary import dictionary
from reportgen.load.tables.grid import Cell, Row

FUND_FIELDS = frozenset({"initial", "adjusted", "executed"})
INDICATOR_FIELDS = frozenset({"level1", "level2", "level3", "target", "actual"})
GOAL_FIELDS = frozenset({"goal", "completion"})
_NEXT_LABEL = re.compile(r"\s+(?=[^\s:：]{2,10}[:：])")


@dataclass(slots=True)
class Blocks:
    """The rows of each block; the header rows apart. `second` is where another form begins."""

    head: list[Row] = field(default_factory=list)
    fund_header: Row | None = None
    funds: list[Row] = field(default_factory=list)
    goal_header: Row | None = None
    goals: list[Row] = field(default_factory=list)
    indicator_header: Row | None = None
    indicators: list[Row] = field(default_factory=list)
    total: Row | None = None
    conclusion: list[Row] = field(default_factory=list)
    tail: list[Row] = field(default_factory=list)
    second: Row | None = None

    @property
    def is_form(self) -> bool:
        """Whether at least funds or indicators were found."""
        return self.fund_header is not None or self.indicator_header is not None


def fields_of(row: Row) -> list[tuple[str, Cell]]:
    """The cells of a row that are labels of fields, with the field."""
    named = ((dictionary().field(cell.text), cell) for cell in row.cells)
    return [(name, cell) for name, cell in named if name is not None]


def find_blocks(rows: Sequence[Row]) -> Blocks:
    """Deals the rows of one form to its blocks, from top to bottom."""
    blocks, current = Blocks(), "head"
    for row in rows:
        found = {name for name, _ in fields_of(row)}
        first = dictionary().field(row.cells[0].text)
        if len(found & FUND_FIELDS) >= 2 and blocks.fund_header is None:
            blocks.fund_header, current = row, "funds"
        elif len(found & FUND_FIELDS) >= 2 and blocks.indicators:
            blocks.second = blocks.second or row
        elif len(found & INDICATOR_FIELDS) >= 3:
            blocks.indicator_header, current = row, "indicators"
        elif found >= GOAL_FIELDS:
            blocks.goal_header, current = row, "goals"
        elif first == "total" and current == "indicators":
            blocks.total, current = row, "tail"
        elif first == "conclusion":
            blocks.conclusion.append(row)
            current = "conclusion"
        else:
            _deal(row, _leaves(first, row, current), blocks)
    return blocks


def _leaves(first: str | None, row: Row, current: str) -> str:
    """The block of a plain row: the current one, unless it begins with a label of the form's head or foot."""
    if first in ("contact", "filed", "phone") or (len(row.cells) == 1 and _key_value(row.cells[0].text)):
        return "tail" if current not in ("head",) else "head"
    return current


def _key_value(text: str) -> bool:
    key, colon, _ = text.replace("：", ":").partition(":")
    return bool(colon) and dictionary().field(key) in ("contact", "filed", "phone", "department", "note")


def _deal(row: Row, block: str, blocks: Blocks) -> None:
    target: list[Row] = getattr(blocks, block)
    target.append(row)


def pairs(rows: Sequence[Row]) -> Iterator[tuple[str, Cell]]:
    """Field and value wherever a label is followed by its value: `联系人: 张弘` in one cell, or in two."""
    for row in rows:
        cells = [part for cell in row.cells for part in _apart(cell)]
        for place, cell in enumerate(cells):
            key, colon, value = cell.text.replace("：", ":").partition(":")
            name = dictionary().field(key)
            if name is None:
                continue
            if colon and value.strip():
                yield name, Cell(cell.text[len(key) + 1 :].strip(), cell.column, cell.where)
            elif place + 1 < len(cells) and dictionary().field(cells[place + 1].text.rstrip(":：")) is None:
                yield name, cells[place + 1]


def _apart(cell: Cell) -> list[Cell]:
    """A cell that holds several labels with their values, `联系人：张弘 联系电话：…`, as one cell each."""
    parts = _NEXT_LABEL.split(cell.text)
    keys = [dictionary().field(part.replace("：", ":").partition(":")[0]) for part in parts]
    return [Cell(part.strip(), cell.column, cell.where) for part in parts] if all(keys) else [cell]
