"""Files of separated text: encodings, separators, lines."""

from __future__ import annotations

import pytest

from reportgen.base.errors import ContentError
from reportgen.load.tables.grid import Grid
from reportgen.load.tables.reading import read_grids
from tests.load.tables.tables import boxes_of
from tests.load.tables.test_kinds import TABLE
from tests.load.tables.writers import separated


def texts(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in grid.rows]


def read(text: str | bytes, file: str = "form.txt") -> list[list[str]]:
    (grid,) = read_grids(text.encode() if isinstance(text, str) else text, file)
    return texts(grid)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
def test_a_csv_is_read_in_every_encoding_and_with_every_separator(separator: str, encoding: str) -> None:
    plain = TABLE.plain()
    (grid,) = read_grids(separated(plain, separator, encoding), "form.csv")
    assert boxes_of(grid) == plain.shown


def test_a_csv_keeps_lines_inside_of_cells_and_tells_places_as_a_sheet_does() -> None:
    (grid,) = read_grids('目标,"一是\r\n二是"\r\n="0123",x\r\n'.encode("gbk"), "form.csv")
    assert texts(grid) == [["目标", "一是\n二是"], ["0123", "x"]]
    assert str(grid.rows[1].cells[0].where) == "form.csv A2"


def test_a_csv_with_amounts_in_a_file_of_semicolons_is_not_cut_at_their_commas() -> None:
    assert read("名称;预算;执行\n总额;1,234.00;1,000.00\n其他;2,000.00;3,000.00\n", "form.csv")[1] == [
        "总额", "1,234.00", "1,000.00",
    ]  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "utf-16"])
def test_a_text_is_read_in_every_encoding(encoding: str) -> None:
    assert read("年初预算数 | 全年预算数\n".encode(encoding)) == [["年初预算数", "全年预算数"]]


def test_cells_end_at_tabs_bars_or_runs_of_spaces() -> None:
    assert read("一\t二|三\n四 | 五 六\n七  八　九") == [["一", "二|三"], ["四", "五 六"], ["七", "八", "九"]]


def test_single_spaces_divide_where_they_make_a_table_and_never_a_sentence() -> None:
    table = "项目名称 商品和服务支出 主管部门 文旅局\n预算数 执行数 分值 得分\n3.5 3.5 10 10\n"
    prose = "按照要求 完成 全年 任务。"
    assert read(table + prose)[1:] == [["预算数", "执行数", "分值", "得分"], ["3.5", "3.5", "10", "10"], [prose]]
    assert read("主管部门 文旅局\n" + prose) == [["主管部门 文旅局"], [prose]]


def test_rows_count_the_empty_lines_and_cells_the_empty_columns() -> None:
    (grid,) = read_grids("甲\n\n\t乙\n".encode(), "form.txt")
    assert [(row.index, cell.column, str(cell.where)) for row in grid.rows for cell in row.cells] == [
        (0, 0, "form.txt:1:1"),
        (2, 1, "form.txt:3:2"),
    ]


def test_a_character_that_no_document_may_hold_is_refused_with_its_place() -> None:
    with pytest.raises(ContentError) as caught:
        read("甲\t乙\u202e丙")
    assert [finding.code for finding in caught.value.findings] == ["LOD003"]
