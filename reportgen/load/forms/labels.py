"""The labels of the tables in a form: what a cell names in the funds block, and what in the indicators block."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.load.forms.dictionary import LONGEST_LABEL, dictionary, normal
from reportgen.load.tables.grid import Cell

FUNDS = "funds"
INDICATORS = "indicators"
AMOUNTS = ("initial", "adjusted", "executed", "expected")
LEVELS = ("level1", "level2", "level3")
TABLE_FIELDS: Mapping[str, frozenset[str]] = {
    FUNDS: frozenset({"source", *AMOUNTS, "rate", "weight", "score", "reason", "kept"}),
    INDICATORS: frozenset(
        {*LEVELS, "operator", "target", "measure", "adjusted_target", "actual", "expected", "weight", "score", "reason",
         "kept"}
    ),
}  # fmt: skip
_OWN_LABELS: Mapping[str, str] = {FUNDS: "fund_block", INDICATORS: "indicator_block"}
TELLING: Mapping[str, frozenset[str]] = {
    FUNDS: frozenset({*AMOUNTS, "rate"}),
    INDICATORS: frozenset({*LEVELS, "target", "actual", "operator", "weight", "score"}),
}
ENOUGH: Mapping[str, int] = {FUNDS: 2, INDICATORS: 3}
"""So many telling labels make a header."""
Piece = tuple[int, Cell]
"""A cell with the number of its row."""


def is_own(cell: Cell, block: str) -> bool:
    """Whether a cell is the label of the whole block, `项目资金`."""
    return _OWN_LABELS[block] in dictionary().named(cell.text)


def listed(cell: Cell, block: str) -> str | None:
    """The field of the block that a listed label names, or None."""
    return next((name for name in dictionary().named(cell.text) if name in TABLE_FIELDS[block]), None)


def is_label_like(cell: Cell) -> bool:
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


def begins_data(cell: Cell) -> bool:
    """Whether a cell is the first of the rows below a header: a level's label, a line of funds."""
    known = dictionary()
    return (
        known.fund_line(cell.text) is not None
        or known.level(1, cell.text) is not None
        or known.level(2, cell.text) is not None
    )
