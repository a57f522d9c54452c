"""The index of all reports."""

from __future__ import annotations

import lxml.html
import pytest
from conftest import default_templates

from reportgen.base.errors import TemplateError
from reportgen.render.html.index import IndexEntry, render_index

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


def _index(*entries: IndexEntry) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(render_index(default_templates, entries, "绩效自评公开").decode())


def test_each_report_is_a_row_with_its_links() -> None:
    page = _index(ENTRY, ENTRY)
    assert len(page.findall(".//tbody/tr")) == 2
    assert page.xpath("//tbody/tr[1]//a/@href") == [href for _, href in ENTRY.links]
    assert page.xpath("string(//tbody/tr[1]/th)") == ENTRY.department


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
        render_index(default_templates, (entry,), "绩效自评公开")


def test_the_same_entries_give_the_same_bytes() -> None:
    assert render_index(default_templates, (ENTRY,), "甲") == render_index(default_templates, (ENTRY,), "甲")
