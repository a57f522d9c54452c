"""What templates are given of a department: texts, dicts and lists, or facts in place of the form's figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from benchmarks.data import COLUMNS, GOALS, SCORED, Department
from reportgen.document.fact import Fact

LABELS = {
    "source": "资金来源", "initial": "年初预算数", "adjusted": "全年预算数（A）", "executed": "全年执行数（B）",
    "rate": "执行率", "level1": "一级指标", "level2": "二级指标", "name": "三级指标", "target": "年度指标值（A）",
    "actual": "实际完成值（B）", "weight": "分值", "score": "得分", "reason": "未完成原因分析", "total": "总分",
    "grade": "评价等级", "contact": "联系人", "filed": "填报日期", "department": "部门（单位）名称",
}  # fmt: skip
"""The words of the form, which templates print by name: a profile may change them."""


def runs(lead: str, text: str) -> list[dict[str, Any]]:
    """A list item as runs: a lead in bold, and the rest."""
    return [{"text": lead, "bold": True, "plain": False}, {"text": text, "bold": False, "plain": True}]


def context_of(department: Department) -> dict[str, Any]:
    """What a template of the engines prints of a department."""
    return {
        "labels": LABELS,
        "form": dict(department.form),
        "funds": [dict(fund) for fund in department.funds],
        "sections": [
            {"text": one.text, "points": [{"runs": runs(point.lead, f" {point.text}")} for point in one.points]}
            for one in department.sections
        ],
        "rows": list(with_merges(department.indicators)),
        **summed(department.indicators),
    }


def with_merges(indicators: Iterable[Mapping[str, str]]) -> Iterator[dict[str, Any]]:
    """The rows with what their merged cells hold; a label stands in the first row of its group alone."""
    above: tuple[str, str] | None = None
    for row in indicators:
        levels = row["level1"], row["level2"]
        first, second = above is None or above[0] != levels[0], above != levels
        above = levels
        yield {
            **row,
            "merge1": "restart" if first else "continue",
            "merge2": "restart" if second else "continue",
            "level1": levels[0] if first else "",
            "level2": levels[1] if second else "",
            "opens_level1": first,
            "opens_level2": second and not first,
            "opens_none": not second,
            "color": "FFF2CC" if row["reason"] else "FFFFFF",
        }


def summed(indicators: Iterable[Mapping[str, str]]) -> dict[str, Any]:
    """What is computed of the indicators: points by first level, and in all with those of the funds."""
    weights: dict[str, Decimal] = {}
    score = Decimal(SCORED["score"])
    for row in indicators:
        weights[row["level1"]] = weights.get(row["level1"], Decimal()) + Decimal(row["weight"])
        score += Decimal(row["score"])
    whole = sum(weights.values(), Decimal(SCORED["weight"]))
    return {
        "levels": [{"label": label, "weight": f"{weight:f}"} for label, weight in weights.items()],
        "totals": {"weight": f"{whole:f}", "score": f"{score:f}"},
        "grade": "优",
    }


def marked(context: Mapping[str, Any]) -> dict[str, Any]:
    """The context with a fact in place of every text that the form holds as one."""
    form = {key: _fact(f"form.{key}", text) for key, text in context["form"].items() if key in _FORM}
    return {
        **context,
        "form": {**context["form"], **form},
        "funds": [_facts(f"funds.{one['id']}", one, _AMOUNTS) for one in context["funds"]],
        "sections": [
            {**one, "text": _fact(f"goals.g{number}", one["text"])} if number <= GOALS else one
            for number, one in enumerate(context["sections"], start=1)
        ],
        "rows": [_facts(f"indicators.{one['id']}", one, COLUMNS[2:]) for one in context["rows"]],
        "levels": [
            _facts(f"levels.{id}", one, ("weight",)) for id, one in zip(_LEVELS, context["levels"], strict=True)
        ],
        "totals": _facts("totals", context["totals"], ("weight", "score")),
        "grade": _fact("conclusion.grade", context["grade"]),
    }


_FORM = ("department", "year", "filed", "contact")
_AMOUNTS = ("initial", "adjusted", "executed", *SCORED)
_LEVELS = ("output", "benefit", "satisfaction")


def _facts(id: str, row: Mapping[str, Any], columns: tuple[str, ...]) -> dict[str, Any]:
    return {**row, **{column: _fact(f"{id}.{column}", row[column]) for column in columns if row[column]}}


def _fact(id: str, text: str) -> Fact:
    return Fact(id, id, text, None, text)


def facts_of(value: Any) -> Iterator[Fact]:
    """Every fact in a marked context."""
    if isinstance(value, Fact):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from facts_of(item)
    elif isinstance(value, list):
        for item in value:
            yield from facts_of(item)


def flat(context: dict[str, Any]) -> dict[str, Any]:
    """A context of which the language MUSTACHE finds every name: those of form, labels and totals at the top."""
    labels = {f"label_{name}": text for name, text in context["labels"].items()}
    return {**context, **context["form"], **context["totals"], **labels}
