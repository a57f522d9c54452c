"""Texts of a spreadsheet that go on in the cell below are read as one."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TypeVar

from reportgen.base.text import CELL_GOES_ON

LONG = 10_000
"""Only a text of more characters goes on."""
Column = TypeVar("Column", bound=Hashable)


def joined(rows: Sequence[dict[Column, str]]) -> tuple[list[dict[Column, str]], frozenset[int]]:
    """The texts of each row by column, made whole, and the numbers of the rows that only go on with others.

    A row that goes on is left as it is, without what was put where it belongs.
    """
    whole = [dict(row) for row in rows]
    going_on = set[int]()
    begins: dict[Column, int] = {}
    for number, row in enumerate(whole):
        for column, text in list(row.items()):
            above = begins.get(column)
            if above is not None and text.startswith(CELL_GOES_ON) and len(whole[above][column]) > LONG:
                whole[above][column] += text.removeprefix(CELL_GOES_ON)
                del row[column]
                going_on.add(number)
            else:
                begins[column] = number
    return whole, frozenset(going_on)
