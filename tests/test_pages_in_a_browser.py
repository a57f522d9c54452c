"""The pages of a build as people meet them: in a browser, on a phone, on paper, by ear, and under a strict policy."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from reportgen.batch.index import totals_of
from reportgen.compose.disclosure import compose
from reportgen.document.disclosure import Correction
from reportgen.document.listing import IndexEntry, PackageEntry
from reportgen.load.report import load_report
from reportgen.load.workspace import Workspace, find_workspace
from reportgen.render.html import HTML
from reportgen.render.html.index import render_index
from tests.packages import a_package, a_workspace
from tests.release.pages import pages as pages_of_releases
from tests.run import SEED, reportgen, seed_workspace

pytestmark = pytest.mark.browser

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
"""The rules of WCAG 2.2, levels A and AA."""
PAGES = ["report.html", "paste.html", "corrected.html", "long.html", "index.html", "many.html", "findings.html",
         "notice.html", "diff.html", "overview.html", "package.html", "builds.html"]  # fmt: skip
WIDTHS = [1280, 800, 320]
NARROW = ["report.html", "index.html", "findings.html", "diff.html"]
"""The pages that are laid out anew on a phone."""
LIKE_OTHERS = ["corrected.html", "long.html", "many.html", "package.html"]
"""The pages that templates of other pages make: axe looks at them in the soak, as at every page in every width."""
ROWS, ROWS_OF_THE_SOAK = 12, 60
"""So many rows of each table and items of each list axe looks at: it takes a second for every forty."""
CUT = "most => document.querySelectorAll(`:is(tbody > tr, li):nth-child(n + ${most + 1})`).forEach(one => one.remove())"
MANY = 3_000
MOST_BYTES = 1_300
"""So many bytes an index takes for each report, at the most."""
STEP = 200
"""So many rows the page shows before it is asked for more."""
MOST_MILLISECONDS = 1_000
"""So long filtering or sorting 3,000 reports may take on a busy machine; a quiet one takes a tenth of it."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from tests.browser import a_browser

    with a_browser() as started:
        yield started


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seed's pages and findings, one that corrects another, a long one, indexes, of releases, builds, a package."""
    workspace = tmp_path_factory.mktemp("workspace")
    report = seed_workspace(workspace)
    folder = workspace / "build"
    compared = the_builds(workspace, report / "results.md")
    (folder / "builds.html").write_bytes(compared)
    for name in ("report.html", "paste.html"):
        shutil.copy(folder / SEED / name, folder / name)
    (folder / "findings.html").write_bytes(the_findings(workspace))
    found = find_workspace(workspace)
    correction = Correction("correction", "2025年3月1日", "全年执行数录入有误", "1")
    (folder / "corrected.html").write_bytes(the_page(found, version="2", correction=correction))
    long = "# 标题\n\n" + "| 很长的表头 | 乙 |\n|---|---|\n" + "| 52,245,328.60 | 文字 |\n" * 60 + "\n"
    long += (
        "[链接](https://example.cn/a) `代码` "
        + "长" * 300
        + "abcdefghij" * 40
        + "\n\n1. 甲\n2. 乙\n\n> 引文[^1]\n\n[^1]: 脚注\n"
    )
    (report / "results.md").write_text(long, encoding="utf-8")
    (folder / "long.html").write_bytes(the_page(find_workspace(workspace)))
    packages = a_workspace(tmp_path_factory.mktemp("packages"))
    (folder / "package.html").write_bytes(a_package(packages, "html").files["package.html"])
    (folder / "many.html").write_bytes(an_index_of_many(found))
    for name, page in pages_of_releases().items():
        (folder / name).write_bytes(page)
    return folder


def the_builds(folder: Path, text: Path) -> bytes:
    """The page that shows what is built now beside a build of another `text`, drawn pages and all; in Chinese."""
    kept = text.read_bytes()
    text.write_text(f"{kept.decode()}\n\n这一段后来删去。\n", "utf-8")
    assert reportgen("build", "--format", "docx,html,pdf", cwd=folder).code == 0
    (folder / "build").rename(folder / "before")
    text.write_bytes(kept)
    assert reportgen("build", cwd=folder).code == 0
    run = reportgen("--lang", "zh", "diff", "--before", "before", "--format", "html", "-o", "builds.html", cwd=folder)
    assert run.code == 1
    page = (folder / "builds.html").read_bytes()
    assert "这一段后来删去" in page.decode()
    assert b"<img" in page
    return page


