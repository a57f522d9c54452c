"""Each block of a form is read by its labels, its places and its arithmetic."""

from __future__ import annotations

import pytest

from reportgen.load.forms.recognise import recognise
from tests.load.forms.generator.output import text_grid
from tests.load.forms.samples import FUNDS, INDICATORS, codes, form_of


@pytest.mark.parametrize(
    ("row", "initial"),
    [
        ("年度资金总额\t80.00\t60.00\t10\t75.00%\t7.5", None),
        ("年度资金总额\t80.00\t80.00\t60.00\t10\t75.00%\t7.5", "80.00"),
    ],
)
def test_a_blank_that_is_gone_is_found_by_the_rate(row: str, initial: str | None) -> None:
    header = FUNDS[2].replace("\t\t", "\t")
    fund = form_of(*FUNDS[:2], header, row).as_dict()["funds"][0]
    assert (fund["initial"], fund["adjusted"], fund["executed"]) == (initial, "80.00", "60.00")


def test_a_rate_that_the_amounts_do_not_give_is_told() -> None:
    form = form_of(*FUNDS[:3], FUNDS[3].replace("75.00%", "99.00%"))
    assert "IMP016" in codes(form.findings)


def test_a_column_that_nobody_listed_is_the_budget_if_only_it_gives_the_rate() -> None:
    form = form_of(*FUNDS[:2], FUNDS[2].replace("全年预算数", "盘子"), FUNDS[3])
    assert form.as_dict()["funds"][0]["adjusted"] == "80.00"
    assert "IMP014" in codes(form.findings)


def test_a_column_without_a_field_is_kept_and_told() -> None:
    form = form_of(*FUNDS, INDICATORS[0] + "\t佐证材料", INDICATORS[1] + "\t台账一本")
    assert "佐证材料: 台账一本" in {note.text for note in form.notes}
    assert "IMP015" in codes(form.findings)


def test_traditional_labels_are_read_and_their_values_kept() -> None:
    form = form_of(
        "項目名稱\t動物防疫",
        "項目資金(萬元)\t\t全年預算數(A)\t全年執行數(B)\t執行率(B/A)",
        "\t年度資金總額:\t390\t390\t100%",
    )
    printed = form.as_dict()
    assert (printed["project"], printed["unit"]) == ("動物防疫", "萬元")
    assert printed["funds"][0]["adjusted"] == "390"


def test_problems_and_measures_are_kept_under_their_labels_in_the_next_steps() -> None:
    form = form_of(*FUNDS, *INDICATORS, "存在问题\t指标不细。", "改进措施\t加强培训。")
    assert form.sections["next_steps"] == "存在问题：指标不细。\n改进措施：加强培训。"


def test_one_total_is_weight_or_score_by_its_sum() -> None:
    head = INDICATORS[0].replace("\t", "\n")
    row = "产出指标\n数量指标\n养护里程\n≥5公里\n6公里\n95\n84"
    for total, expected in (("95", ("95", None)), ("84", (None, "84"))):
        form = form_of(head, row, f"合计\n{total}")
        printed = form.as_dict()
        assert (printed["total_weight"], printed["total_score"]) == expected
        assert "IMP011" in codes(form.findings)


def test_a_form_in_sentences() -> None:
    form = form_of(
        "某县项目支出绩效自评报告",
        "项目名称:图书更新。",
        "评价分96分,自评等级为优。",
        "1.更新图书册数,年初目标值≥500册,实际完成值520册,自评得分20分;",
    )
    printed = form.as_dict()
    assert printed["indicators"][0] == {
        "level1": None, "level2": None, "level3": "更新图书册数", "target": "≥500册", "actual": "520册",
        "weight": None, "score": "20", "reason": None,
    }  # fmt: skip
    assert (printed["project"], printed["total_score"], printed["grade"]) == ("图书更新", "96", "优")
    assert "IMP038" in codes(form.findings)


def test_points_of_which_the_label_is_lost_are_no_label() -> None:
    form = form_of(*FUNDS, INDICATORS[0], INDICATORS[1].replace("产出指标", "(50分)"))
    assert form.as_dict()["indicators"][0]["level1"] is None
    assert "IMP028" in codes(form.findings)


def test_a_second_level_label_below_another_class_is_taken_to_its_own() -> None:
    form = form_of(*FUNDS, *INDICATORS, "\t\t社会效益指标\t服务能力\t有效提升\t达成\t30\t30\t")
    assert [row["level1"] for row in form.as_dict()["indicators"]] == ["产出指标", "效益指标"]
    assert "IMP029" in codes(form.findings)


def test_the_labels_of_a_new_page_are_no_rows_in_a_text_with_a_cell_a_line() -> None:
    cells = "\n".join((*FUNDS, *INDICATORS)).replace("\t", "\n").split("\n")
    labels = INDICATORS[0].split("\t")
    again = [*cells, *labels, *INDICATORS[1].replace("里程", "次数").split("\t")]
    rows = form_of(*(cell for cell in again if cell)).as_dict()["indicators"]
    assert len(rows) == 2, rows


def test_the_management_of_funds_is_kept_in_the_note() -> None:
    rows = ("资金管理情况\t情况说明\t存在问题和改进措施", "分配科学性\t科学合理\t无")
    form = form_of(*FUNDS, *rows, *INDICATORS)
    assert "科学合理" in {note.text for note in form.notes}
    assert "IMP037" in codes(form.findings)


