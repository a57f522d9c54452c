"""What workbooks do that tables do not: formats, formulas, hidden parts, several sheets."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import openpyxl
import pytest
import xlwt

from reportgen.load.tables.grid import Grid
from reportgen.load.tables.reading import read_grids
from tests.load.tables.writers import ods_of, saved, zipped

Cells = dict[tuple[int, int], str]


def cells_of(grid: Grid) -> Cells:
    return {(row.index, cell.column): cell.text for row in grid.rows for cell in row.cells}


def codes(grid: Grid) -> list[str]:
    return [note.code for note in grid.notes]


def xlsx(fill: Callable[[Any], object]) -> tuple[Grid, ...]:
    book = openpyxl.Workbook()
    fill(book)
    return read_grids(saved(book.save), "form.xlsx")


def xls(fill: Callable[[Any], object]) -> tuple[Grid, ...]:
    book = xlwt.Workbook(encoding="utf-8")
    fill(book)
    return read_grids(saved(book.save), "form.xls")


VALUES = [
    (0.862, "0%", "86%"),
    (387664.62, "#,##0.00", "387,664.62"),
    (387664.62, "General", "387664.62"),
    (date(2025, 1, 15), 'yyyy"年"m"月"d"日"', "2025年1月15日"),
    (date(2025, 1, 15), "yyyymmdd", "20250115"),
    (28, '0"次"', "28次"),
    (0.1 + 0.2, "General", "0.3"),
    ("020", "@", "020"),
]


@pytest.mark.parametrize(("value", "code", "shown"), VALUES)
def test_both_kinds_of_workbooks_show_what_the_format_shows(value: object, code: str, shown: str) -> None:
    def new(book: Any) -> None:
        book.active["B2"] = value
        book.active["B2"].number_format = code

    def old(book: Any) -> None:
        book.add_sheet("表").write(1, 1, value, xlwt.easyxf(num_format_str=code))

    for (grid,) in (xlsx(new), xls(old)):
        assert cells_of(grid) == {(1, 1): shown}
        assert codes(grid) == []


def test_a_built_in_date_is_shown_as_chinese_excel_shows_it() -> None:
    def fill(book: Any) -> None:
        book.active["A1"] = date(2025, 1, 5)
        book.active["A1"].number_format = "mm-dd-yy"

    (grid,) = xlsx(fill)
    assert cells_of(grid) == {(0, 0): "2025/1/5"}


def test_a_format_that_is_not_known_gives_the_stored_value_and_a_note() -> None:
    def fill(book: Any) -> None:
        book.active["C3"] = 0.5
        book.active["C3"].number_format = "# ?/?"

    (grid,) = xlsx(fill)
    assert cells_of(grid) == {(2, 2): "0.5"}
    assert [(note.code, note.where.cell) for note in grid.notes] == [("IMP115", "C3")]


def test_a_number_longer_than_a_workbook_can_keep_is_told() -> None:
    (grid,) = xlsx(lambda book: book.active.append([12345678901234567]))
    assert codes(grid) == ["IMP116"]


def test_formulas_give_their_stored_value_or_a_note() -> None:
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
        '<c r="A1"><f>1+2</f><v>3</v></c><c r="B1"><f>A1*2</f></c><c r="C1" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
        "</row></sheetData></worksheet>"
    )
    (grid,) = read_grids(workbook_of(sheet), "form.xlsx")
    assert cells_of(grid) == {(0, 0): "3", (0, 2): "#DIV/0!"}
    assert [(note.code, note.where.cell) for note in grid.notes] == [("IMP113", "B1"), ("IMP114", "C1")]


def workbook_of(sheet: str) -> bytes:
    book = openpyxl.Workbook()
    parts = unzipped(saved(book.save))
    parts["xl/worksheets/sheet1.xml"] = sheet
    return zipped(parts)


def unzipped(data: bytes) -> dict[str, str | bytes]:
    from reportgen.base.archive import unpack

    return dict(unpack(data))


def test_hidden_rows_and_columns_are_read_and_told() -> None:
    def new(book: Any) -> None:
        book.active.append(["甲", "乙"])
        book.active.append(["丙", "丁"])
        book.active.row_dimensions[2].hidden = True
        book.active.column_dimensions["B"].hidden = True

    def old(book: Any) -> None:
        sheet = book.add_sheet("表")
        for place, text in enumerate("甲乙丙丁"):
            sheet.write(place // 2, place % 2, text)
        sheet.row(1).hidden = True
        sheet.col(1).hidden = True

    cell = "<table:table-cell><text:p>%s</text:p></table:table-cell>"
    rows = (
        f"<table:table-row>{cell % '甲'}{cell % '乙'}</table:table-row>"
        f'<table:table-row table:visibility="collapse">{cell % "丙"}{cell % "丁"}</table:table-row>'
    )
    columns = '<table:table-column/><table:table-column table:visibility="collapse"/>'
    free = ods_of(f'<table:table table:name="表">{columns}{rows}</table:table>')
    for (grid,) in (xlsx(new), xls(old), read_grids(free, "form.ods")):
        assert len(cells_of(grid)) == 4
        assert [(note.code, note.where.cell) for note in grid.notes] == [("IMP112", "A2"), ("IMP112", "B1")]


def test_each_visible_sheet_is_a_grid_and_hidden_ones_are_told() -> None:
    def new(book: Any) -> None:
        book.active.title = "一"
        book.active["A1"] = "甲"
        book.create_sheet("空")
        hidden = book.create_sheet("底稿")
        hidden["A1"] = "乙"
        hidden.sheet_state = "hidden"
        book.create_sheet("二")["B2"] = "丙"

    def old(book: Any) -> None:
        book.add_sheet("一").write(0, 0, "甲")
        book.add_sheet("空")
        hidden = book.add_sheet("底稿")
        hidden.write(0, 0, "乙")
        hidden.visibility = 1
        book.add_sheet("二").write(1, 1, "丙")

    row = "<table:table-row><table:table-cell><text:p>%s</text:p></table:table-cell></table:table-row>"
    style = (
        '<style:style style:name="h" style:family="table"><style:table-properties table:display="false"/></style:style>'
    )
    below = "<table:table-row/><table:table-row><table:table-cell/>%s"
    free = ods_of(
        f'<table:table table:name="一">{row % "甲"}</table:table><table:table table:name="空"/>'
        f'<table:table table:name="底稿" table:style-name="h">{row % "乙"}</table:table>'
        f'<table:table table:name="二">{below % (row % "丙").removeprefix("<table:table-row>")}</table:table>',
        style,
    )
    for first, second in (xlsx(new), xls(old), read_grids(free, "form.ods")):
        assert (first.name, cells_of(first), second.name, cells_of(second)) == (
            "一",
            {(0, 0): "甲"},
            "二",
            {(1, 1): "丙"},
        )
        assert [(note.code, note.where.sheet) for note in first.notes] == [("IMP111", "底稿")]


def test_an_ods_cell_is_read_as_it_is_shown() -> None:
    cells = (
        '<table:table-cell office:value-type="percentage" office:value="0.862"><text:p>86%</text:p></table:table-cell>'
        '<table:table-cell><text:p>第一行<text:line-break/>第<text:s text:c="2"/>二</text:p><text:p>第三</text:p>'
        "<office:annotation><text:p>批注</text:p></office:annotation></table:table-cell>"
        '<table:table-cell table:number-columns-repeated="2"><text:p>同</text:p></table:table-cell>'
        '<table:table-cell table:formula="of:=[.A1]*2"/><table:table-cell table:number-columns-repeated="16000"/>'
    )
    rows = f'<table:table-row>{cells}</table:table-row><table:table-row table:number-rows-repeated="1048000"/>'
    (grid,) = read_grids(ods_of(f'<table:table table:name="表">{rows}</table:table>'), "form.ods")
    assert cells_of(grid) == {(0, 0): "86%", (0, 1): "第一行\n第  二\n第三", (0, 2): "同", (0, 3): "同"}
    assert [(note.code, note.where.cell) for note in grid.notes] == [("IMP113", "E1")]


def test_a_workbook_of_wps_is_read_as_the_old_workbook_it_is() -> None:
    book = xlwt.Workbook(encoding="utf-8")
    book.add_sheet("表").write(0, 0, "绩效目标")
    (grid,) = read_grids(saved(book.save), "form.et")
    assert (cells_of(grid), codes(grid)) == ({(0, 0): "绩效目标"}, [])


def test_a_stray_cell_far_away_costs_nothing() -> None:
    def fill(book: Any) -> None:
        book.active["A1"] = "甲"
        book.active["XFD1048576"] = "乙"

    (grid,) = xlsx(fill)
    assert [row.index for row in grid.rows] == [0, 1048575]