def the_findings(folder: Path) -> bytes:
    """Of the seed with a waiver, and of a report that cannot be read; in Chinese."""
    form = folder / "content" / SEED / "evaluation.yaml"
    kept = form.read_text("utf-8")
    waiver = '{code: TOT003, fact: totals.weight, value: "90", print: stated, reason: 与系统审定表一致, by: 张弘}'
    form.write_text(f"{kept}waivers:\n  - {waiver}\n", "utf-8")
    broken = folder / "content/2024/broken/evaluation.yaml"
    broken.parent.mkdir()
    broken.write_text("schema: 1\nform: {filed: 20250230}\n", "utf-8")
    run = reportgen("--lang", "zh", "check", "--format", "html", "-o", "findings.html", cwd=folder)
    assert run.code == 1
    form.write_text(kept, "utf-8")
    shutil.rmtree(broken.parent)
    return (folder / "findings.html").read_bytes()


def the_page(workspace: Workspace, **changes: Any) -> bytes:
    loaded = load_report(workspace, SEED)
    disclosure = replace(compose(SEED, loaded.assessment, loaded.narrative), **changes)
    return HTML.prepare(workspace.chain.find)(disclosure)["report.html"]


def an_index_of_many(workspace: Workspace) -> bytes:
    entries = [
        IndexEntry(
            report=f"{2023 + number % 2}/unit-{number}",
            department=f"示例州第{number}民政事务管理局",
            project=f"第{number}号项目" if number % 10 == 9 else None,
            year=str(2023 + number % 2),
            title="部门整体支出绩效自评表",
            score=f"{60 + number % 40}",
            grade="中良优"[number % 3],
            executed=f"{number * 7919 % 10_007}.00元",
            links=tuple((name, f"{2023 + number % 2}/unit-{number}/report.{name}") for name in ("html", "docx", "pdf")),
            amount=f"{number * 7919 % 10_007}.00",
        )
        for number in range(MANY)
    ]
    packages = [
        PackageEntry(
            f"{year}/bound",
            f"示例州{year}年度绩效自评材料",
            (f"{year}/unit-0", f"{year}/unit-1"),
            tuple((name, f"{year}/bound/package.{name}") for name in ("html", "docx", "pdf")),
        )
        for year in ("2023", "2024")
    ]
    made = render_index(workspace.chain.find, entries, "绩效自评公开", totals=totals_of(entries), packages=packages)
    return b"".join(made)


def opened(browser: Any, file: Path, width: int = 1280, **options: Any) -> Any:
    from tests.browser import opened

    return opened(browser, file, width, **options)


@pytest.mark.parametrize(
    ("name", "width", "rows"),
    [
        *((name, 320 if name in NARROW else 1280, ROWS) for name in PAGES if name not in LIKE_OTHERS),
        *(pytest.param(name, width, ROWS_OF_THE_SOAK, marks=pytest.mark.soak) for name in PAGES for width in WIDTHS),
    ],
)
def test_axe_finds_nothing(name: str, width: int, rows: int, browser: Any, pages: Path) -> None:
    """Beside WCAG 2.2 AA axe's own advice is kept, but by what is pasted under the heading of another page."""
    from axe_playwright_python.sync_playwright import Axe

    page = opened(browser, pages / name, width).page
    page.evaluate(CUT, rows)
    for details in page.locator("summary").all():
        details.click()
    rules = WCAG if name == "paste.html" else [*WCAG, "best-practice"]
    answer = Axe().run(page, options={"runOnly": rules}).response
    assert len(answer["passes"]) > 10
    assert [(one["id"], one["nodes"][0]["html"]) for one in answer["violations"]] == []
    page.close()


@pytest.mark.parametrize("name", PAGES)
def test_the_page_asks_for_nothing_and_never_scrolls_sideways(name: str, browser: Any, pages: Path) -> None:
    heard = opened(browser, pages / name)
    for width in WIDTHS:
        heard.page.set_viewport_size({"width": width, "height": 900})
        assert heard.page.evaluate("document.documentElement.scrollWidth") == width
    assert heard.requests == []
    assert heard.complaints == []
    heard.page.close()


@pytest.mark.parametrize("name", ["report.html", "paste.html", "index.html", "findings.html"])
def test_under_the_strictest_policy_of_a_site_all_words_are_still_there(name: str, browser: Any, pages: Path) -> None:
    """Neither style nor script may be used: what is left must be whole."""
    from tests.browser import served

    heard = served(browser, pages / name, "default-src 'none'")
    assert heard.requests == []
    source = html.document_fromstring((pages / name).read_bytes().decode("utf-8"))
    for element in source.xpath("//*[@hidden] | //script | //style | //details/dl | //svg"):
        element.drop_tree()
    shown = "".join(heard.page.inner_text("body").split())
    for element in source.iter("h1", "h2", "h3", "p", "th", "td", "dd", "caption"):
        assert "".join(element.text_content().split()) in shown
    heard.page.close()


