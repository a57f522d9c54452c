"""The index of all reports."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import replace

import lxml.html
import pytest

from reportgen.base.errors import TemplateError
from reportgen.document.listing import IndexEntry, PackageEntry, YearTotals
from reportgen.render.html.index import render_index
from tests.render.html.disclosures import default_templates

ENTRY = IndexEntry(
    report="2024/a",
    department="某某州<民政局>",
    project=None,
    year="2024",
    title="部门整体支出绩效自评表",
    score="97",
    grade="优",
    executed="60,704,518.55元",
    links=(("网页", "2024/a/report.html"), ("Word", "2024/a/report.docx")),
)


def written(*entries: IndexEntry, totals: Sequence[YearTotals] = ()) -> bytes:
    return b"".join(render_index(default_templates, entries, "绩效自评公开", totals=totals))


def _index(*entries: IndexEntry) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(written(*entries).decode())


def test_each_report_is_a_row_with_its_links() -> None:
    page = _index(ENTRY, ENTRY)
    assert len(page.findall(".//tbody/tr")) == 2
    assert page.xpath("//tbody/tr[1]//a/@href") == [href for _, href in ENTRY.links]
    assert page.xpath("string(//tbody/tr[1]/th)") == ENTRY.department


def test_each_package_is_a_row_of_a_table_of_its_own() -> None:
    package = PackageEntry("2024", "材料<一>", ("2024/a", "2024/b"), (("Word", "2024/package.docx"),))
    page = lxml.html.document_fromstring(
        b"".join(render_index(default_templates, [ENTRY], "绩效自评公开", packages=[package])).decode()
    )
    (row,) = page.xpath("//table[contains(@class, 'packages')]/tbody/tr")
    assert [cell.text_content().strip() for cell in row] == ["材料<一>", "2", "Word"]
    assert row.xpath(".//a/@href") == ["2024/package.docx"]
    assert page.xpath("//p[@class='lead']/a/@href") == ["#packages"]
    assert "合订材料" not in _index(ENTRY).text_content()


def test_each_link_says_where_it_leads_on_its_own() -> None:
    (label, *_) = _index(ENTRY).xpath("//tbody//a/@aria-label")
    assert label.split() == ["网页", "某某州<民政局>", "2024"]


def test_an_index_of_nothing_has_no_table() -> None:
    page = _index()
    assert page.find(".//table") is None
    assert len(page.findall(".//h1")) == 1


def test_a_link_that_could_run_is_refused() -> None:
    entry = IndexEntry("a", "甲", None, "2024", "乙", None, None, None, (("网页", "javascript:x"),))
    with pytest.raises(TemplateError):
        written(entry)


def test_the_same_entries_give_the_same_bytes() -> None:
    assert written(ENTRY) == written(ENTRY)


def test_a_long_list_is_written_in_pieces() -> None:
    pieces = list(render_index(default_templates, [ENTRY] * 1000, "绩效自评公开"))
    assert len(pieces) > 5
    assert max(map(len, pieces)) < 200_000
    assert b"".join(pieces).count(b"<tr ") == 1000


def test_a_row_holds_what_is_searched_filtered_and_sorted_by() -> None:
    (row,) = _index(replace(ENTRY, amount="60704518.55")).findall(".//tbody/tr")
    assert dict(row.attrib) == {"data-year": "2024", "data-grade": "优", "data-score": "97"}
    assert row.xpath(".//data/@value") == ["60704518.55"]


def test_without_its_script_the_page_is_a_plain_table() -> None:
    page = _index(ENTRY)
    assert page.get_element_by_id("find").get("hidden") is not None
    assert not page.xpath("//th//button")
    assert page.xpath("string(//p[@role='status'])") == "符合条件的1份，共1份"


def test_the_policy_allows_exactly_the_script_of_the_page() -> None:
    page = _index(ENTRY)
    (running,) = page.xpath("//script")
    digest = base64.b64encode(hashlib.sha256(running.text.encode()).digest()).decode()
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert f"script-src 'sha256-{digest}';" in policy
    assert "unsafe" not in policy


def test_totals_are_told_year_by_year() -> None:
    totals = YearTotals("2024", 2, 1, "97.50", "60,704,518.55", (("优", 2),))
    page = lxml.html.document_fromstring(written(ENTRY, totals=(totals, replace(totals, year="2023"))).decode())
    assert page.xpath("//h2/@id") == ["year-2024", "year-2023", "list-title"]
    words = page.xpath("string(//section[@aria-labelledby='year-2024'])")
    assert all(word in words for word in ("2 份，1个部门", "97.50", "60,704,518.55", "优 2"))
