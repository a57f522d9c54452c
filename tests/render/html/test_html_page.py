"""The default page: every fact is in it, and it is what a browser without a network can show to everybody."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from itertools import pairwise

from conftest import DEFAULT, a_disclosure, a_fact, a_page, a_section, default_templates

from reportgen.document.blocks import Heading, Note, Paragraph, Words
from reportgen.document.disclosure import Disclosure
from reportgen.render.html import HTML

HOSTILE = """<b>"甲" & '乙'</b></script>{{ form.year }}"""


def _bytes(disclosure: Disclosure) -> bytes:
    return HTML.prepare(default_templates)(disclosure)["report.html"]


def test_every_fact_is_in_the_page_with_its_id_text_and_value() -> None:
    disclosure = a_disclosure()
    found = {
        (data.get("data-fact"), data.get("value"), data.text_content()) for data in a_page(disclosure).iter("data")
    }
    assert {(fact.id, fact.plain, fact.text) for fact in disclosure.facts()} == found


def test_a_filtered_fact_says_its_filter() -> None:
    fact = a_fact("funds.total.executed", "60,704,518.55", "元").printed("6,070.45万元", "wan")
    page = a_page(a_disclosure(sections=(a_section(Paragraph((fact,))),)))
    (data,) = page.xpath("//div[@class='prose']//data")
    assert dict(data.attrib) == {"value": "60704518.55", "data-fact": "funds.total.executed", "data-format": "wan"}
    assert data.text == "6,070.45万元"


def test_hostile_text_arrives_as_text_in_every_place() -> None:
    form = replace(a_disclosure().form, department=a_fact("form.department", HOSTILE))
    labels = {**a_disclosure().labels, "initial": HOSTILE}
    page = a_page(a_disclosure(form=form, labels=labels, sections=(a_section(Paragraph((Words(HOSTILE),))),)))
    data = page.xpath("//data[@data-fact='form.department']")[0]
    assert data.text_content() == data.get("value") == HOSTILE
    assert page.xpath("//td/@data-label")[0] == HOSTILE
    assert HOSTILE in page.findtext("head/title")
    assert page.xpath("//div[@class='prose']/p")[0].text_content() == HOSTILE
    assert not page.xpath("//script | //b")


def test_line_breaks_of_a_value_are_kept() -> None:
    form = replace(a_disclosure().form, department=a_fact("form.department", "甲\r\n乙"))
    assert b'<data value="\xe7\x94\xb2&#13;\n' in _bytes(a_disclosure(form=form))


def test_the_page_asks_for_nothing_and_runs_nothing() -> None:
    page = a_page(a_disclosure())
    assert not page.xpath("//script | //link | //img | //iframe | //object | //@src | //@style")
    assert not [name for element in page.iter() for name in element.attrib if name.startswith("on")]
    assert not re.search(r"url\(|@import|https?:", _bytes(a_disclosure()).decode())
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_the_policy_allows_exactly_the_style_of_the_page() -> None:
    page = a_page(a_disclosure())
    digest = hashlib.sha256(page.findtext("head/style").encode()).digest()
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert f"'sha256-{base64.b64encode(digest).decode()}'" in policy
    assert page.findtext("head/style") == (DEFAULT / "style.css").read_text(encoding="utf-8")


def test_landmarks_and_headings_lead_through_the_page() -> None:
    headings = (Heading(2, (Words("甲"),)), Heading(4, (Words("乙"),)), Heading(2, (Words("丙"),)))
    page = a_page(a_disclosure(sections=(a_section(*headings),)))
    levels = [int(element.tag[1]) for element in page.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert [len(page.findall(f".//{tag}")) for tag in ("header", "main", "footer", "nav")] == [1, 1, 1, 1]
    assert page.get("lang") == "zh-CN"


def test_every_fragment_leads_somewhere_and_no_id_is_used_twice() -> None:
    note = Note(1, (Paragraph((Words("注"),)),))
    sections = (
        a_section(Paragraph((Words("甲"), note, note))),
        a_section(Paragraph((note,)), name="experience", label="经验做法"),
    )
    page = a_page(a_disclosure(sections=sections))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {href.removeprefix("#") for href in page.xpath("//a/@href")} <= set(ids)


def test_every_header_cell_says_what_it_heads() -> None:
    page = a_page(a_disclosure())
    assert {th.get("scope") for th in page.iter("th")} == {"col", "row", "rowgroup"}
    assert all(table.find("caption") is not None for table in page.iter("table"))


def test_the_indicator_table_is_a_full_grid() -> None:
    (table,) = a_page(a_disclosure()).xpath("//section[@id='indicators']//table")
    columns = len(table.findall("thead/tr/th"))
    for group in table.findall("tbody"):
        rows = group.findall("tr")
        area = sum(int(cell.get("rowspan", 1)) * int(cell.get("colspan", 1)) for row in rows for cell in row)
        assert area == columns * len(rows)
    assert sum(int(cell.get("colspan", 1)) for cell in table.find("tfoot/tr")) == columns
    assert table.xpath("string(tbody[1]/tr[1]/th[1]/@rowspan)") == "3"


def test_a_section_in_another_language_says_so() -> None:
    sections = (a_section(Paragraph((Words("Results"),)), language="en"), a_section(Paragraph((Words("成效"),))))
    page = a_page(a_disclosure(sections=sections))
    assert [prose.get("lang") for prose in page.xpath("//div[@class='prose']")] == ["en", None]


def test_what_is_not_there_leaves_no_empty_place() -> None:
    form = replace(a_disclosure().form, filed=None, contact=None)
    page = a_page(a_disclosure(form=form, funds=(), goals=(), levels=(), grade=None))
    assert page.xpath("//main/section/@id") == ["summary"]
    assert "None" not in page.text_content()


def test_the_same_disclosure_gives_the_same_bytes() -> None:
    assert _bytes(a_disclosure()) == _bytes(a_disclosure())