def test_under_the_policy_that_the_manual_gives_everything_works(browser: Any, pages: Path) -> None:
    from tests.browser import served

    manual = (Path(__file__).parents[1] / "docs" / "templates-html.md").read_text(encoding="utf-8")
    (policy,) = re.findall(r"^Content-Security-Policy: (.*)$", manual, re.MULTILINE)
    assert "unsafe-eval" not in policy
    heard = served(browser, pages / "index.html", policy)
    assert heard.complaints == []
    assert heard.page.locator("#find").is_visible()
    assert heard.page.locator("h1").evaluate("one => getComputedStyle(one).textAlign") == "center"
    heard.page.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_the_form_stays_a_table_for_who_listens(width: int, browser: Any, pages: Path) -> None:
    page = opened(browser, pages / "report.html", width).page
    tree = page.locator("#indicators table").aria_snapshot()
    assert tree.startswith('- table "')
    assert tree.count("columnheader") == 8
    assert tree.count("- row ") == len(page.locator("#indicators tr").all())
    assert "rowheader" in tree
    page.close()


def test_the_first_key_leads_to_the_text(browser: Any, pages: Path) -> None:
    page = opened(browser, pages / "report.html").page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "跳到正文"
    assert page.locator(".skip").bounding_box()["x"] >= 0
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")
    page.close()


