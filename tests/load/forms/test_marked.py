"""A part of a text that the source marked up keeps its bold words, links, footnotes and lists."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.document.blocks import plain_text
from reportgen.load.escaping import escaped
from reportgen.load.fields import Faults
from reportgen.load.forms.marked import MarkedText
from reportgen.load.forms.plain_markdown import as_markdown
from reportgen.load.markdown import parse_markdown

WORDS = st.text(st.sampled_from("完成率显著提高*_[1.#-。，"), min_size=1, max_size=6)


@pytest.mark.parametrize(
    ("text", "markup", "part", "expected"),
    [
        ("经验：主动上门服务群众", "经验：**主动上门**服务群众", "主动上门服务群众", "**主动上门**服务群众"),
        ("经验：主动", "经验：**主动**", "主动", "**主动**"),
        ("做法：a*b走访", "做法：a\\*b**走访**", "a*b走访", "a\\*b**走访**"),
        ("成效：见网站。经验：无", "成效：见[网站](<http://a.cn>)。经验：无", "见网站。经验：无", "见[网站](<http://a.cn>)。经验：无"),
        ("做法：\n走访\n回访老人", "做法：\n\n- 走访\n- 回访老人", "走访\n回访老人", "- 走访\n- 回访老人"),
        ("成效：提高2成以上", "成效：提高2成[^1]以上\n\n[^1]: 甲", "提高2成以上", "提高2成[^1]以上\n\n[^1]: 甲"),
        ("甲：1. 走访群众百余户", "甲：1. **走访**群众百余户", "1. 走访群众百余户", "1\\. **走访**群众百余户"),
    ],
)  # fmt: skip
def test_a_part_keeps_what_was_marked(text: str, markup: str, part: str, expected: str) -> None:
    assert MarkedText(text, markup).part(part) == expected


def test_a_part_without_marks_and_a_word_from_elsewhere_are_plain() -> None:
    known = MarkedText("完成经验：主动上门", "**完成**经验：主动上门")
    assert known.part("主动上门") is None
    assert known.part("完成") is None


def test_a_markup_of_another_text_is_not_used() -> None:
    assert not MarkedText("主动上门", "**回访**").is_known


def test_a_section_after_an_inline_label_keeps_its_bold_words() -> None:
    marked = {"经验做法：主动上门，一户一策": "经验做法：**主动上门**，一户一策"}
    assert as_markdown("主动上门，一户一策", marked) == "**主动上门**，一户一策\n"


@given(st.lists(st.tuples(WORDS, st.booleans()), min_size=1, max_size=5))
def test_any_part_reads_back_as_its_text(words: list[tuple[str, bool]]) -> None:
    text = "".join(word for word, _ in words)
    markup = "".join(f"**{escaped(word)}**" if bold else escaped(word) for word, bold in words)
    for known in (text, f"标签：{text}"):
        blocks = parse_markdown(as_markdown(text, {known: known.removesuffix(text) + markup}), "a.md", Faults())
        assert "".join(plain_text(blocks).split()) == text
