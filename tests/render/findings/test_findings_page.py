"""The page of findings: every finding with its passage marked, every text escaped, the same bytes every time."""

from __future__ import annotations

from dataclasses import replace

from lxml import html
from lxml.html import HtmlElement

from reportgen import api
from reportgen.base.messages import in_language
from reportgen.document.review import FormRow, Review, TextLine
from reportgen.load.workspace import Workspace
from reportgen.render.findings.rule import AREAS
from reportgen.review import area_of
from tests.run import SEED


def page_of(workspace: Workspace, review: Review, language: str = "zh") -> HtmlElement:
    with in_language(language):
        return html.document_fromstring(api.findings_page(workspace, review).decode("utf-8"))


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_every_finding_stands_there_with_what_to_do(workspace: Workspace, review: Review) -> None:
    for language in ("zh", "en"):
        page = page_of(workspace, review, language)
        with in_language(language):
            shown = sorted(words(one) for one in page.find_class("message"))
            assert shown == sorted(" ".join(str(one.message).split()) for one in review.findings)
            todo = "\n".join(words(one) for one in page.find_class("todo"))
            for finding in review.findings:
                assert finding.waived or " ".join(str(finding.hint).split()) in todo


def test_the_value_that_is_wrong_is_marked_in_its_row_or_line(workspace: Workspace, review: Review) -> None:
    page = page_of(workspace, review)
    marks = [one.text_content() for one in page.iter("mark")]
    wanted = []
    for report in review.reports:
        for told in report.told:
            if isinstance(told.passage, TextLine):
                wanted.append(told.passage.marked)
            elif isinstance(told.passage, FormRow):
                wanted += [cell.text or "　" for cell in told.passage.cells if cell.marked]
    assert sorted(marks) == sorted(wanted)
    assert {"28个", "养老服务体系建设和养老服务体系建设", "20250230"} <= set(marks)


def test_a_row_names_its_columns_and_marks_only_what_is_wrong(workspace: Workspace, review: Review) -> None:
    page = page_of(workspace, review)
    (row,) = [one for one in page.find_class("row") if "28个" in one.text_content()]
    cells = {words(one.find("dt")): words(one.find("dd")) for one in row}
    assert (cells["三级指标"], cells["年度指标值（A）"], cells["实际完成值（B）"]) == ("开展项目个数", "≥6个", "28个")
    assert [words(one) for one in row.iter("mark")] == ["28个"]


def test_departments_lead_to_their_findings_with_the_right_counts(workspace: Workspace, review: Review) -> None:
    page = page_of(workspace, review)
    table = page.find_class("departments")[0]
    for report in review.reports:
        (link,) = [one for one in table.iter("a") if one.text_content() == (report.department or report.id)]
        live = [one.severity.value for one in report.findings if not one.waived]
        cells = [words(one) for one in link.iterancestors("tr").__next__().iter("td")]
        assert cells[1:] == [str(live.count(severity)) for severity in ("error", "warning", "info")]
        target = page.get_element_by_id(link.get("href").removeprefix("#"))
        items = target.iterancestors("section").__next__().xpath(".//ul[@class='findings']/li")
        assert len(items) == len(live)


def test_what_is_waived_stands_apart_with_who_and_why(workspace: Workspace, review: Review) -> None:
    page = page_of(workspace, review)
    (waived,) = page.xpath("//ul[@class='findings waived']/li")
    assert "张弘: 与系统<审定>表一致" in words(waived)
    assert not waived.xpath(".//strong[text()='如何处理']")


def test_a_report_that_cannot_be_read_says_so(workspace: Workspace, review: Review) -> None:
    page = page_of(workspace, review)
    (broken,) = [one for one in page.find_class("told") if "broken" in one.find("h2").text_content()]
    assert "无法读取" in words(broken)
    assert len(broken.xpath(".//li")) == len(review.reports[0].told) > 0


def test_every_kind_of_finding_is_explained_once(workspace: Workspace, review: Review) -> None:
    page = page_of(workspace, review)
    codes = {one.code for one in review.findings}
    assert {link.get("href") for link in page.xpath("//p[@class='kind']/a")} == {f"#{code}" for code in codes}
    for code in codes:
        assert words(page.get_element_by_id(code)).startswith(code)


def test_content_is_text_whatever_it_holds(workspace: Workspace, review: Review) -> None:
    hostile = "</style><script>alert(1)</script>\"'{{ 7*7 }}"
    reports = tuple(replace(one, department=hostile) for one in review.reports)
    page = page_of(workspace, Review(reports, review.general))
    assert len(page.xpath("//script")) == 1
    assert page.xpath("//h2")[1].text_content().startswith(hostile)


def test_the_page_is_whole_in_itself_and_says_what_may_run(workspace: Workspace, review: Review) -> None:
    page = page_of(workspace, review)
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'")
    assert policy.count("script-src 'sha256-") == 1
    assert not page.xpath("//@src | //link | //img | //iframe")
    assert all(link.startswith("#") for link in page.xpath("//@href"))


def test_the_same_findings_give_the_same_bytes(workspace: Workspace, review: Review) -> None:
    again = api.review(workspace, api.reports(workspace))
    assert api.findings_page(workspace, review) == api.findings_page(workspace, again)


def test_nothing_found_is_a_page_too(workspace: Workspace, review: Review) -> None:
    clean = replace(review.reports[1], told=())
    page = page_of(workspace, Review((clean,)))
    assert "没有发现问题" in words(page)
    assert not page.xpath("//form")


def test_every_area_of_checks_has_a_name() -> None:
    assert {area_of(code) for code in api.all_faults()} <= AREAS.keys()


def test_the_cell_of_the_imported_form_is_told(workspace: Workspace, review: Review) -> None:
    (report,) = [one for one in review.reports if one.id == SEED]
    for told in report.told:
        if told.finding.fact == "indicators.q2.actual":
            assert told.printed is not None
            assert f"原表位置 {told.printed}" in words(page_of(workspace, review))
            break
    else:
        raise AssertionError("the finding is not there")
