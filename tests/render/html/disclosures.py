"""A disclosure built by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import lxml.html

from reportgen.document.blocks import Block
from reportgen.document.disclosure import (
    Disclosure,
    FundRow,
    GoalRow,
    Head,
    IndicatorRow,
    Level1Group,
    Level2Group,
    Prose,
    Totals,
)
from reportgen.document.fact import Fact
from reportgen.load.profile import load_profile
from reportgen.render.html import HTML
from reportgen.render.output import TemplateFinder

DEFAULT = Path(__file__).parents[3] / "templates" / "default"


def a_fact(id: str, value: str, unit: str | None = None) -> Fact:
    return Fact(id, id, Decimal(value.replace(",", "")) if unit else value, unit, value)


def a_section(*blocks: Block, name: str = "results", label: str = "取得成效", language: str = "zh-CN") -> Prose:
    return Prose(name, label, blocks, language)


def an_indicator(number: int, level1: str, level2: str, **texts: str) -> IndicatorRow:
    id = f"indicators.q{number}"
    cells: dict[str, Any] = dict.fromkeys(("target", "actual", "reason"))
    cells |= {column: a_fact(f"{id}.{column}", text) for column, text in texts.items() if column != "name"}
    points = {column: a_fact(f"{id}.{column}", "10", "分") for column in ("weight", "score")}
    name = a_fact(f"{id}.name", texts.get("name", f"指标{number}"))
    return IndicatorRow(f"q{number}", level1, level2, name=name, **cells, **points)


def _labels() -> Mapping[str, str]:
    profile = load_profile("national-2020")
    assert profile is not None
    return profile.columns


def _levels() -> tuple[Level1Group, ...]:
    output = (
        Level2Group(
            "数量指标",
            (
                an_indicator(1, "产出指标", "数量指标", target="≥6次", actual="6次"),
                an_indicator(2, "产出指标", "数量指标"),
            ),
        ),
        Level2Group("成本指标", (an_indicator(3, "产出指标", "成本指标", target="=100%", reason="已\n调整"),)),
    )
    benefit = (Level2Group("社会效益指标", (an_indicator(4, "效益指标", "社会效益指标"),)),)
    return (
        Level1Group("output", "产出指标", a_fact("levels.output.weight", "30", "分"), output),
        Level1Group("benefit", "效益指标", a_fact("levels.benefit.weight", "10", "分"), benefit),
    )


def a_disclosure(**changes: Any) -> Disclosure:
    """A small department's disclosure; `changes` replace whole fields of it."""
    amounts = {
        column: a_fact(f"funds.total.{column}", "60,704,518.55", "元") for column in ("initial", "adjusted", "executed")
    }
    total = FundRow(
        "total",
        "资金总额",
        **amounts,
        rate=Fact("funds.total.rate", "执行率", Decimal("100.00"), "%", "100.00%"),
        weight=a_fact("funds.total.weight", "10", "分"),
        score=a_fact("funds.total.score", "10", "分"),
    )
    personnel = FundRow("personnel", "人员类项目", a_fact("funds.personnel.initial", "7.00", "元"), *[None] * 5)
    disclosure = Disclosure(
        report="2024/somewhere",
        language="zh-CN",
        form=Head(
            title="部门整体支出绩效自评表",
            kind="department",
            unit="元",
            department=a_fact("form.department", "某某州民政局"),
            year=a_fact("form.year", "2024"),
            project=None,
            filed=Fact("form.filed", "填报日期", "2025-01-15", None, "2025年1月15日"),
            contact=a_fact("form.contact", "张弘"),
        ),
        labels=_labels(),
        blank="—",
        funds=(total, personnel),
        goals=(GoalRow("g1", a_fact("goals.g1", "保持前列"), None),),
        preamble=None,
        levels=_levels(),
        totals=Totals(a_fact("totals.weight", "50", "分"), a_fact("totals.score", "50", "分")),
        grade=a_fact("conclusion.grade", "优"),
        sections=(),
    )
    return replace(disclosure, **changes)


def default_templates(name: str) -> Path:
    return DEFAULT / name


def a_page(disclosure: Disclosure, finder: TemplateFinder = default_templates) -> lxml.html.HtmlElement:
    """The page of `disclosure`, parsed."""
    return lxml.html.document_fromstring(HTML.prepare(finder)(disclosure)["report.html"].decode())
