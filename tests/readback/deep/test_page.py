"""A page as it stands on a site, with the site around it and without what a sanitizer strips, is proved by its text."""

from __future__ import annotations

import re
from pathlib import Path

import nh3
import pytest

from reportgen.readback.deep.run import find_on_page, page_text
from reportgen.readback.deep.source import Source
from tests.readback.deep.reports import built, source_of, workspace_of

KEPT = {
    "paste.html": {"h2", "p", "table", "caption", "tr", "th", "td", "tbody"},
    "report.html": {"h1", "h2", "h3", "h4", "h5", "p", "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td",
                    "ul", "ol", "li", "dl", "dt", "dd", "strong", "em", "s", "a", "sup", "pre", "code", "blockquote",
                    "img", "span", "div", "section"},
}  # fmt: skip
"""What the editor of a site keeps of each page."""
SITE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>某州人民政府</title>
<script>var a = "2023";</script>
<style>.x{{display:none}}</style></head><body><div class="top"><a href="/">首页</a> 2023年 12,345,678.00 None</div>
<table><tr><td><div class="nav">栏目</div></td><td><div class="content">{content}</div></td></tr></table>
<div class="footer">版权所有 undefined</div></body></html>"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Source, dict[str, str]]]:
    """What each page becomes on a site, by report and name of the page."""
    root = workspace_of(tmp_path_factory.mktemp("pages"))
    found = {}
    for name in ("plain", "rich", "long", "project", "hostile"):
        files = built(root, f"2024/{name}").files
        found[name] = (
            source_of(root, f"2024/{name}")[0],
            {page: on_a_site(files[page].decode("utf-8"), kept) for page, kept in KEPT.items()},
        )
    return found


def on_a_site(page: str, kept: set[str]) -> str:
    attributes = {"td": {"rowspan", "colspan"}, "th": {"rowspan", "colspan"}, "a": {"href"}, "img": {"alt", "src"}}
    main = re.search(r"<body.*</body>", page, re.DOTALL)
    assert main is not None
    clean = nh3.clean(
        main.group(), tags=kept, attributes=attributes, link_rel=None, clean_content_tags={"script", "svg"}
    )
    return SITE.format(charset="utf-8", content=clean)


@pytest.mark.parametrize("page", KEPT)
@pytest.mark.parametrize("report", ["plain", "rich", "long", "project", "hostile"])
def test_what_is_published_agrees(report: str, page: str, pages: dict[str, tuple[Source, dict[str, str]]]) -> None:
    source, texts = pages[report]
    assert "data-fact" not in texts[page]
    assert [f"{one.code} {one.message}" for one in find_on_page(source, texts[page], page)] == []


@pytest.mark.parametrize("page", KEPT)
@pytest.mark.parametrize(
    ("old", "new", "code", "fact"),
    [
        ("58,000.00", "58,001.00", "RBK010", "funds.personnel.executed"),
        ("示例县民政局", "示例县财政局", "RBK007", "form.department"),
        ("人员类项目", "人员类", "RBK011", None),
        ("困难群众基本生活得到保障", "困难群众生活得到保障", "RBK008", "results"),
        ("资金发放与核查同步进行。", "", "RBK008", "experience"),
        ("≥10次", "10次", "RBK010", "indicators.q1.target"),
    ],
)
def test_what_was_changed_on_the_site_is_told(
    page: str, old: str, new: str, code: str, fact: str | None, pages: dict[str, tuple[Source, dict[str, str]]]
) -> None:
    source, texts = pages["plain"]
    assert old in texts[page]
    found = find_on_page(source, texts[page].replace(old, new), "saved.html")
    assert (code, fact) in {(one.code, one.fact) for one in found}
    told = next(one for one in found if (one.code, one.fact) == (code, fact))
    assert told.where.file == "saved.html"
    assert {"expected", "found"} <= told.values.keys()


@pytest.mark.parametrize("page", KEPT)
def test_a_row_that_an_editor_lost_is_told(page: str, pages: dict[str, tuple[Source, dict[str, str]]]) -> None:
    source, texts = pages["plain"]
    cut = re.sub(r"<tr>\s*<th>运转类公用经费项目.*?</tr>", "", texts[page], flags=re.DOTALL)
    assert cut != texts[page]
    assert "RBK011" in {one.code for one in find_on_page(source, cut, page)}


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "gbk", "gb18030"])
def test_a_page_is_read_in_the_character_set_that_it_was_saved_in(charset: str) -> None:
    text = SITE.format(charset=charset, content="自评表")
    assert page_text(text.encode(charset)) == text
    assert page_text(text.replace(f' charset="{charset}"', "").encode(charset)).count("自评表") == 1


def test_a_page_of_another_report_does_not_pass(pages: dict[str, tuple[Source, dict[str, str]]]) -> None:
    for page in KEPT:
        assert find_on_page(pages["plain"][0], pages["long"][1][page], page)


def test_a_page_is_compared_by_the_command(tmp_path: Path) -> None:
    from tests.run import reportgen

    root = workspace_of(tmp_path, ("plain", "short"))
    page = root / "saved.html"
    files = built(root, "2024/plain").files
    page.write_text(on_a_site(files["paste.html"].decode("utf-8"), KEPT["paste.html"]), encoding="utf-8")
    run = reportgen("verify", "2024/plain", "--page", page, cwd=root)
    assert (run.code, run.out) == (0, "The page agrees: every figure, word and cell of the report stands on it.\n")
    assert reportgen("verify", "2024/short", "--page", page, cwd=root).code == 1
    for words in ((), ("2024/plain", "2024/short"), ("2024/plain", "--deep")):
        run = reportgen("verify", *words, "--page", page, cwd=root)
        assert run.code == 2
        assert run.out == ""
