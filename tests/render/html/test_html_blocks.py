"""Narrative blocks as HTML."""

from __future__ import annotations

import pytest

from reportgen.document.blocks import (
    Block,
    Break,
    Code,
    Grid,
    Heading,
    Image,
    Inline,
    Link,
    ListBlock,
    Note,
    Paragraph,
    Picture,
    Quote,
    Reference,
    Rule,
    Span,
    Words,
)
from reportgen.render.html.blocks import prose_markup
from reportgen.render.html.faults import PrintError
from tests.render.html.disclosures import a_fact, a_section


def _html(*blocks: Block, level: int = 3) -> str:
    text = prose_markup(a_section(*blocks), "zh-CN", level)
    return text.removeprefix('<div class="prose">\n').removesuffix("</div>").replace("\n", "")


def _inline(*inlines: Inline) -> str:
    return _html(Paragraph(inlines)).removeprefix("<p>").removesuffix("</p>")


W = Words("甲<b>")
T = "甲&lt;b&gt;"


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (Paragraph((W,)), f"<p>{T}</p>"),
        (ListBlock(((Paragraph((W,)),), (Paragraph((W,)), Rule()))), f"<ul><li>{T}</li><li><p>{T}</p><hr></li></ul>"),
        (ListBlock(((Paragraph((W,)),),), 1), f"<ol><li>{T}</li></ol>"),
        (ListBlock(((Paragraph((W,)),),), 0), f'<ol start="0"><li>{T}</li></ol>'),
        (Quote((Paragraph((W,)),)), f"<blockquote><p>{T}</p></blockquote>"),
        (Code("<pre>"), "<pre><code>&lt;pre&gt;</code></pre>"),
        (Rule(), "<hr>"),
    ],
    ids=lambda value: type(value).__name__ if not isinstance(value, str) else None,
)
def test_blocks(block: Block, expected: str) -> None:
    assert _html(block) == expected


@pytest.mark.parametrize(
    ("inline", "expected"),
    [
        (Span("strong", (W,)), f"<strong>{T}</strong>"),
        (Span("emphasis", (W,)), f"<em>{T}</em>"),
        (Span("strike", (W,)), f"<s>{T}</s>"),
        (Span("code", (W,)), f"<code>{T}</code>"),
        (Break(), "<br>"),
        (
            Picture("a.png", '甲<b>"', image=Image("png", 3, 2, b"dots")),
            f'<img src="data:image/png;base64,ZG90cw==" alt="{T}&#34;" width="3" height="2">',
        ),
        (a_fact("goals.g1", "甲<b>"), f'<data value="{T}" data-fact="goals.g1">{T}</data>'),
        (Link("https://a.cn/?a=1&b='", (W,)), f'<a href="https://a.cn/?a=1&amp;b=&#39;">{T}</a>'),
        (Link("mailto:a@b.cn", (W,)), f'<a href="mailto:a@b.cn">{T}</a>'),
        (Link("#results", (W,)), f'<a href="#results">{T}</a>'),
        (Link("https://a.cn", (Link("https://b.cn", (W,)),)), f'<a href="https://a.cn">{T}</a>'),
    ],
)
def test_inlines(inline: Inline, expected: str) -> None:
    assert _inline(inline) == expected


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:1",
        " javascript:1",
        "data:text/html,x",
        "vbscript:x",
        "file:///x",
        "ms-word:x",
        "a.pdf",
        "//a.cn",
        "",
    ],
)
def test_any_other_link_is_text(target: str) -> None:
    assert _inline(Link(target, (W,))) == T


def test_a_table_names_its_columns_and_can_be_scrolled_from_the_keyboard() -> None:
    grid = Grid(((W,), (), (Words("数"),)), (((W,), (), (Words("1"),)),), (None, "center", "right"))
    assert _html(grid) == (
        f'<div class="scroll" role="group" aria-label="{T} 数" tabindex="0"><table>'
        f'<thead><tr><th scope="col">{T}</th><td class="center"></td><th scope="col" class="right">数</th></tr></thead>'
        f'<tbody><tr><td>{T}</td><td class="center"></td><td class="right">1</td></tr></tbody></table></div>'
    )


def test_headings_begin_at_the_level_of_the_page_and_skip_none() -> None:
    html = _html(*(Heading(level, (Words(str(level)),)) for level in (2, 5, 6, 3, 1)), level=4)
    assert html == "<h4>2</h4><h5>5</h5><h6>6</h6><h5>3</h5><h4>1</h4>"


def test_footnotes_stand_at_the_end_with_a_way_back_from_each() -> None:
    inner = Note(2, (Paragraph((Words("乙"),)),))
    note = Note(1, (Paragraph((Words("甲"), inner)),))
    html = _html(Paragraph((note, Words("。"), note)))
    assert html.startswith(
        '<p><sup><a id="results-ref-1" href="#results-note-1" role="doc-noteref">[1]</a></sup>。'
        '<sup><a id="results-ref-1-2" href="#results-note-1" role="doc-noteref">[1]</a></sup></p><ol class="notes">'
    )
    assert html.count("<li id=") == 2
    assert 'href="#results-ref-1-2" role="doc-backlink"' in html
    assert 'href="#results-ref-2" role="doc-backlink"' in html


def test_a_footnote_inside_a_link_is_no_second_link() -> None:
    html = _inline(Link("https://a.cn", (W, Note(1, (Paragraph((W,)),)))))
    assert html.startswith(f'<a href="https://a.cn">{T}<sup id="results-ref-1">[1]</sup></a>')


def test_a_reference_that_nobody_resolved_is_never_printed() -> None:
    with pytest.raises(PrintError):
        _inline(Reference("funds.nothing", ()))


def test_no_section_is_nothing() -> None:
    assert prose_markup(None, "zh-CN", 3) == ""
