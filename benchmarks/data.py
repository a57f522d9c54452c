"""Seeded departments of the shape that is published: what a benchmark renders. Every text is made up."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from reportgen.document.fact import Fact

_GROUPS = (
    ("产出指标", "数量指标", 8, 4),
    ("产出指标", "质量指标", 2, 3),
    ("产出指标", "时效指标", 1, 3),
    ("产出指标", "成本指标", 3, 3),
    ("效益指标", "社会效益指标", 3, 10),
    ("满意度指标", "满意度指标", 1, 10),
)
"""First and second level, how many of 18 indicators stand there, the points of each."""

ROWS = sum(count for _, _, count, _ in _GROUPS)
_FUNDS = (
    ("personnel", "人员类项目"),
    ("operating", "运转类公用经费项目"),
    ("other_operating", "其他运转类"),
    ("targeted", "特定目标类项目"),
)
_PLACES = ("青山", "白水", "云溪", "石桥", "长岭", "东坪", "南浦", "西川", "北塘", "清河")
_OFFICES = ("民政局", "水务局", "农业农村局", "教育局", "卫生健康局", "交通运输局", "文化和旅游局", "林业局")
_VERBS = ("完善", "推进", "规范", "提升", "加强", "落实", "健全", "优化", "统筹", "巩固")
_MATTERS = (
    "基层服务网络",
    "困难群众救助",
    "设施提质改造",
    "专业人才培训",
    "数据共享平台",
    "日常监督检查",
    "应急处置预案",
)
_RESULTS = ("服务覆盖面持续扩大", "办理时限明显缩短", "群众满意程度提高", "管理制度更加规范", "资金使用效益显现")
GOALS, CLOSINGS = 4, ("results", "experience", "next-steps")


@dataclass(frozen=True, slots=True)
class Point:
    """A list item of narrative: its lead in bold, and the rest."""

    lead: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """A paragraph of narrative and the list below it."""

    text: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Department:
    """One report's content as it would be typed: 5 lines of funds, 7 paragraphs, 14 list items, `rows` indicators."""

    form: Mapping[str, str]
    funds: tuple[Mapping[str, str], ...]
    sections: tuple[Section, ...]
    indicators: tuple[Mapping[str, str], ...]

    def evaluation(self) -> str:
        """Its evaluation.yaml."""
        form = ", ".join(f"{key}: {self.form[key]}" for key in ("department", "year", "unit", "filed", "contact"))
        lines = ["schema: 1", "profile: guizhou-2024"]
        lines += [f"form: {{kind: department, stage: evaluation, {form}}}", "funds:"]
        for fund in self.funds:
            amounts = ", ".join(f'{key}: "{fund[key]}"' for key in ("initial", "adjusted", "executed"))
            lines.append(f"  - {{id: {fund['id']}, label: {fund['label']}, {amounts}}}")
        lines.append("goals:")
        lines += [f'  - {{id: g{number}, text: "{one.text}"}}' for number, one in self._goals()]
        lines.append("indicators:")
        for row in self.indicators:
            lines.append("  - " + "\n    ".join(f'{key}: "{row[key]}"' for key in ("id", *COLUMNS)))
        return "\n".join([*lines, "conclusion: {grade: 优}", ""])

    def _goals(self) -> Iterator[tuple[int, Section]]:
        return enumerate(self.sections[:GOALS], start=1)

    def narrative(self) -> dict[str, str]:
        """Its Markdown files by name."""
        goals = "".join(f"## g{number}\n\n{_items(one)}" for number, one in self._goals())
        closings = zip(CLOSINGS, self.sections[GOALS:], strict=True)
        return {"completion.md": goals} | {f"{name}.md": f"{one.text}\n\n{_items(one)}" for name, one in closings}

    def context(self) -> dict[str, Any]:
        """What a template of the engines prints, as texts, dicts and lists."""
        return {
            "labels": LABELS,
            "form": dict(self.form),
            "funds": [dict(fund) for fund in self.funds],
            "sections": [
                {"text": one.text, "points": [{"runs": runs(point.lead, f" {point.text}")} for point in one.points]}
                for one in self.sections
            ],
            "rows": list(with_merges(self.indicators)),
            **summed(self.indicators),
        }


SCORED = {"weight": "10", "rate": "100.00%", "score": "10"}
"""What the total line of the funds is given where all was spent."""
COLUMNS = ("level1", "level2", "name", "target", "actual", "weight", "score", "reason")


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


def department(number: int, rows: int = ROWS) -> Department:
    """The department `number`, always the same, with `rows` indicators."""
    chance = random.Random(f"department {number}")
    place, office = chance.choice(_PLACES), chance.choice(_OFFICES)
    form = {
        "title": "部门整体支出绩效自评表",
        "department": f"{place}县{office}",
        "year": "2024",
        "unit": "元",
        "filed": f"2025年3月{chance.randrange(1, 29)}日",
        "contact": f"联系人{number}",
        "code": f"{100000 + number}",
        "place": place,
    }
    sections = tuple(_section(chance) for _ in range(GOALS + len(CLOSINGS)))
    return Department(form, _funds(chance), sections, tuple(_indicators(chance, rows)))


def _funds(chance: random.Random) -> tuple[Mapping[str, str], ...]:
    amounts = {id: (_amount(chance), _amount(chance)) for id, _ in _FUNDS}
    whole = sum(one for one, _ in amounts.values()), sum(other for _, other in amounts.values())
    return (
        {**_fund("total", "资金总额", *whole), **SCORED},
        *({**_fund(id, label, *amounts[id]), **dict.fromkeys(SCORED, "")} for id, label in _FUNDS),
    )


def _amount(chance: random.Random) -> Decimal:
    return Decimal(chance.randrange(10**7, 10**9)) / 100


def _fund(id: str, label: str, initial: Decimal | int, spent: Decimal | int) -> dict[str, str]:
    amounts = {"initial": f"{initial:,.2f}", "adjusted": f"{spent:,.2f}", "executed": f"{spent:,.2f}"}
    return {"id": id, "label": label, **amounts}


def _section(chance: random.Random) -> Section:
    points = tuple(
        Point(f"{count}是{_phrases(chance, 1)}", _phrases(chance, chance.randrange(5, 12))) for count in "一二"
    )
    return Section(_phrases(chance, 3), points)


def _phrases(chance: random.Random, count: int) -> str:
    return "，".join(_phrase(chance) for _ in range(count)) + "。"


def _phrase(chance: random.Random) -> str:
    return chance.choice(_VERBS) + chance.choice(_MATTERS) + chance.choice(("", "，" + chance.choice(_RESULTS)))


def _indicators(chance: random.Random, rows: int) -> Iterator[Mapping[str, str]]:
    number = 0
    for place, (level1, level2, count, weight) in enumerate(_GROUPS):
        share = rows - number if place == len(_GROUPS) - 1 else rows * count // ROWS
        for _ in range(share):
            number += 1
            goal = chance.randrange(2, 90)
            yield {
                "id": f"q{number}",
                "level1": level1,
                "level2": level2,
                "name": f"{chance.choice(_VERBS)}{chance.choice(_MATTERS)}第{number}项",
                "target": f"≥{goal}项",
                "actual": f"{goal + chance.randrange(3)}项",
                "weight": str(weight),
                "score": str(weight),
                "reason": "年中新增任务，数量随之增加。" if chance.random() < 0.3 else "",
            }


def _items(section: Section) -> str:
    return "".join(f"- **{point.lead}** {point.text}\n" for point in section.points) + "\n"


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
