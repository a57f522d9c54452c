"""Narrative in Markdown: every character arrives, facts are named, and what cannot be kept is told."""

from __future__ import annotations

import pytest

from reportgen.document.blocks import (
    Grid,
    ListBlock,
    Note,
    Paragraph,
    Picture,
    Reference,
    Span,
    Words,
    inline_text,
    inlines_of,
    plain_text,
)
from reportgen.load.fields import Faults
from reportgen.load.markdown import parse_markdown


def blocks(text: str) -> tuple:  # type: ignore[type-arg]
    noted = Faults()
    found = parse_markdown(text, "results.md", noted)
    assert noted.findings == []
    return found


def codes(text: str) -> list[tuple[str, int | None]]:
    noted = Faults()
    parse_markdown(text, "results.md", noted)
    return [(finding.code, finding.where.line) for finding in noted.findings]


def test_a_soft_line_break_between_chinese_characters_is_no_space() -> None:
    assert plain_text(blocks("按时\n足额，\n发放 GDP\nof 2024\n")) == "按时足额，发放 GDP of 2024"


@pytest.mark.parametrize(
    "text",
    [
        "**“重点”**工作",
        "**完成。**下一步",
        "甲**乙**丙",
        "甲*乙*丙",
        "**（一）**总体情况",
        "资金**“三保”**支出**3.5**亿元",
    ],
)
def test_emphasis_works_beside_chinese_punctuation(text: str) -> None:
    (paragraph,) = blocks(text)
    assert any(isinstance(inline, Span) for inline in paragraph.inlines)
    assert "*" not in inline_text(paragraph.inlines)


def test_underscores_inside_words_are_no_emphasis() -> None:
    assert blocks("snake_case_name")[0].inlines == (Words("snake_case_name"),)


def test_a_reference_names_a_fact_and_its_filters() -> None:
    (paragraph,) = blocks("执行{{ funds.total.executed | wan }}。")
    reference = paragraph.inlines[1]
    assert isinstance(reference, Reference)
    assert (reference.fact, reference.filters, reference.where.line) == ("funds.total.executed", ("wan",), 1)


def test_a_reference_works_in_lists_tables_and_footnotes() -> None:
    text = "- {{ a.b }}\n\n| x |\n|---|\n| {{ c.d }} |\n\n注[^1]\n\n[^1]: {{ e.f }}\n"
    found = [inline.fact for inline in inlines_of(blocks(text)) if isinstance(inline, Reference)]
    assert found == ["a.b", "c.d", "e.f"]


@pytest.mark.parametrize(
    "text",
    [
        "{{ a b }}",
        "｛｛ a ｝｝",
        "{｛ a }}",
        "{{ a | }}",
        "{{ a.b | wan(2) }}",
        "{% if x %}",
        "{{ a",
        "{{ __class__() }}",
    ],
)
def test_what_only_looks_like_a_reference_is_told(text: str) -> None:
    assert codes(f"第一行\n\n{text}") == [("LOD033", 3)]


def test_a_reference_that_a_table_cuts_is_told_with_what_a_table_wants() -> None:
    noted = Faults()
    table = "| 甲 |\n| --- |\n| {{ funds.total.executed | wan }} |"
    parse_markdown(table, "results.md", noted)
    assert [str(one.hint).count("\\|") for one in noted.findings if one.code == "LOD033"] == [1]
    noted = Faults()
    parse_markdown(table.replace("| wan", "\\| wan"), "results.md", noted)
    assert noted.findings == []


def test_an_escaped_brace_is_a_brace() -> None:
    assert plain_text(blocks(r"\{\{ a b \}\}")) == "{{ a b }}"


def test_raw_html_is_text() -> None:
    assert plain_text(blocks("<p>甲</p> <script>x</script>")) == "<p>甲</p> <script>x</script>"


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "ms-word:x"])
def test_an_unsafe_link_stays_text(address: str) -> None:
    assert plain_text(blocks(f"[甲]({address})")) == f"[甲]({address})"


def test_lists_keep_their_first_number_and_nest() -> None:
    (outer,) = blocks("3. 甲\n   - 乙\n4. 丙\n")
    assert isinstance(outer, ListBlock)
    assert (outer.start, len(outer.items)) == (3, 2)
    assert isinstance(outer.items[0][1], ListBlock)


def test_a_table_keeps_its_alignment() -> None:
    (grid,) = blocks("| 甲 | 乙 |\n|:--|--:|\n| 1 | 2 |\n")
    assert isinstance(grid, Grid)
    assert grid.aligns == ("left", "right")


def test_a_footnote_is_a_note_with_its_text() -> None:
    (paragraph,) = blocks("甲[^a]乙\n\n[^a]: 说明\n")
    assert isinstance(paragraph, Paragraph)
    note = paragraph.inlines[1]
    assert isinstance(note, Note)
    assert (note.number, plain_text(note.blocks)) == (1, "说明")


def test_nesting_too_deep_is_an_error_and_never_lost_text() -> None:
    deep = "".join("  " * level + "- 项\n" for level in range(60))
    assert [code for code, _ in codes(deep)] == ["LOD040"]


def test_a_picture_keeps_its_words_without_their_marks() -> None:
    (paragraph,) = blocks("![资金*构成*`图`](files/a.png)\n")
    (picture,) = paragraph.inlines
    assert isinstance(picture, Picture)
    assert (picture.source, picture.text, picture.where.line) == ("files/a.png", "资金构成图", 1)


def test_a_footnote_inside_a_footnote_is_told() -> None:
    assert codes("甲[^a]\n\n[^a]: 乙[^b]\n\n[^b]: 丙\n") == [("LOD058", 3)]
    assert codes("甲[^a]\n\n[^a]: 见[^a]\n") == [("LOD058", 3)]


def test_a_footnote_that_nothing_refers_to_is_told() -> None:
    assert codes("甲[^a]\n\n[^a]: 乙\n\n[^b]: 丙\n") == [("LOD059", 5)]


@pytest.mark.parametrize("rows", [12, 3000])
def test_hostile_narrative_ends(rows: int) -> None:
    parse_markdown("[" * rows + "**a" * rows, "results.md", Faults())


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("1. 甲\n2. 乙\n3. 丙\n", []),
        ("1. 甲\n1. 乙\n1. 丙\n", []),
        ("3. 甲\n4. 乙\n", []),
        ("1. 甲\n3. 乙\n5. 丙\n", [2, 3]),
        ("1. 甲\n2. 乙\n\n2024. 这一年很好\n", [4]),
        ("1) 甲\n2. 乙\n", [1]),
        ("1. 甲\n   1. 子\n   3. 丑\n2. 乙\n", [3]),
        ("2024\\. 这一年很好\n", []),
    ],
)
def test_a_number_that_would_be_printed_otherwise_is_told(text: str, lines: list[int]) -> None:
    assert codes(text) == [("LOD072", line) for line in lines]


def test_a_list_may_begin_at_zero() -> None:
    assert [block.start for block in blocks("0. 甲\n1. 乙\n")] == [0]


def test_what_blanks_and_lines_mean_in_markdown_is_told() -> None:
    assert codes("甲\n\n    乙\n") == [("LOD073", 3)]
    assert codes("甲\n---\n") == [("LOD074", 1)]
    assert codes("甲\n\n---\n\n## 乙\n\n```\n丙\n```\n") == []
