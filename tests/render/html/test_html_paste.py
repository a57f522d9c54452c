"""What is pasted into a site: it comes through the strictest editor whole, and nothing of the narrative is lost."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import lxml.html
import nh3
import pytest

from reportgen.base.errors import TemplateError
from reportgen.document.blocks import (
    Break,
    Code,
    Grid,
    Heading,
    Image,
    Link,
    ListBlock,
    Note,
    Paragraph,
    Picture,
    Quote,
    Rule,
    Span,
    Words,
)
from reportgen.document.disclosure import Correction, Disclosure
from reportgen.render.html import HTML
from tests.render.html.disclosures import DEFAULT, a_disclosure, a_fact, a_section, default_templates

KEPT = {"h2", "p", "table", "caption", "tr", "th", "td"}
KEPT_ATTRIBUTES = {"table": {"border"}, "th": {"colspan", "rowspan"}, "td": {"colspan", "rowspan"}}


def the_page(disclosure: Disclosure) -> str:
    return HTML.prepare(default_templates)(disclosure)["paste.html"].decode()


def body_of(page: str) -> str:
    return page[page.index("<main") :].partition(">")[2].partition("</main>")[0]


def through_an_editor(page: str) -> str:
    """What an editor keeps that strips style, class, script, data attributes and every element not listed."""
    return nh3.clean(
        page.partition("</title>")[2],
        tags=KEPT,
        attributes=KEPT_ATTRIBUTES,
        clean_content_tags={"script", "style"},
        link_rel=None,
    )


def grid_of(html: str) -> list[tuple[str, str, str | None, str | None]]:
    """Every element with its text and spans, in order."""
    root = lxml.html.fragment_fromstring(html, create_parent="div")
    return [
        (element.tag, " ".join(element.text_content().split()), element.get("colspan"), element.get("rowspan"))
        for element in root.iter(*KEPT)
    ]


def everything() -> Disclosure:
    image = Image("png", 1, 1, b"")
    section = a_section(
        Heading(2, (Words("小标题"),)),
        Paragraph((Words("甲"), Span("strong", (Words("乙"),)), Break(), Link("https://a.cn/x", (Words("链接"),)))),
        ListBlock(((Paragraph((Words("一"),)),), (Code("码\n二行"),)), start=3),
        ListBlock(((Paragraph((Words("点"),)), ListBlock(((Paragraph((Words("下级"),)),),))),)),
        Quote((Paragraph((Words("引文"),)),)),
        Grid(((Words("头"),), ()), (((Words("格"), Break(), Words("行")), (Words("<丙>"),)),)),
        Rule(),
        Paragraph((Picture("x.png", "一张图", image=image), Note(1, (Paragraph((Words("脚注"),)),)))),
    )
    levels = a_disclosure().levels
    correction = Correction("correction", "2025年3月1日", "录入有误", "1")
    return a_disclosure(sections=(section,), levels=levels, version="2", correction=correction)


def test_it_holds_nothing_but_what_every_editor_keeps() -> None:
    root = lxml.html.fragment_fromstring(body_of(the_page(everything())), create_parent="div")
    assert {element.tag for element in root.iter()} - {"div"} <= KEPT
    for element in root.iterdescendants():
        assert set(element.attrib) <= KEPT_ATTRIBUTES.get(element.tag, set())
        assert not element.xpath("self::p//table | self::p//p | self::h2//p | self::td//table//table")


def test_it_comes_whole_through_an_editor_that_strips_everything_else() -> None:
    page = the_page(everything())
    assert grid_of(through_an_editor(page)) == grid_of(body_of(page))
    assert len(grid_of(body_of(page))) > 100


def test_without_the_script_the_page_holds_nothing_else_to_select() -> None:
    page = the_page(a_disclosure())
    root = lxml.html.document_fromstring(page)
    for element in root.xpath("//script | //style | //title"):
        element.drop_tree()
    assert "".join(root.text_content().split()) == "".join(
        lxml.html.fragment_fromstring(body_of(page), create_parent="div").text_content().split()
    )


def test_nothing_of_the_narrative_is_lost() -> None:
    texts = [text for tag, text, *_ in grid_of(body_of(the_page(everything()))) if tag in ("p", "th", "td")]
    wanted = ["取得成效", "小标题", "甲乙", "链接（https://a.cn/x）", "3. 一", "4.", "码", "二行", "• 点", "• 下级"]
    wanted += ["引文", "头", "<丙>", "（图：一张图）[1]", "[1] 脚注"]
    at = -1
    for text in wanted:
        at = texts.index(text, at + 1)


def test_a_value_of_several_lines_is_several_paragraphs_of_its_cell() -> None:
    form = replace(a_disclosure().form, department=a_fact("form.department", "甲\r\n乙"))
    page = body_of(the_page(a_disclosure(form=form)))
    assert re.search(r"<td><p>已</p>\s*<p>调整</p>\s*</td>", page)
    assert re.search(r"<td><p>甲</p>\s*<p>乙</p>\s*</td>", page)


def test_what_is_corrected_is_told() -> None:
    rows = [text for tag, text, *_ in grid_of(body_of(the_page(everything()))) if tag == "tr"]
    assert {"版本第2版", "更正2025年3月1日，代替第1版", "原因录入有误"} <= set(rows)


@pytest.mark.parametrize("element", ["ul", "div", "data", "h1", "h3", "a", "tbody", "b"])
def test_a_template_that_would_lose_something_is_refused(tmp_path: Path, element: str) -> None:
    folder = tmp_path / "templates" / "own"
    folder.mkdir(parents=True)
    (folder / "paste.html.j2").write_text(f"<h2>x</h2>\n<{element} >y</{element}>", encoding="utf-8")

    with pytest.raises(TemplateError) as caught:
        HTML.prepare(lambda name: folder / name if name == "paste.html.j2" else DEFAULT / name)
    (finding,) = caught.value.findings
    assert (finding.code, finding.where.file, finding.where.line) == ("HTM011", "templates/own/paste.html.j2", 2)


def test_linked_data_are_for_pages_only(tmp_path: Path) -> None:
    (tmp_path / "paste.html.j2").write_text("<p>{{ linked_data() }}</p>", encoding="utf-8")
    with pytest.raises(TemplateError, match="linked_data"):
        HTML.prepare(lambda name: tmp_path / name if name == "paste.html.j2" else DEFAULT / name)
