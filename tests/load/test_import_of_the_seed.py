"""The seed's form is read cell for cell, however extraction has moved its cells."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest

from reportgen.load.forms.printed import PrintedForm
from reportgen.load.forms.recognise import recognise
from reportgen.load.profile import load_profile
from reportgen.load.tables.text import read_text
from tests.seed import ANNOTATION, FUND_LINES, INDICATOR_LINES, LINES

WEIGHTS = {"产出指标": Decimal(50), "效益指标": Decimal(30), "满意度指标": Decimal(10)}


def read(lines: Sequence[str]) -> PrintedForm:
    return recognise(read_text("\n".join(lines).encode(), "seed.txt")[0], WEIGHTS)[0]


def by_name(rows: Sequence[dict[str, Any]], key: str) -> dict[str, dict[str, Any]]:
    return {row[key]: row for row in rows}


def assert_same_cells(lines: Sequence[str]) -> None:
    """Every row says what the annotation says of it, in whatever order the rows stand."""
    printed = read(lines).as_dict()
    assert by_name(printed["indicators"], "level3") == by_name(ANNOTATION["indicators"], "level3")
    assert by_name(printed["funds"], "label") == by_name(ANNOTATION["funds"], "label")


def shifted(line: str, places: int) -> str:
    cells = line.split("\t")
    while places < 0 and cells and not cells[0]:
        cells, places = cells[1:], places + 1
    return "\t".join([""] * max(places, 0) + cells)


def test_the_seed_is_read_cell_for_cell() -> None:
    printed = read(LINES).as_dict()
    assert {key: printed[key] for key in ANNOTATION} == ANNOTATION


def test_what_was_inferred_is_a_warning_with_its_line() -> None:
    found = {(finding.code, finding.where.line) for finding in read(LINES).findings}
    assert ("IMP022", 30) in found  # 运转类公用项目支出 stands below 时效指标, and is cost
    assert ("IMP020", 33) in found  # 社会救助对象… stands above 效益指标, and its points belong there
    assert ("IMP023", 33) in found
    (shifted,) = [finding for finding in read(LINES).findings if finding.code == "IMP050"]
    assert (shifted.where.line, shifted.message.values) == (27, {"count": 10, "last": "36"})


@pytest.mark.parametrize("seed", range(12))
def test_columns_may_be_shifted_otherwise(seed: int) -> None:
    chance, lines = random.Random(seed), list(LINES)
    for place in (*FUND_LINES, *INDICATOR_LINES):
        lines[place] = shifted(lines[place], chance.choice((-2, -1, 0, 1, 2)))
    assert_same_cells(lines)


@pytest.mark.parametrize("seed", range(12))
def test_rows_may_stand_in_another_order(seed: int) -> None:
    chance, lines = random.Random(seed), list(LINES)
    for block in (slice(11, 15), slice(19, 26), slice(32, 35)):
        rows = lines[block]
        chance.shuffle(rows)
        lines[block] = rows
    assert_same_cells(lines)


def test_other_figures_are_read_as_they_stand() -> None:
    lines = [re.sub(r"(?<=,)\d{3}", "111", line) if place in FUND_LINES else line for place, line in enumerate(LINES)]
    total = read(lines).as_dict()["funds"][0]
    assert (total["initial"], total["executed"]) == ("76,111,111.48", "60,111,111.55")


def test_points_that_do_not_add_up_are_told_and_nothing_else_moves() -> None:
    lines = list(LINES)
    lines[18] = lines[18].replace("\t4\t4", "\t5\t5")
    form = read(lines)
    assert [row["level1"] for row in form.as_dict()["indicators"]] == [
        row["level1"] for row in ANNOTATION["indicators"]
    ]
    assert any(finding.code == "IMP021" and finding.values["found"] == "51" for finding in form.findings)


def test_no_character_of_the_narrative_is_lost_but_tags_and_labels() -> None:
    form = read(LINES)
    source = LINES[16].split("\t")[3] + LINES[37].split("\t")[1]
    labels = r"</?p>|\s|优。|取得成效:|经验做法:|下步提升:"
    kept = "".join([*form.completion.values(), *form.sections.values()])
    assert re.sub(r"\s", "", kept) == re.sub(labels, "", source)


def test_completion_is_tied_to_the_first_three_goals() -> None:
    form = read(LINES)
    assert list(form.completion) == [1, 2, 3]
    assert len(form.goals) == 6
    assert set(form.sections) == {"results", "experience", "next_steps"}


def test_a_form_with_every_label_in_place_infers_nothing() -> None:
    profile = load_profile("guizhou-2024")
    assert profile is not None
    rows = [
        "部门整体支出绩效自评表",
        "(2024年度)",
        "部门(单位)名称\t某局",
        "\t资金来源\t年初预算数\t全年预算数(A)\t全年执行数(B)\t分值\t执行率\t得分",
        "项目资金(元)\t资金总额\t10\t10\t10\t10\t100.00\t10",
        "绩效指标\t一级指标\t二级指标\t三级指标\t年度指标值(A)\t实际完成值(B)\t分值\t得分\t未完成原因分析",
        "\t产出指标\t数量指标\t召开会议\t≥6次\t6次\t90\t90\t",
        "总分\t\t\t\t\t\t100\t100\t",
    ]
    form = recognise(read_text("\n".join(rows).encode(), "clean.txt")[0], {})[0]
    assert form.findings == ()
    assert form.as_dict()["indicators"][0]["level2"] == "数量指标"


FUND_HEADER = "\t\t资金来源\t年初预算数\t全年预算数(A)\t全年执行数(B)\t分值\t执行率\t得分"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("\t其他运转类\t\t0\t0\t0", {"initial": "0", "adjusted": "0", "executed": "0", "weight": None, "score": None}),
        ("\t人员类项目\t\t1.00\t2.00\t2.00\t\t97.00\t", {"executed": "2.00", "weight": None, "rate": "97.00"}),
        ("\t资金总额\t\t\t862.63\t850.00\t10\t98.54\t9.85", {"initial": None, "adjusted": "862.63", "score": "9.85"}),
        ("\t资金总额\t\t0.00\t862.63\t\t10\t\t", {"adjusted": "862.63", "executed": None, "weight": "10"}),
    ],
)
def test_a_blank_of_the_funds_block_moves_nothing(row: str, expected: dict[str, str | None]) -> None:
    fund = read(["部门整体支出绩效自评表", FUND_HEADER, row]).as_dict()["funds"][0]
    assert {key: fund[key] for key in expected} == expected


def test_a_funds_row_that_stands_elsewhere_is_told() -> None:
    form = read(["部门整体支出绩效自评表", FUND_HEADER, "人员类项目\t\t1.00\t2.00\t2.00\t0\t-\t-"])
    assert "IMP010" in {finding.code for finding in form.findings}


def test_parts_with_a_gap_in_their_numbers_stay_apart_and_are_told() -> None:
    lines = [line.replace("(2) 年度", "(4) 年度") for line in LINES]
    form = read(lines)
    assert list(form.completion) == [1, 4, 3]
    assert "IMP034" in {finding.code for finding in form.findings}


@pytest.mark.parametrize("row", ["联系人:\t张弘", "联系人：张弘 联系电话：0854-1234567"])
def test_a_contact_is_read_however_it_is_written(row: str) -> None:
    form = read([*LINES[:39], row])
    assert form.as_dict()["contact"] == "张弘"


@pytest.mark.parametrize(
    ("total", "weight", "score"),
    [
        ("总分\t\t\t\t90分\t97分", "90分", "97分"),
        ("总分\t\t\t\t\t\t90", "90", None),
        ("总分\t\t\t\t\t\t\t97", None, "97"),
    ],
)
def test_a_sum_row_is_read_by_its_columns(total: str, weight: str | None, score: str | None) -> None:
    printed = read([*LINES[:36], total]).as_dict()
    assert (printed["total_weight"], printed["total_score"]) == (weight, score)


def test_what_fits_no_field_is_left_over_and_told() -> None:
    form = read([*LINES[:2], "编号：黔财绩〔2025〕3号", *LINES[2:], "备注：本表数据来自决算。"])
    assert {"编号：黔财绩〔2025〕3号", "备注：本表数据来自决算。"} <= {note.text for note in form.notes}


def test_two_forms_in_one_text_are_two_forms() -> None:
    twice = recognise(read_text("\n".join([*LINES, *LINES]).encode(), "seed.txt")[0], WEIGHTS)
    first, second = ({**form.as_dict(), "findings": []} for form in twice)
    assert first == second == {**read(LINES).as_dict(), "findings": []}
