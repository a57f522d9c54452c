"""The spreadsheet of the form: numbers that show what is printed, merges of the form, no formula."""

from __future__ import annotations

import io
from decimal import Decimal

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from reportgen.document.fact import Fact
from reportgen.render.data.workbook import form_xlsx, number_of
from tests.builders import a_figure, an_evaluation, an_indicator
from tests.render.pdf.reports import MARKUP, disclosure_of


@pytest.fixture(scope="module")
def sheet() -> Worksheet:
    sheet = openpyxl.load_workbook(io.BytesIO(form_xlsx(disclosure_of()))).worksheets[0]
    assert isinstance(sheet, Worksheet)
    return sheet


def cells(sheet: Worksheet, label: str) -> list[object]:
    row = next(row for row in sheet.iter_rows() if any(cell.value == label for cell in row))
    return [cell.value for cell in row if cell.value is not None]


def test_amounts_and_points_are_numbers_and_look_as_printed(sheet: Worksheet) -> None:
    assert cells(sheet, "资金总额") == ["资金总额", 120000, 125000, 120000, 10, 0.96, 9.6]
    row = next(row for row in sheet.iter_rows() if any(cell.value == "资金总额" for cell in row))
    formats = [cell.number_format for cell in row if isinstance(cell.value, int | float)]
    assert formats == ["#,##0.00", "#,##0.00", "#,##0.00", "0", "0.00%", "0.0"]


@pytest.mark.parametrize(
    ("text", "value", "unit", "number"),
    [
        ("120,000.00", "120000", "元", (120000.0, "#,##0.00")),
        ("0.00", "0", "元", (0.0, "0.00")),
        ("-1,234.5", "-1234.5", "元", (-1234.5, "#,##0.0")),
        ("96.00%", "96", "%", (0.96, "0.00%")),
        ("10", "10", "分", (10.0, "0")),
        ("12,345,678,901,234.56", "12345678901234.56", "元", None),
        ("不适用", None, "%", None),
        ("约10", "10", "分", None),
        ("04", "4", "分", None),
        ("001,234", "1234", "元", None),
        ("12,34", "1234", "元", None),
        ("１０", "10", "分", None),
    ],
)
def test_a_figure_is_a_number_only_where_that_shows_it_exactly(
    text: str, value: str | None, unit: str, number: tuple[float, str] | None
) -> None:
    assert number_of(Fact("x", "x", Decimal(value) if value else None, unit, text)) == number


def test_a_text_that_looks_like_a_number_stays_text() -> None:
    assert number_of(Fact.of(a_figure("indicators.q1.target"))) is None


def test_labels_of_a_group_are_merged(sheet: Worksheet) -> None:
    tall = {str(sheet.cell(one.min_row, one.min_col).value): one.size["rows"] for one in sheet.merged_cells.ranges}
    assert tall["产出指标（50分）"] == 4
    assert tall["绩效指标"] == 7
    assert tall["年度总体目标"] == 3


@pytest.mark.parametrize("text", ["=1+1", "+1", "-甲", "@A1", '=HYPERLINK("http://x")', "http://x", MARKUP])
def test_no_text_becomes_a_formula_or_a_link(text: str) -> None:
    evaluation = an_evaluation(indicators=[an_indicator(actual=text, reason=text)])
    book = openpyxl.load_workbook(io.BytesIO(form_xlsx(disclosure_of(evaluation))))
    found = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value == text]
    assert {cell.data_type for cell in found} == {"s"}
    assert not any(cell.hyperlink for cell in found)


def test_the_same_form_gives_the_same_bytes() -> None:
    assert form_xlsx(disclosure_of()) == form_xlsx(disclosure_of())


def test_every_sheet_says_what_it_is(sheet: Worksheet) -> None:
    assert sheet.parent is not None
    assert sheet.parent.sheetnames == ["部门整体支出绩效自评表", "数据字典"]
