"""The default page: every fact is in it, and it is what a browser without a network can show to everybody."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace
from itertools import pairwise

from reportgen.document.blocks import Heading, Note, Paragraph, Words
from reportgen.document.disclosure import Correction, Disclosure, Level1Group, Level2Group, PublicFile
from reportgen.render.html import HTML
from tests.render.html.disclosures import (
    DEFAULT,
    a_disclosure,
    a_fact,
    a_page,
    a_section,
    an_indicator,
    default_templates,
)

HOSTILE = """<u>"甲" & '乙'</u></script>{{ form.year }}"""
LINKED = "script[@type='application/ld+json']"


def _bytes(disclosure: Disclosure) -> bytes:
    return HTML.prepare(default_templates)(disclosure)["report.html"]


def test_every_fact_is_in_the_page_with_its_id_text_and_value() -> None:
    disclosure = a_disclosure()
    found = {
        (data.get("data-fact"), data.get("value"), data.text_content())
        for data in a_page(disclosure).iter("data")
        if data.get("data-format") is None
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
    assert not page.xpath(f"//u | //script[not(self::{LINKED})]")
    assert json.loads(page.xpath(f"//{LINKED}")[0].text)["publisher"]["name"] == HOSTILE


def test_line_breaks_of_a_value_are_kept() -> None:
    form = replace(a_disclosure().form, department=a_fact("form.department", "甲\r\n乙"))
    assert b'<data value="\xe7\x94\xb2&#13;\n' in _bytes(a_disclosure(form=form))


def test_the_page_asks_for_nothing_and_runs_nothing() -> None:
    page = a_page(a_disclosure())
    assert not page.xpath(f"//script[not(self::{LINKED})] | //link | //img | //iframe | //object | //@src | //@style")
    assert not [name for element in page.iter() for name in element.attrib if name.startswith("on")]
    assert re.findall(r"url\(|@import|https?:.*?\"", _bytes(a_disclosure()).decode()) == ['https://schema.org"']
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "script" not in policy


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


def test_the_summary_says_what_was_spent_what_was_reached_and_where_points_were_lost() -> None:
    lost = replace(
        an_indicator(5, "产出指标", "数量指标", name="没有办到"), score=a_fact("indicators.q5.score", "3", "分")
    )
    level = Level1Group("output", "产出指标", None, (Level2Group("数量指标", (lost, an_indicator(6, "", ""))),))
    page = a_page(a_disclosure(levels=(level,)))
    spent, reached, _ = (paragraph.text_content() for paragraph in page.xpath("//section[@id='summary']/p"))
    assert "6,070.45万元" in spent
    assert "得50分" in reached
    assert [item.text_content() for item in page.find_class("lost")[0]] == ["没有办到：满分10分，得3分"]
    assert not a_page(a_disclosure()).find_class("lost")


def test_a_correction_is_told_before_everything_else() -> None:
    correction = Correction("correction", "2025年3月1日", "执行数录入有误", "1")
    page = a_page(a_disclosure(version="2", correction=correction))
    (banner,) = page.find_class("correction")
    assert page.find(".//main")[0] is banner
    assert all(word in banner.text_content() for word in ("更正", "第2版", "第1版", "2025年3月1日", "执行数录入有误"))
    assert (
        "修订"
        in a_page(a_disclosure(version="2", correction=replace(correction, kind="revision")))
        .find_class("correction")[0]
        .text_content()
    )
    assert not a_page(a_disclosure(version="1")).find_class("correction")


def test_other_formats_are_linked_where_they_were_built() -> None:
    files = (PublicFile("report.docx", "Word"), PublicFile("report.json", "JSON"))
    assert a_page(a_disclosure(files=files)).xpath("//dl//a/@href") == ["report.docx", "report.json"]
    assert "其他格式" not in a_page(a_disclosure()).text_content()


def test_linked_data_say_what_the_report_is() -> None:
    files = (PublicFile("report.docx", "Word"),)
    (element,) = a_page(a_disclosure(files=files, version="2")).xpath(f"//{LINKED}")
    linked = json.loads(element.text)
    assert linked["name"] == "某某州民政局2024年度部门整体支出绩效自评表"
    assert (linked["temporalCoverage"], linked["dateCreated"], linked["version"]) == ("2024", "2025-01-15", "2")
    assert [file["contentUrl"] for file in linked["encoding"]] == ["report.docx"]
    assert "about" not in linked


def test_the_same_disclosure_gives_the_same_bytes() -> None:
    assert _bytes(a_disclosure()) == _bytes(a_disclosure())
