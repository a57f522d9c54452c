"""Narrative becomes paragraphs, lists and tables of Word, in the styles of the template, without losing a character."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.etree import _Element

from reportgen.document.blocks import (
    Block,
    Break,
    Code,
    Grid,
    Heading,
    Inline,
    Link,
    ListBlock,
    Paragraph,
    Quote,
    Rule,
    Span,
    Words,
    plain_text,
)
from reportgen.render.word.names import r, w

from .forms import (
    DEFAULT_TEMPLATE,
    amount,
    bookmarked,
    disclosure,
    p,
    paragraph,
    part,
    prose,
    rendered,
    row,
    table,
    template_of,
    words,
)

TEMPLATE = template_of(p("{{p prose(section) }}"))
WORDS = st.text("甲乙 a<&\"'{}%\n", min_size=1, max_size=8)


def inlines() -> st.SearchStrategy[tuple[Inline, ...]]:
    plain = st.builds(Words, WORDS) | st.just(Break()) | st.builds(amount, st.just("x"), st.just("1.00"))
    styles = st.sampled_from(["strong", "emphasis", "strike", "code"])
    nested = st.recursive(plain, lambda inner: st.builds(Span, styles, st.tuples(inner, inner)), max_leaves=4)
    links = st.builds(Link, st.sampled_from(["https://x.cn/?a=1&b=2", "#there"]), st.tuples(nested))
    return st.lists(nested | links, min_size=1, max_size=3).map(tuple)


def blocks() -> st.SearchStrategy[tuple[Block, ...]]:
    rows, starts = st.tuples(inlines(), inlines()), st.sampled_from([None, 1, 7])
    flat = (
        st.builds(Paragraph, inlines())
        | st.builds(Heading, st.integers(1, 6), inlines())
        | st.builds(Code, WORDS.filter(lambda text: not text.endswith("\n")))
        | st.builds(Grid, rows, st.tuples(rows), st.just((None, "right")))
    )
    nested = st.recursive(
        flat,
        lambda inner: (
            st.builds(ListBlock, st.tuples(st.tuples(inner), st.tuples(inner, inner)), starts)
            | st.builds(Quote, st.tuples(inner, inner))
        ),
        max_leaves=5,
    )
    return st.lists(nested, min_size=1, max_size=4).map(tuple)


def letters(text: str) -> str:
    return "".join(text.split())


@given(blocks())
def test_no_character_of_any_block_is_lost(made: tuple[Block, ...]) -> None:
    body = part(rendered(TEMPLATE, section=prose(*made)))
    assert letters(words(body)) == letters(plain_text(made))
    assert all(text == "1.00" for _, text in bookmarked(body))


@given(blocks())
def test_an_opening_and_its_closing_print_all_of_a_section(made: tuple[Block, ...]) -> None:
    halves = p('{{p prose(section, "opening", label=true) }}') + p('{{p prose(section, "closing", label=true) }}')
    whole = p("{{p prose(section, label=true) }}")
    section = prose(*made, paragraph("末" * 400), paragraph("完" * 400))
    said = [words(part(rendered(template_of(body), section=section))) for body in (halves, whole)]
    assert said[0] == said[1]


def numbered(root: _Element) -> list[tuple[str, str, str]]:
    found = []
    for one in root.iter(w("p")):
        marker = one.find(f"{w('pPr')}/{w('numPr')}")
        if marker is not None:
            level, list_id = (str(marker[index].get(w("val"))) for index in (0, 1))
            found.append((list_id, level, words(one)))
    return found


def test_every_list_counts_by_itself_and_from_its_own_number() -> None:
    inner = ListBlock(((paragraph("一"),),), None)
    section = prose(
        ListBlock(((paragraph("甲"), inner), (paragraph("乙"),)), 1),
        paragraph("中"),
        ListBlock(((paragraph("丙"),),), 4),
    )
    data = rendered(TEMPLATE, section=section)
    assert [(level, text) for _, level, text in numbered(part(data))] == [
        ("0", "甲"),
        ("1", "一"),
        ("0", "乙"),
        ("0", "丙"),
    ]
    ids = {text: list_id for list_id, _, text in numbered(part(data))}
    assert ids["甲"] == ids["乙"] and len({ids["甲"], ids["一"], ids["丙"]}) == 3
    starts = {
        str(one.get(w("numId"))): str(one.find(f".//{w('startOverride')}").get(w("val")))
        for one in part(data, "word/numbering.xml").iter(w("num"))
    }
    assert starts[ids["丙"]] == "4"


def test_a_table_inside_a_cell_ends_in_a_paragraph() -> None:
    grid = Grid(((Words("甲"),), (Words("乙"),)), (((Words("1"),),),), ("left", "right"))
    body = table(row("{{p prose(section) }}"), columns=1) + p("")
    root = part(rendered(template_of(body), section=prose(grid, grid)))
    assert all(cell[-1].tag == w("p") for cell in root.iter(w("tc")))
    inner = [one for one in root.iter(w("tbl")) if one.getparent().tag == w("tc")]
    assert len(inner) == 2 and inner[0].getnext().tag == w("p")
    assert all(len(one.findall(w("tc"))) == 2 for one in inner[0].iter(w("tr")))


def test_a_link_leads_to_its_address_and_nowhere_else() -> None:
    good, bad = Link("https://x.cn/?a=1&b=2", (Words("好"),)), Link("javascript:x", (Words("坏"),))
    data = rendered(TEMPLATE, section=prose(Paragraph((good, bad, good))))
    links = {one.get(r("id")) for one in part(data).iter(w("hyperlink"))}
    targets = {
        one.get("Id"): one.get("Target") for one in part(data, "word/_rels/document.xml.rels") if one.get("TargetMode")
    }
    assert targets == dict.fromkeys(links, "https://x.cn/?a=1&b=2")
    assert words(part(data)) == "好坏好"


@pytest.mark.parametrize(("language", "attribute"), [("zh-CN", "eastAsia"), ("en", "val")])
def test_a_section_carries_its_language(language: str, attribute: str) -> None:
    root = part(rendered(TEMPLATE, section=prose(paragraph("text"), language=language)))
    assert [one.get(w(attribute)) for one in root.iter(w("lang"))] == [language]


def test_the_installed_template_has_a_style_for_every_role() -> None:
    kinds: tuple[Block, ...] = (
        Heading(1, (Words("一"),)),
        paragraph("文"),
        ListBlock(((paragraph("项"),),), 1),
        Quote((paragraph("引"),)),
        Code("x"),
        Rule(),
    )
    form = disclosure(sections=(prose(*kinds), prose(paragraph("末"))))
    root = part(rendered(DEFAULT_TEMPLATE.read_bytes(), form))
    used = {str(one.get(w("val"))) for one in root.iter(w("pStyle"))}
    wanted = {"NarrativeHeading1", "Narrative", "NarrativeList", "NarrativeQuote", "NarrativeCode", "NarrativeRule"}
    assert wanted | {"SectionLabel"} <= used
