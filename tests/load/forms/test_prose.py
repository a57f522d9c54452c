"""A conclusion in one cell: its grade and its parts, whatever numbers and lines its headings stand with."""

from __future__ import annotations

import pytest

from reportgen.load.forms.prose import split_conclusion, split_grade


@pytest.mark.parametrize(
    ("text", "grade", "sections"),
    [
        (
            "1.取得成效：完成了。2.存在问题：进度慢。",
            None,
            {"results": "完成了。", "next_steps": "2.存在问题：进度慢。"},
        ),
        ("自评等级：优。取得成效：完成了。", "优", {"results": "完成了。"}),
        ("优\n取得成效\n完成了。\n（二）下步打算\n继续。", "优", {"results": "完成了。", "next_steps": "继续。"}),
    ],
)
def test_each_part_goes_where_its_heading_says(text: str, grade: str | None, sections: dict[str, str]) -> None:
    found = split_conclusion(text)
    assert (found.grade, found.sections, found.rest) == (grade, sections, "")


def test_problems_are_kept_in_the_next_steps_and_told() -> None:
    assert split_conclusion("取得成效：好。存在问题：慢。").kept == ("存在问题",)


def test_a_grade_is_a_word_of_its_own() -> None:
    assert split_grade("优。总体较好。") == ("优", "总体较好。")
    assert split_grade("优化营商环境。") == (None, "优化营商环境。")
    assert split_conclusion("自评等级：见附件。").rest == "自评等级：见附件。"
