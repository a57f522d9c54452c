"""Seeded departments of the shape that is published: what a benchmark renders. Every text is made up."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

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


SCORED = {"weight": "10", "rate": "100.00%", "score": "10"}
"""What the total line of the funds is given where all was spent."""
COLUMNS = ("level1", "level2", "name", "target", "actual", "weight", "score", "reason")


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
