"""Every figure of a Word document stands in a bookmark of its own, and the map of facts tells which it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.base.errors import TemplateError
from reportgen.document.blocks import Paragraph, Words
from reportgen.render.word.names import XML_SPACE, w

from .forms import (
    DEFAULT_TEMPLATE,
    amount,
    bookmarked,
    disclosure,
    fact,
    fact_map,
    p,
    paragraph,
    paragraphs,
    part,
    prose,
    rendered,
    template_of,
    words,
)

TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cf", "Cn", "Co", "Zl", "Zp"]) | st.sampled_from("\n\t &<>\"'{}%"),
    max_size=30,
)


def test_every_fact_of_the_form_is_bookmarked_and_mapped() -> None:
    form = disclosure()
    data = rendered(DEFAULT_TEMPLATE.read_bytes(), form)
    facts = fact_map(data)
    found = dict(bookmarked(part(data)))
    assert set(found) == set(facts)
    by_id = {one.id: one for one in form.facts()}
    assert {entry["id"] for entry in facts.values()} == set(by_id)
    for name, text in found.items():
        assert text == by_id[facts[name]["id"]].text
        assert facts[name]["value"] == by_id[facts[name]["id"]].plain


@given(before=TEXTS, text=TEXTS, after=TEXTS)
def test_a_bookmark_holds_exactly_what_its_fact_prints(before: str, text: str, after: str) -> None:
    printed = fact("figure", text)
    body = p("{{ before }}{{ figure }}{{ after }}") + p("{{ figure }}")
    root = part(rendered(template_of(body), before=before, figure=printed, after=after))
    assert [said for _, said in bookmarked(root)] == [text, text]
    assert paragraphs(root) == [before + text + after, text]


@given(before=TEXTS, text=TEXTS)
def test_narrative_arrives_whole(before: str, text: str) -> None:
    section = prose(Paragraph((Words(before), fact("figure", text), Words(before))))
    root = part(rendered(template_of(p("{{p prose(section) }}")), section=section))
    assert paragraphs(root) == [before + text + before]
    assert [said for _, said in bookmarked(root)] == [text]


def test_each_piece_of_a_split_run_keeps_its_look() -> None:
    body = '<w:p><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">共 {{ figure }} 元</w:t></w:r></w:p>'
    root = part(rendered(template_of(body), figure=amount("x", "1,000.00")))
    runs = list(root.iter(w("r")))
    assert [words(run) for run in runs] == ["共 ", "1,000.00", " 元"]
    assert all(run.find(f"{w('rPr')}/{w('b')}") is not None for run in runs)
    assert all(text.get(XML_SPACE) == "preserve" for text in root.iter(w("t")))


def test_bookmark_ids_do_not_clash_with_those_of_the_template() -> None:
    own = '<w:bookmarkStart w:id="41" w:name="here"/><w:bookmarkEnd w:id="41"/>'
    root = part(rendered(template_of(f"<w:p>{own}</w:p>" + p("{{ form.year }}{{ form.year }}"))))
    ids = [one.get(w("id")) for one in root.iter(w("bookmarkStart"))]
    assert len(set(ids)) == len(ids) == 3
    assert [one.get(w("name")) for one in root.iter(w("bookmarkStart"))] == ["here", "_rg_1", "_rg_2"]


def test_a_report_that_became_a_template_brings_none_of_its_marks() -> None:
    """Its bookmarks go, its map of facts goes, and what is printed now is numbered from 1."""
    built = rendered(template_of(p("{{ form.year }} {{ form.department }}") + p("{_{ totals.weight }_}")))
    assert set(fact_map(built)) == {"_rg_1", "_rg_2"}
    again = rendered(built)
    assert paragraphs(part(again)) == ["2024 某某民政局", "90"]
    assert list(bookmarked(part(again))) == [("_rg_1", "90")]
    assert {name: one["id"] for name, one in fact_map(again).items()} == {"_rg_1": "totals.weight"}


def test_a_filtered_fact_is_still_that_fact() -> None:
    data = rendered(template_of(p("{{ funds[0].executed | wan }}")))
    assert fact_map(data)["_rg_1"] == {
        "bookmark": "_rg_1",
        "id": "funds.total.executed",
        "value": "76799063.48",
        "unit": "元",
        "format": "wan",
    }
    assert paragraphs(part(data)) == ["7,679.91万元"]


def test_a_fact_in_an_attribute_is_plain_text() -> None:
    described = '<w:tblPr><w:tblCaption w:val="{{ title }}"/></w:tblPr><w:tblGrid><w:gridCol w:w="9"/></w:tblGrid>'
    body = f"<w:tbl>{described}<w:tr><w:tc>{p('x')}</w:tc></w:tr></w:tbl>" + p("")
    root = part(rendered(template_of(body), title=fact("t", 'A "b" & <c>')))
    assert [one.get(w("val")) for one in root.iter(w("tblCaption"))] == ['A "b" & <c>']


def test_nothing_prints_nothing() -> None:
    assert paragraphs(part(rendered(template_of(p("[{{ form.project }}]"))))) == ["[]"]


@pytest.mark.parametrize("value", [1.5, True, [1], {"a": 1}, prose(paragraph("x"))])
def test_what_is_no_text_is_refused_with_its_place(value: object) -> None:
    with pytest.raises(TemplateError) as caught:
        rendered(template_of(p("one") + p("{{ value }}")), value=value)
    [finding] = caught.value.findings
    assert (finding.where.part, finding.where.paragraph) == ("word/document.xml", 2)


def test_a_character_that_word_refuses_is_never_dropped() -> None:
    with pytest.raises(TemplateError, match=r"U\+000B"):
        rendered(template_of(p("{{ value }}")), value="甲\x0b乙")
