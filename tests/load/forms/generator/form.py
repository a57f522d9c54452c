"""An abstract form: what somebody states, before any layout prints it."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from tests.load.forms.generator import words


@dataclass
class Fund:
    """A line of funds by its role; texts as printed, None for a blank cell."""

    role: str
    cells: dict[str, str | None]


@dataclass
class Indicator:
    """An indicator under its classes; `operator`, `value` and `measure` make its target."""

    level1: str
    level2: str
    name: str
    operator: str
    value: str
    measure: str
    actual: str | None
    weight: str | None
    score: str | None
    reason: str | None

    @property
    def target(self) -> str:
        """The target in one cell."""
        return self.operator + self.value + self.measure


@dataclass
class AbstractForm:
    """One form. Sums, rates and scores are right; what a layout does not print is left out there."""

    place: str
    department: str
    project: str
    year: str
    unit: str
    funds: list[Fund] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)
    goals: list[str] = field(default_factory=list)
    completion: str = ""
    total_weight: str = "100"
    total_score: str = ""
    grade: str = "优"
    problems: str = ""
    measures: str = ""
    contact: str = ""
    filed: str = ""


ROLES = ("total", "appropriation", "carried_over", "other")
LEVELS = (
    ("产出指标", ("数量指标", "质量指标", "时效指标", "成本指标")),
    ("效益指标", ("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标")),
    ("满意度指标", ("服务对象满意度指标",)),
)


def make_form(seed: int) -> AbstractForm:
    """The form of a seed, always the same."""
    chance = random.Random(seed)
    place = chance.choice(words.PLACES)
    unit = chance.choice(("万元", "元"))
    form = AbstractForm(
        place,
        place + chance.choice(words.OFFICES),
        chance.choice(words.PROJECTS),
        str(chance.randint(2018, 2025)),
        unit,
        contact=chance.choice("张李王赵陈") + chance.choice("明芳强静伟"),
    )
    form.filed = f"{int(form.year) + 1}年{chance.randint(1, 6)}月{chance.randint(1, 28)}日"
    subject = chance.choice(words.SUBJECTS)
    form.goals = [text.format(subject) for text in chance.sample(words.GOALS, chance.randint(1, 3))]
    form.completion = chance.choice(words.DONE).format(subject) + "。"
    form.problems, form.measures = chance.choice(words.PROBLEMS), chance.choice(words.MEASURES)
    form.indicators = _indicators(chance)
    execution = _funds(form, chance)
    scores = sum((Decimal(row.score or 0) for row in form.indicators), Decimal(0))
    form.total_score = _plain(scores + execution)
    total = Decimal(form.total_score)
    form.grade = "优" if total >= 90 else "良" if total >= 80 else "中" if total >= 60 else "差"
    return form


def _funds(form: AbstractForm, chance: random.Random) -> Decimal:
    """Fills the funds; the score of the execution."""
    style = chance.choice(("plain", "commas"))
    parts = {}
    for role in ROLES[1:]:
        if role != "appropriation" and chance.random() < 0.45:
            parts[role] = None
            continue
        initial = Decimal(chance.randint(10, 900_000)) / 100
        adjusted = initial if chance.random() < 0.5 else initial * Decimal(chance.randint(70, 130)) / 100
        executed = adjusted * Decimal(chance.choice((100, 100, 98, 91, 75))) / 100
        parts[role] = [amount.quantize(Decimal("0.01"), ROUND_HALF_UP) for amount in (initial, adjusted, executed)]
    sums = [sum((part[place] for part in parts.values() if part), Decimal(0)) for place in range(3)]
    rate = (sums[2] / sums[1] * 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
    score = min(rate / 10, Decimal(10)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    names = ("initial", "adjusted", "executed")
    whole = dict(zip(names, (_money(amount, style) for amount in sums), strict=True))
    form.funds = [Fund("total", {**whole, "rate": f"{rate}%", "weight": "10", "score": _plain(score)})]
    dash = chance.choice(("—", "-", "/", None))
    for role, part in parts.items():
        amounts = [_money(amount, style) for amount in part] if part else [chance.choice(("0", "0.00", None))] * 3
        share = f"{(part[2] / part[1] * 100).quantize(Decimal('0.01'), ROUND_HALF_UP)}%" if part and part[1] else dash
        cells = dict(zip(names, amounts, strict=True))
        form.funds.append(Fund(role, {**cells, "rate": share, "weight": dash, "score": dash}))
    return score


def _money(amount: Decimal, style: str) -> str:
    return f"{amount:,.2f}" if style == "commas" else f"{amount:.2f}"


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _indicators(chance: random.Random) -> list[Indicator]:
    rows: list[Indicator] = []
    for level1, classes in LEVELS:
        chosen = [name for name in classes if chance.random() < 0.75] or [classes[0]]
        for level2 in chosen:
            for _ in range(chance.choice((1, 1, 2, 3)) if level2 == "数量指标" else chance.choice((1, 1, 1, 2))):
                rows.append(_indicator(level1, level2, chance, {row.name for row in rows}))
    _weigh(rows, chance)
    return rows


def _indicator(level1: str, level2: str, chance: random.Random, taken: set[str]) -> Indicator:
    while True:
        row = _made(level1, level2, chance)
        if row.name not in taken:
            return row


def _made(level1: str, level2: str, chance: random.Random) -> Indicator:
    subject = chance.choice(words.SUBJECTS)
    match level2:
        case "数量指标":
            name, unit = chance.choice(words.COUNTED)
            number = chance.randint(2, 4000)
            return _row(
                level1, level2, name.format(subject), "≥", str(number), unit, f"{number + chance.randint(-1, 5)}{unit}"
            )
        case "质量指标":
            return _rated(level1, level2, chance.choice(words.RATED).format(subject), chance)
        case "时效指标" if chance.random() < 0.5:
            month = chance.randint(6, 12)
            return _row(
                level1, level2, chance.choice(words.DATED).format(subject), "", f"{month}月底前", "", f"{month}月"
            )
        case "时效指标":
            return _rated(level1, level2, chance.choice(words.RATED_TIME).format(subject), chance)
        case "成本指标":
            name, unit = chance.choice(words.COSTED)
            number = chance.randint(5, 900)
            return _row(level1, level2, name.format(subject), "≤", str(number), unit, f"{number}{unit}")
        case "服务对象满意度指标":
            return _rated(level1, level2, chance.choice(words.PLEASED).format(subject), chance)
    names = {"经济效益指标": words.ECONOMIC, "社会效益指标": words.SOCIAL, "生态效益指标": words.ECOLOGICAL}
    name = chance.choice(names.get(level2, words.LASTING)).format(subject)
    quality = chance.choice(words.QUALITIES)
    return _row(level1, level2, name, "", quality, "", chance.choice((quality, "达成预期指标")))


def _rated(level1: str, level2: str, name: str, chance: random.Random) -> Indicator:
    target = chance.choice((80, 90, 95, 100))
    return _row(
        level1,
        level2,
        name,
        "=" if target == 100 else "≥",
        str(target),
        "%",
        f"{min(100, target + chance.randint(-2, 4))}%",
    )


def _row(level1: str, level2: str, name: str, operator: str, value: str, measure: str, actual: str) -> Indicator:
    return Indicator(level1, level2, name, operator, value, measure, actual, None, None, None)


def _weigh(rows: list[Indicator], chance: random.Random) -> None:
    """Points that add up to 50, 30 and 10; some rows fall short, with a reason or without one."""
    for level1, points in (("产出指标", 50), ("效益指标", 30), ("满意度指标", 10)):
        own = [row for row in rows if row.level1 == level1]
        share = points // len(own)
        for place, row in enumerate(own):
            weight = share if place else points - share * (len(own) - 1)
            short = chance.random() < 0.2
            row.weight = str(weight)
            row.score = _plain(Decimal(weight) - (Decimal(chance.randint(1, 15)) / 10 if short and weight > 2 else 0))
            row.reason = (
                chance.choice(words.REASONS)
                if short and chance.random() < 0.7
                else chance.choice((None, None, None, "无"))
            )