def test_on_paper_the_page_is_a4_and_hides_what_only_a_screen_can_use(browser: Any, pages: Path) -> None:
    page = opened(browser, pages / "report.html").page
    page.emulate_media(media="print")
    for name in (".skip", ".contents", ".terms", ".facts .screen"):
        assert not page.locator(name).is_visible()
    data = page.pdf(prefer_css_page_size=True)
    width, height = map(float, re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", data).groups())
    assert (round(width), round(height)) == (595, 842)
    page.close()


def test_the_button_copies_what_an_editor_keeps(browser: Any, pages: Path) -> None:
    heard = opened(browser, pages / "paste.html")
    page = heard.page
    page.evaluate("""() => {
        const set = DataTransfer.prototype.setData;
        window.copied = {};
        DataTransfer.prototype.setData = function (kind, text) {
            window.copied[kind] = text;
            set.call(this, kind, text);
        };
    }""")
    page.get_by_role("button", name="复制全文").click()
    assert "已复制" in page.get_by_role("status").inner_text()
    copied = page.evaluate("window.copied")
    root = html.fragment_fromstring(copied["text/html"], create_parent="div")
    assert {element.tag for element in root.iterdescendants()} == {"h2", "p", "table", "caption", "tr", "th", "td"}
    assert "60,704,518.55" in copied["text/plain"]
    assert heard.complaints == []
    page.close()


def test_without_script_there_is_no_button_and_everything_else(browser: Any, pages: Path) -> None:
    page = opened(browser, pages / "paste.html", java_script_enabled=False).page
    assert page.locator("button").count() == 0
    assert "60,704,518.55" in page.inner_text("main")
    page = opened(browser, pages / "many.html", java_script_enabled=False).page
    assert not page.locator("#find").is_visible()
    assert page.locator(".reports tbody tr").count() == MANY
    page.close()


def shown(page: Any) -> int:
    return int(
        page.evaluate("[...document.querySelectorAll('.reports tbody tr')].filter(row => row.offsetHeight).length")
    )


def count_told(page: Any, expected: int) -> None:
    from playwright.sync_api import expect

    expect(page.locator("#shown")).to_have_text(str(expected))


def test_an_index_of_three_thousand_is_small_enough(pages: Path) -> None:
    assert (pages / "many.html").stat().st_size < MANY * MOST_BYTES


@pytest.mark.parametrize("width", [1280, pytest.param(320, marks=pytest.mark.soak)])
def test_three_thousand_reports_are_searched_and_filtered_together(width: int, browser: Any, pages: Path) -> None:
    page = opened(browser, pages / "many.html", width).page
    assert shown(page) == STEP
    page.get_by_label("查找").fill("第29")
    assert shown(page) == sum("第29" in f"第{number}" for number in range(MANY))
    page.locator("[name=grade]").select_option("优")
    page.locator("[name=year]").select_option("2024")
    page.locator("[name=from]").fill("70")
    page.locator("[name=to]").fill("79")
    wanted = [
        number
        for number in range(MANY)
        if "第29" in f"第{number}" and number % 3 == 2 and number % 2 == 1 and 10 <= number % 40 <= 19
    ]
    assert shown(page) == len(wanted) > 0
    count_told(page, len(wanted))
    assert page.get_by_role("status").inner_text() == f"符合条件的{len(wanted)}份，共{MANY}份"
    page.get_by_role("button", name="全部显示").click()
    count_told(page, MANY)
    page.get_by_role("button", name="再显示一些").click()
    assert shown(page) == 2 * STEP
    page.get_by_label("查找").fill("没有这样的")
    count_told(page, 0)
    page.close()


SHOWN = "[...document.querySelectorAll('.findings > li')].filter(one => one.offsetHeight).length"


def findings_shown(page: Any, wanted: int) -> bool:
    """Waits, as a reader would, until so many findings are shown: a page filters a moment after it is asked to."""
    page.wait_for_function(f"wanted => {SHOWN} === wanted", arg=wanted, timeout=10_000)
    return True


@pytest.mark.parametrize("width", [1280, 320])
def test_findings_are_filtered_by_department_severity_and_area(width: int, browser: Any, pages: Path) -> None:
    heard = opened(browser, pages / "findings.html", width)
    page = heard.page
    every = page.locator(".findings > li").count()
    assert findings_shown(page, every)
    page.get_by_label("级别").select_option("error")
    errors = page.locator("li.error").count()
    assert 0 < errors < every and findings_shown(page, errors)
    page.get_by_label("方面").select_option("goals")
    goals = page.locator("li.error[data-area=goals]").count()
    assert goals and findings_shown(page, goals)
    count_told(page, goals)
    assert page.locator("section.told:visible").count() == 1
    page.get_by_role("link", name="2024/broken").click()
    assert findings_shown(page, every)
    page.get_by_label("查找").fill("黔南 28个")
    assert findings_shown(page, 1)
    page.get_by_role("button", name="全部显示").click()
    assert findings_shown(page, every)
    count_told(page, page.locator(".findings:not(.waived) > li").count())
    assert heard.complaints == []
    page.close()


def test_without_script_every_finding_is_there_and_no_filter(browser: Any, pages: Path) -> None:
    page = opened(browser, pages / "findings.html", java_script_enabled=False).page
    every = page.locator(".findings > li").count()
    assert every > 20 and findings_shown(page, every)
    assert not page.locator("#find").is_visible()
    page.close()


def test_on_paper_each_department_has_pages_of_its_own(browser: Any, pages: Path) -> None:
    page = opened(browser, pages / "findings.html").page
    page.emulate_media(media="print")
    assert not page.locator("#find").is_visible()
    breaks = page.evaluate("[...document.querySelectorAll('.told')].map(one => getComputedStyle(one).breakBefore)")
    assert breaks == ["page", "page"]
    page.close()


@pytest.mark.soak
def test_three_thousand_reports_are_sorted_by_a_heading(browser: Any, pages: Path) -> None:
    page = opened(browser, pages / "many.html").page
    head = page.locator("thead th", has_text="全年执行数")
    assert head.get_attribute("aria-sort") == "none"

    def amounts() -> list[float]:
        values: list[str] = page.evaluate("[...document.querySelectorAll('tbody data')].map(one => one.value)")
        return [float(value) for value in values]

    head.get_by_role("button").click()
    assert head.get_attribute("aria-sort") == "ascending"
    assert amounts() == sorted(amounts())
    head.get_by_role("button").press("Enter")
    assert head.get_attribute("aria-sort") == "descending"
    assert amounts() == sorted(amounts(), reverse=True)
    page.locator("[name=order]").select_option(label="部门（单位） ↑")
    assert head.get_attribute("aria-sort") == "none"
    names: list[str] = page.evaluate("[...document.querySelectorAll('tbody th')].map(one => one.textContent)")
    assert names[:3] == [f"示例州第{number}民政事务管理局" for number in range(3)]
    page.close()


def test_the_list_answers_at_once(browser: Any, pages: Path) -> None:
    page = opened(browser, pages / "many.html").page
    typed = """text => { const field = document.getElementById('find').elements.words, start = performance.now();
        field.value = text; field.dispatchEvent(new Event('input', {bubbles: true})); document.body.offsetHeight;
        return performance.now() - start }"""
    sorting = """() => { const start = performance.now(); document.querySelector('thead button').click();
        document.body.offsetHeight; return performance.now() - start }"""
    taken = [page.evaluate(typed, text) for text in ("第1", "第2999", "")] + [page.evaluate(sorting)]
    assert max(taken) < MOST_MILLISECONDS, taken
    page.close()


def test_linked_data_are_read_as_data(browser: Any, pages: Path) -> None:
    page = opened(browser, pages / "report.html").page
    text = page.evaluate("document.querySelector('script[type=\"application/ld+json\"]').textContent")
    assert json.loads(text)["@type"] == "Report"
    page.close()