def test_nothing_of_the_source_is_dropped() -> None:
    lines = (*FUNDS, "奇怪的一行\t没人认识", *INDICATORS, "附注甲\t附注乙")
    grid = text_grid("\n".join(lines))
    form = recognise(grid, {})[0]
    for word in ("奇怪的一行", "没人认识", "附注甲", "附注乙"):
        assert f"text='{word}'" in repr(form)
    assert {5, 8} <= {finding.where.line for finding in form.findings}


def test_rows_off_their_headers_are_told_once_a_block() -> None:
    shifted = INDICATORS[1].replace("\t产出指标\t数量指标", "数量指标", 1)
    rows = [shifted.replace("里程", name) for name in ("桥", "路", "渠")]
    found = [found for found in form_of(*FUNDS, *INDICATORS, *rows).findings if found.code in {"IMP010", "IMP050"}]
    told = [(finding.code, finding.where.line, finding.message.values["last"]) for finding in found]
    assert told == [("IMP050", 7, "9")]


def test_what_the_head_does_not_say_is_told() -> None:
    missing = [
        finding.message.values["label"]
        for finding in form_of(*FUNDS[2:], *INDICATORS).findings
        if finding.code == "IMP051"
    ]
    assert missing == ["部门(单位)名称", "年度"]


def test_points_alone_are_no_part_of_the_label_in_the_next_line() -> None:
    lines = [
        *"\n".join((*FUNDS, INDICATORS[0])).split("\n"),
        "(50分)",
        "数量",
        "指标",
        "养护里程\t≥5公里\t6公里\t50\t50",
    ]
    (row,) = form_of(*lines).as_dict()["indicators"]
    assert (row["level1"], "".join(row["level2"].split()), row["level3"]) == (None, "数量指标", "养护里程")


@pytest.mark.parametrize(
    "prompt", ["指标2：", "完成值达到指标值的记满分，未达到的按比例记分，最高不得超过本项指标的权重。"]
)
def test_what_the_form_itself_prints_is_no_indicator_and_is_kept(prompt: str) -> None:
    form = form_of(*FUNDS, *INDICATORS, f"\t\t\t{prompt}")
    assert [row.level3.text for row in form.indicators if row.level3] == ["养护里程"]
    assert [note.text for note in form.notes] == [prompt]
    assert "IMP031" in codes(form.findings)


def test_a_reason_that_says_how_points_are_given_is_a_doubt() -> None:
    form = form_of(*FUNDS, *INDICATORS, "\t\t质量指标\t完好率\t≥95%\t96%\t10\t10\t按比例计分")
    assert "IMP011" in codes(form.findings)


def test_a_year_whose_brackets_are_apart_is_read_and_not_left_over() -> None:
    form = form_of("项目支出绩效自评表", "( \t2019\t年度)", *FUNDS, *INDICATORS)
    assert form.year == "2019"
    assert [note.text for note in form.notes] == []


@pytest.mark.parametrize("done", ["养护里程达到6公里。", "1. 养护村道6公里。2. 修补路面3处。"])
def test_the_completion_of_a_form_with_one_goal_is_that_goals(done: str) -> None:
    goals = ("年度总体目标\t年初设定目标\t全年实际完成情况", f"\t养护村道5公里以上，保障群众出行。\t{done}")
    form = form_of(*FUNDS, *goals, *INDICATORS)
    assert (len(form.goals), form.completion) == (1, {1: done})
    assert "IMP033" not in codes(form.findings)


def test_an_unnumbered_completion_of_several_goals_is_kept_whole_and_told() -> None:
    goals = ("年度总体目标\t年初设定目标\t全年实际完成情况", "\t1. 养护村道5公里以上。2. 修补路面。\t全年养护6公里。")
    form = form_of(*FUNDS, *goals, *INDICATORS)
    assert (len(form.goals), form.completion) == (2, {0: "全年养护6公里。"})
    assert "IMP033" in codes(form.findings)


@pytest.mark.parametrize("printed", ["（二〇二四年度）", "二○二四年度", "2024年度", "二零二四年度项目支出绩效自评表"])
def test_a_year_in_numerals_is_a_year(printed: str) -> None:
    assert form_of(printed, *FUNDS, *INDICATORS).year == "2024"


@pytest.mark.parametrize(
    ("lines", "central", "supervisor", "noted"),
    [
        (["主管部门\t青禾县水利局"], None, "青禾县水利局", set()),
        (["主管部门及代码：[213]青禾县水利局"], None, "[213]青禾县水利局", set()),
        (["中央主管部门\t农业农村部\t地方主管部门\t青禾县水利局"], "农业农村部", "青禾县水利局", set()),
        (["主管部门\t甲局", "县级主管部门\t乙局"], None, "甲局", {"县级主管部门: 乙局"}),
        (["主管部门\t—"], None, None, {"主管部门: —"}),
        (["主管部门（盖章）：财政部门（盖章）："], None, None, {"主管部门（盖章）：财政部门（盖章）："}),
        (["主管部门\t联系人\t王一"], None, None, set()),
    ],
)
def test_departments_above_are_read_and_what_is_no_name_is_kept(
    lines: list[str], central: str | None, supervisor: str | None, noted: set[str]
) -> None:
    form = form_of(FUNDS[0], *lines, *FUNDS[1:])
    printed = form.as_dict()
    assert (printed["central_supervisor"], printed["supervisor"]) == (central, supervisor)
    assert {note.text for note in form.notes} == noted
    assert printed["department"] == "青禾县交通局"
