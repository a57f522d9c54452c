"""Characters: what no output may hold, what counts as Chinese, how lines are joined."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.base.text import (
    forbidden_characters,
    han_count,
    has_forbidden_character,
    is_cjk,
    join_lines,
    letter_count,
    squeezed,
    with_forbidden_replaced,
)


@pytest.mark.parametrize("character", [*"\x00\x07\x0b\x0c\x1f\x7f\x9f\u200e\u202e\u2066\ufffe\uffff\ufdd0", "\ud800"])
def test_control_characters_and_direction_marks_are_forbidden(character):
    assert has_forbidden_character(f"绩效{character}自评")


@pytest.mark.parametrize("character", [*"\t\n\r \u00a0\u3000\u200b\ufeff，。“”《》〔〕①℃𠮷é", "\u2028"])
def test_text_as_people_type_it_is_allowed(character):
    assert not has_forbidden_character(f"绩效{character}自评")


def test_the_arabic_letter_mark_is_forbidden():
    assert has_forbidden_character("12\u061c34")


@given(st.text(st.sampled_from("a文\n\x0b\u202e")))
def test_a_place_leads_to_its_character(text):
    lines = text.split("\n")
    told = [lines[line - 1][column - 1] for line, column, _ in forbidden_characters(text)]
    assert told == [character for character in text if has_forbidden_character(character)]


def test_a_file_of_nothing_else_is_told_in_a_time_that_grows_with_it():
    began = time.monotonic()
    assert sum(1 for _ in forbidden_characters("文\x01" * 200_000)) == 200_000
    assert time.monotonic() - began < 10


def test_what_is_forbidden_is_replaced_and_nothing_is_dropped():
    assert with_forbidden_replaced("执\x0b行\ud800\ufffe\u202e数\n") == "执\ufffd行\ufffd\ufffd\ufffd数\n"


def test_each_forbidden_character_is_told_with_its_place():
    assert list(forbidden_characters("ab\x0bc\n\u202e\x00")) == [(1, 3, "U+000B"), (2, 1, "U+202E"), (2, 2, "U+0000")]


@given(st.text(max_size=30))
def test_a_text_without_forbidden_characters_is_good_xml(text):
    from lxml import etree

    if not has_forbidden_character(text):
        element = etree.Element("t")
        element.text = text
        assert element.text == text


@pytest.mark.parametrize("character", [*"民〇々、。《》（）％１Ａ＋￥〔〕〖〗㎡あカ𠮷"])
def test_chinese_script_and_full_width_forms_are_cjk(character):
    assert is_cjk(character)


@pytest.mark.parametrize("character", ["", "a", "1", ",", " ", "é", "≥", "Я"])
def test_everything_else_is_not(character):
    assert not is_cjk(character)


@pytest.mark.parametrize(
    ("before", "after", "between"),
    [
        ("推进养老", "服务", ""),
        ("优秀。", "进一步", ""),
        ("工作，", "（一）", ""),
        ("共计", "１０万元", ""),
        ("build", "tools", " "),
        ("完成ISO", "9001", " "),
        ("共计", "10", " "),
        ("Office", "办公", " "),
        ("", "办公", " "),
    ],
)
def test_a_soft_line_break_is_a_space_only_outside_chinese(before, after, between):
    assert join_lines(before, after) == between


@pytest.mark.parametrize(
    ("before", "after"),
    [("提出“五个转变”", "工作要求"), ("位列全省", "“优秀”等次"), ("四新——", "主攻"), ("培训……", "均完成")],
)
def test_a_soft_line_break_beside_chinese_quotation_marks_is_no_space(before, after):
    assert join_lines(before, after) == ""


@pytest.mark.parametrize(
    ("text", "han", "letters"),
    [("民政局", 3, 0), ("ISO9001认证", 2, 3), ("𠮷野家", 3, 0), ("2024，。", 0, 0), ("Ünïcode", 0, 7), ("", 0, 0)],
)
def test_han_and_other_letters_are_counted_apart(text, han, letters):
    assert (han_count(text), letter_count(text)) == (han, letters)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("产 出\n指标", "产出指标"),
        ("（Ａ）", "(A)"),
        ("全年　预算数", "全年预算数"),
        ("１００％", "100%"),
        ("\u00a0分值\t", "分值"),
    ],
)
def test_width_and_white_space_make_no_difference_where_texts_are_compared(one, other):
    assert squeezed(one) == squeezed(other)
