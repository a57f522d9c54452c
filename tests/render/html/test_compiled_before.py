"""A page whose templates were compiled before is the same page, and is compiled again where anything is another."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.base.cache import FOLDER
from reportgen.base.errors import TemplateError
from reportgen.filters.filter import TemplateFilter, filters, use_own_filters
from reportgen.render.html import compiling
from reportgen.render.html.page import PASTE, PageTemplate
from reportgen.render.output import Pieces

PAGE = """\
<!doctype html>
<html lang="zh"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{{ policy }}">
<title>{{ title }}</title><style>{{ stylesheet() }}</style></head>
<body>
{# block:head #}
<h1 title="{{ title }}">{{ title }}</h1>
{# end:head #}
<p><a href="{{ link }}">{{ link }}</a></p>
</body></html>
"""
GIVEN = {"title": "甲 < 乙", "link": "report.html"}


@pytest.fixture(autouse=True)
def compiled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was compiled, by what it is told of as; nothing was before."""
    monkeypatch.setenv(FOLDER, str(tmp_path / "kept"))
    told: list[str] = []
    compile = compiling.compiled_page

    def noted(sources, names, environment, only):  # type: ignore[no-untyped-def]
        told.append(sources.template.told)
        return compile(sources, names, environment, only)

    monkeypatch.setattr(compiling, "compiled_page", noted)
    return told


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "templates" / "own"
    (folder / "blocks").mkdir(parents=True)
    (folder / "page.html.j2").write_text(PAGE, "utf-8")
    (folder / PASTE).write_text("<p>{{ title }}</p>\n", "utf-8")
    (folder / "style.css").write_text("h1 { color: #111 }\n", "utf-8")
    (folder / "blocks/head.html.j2").write_text("<h2>{{ title }}</h2>\n", "utf-8")
    return folder


def page(folder: Path, pieces: Pieces | None = None, name: str = "page.html.j2", names: tuple[str, ...] = ()) -> bytes:
    return PageTemplate(folder.joinpath, name, (*GIVEN, *names), pieces or {}).render(GIVEN)


def test_a_page_compiled_before_is_the_same(folder: Path, compiled: list[str]) -> None:
    first = page(folder)
    assert "甲 &lt; 乙".encode() in first
    assert b"style-src &#39;sha256-" in first
    assert page(folder) == first
    assert compiled == ["templates/own/page.html.j2"]


def test_whatever_a_page_is_made_from_is_another_entry(folder: Path, compiled: list[str]) -> None:
    """The template, a block, a style sheet, the names, and that it is to be pasted."""
    head = {"blocks/head.html.j2": (folder / "blocks/head.html.j2",)}
    seen = [page(folder), page(folder, head)]
    assert seen[0] != seen[1]
    (folder / "blocks/head.html.j2").write_text("<h3>{{ title }}</h3>\n", "utf-8")
    seen.append(page(folder, head))
    (folder / "style.css").write_text("h1 { color: #222 }\n", "utf-8")
    seen.append(page(folder))
    (folder / "page.html.j2").write_text(PAGE.replace("<p>", "<p> "), "utf-8")
    seen.append(page(folder))
    assert len(set(seen)) == len(seen) == len(compiled)
    assert page(folder, names=("more",)) == seen[-1]
    assert len(compiled) == len(seen) + 1


def test_what_is_pasted_is_held_to_its_own_rules_though_the_text_is_the_same(folder: Path) -> None:
    (folder / "page.html.j2").write_text("<dl>{{ title }}</dl>\n", "utf-8")
    (folder / PASTE).write_text("<dl>{{ title }}</dl>\n", "utf-8")
    assert page(folder)
    with pytest.raises(TemplateError, match=r"paste\.html\.j2"):
        page(folder, name=PASTE)


def test_a_fault_is_told_every_time(folder: Path, compiled: list[str]) -> None:
    (folder / "page.html.j2").write_text(PAGE.replace("{{ link }}</a>", "{{ nothing }}</a>"), "utf-8")
    for _ in range(2):
        with pytest.raises(TemplateError, match="nothing"):
            page(folder)
    assert len(compiled) == 2


def test_what_cannot_be_printed_is_told_with_its_line_all_the_same(folder: Path) -> None:
    template = [PageTemplate(folder.joinpath, "page.html.j2", GIVEN) for _ in range(2)]
    for one in template:
        with pytest.raises(TemplateError) as caught:
            one.render({**GIVEN, "link": "javascript:alert(1)"})
        assert [finding.where.line for finding in caught.value.findings] == [9]


def test_what_a_workspace_computes_itself_is_not_kept(folder: Path, compiled: list[str]) -> None:
    """Its filters are code that no fingerprint of the program covers."""
    (folder / "page.html.j2").write_text(PAGE.replace("{{ link }}</a>", "{{ link | loud }}</a>"), "utf-8")
    try:
        for sign in "!?":
            use_own_filters({"loud": TemplateFilter("loud", lambda value, sign=sign: f"{value}{sign}", "")})
            assert "loud" in filters()
            assert f"report.html{sign}</a>".encode() in page(folder)
    finally:
        use_own_filters({})
    assert len(compiled) == 2
