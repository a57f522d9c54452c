"""The same table gives the same grid, whatever kind of file holds it."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given

from reportgen.load.tables.reading import read_grids
from tests.load.tables.tables import TEXTS, Box, Table, boxes_of, tables
from tests.load.tables.writers import MERGING, PLAIN

TABLE = Table(
    (
        Box(0, 0, "一级指标", rows=2),
        Box(0, 1, "年度指标值", columns=3),
        Box(1, 1, "指标性质"),
        Box(1, 2, "指标值"),
        Box(1, 3, ""),
        Box(2, 0, "产出指标"),
        Box(2, 1, "≥"),
        Box(2, 2, "1,234.50"),
        Box(2, 3, "万元"),
    ),
    3,
    4,
)


@pytest.mark.parametrize("suffix", MERGING)
def test_merged_cells_are_given_once_with_what_they_cover(suffix: str) -> None:
    (grid,) = read_grids(MERGING[suffix](TABLE), f"form{suffix}")
    assert boxes_of(grid) == TABLE.shown
    assert grid.notes == ()


@pytest.mark.parametrize("suffix", MERGING)
@given(table=tables())
def test_every_kind_with_merges_gives_the_same_grid(suffix: str, table: Table) -> None:
    (grid,) = read_grids(MERGING[suffix](table), f"form{suffix}")
    assert boxes_of(grid) == table.shown


@given(table=tables())
def test_a_csv_gives_every_text_at_its_place(table: Table) -> None:
    plain = table.plain()
    assume(plain.width > 1 and len({box.row for box in plain.shown}) == plain.height)
    (grid,) = read_grids(PLAIN[".csv"](plain), "form.csv")
    assert boxes_of(grid) == plain.shown


@given(table=tables(TEXTS.map(lambda text: re.sub(r"[|\s]", "", text))))
def test_a_text_with_tabs_gives_every_text_at_its_place(table: Table) -> None:
    plain = table.plain()
    assume(plain.width > 1)
    (grid,) = read_grids(PLAIN[".txt"](plain), "form.txt")
    assert boxes_of(grid) == plain.shown


@pytest.mark.parametrize("suffix", MERGING)
def test_every_cell_knows_its_place(suffix: str) -> None:
    (grid,) = read_grids(MERGING[suffix](TABLE), f"form{suffix}")
    where = grid.rows[2].cells[2].where
    assert (where.file, where.row, where.column) == (f"form{suffix}", 3, 3)
    assert where.cell == ("C3" if where.kind == "cell" else None)
