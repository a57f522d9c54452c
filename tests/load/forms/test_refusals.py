"""What cannot be read is refused with a reason, and nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from reportgen.base.errors import ContentError
from reportgen.load.forms.content import content_of
from reportgen.load.forms.recognise import recognise
from reportgen.load.profile import load_profile
from tests.load.forms.generator.layouts import LAYOUTS
from tests.load.forms.generator.output import as_dropped, as_lines, text_grid
from tests.load.forms.generator.sheet import Sheet
from tests.load.forms.samples import sheet_of

GENERAL = LAYOUTS[2]


def refused(text: str) -> set[str]:
    with pytest.raises(ContentError) as caught:
        recognise(text_grid(text), {})
    assert all(finding.where.file == "made.txt" for finding in caught.value.findings)
    return {finding.code for finding in caught.value.findings}


def without(sheet: Sheet, drop: Callable[[str], bool]) -> Sheet:
    sheet.slots = [slot for slot in sheet.slots if not drop(slot.text)]
    return sheet


def test_a_text_whose_separators_are_gone() -> None:
    text, _ = as_dropped(sheet_of(GENERAL), "")
    assert refused(text) == {"IMP003"}


def test_figures_run_together_in_one_row() -> None:
    text, _ = as_lines(sheet_of(GENERAL), "\t", filled=True)
    assert "IMP003" in refused(f"{text}\n资金总额:40004000100%")


def test_a_text_that_was_read_column_by_column() -> None:
    labels = (
        "二级指标 数量指标 实际完成值 6次 项目名称 某项目 一级指标 产出指标 三级指标 得分 10 年度指标值 ≥5次 分值 10"
    )
    assert refused(labels) == {"IMP004"}


def test_a_form_without_its_digits() -> None:
    text, _ = as_lines(sheet_of(GENERAL), "\t", filled=True)
    assert refused(re.sub(r"\d", "", text)) == {"IMP005"}


def test_a_form_that_nobody_filled() -> None:
    sheet = sheet_of(GENERAL)
    first = min(row for row, _ in sheet.indicators)
    rows = {row for row, _ in sheet.indicators if row > first}
    sheet.slots = [slot for slot in sheet.slots if slot.row not in rows]
    filled = {text for _, cells in (*sheet.funds, *sheet.indicators) for key, text in cells.items() if key != "label"}
    text, _ = as_lines(without(sheet, lambda text: text in filled and "指标" not in text), "\t", filled=True)
    assert refused(text) == {"IMP006"}


def test_a_report_in_prose_without_indicators() -> None:
    assert refused("某县图书馆2022年度项目支出绩效自评报告\n一、基本情况\n全年执行数33.78万元，完成较好。") == {
        "IMP007"
    }


def test_a_table_that_is_no_form() -> None:
    assert refused("姓名\t年龄\n张三\t30\n李四\t31") == {"IMP001"}


def test_a_form_without_actual_values_and_scores_is_printed_and_not_written() -> None:
    sheet = sheet_of(GENERAL)
    columns = {slot.text: slot.column for slot in sheet.slots}
    rows = {row for row, _ in sheet.indicators}
    empty = {columns["实际完成值"], columns["偏差原因分析及改进措施"], columns["偏差原因分析及改进措施"] - 1}
    sheet.slots = [slot for slot in sheet.slots if slot.row not in rows or slot.column not in empty]
    grid = text_grid(as_lines(sheet, "\t", filled=True)[0])
    form = recognise(grid, {})[0]
    assert "IMP039" in {finding.code for finding in form.findings}
    profile = load_profile("national-2020")
    assert profile is not None
    with pytest.raises(ContentError) as caught:
        content_of(form, profile, grid, b"")
    assert {finding.code for finding in caught.value.findings} == {"IMP039"}
