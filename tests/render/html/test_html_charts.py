"""Charts of a page: every figure is text and marked, the drawing follows the figures, faults name the line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import lxml.html
import pytest

from reportgen.base.errors import TemplateError
from reportgen.document.disclosure import FundRow, GradeBand, Totals
from reportgen.render.html import HTML
from reportgen.render.output import TemplateFinder
from tests.render.html.disclosures import a_disclosure, a_fact, a_page

Templates = Callable[..., TemplateFinder]
BANDS = (
    GradeBand("差", "0", "60"),
    GradeBand("中", "60", "80"),
    GradeBand("良", "80", "90"),
    GradeBand("优", "90", "100"),
)
BARS = '{{ chart("bar", "资金", funds, "label", ("initial", "executed"), alt="长度是金额") }}'
POINTS = '{{ chart("points", "得分", levels, "name", ("score", "weight"), within="indicators", alt="深色是得分") }}'
SCALE = '{{ chart("scale", "等级", bands, "label", ("lower", "upper"), at=totals.score, alt="色带是等级") }}'


def a_fund(id: str, initial: str, executed: str | None) -> FundRow:
    spent = None if executed is None else a_fact(f"funds.{id}.executed", executed, "元")
    return FundRow(id, f"项目{id}", a_fact(f"funds.{id}.initial", initial, "元"), None, spent, None, None, None)


def widths(element: lxml.html.HtmlElement) -> list[str]:
    return element.xpath(".//rect/@width")


def test_bars_are_as_long_as_their_figures_on_one_scale(templates: Templates) -> None:
    funds = (a_fund("a", "200.00", "50.00"), a_fund("b", "0.00", None), a_fund("c", "-5.00", "1.00"))
    page = a_page(a_disclosure(funds=funds), templates(BARS))
    assert widths(page) == ["100.00%", "25.00%", "0.50%"]
    texts = [item.text_content().split() for item in page.xpath("//ul/li/ul/li")]
    assert texts[:2] == [["年初预算数", "200.00"], ["全年执行数（B）", "50.00"]]
    assert texts[3] == ["全年执行数（B）", "—"]
    assert texts[4] == ["年初预算数", "-5.00"]


def test_points_are_drawn_as_a_part_of_what_could_be_reached(templates: Templates) -> None:
    page = a_page(a_disclosure(), templates(POINTS))
    assert [group.text for group in page.xpath("//ul[@class='bars']/li/span")] == ["产出指标", "效益指标"]
    (first, *_) = page.xpath("//ul/li/ul/li")
    assert first.text_content().split() == ["指标1", "10", "/", "10"]
    assert widths(first) == ["100.00%", "100.00%"]
    marked = page.xpath("//figure//@data-fact")
    assert marked[:3] == ["indicators.q1.name", "indicators.q1.score", "indicators.q1.weight"]


@pytest.mark.parametrize(
    ("score", "place", "anchor"), [("97", "97.00%", "end"), ("0", "0.00%", "start"), ("75.5", "75.50%", "middle")]
)
def test_the_mark_of_a_scale_stands_where_the_figure_is(
    templates: Templates, score: str, place: str, anchor: str
) -> None:
    totals = Totals(None, a_fact("totals.score", score, "分"))
    page = a_page(a_disclosure(bands=BANDS, totals=totals), templates(SCALE))
    (mark,) = page.xpath("//svg//text[@data-fact='totals.score']")
    assert (mark.text, mark.get("x"), mark.get("text-anchor")) == (score, place, anchor)
    assert widths(page) == ["60.00%", "20.00%", "10.00%", "10.00%"]
    assert [item.text_content() for item in page.xpath("//figure//li")] == [
        "差 0–60",
        "中 60–80",
        "良 80–90",
        "优 90–100",
    ]


def test_a_figure_beyond_the_scale_stays_at_its_end(templates: Templates) -> None:
    totals = Totals(None, replace(a_fact("totals.score", "104", "分"), value=Decimal(104)))
    page = a_page(a_disclosure(bands=BANDS, totals=totals), templates(SCALE))
    assert page.xpath("//text[@class='at']/@x") == ["100.00%"]


def test_every_drawing_is_hidden_from_who_listens_and_has_words_beside_it(templates: Templates) -> None:
    page = a_page(a_disclosure(bands=BANDS), templates(BARS + POINTS + SCALE))
    drawings = page.xpath("//svg[not(ancestor::svg)]")
    assert drawings
    assert all(drawing.get("aria-hidden") == "true" for drawing in drawings)
    assert [caption.text_content() for caption in page.iter("figcaption")] == [
        "资金 长度是金额", "得分 深色是得分", "等级 色带是等级"
    ]  # fmt: skip


def test_a_chart_of_nothing_prints_nothing(templates: Templates) -> None:
    nothing = a_disclosure(funds=(), levels=(), bands=(), totals=Totals(None, None))
    assert not a_page(nothing, templates("<p>x</p>" + BARS + POINTS + SCALE)).xpath("//figure")


def test_a_scale_without_a_figure_prints_nothing(templates: Templates) -> None:
    disclosure = a_disclosure(bands=BANDS, totals=Totals(None, None))
    assert not a_page(disclosure, templates("<p>x</p>" + SCALE)).xpath("//figure")


@pytest.mark.parametrize(
    "call",
    [
        'chart("pie", "甲", funds, "label", "initial", alt="乙")',
        'chart("bar", "甲", funds, "label", "initial")',
        'chart("bar", "甲", funds, "label", "initail", alt="乙")',
        'chart("bar", "甲", funds, "label", "label", alt="乙")',
        'chart("bar", "甲", grade, "label", "initial", alt="乙")',
        'chart("bar", "甲", funds, "label", (), alt="乙")',
        'chart("bar", "甲", funds, "label", "initial", alt="乙", names=("一", "二"))',
        'chart("points", "甲", funds, "label", "initial", alt="乙")',
        'chart("scale", "甲", funds, "label", ("initial", "rate"), at=totals.score, alt="乙")',
    ],
)
def test_what_no_chart_can_show_is_told_with_its_line(templates: Templates, call: str) -> None:
    with pytest.raises(TemplateError) as caught:
        HTML.prepare(templates("<p>\n{{ " + call + " }}</p>"))(a_disclosure())
    assert [(finding.code, finding.where.line) for finding in caught.value.findings] == [("HTM010", 2)]


def test_a_hostile_label_stays_text(templates: Templates) -> None:
    row = replace(a_fund("a", "1.00", "1.00"), label="</li><img src=x onerror=y>")
    page = a_page(a_disclosure(funds=(row,)), templates(BARS))
    assert not page.xpath("//img")
    assert page.xpath("//ul/li/span")[0].text == row.label
