"""Clean reports: forms that follow their profile to the digit, and narratives that a department might write."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from random import Random
from typing import Any

import yaml

from reportgen.checks.rule import Subject
from reportgen.load.evaluation import read_evaluation
from reportgen.load.fields import Faults
from reportgen.load.markdown import parse_markdown
from reportgen.load.narrative import NarrativeFiles, link_narrative
from reportgen.load.profile import load_profile
from reportgen.model.figures import assess
from reportgen.model.profile import Profile
from reportgen.model.rating import rate
from reportgen.model.values import round_half_up, trimmed
from tests.checks.mutations import words

YEAR = 2024
LINES = {
    "guizhou-2024": (("personnel", "人员类项目"), ("operating", "运转类公用经费项目"), ("targeted", "特定目标类项目")),
    "": (("appropriation", "当年财政拨款"), ("carried_over", "上年结转资金"), ("other", "其他资金")),
}
HUNAN = (
    (("appropriation", "一般公共预算"), ("government_funds", "政府性基金拨款"), ("other", "其他资金")),
    (("basic", "基本支出"), ("projects", "项目支出")),
)


@dataclass
class Made:
    """A report as data: the form in the terms of evaluation.yaml, its sections as Markdown, what it is seen with."""

    form: dict[str, Any]
    sections: dict[str, str]
    wordings: tuple[Any, ...] = ()
    approved: Made | None = None
    previous: Made | None = None
    others: tuple[Made, ...] = ()
    id: str = "2024/made"
    profile: Profile | None = field(default=None, repr=False)

    def copy(self) -> Made:
        """Another one like it, to be changed."""
        return Made(copy.deepcopy(self.form), dict(self.sections), profile=self.profile)

    @property
    def rules(self) -> Profile:
        """The profile it follows."""
        return self.profile or profile_of(self.form["profile"])

    def rows(self, level2: str = "") -> list[dict[str, Any]]:
        """The indicators whose class holds `level2`."""
        return [row for row in self.form["indicators"] if level2 in row["level2"]]

    def read(self) -> Subject:
        """The report as the checks see it, read by the real readers."""
        data = yaml.dump(self.form, allow_unicode=True, sort_keys=False, width=10_000, Dumper=_DUMPER)
        evaluation = read_evaluation(data.encode(), "evaluation.yaml", lambda _: self.rules)
        noted, assessment = Faults(), assess(evaluation)
        blocks = {name: parse_markdown(text, f"{name}.md", noted) for name, text in self.sections.items() if text}
        narrative = link_narrative(NarrativeFiles(blocks, {}, (), {}), assessment, noted)
        assert not noted.findings, [str(finding.message) for finding in noted.findings]
        return Subject(
            assessment,
            narrative,
            self.id,
            self.wordings,
            None if self.approved is None else self.approved.read().evaluation,
            None if self.previous is None else self.previous.read(),
            tuple(other.read() for other in self.others),
        )


_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


@cache
def profile_of(id: str) -> Profile:
    profile = load_profile(id)
    assert profile is not None
    return profile


def clean(profile: str, random: Random) -> Made:
    """A report of `profile` with nothing to find but notes."""
    rules = profile_of(profile)
    kind = random.choice(("department", "project"))
    department = random.choice(words.UNITS)
    head = {"kind": kind, "stage": "evaluation", "department": department, "year": YEAR, "unit": rules.unit}
    head["filed"] = f"2025-0{random.randint(1, 6)}-{random.randint(10, 28)}"
    if kind == "project":
        head["project"] = random.choice(("养老服务提升工程", "农村公路养护", "基层文化惠民", "重点人群健康管理"))
    if random.random() < 0.5:
        head["contact"] = random.choice(("王一", "李小二", "欧阳三"))
    goals = random.sample(words.GOALS, random.randint(2, 4))
    form = {
        "schema": "1",
        "profile": profile,
        "form": head,
        "funds": _funds(rules, random),
        "goals": [{"id": f"g{number}", "text": goal} for number, (goal, _) in enumerate(goals, 1)],
        "indicators": list(_indicators(rules, random)),
    }
    made = Made(form, _sections(goals, random))
    grade = made.read().text_of("conclusion.grade")
    if grade and random.random() < 0.8:
        form["conclusion"] = {"grade": grade}
    made.sections["results"] += "\n\n" + summary(made, random)
    return made


def _funds(rules: Profile, random: Random) -> list[dict[str, str]]:
    groups = HUNAN if rules.breakdowns else (LINES.get(rules.id, LINES[""]),)
    cents = Decimal("0.01") if rules.unit == "元" or random.random() < 0.7 else Decimal("0.0001")
    scale = 10_000 if rules.unit == "元" else 1
    initial = _amount(Decimal(random.randint(50, 9_000)) * scale + Decimal(random.randint(0, 9_999)) / 7, cents)
    limit = rules.thresholds.adjustment
    moved = random.random() < 0.7
    adjusted = _amount(initial * Decimal(random.uniform(0.88, 1.12)), cents) if moved else initial
    executed = _amount(adjusted * Decimal(random.uniform(0.905, 0.999)), cents)
    amounts = {"initial": initial, "adjusted": adjusted, "executed": executed}
    total = {"id": "total", "label": "资金总额"} | {name: _text(value, cents) for name, value in amounts.items()}
    if limit == 0 and moved:
        total["reason"] = random.choice(words.ADJUSTED)
    lines = [total]
    for group in groups:
        shares = [Decimal(random.randint(2, 9)) for _ in group]
        rest = dict(amounts)
        for place, (id, label) in enumerate(group):
            parts = {
                name: rest[name] if place == len(group) - 1 else _amount(value * shares[place] / sum(shares), cents)
                for name, value in amounts.items()
            }
            rest = {name: rest[name] - parts[name] for name in parts}
            line = {"id": id, "label": label} | {name: _text(value, cents) for name, value in parts.items()}
            if limit == 0 and parts["initial"] != parts["adjusted"]:
                line["reason"] = random.choice(words.ADJUSTED)
            lines.append(line)
    denominator = amounts[rules.execution.denominator]
    low = rules.thresholds.low_execution
    if low is not None and executed / denominator * 100 < low:
        total["reason"] = words.LOW
    if executed > adjusted:
        return _funds(rules, random)
    return lines


def _amount(value: Decimal, cents: Decimal) -> Decimal:
    return value.quantize(cents)


def _text(value: Decimal, cents: Decimal) -> str:
    return f"{value:,.{-cents.as_tuple().exponent}f}"


def _indicators(rules: Profile, random: Random) -> Iterator[dict[str, Any]]:
    free = rules.total_basis - rules.execution.weight
    weights = {level.id: level.weight for level in rules.level1}
    if None in weights.values():
        weights = dict(zip(weights, (free - 40, Decimal(30), Decimal(10)), strict=False))
    used: set[str] = set()
    number = 0
    for level in rules.level1:
        kinds = [kind for kind in level.level2 for _ in range(random.randint(1, 2))]
        labels = [(level.label, kind.label) for kind in kinds]
        if level.also:
            labels.append((level.also[0], level.also[0]))
        parts = _parts(int(weights[level.id] or 0), len(labels), random)
        for (level1, level2), weight in zip(labels, parts, strict=True):
            number += 1
            row = {"id": f"i{number}", "level1": level1, "level2": level2, "weight": str(weight)}
            row |= _cells(level2, random, used)
            yield _scored(row, rules, random)


def _parts(total: int, count: int, random: Random) -> list[int]:
    """`total` points in `count` parts of at least one."""
    cuts = sorted(random.sample(range(1, total), count - 1))
    return [high - low for low, high in zip([0, *cuts], [*cuts, total], strict=True)]


def _cells(level2: str, random: Random, used: set[str]) -> dict[str, str]:
    if "时效" in level2:
        due = random.choice((f"{YEAR}年12月底前", "12月31日前", "11月底前", f"{YEAR}年12月"))
        done = random.choice((f"{YEAR}年11月", "11月", "10月底", "达成预期指标"))
        return {"name": _new(words.TIMES, random, used), "target": due, "actual": done}
    if "成本" in level2:
        most = random.randint(200, 9_000)
        spent = random.randint(most * 8 // 10, most)
        return {"name": _new(words.COSTS, random, used), "target": f"≤{most}元", "actual": f"{spent}元"}
    if "满意" in level2:
        return {
            "name": _new(words.SATISFACTION, random, used), "target": random.choice(("≥90%", "≥85%", "≥95%")),
            "actual": f"{Decimal(random.randint(953, 993)) / 10}%",
        }  # fmt: skip
    if "质量" in level2:
        target = random.choice(("=100%", "≥95%", "≥98%"))
        return {"name": _new(words.RATES, random, used), "target": target, "actual": "100%"}
    if "数量" in level2 or level2 == "绩效指标":
        name, unit, low, high = random.choice([one for one in words.COUNTS if one[0] not in used] or [words.COUNTS[0]])
        used.add(name)
        target = random.randint(low, high)
        actual = random.randint(target, target * 5 // 4)
        if random.random() < 0.2:
            actual = max(1, target * random.randint(60, 97) // 100)
        if target > 20_000:
            return {
                "name": name,
                "target": f"≥{trimmed(Decimal(target) / 10_000, 2)}万{unit}",
                "actual": f"{actual}{unit}",
            }
        return {
            "name": name,
            "target": f"{random.choice(('≥', '≥', '不少于'))}{target}{unit}",
            "actual": f"{actual}{unit}",
        }
    target = random.choice(words.BENEFIT_TARGETS)
    actual = random.choice(("达成预期指标", "达成预期指标", target, "部分达成预期指标并具有一定效果"))
    return {"name": _new(words.BENEFITS, random, used), "target": target, "actual": actual}


def _new(names: tuple[str, ...], random: Random, used: set[str]) -> str:
    name = random.choice([name for name in names if name not in used] or names)
    used.add(name)
    return name


def _scored(row: dict[str, str], rules: Profile, random: Random) -> dict[str, str]:
    """`row` with the score that the rule gives, and a reason where points were lost; only what the form has."""
    weight = Decimal(row["weight"])
    from tests.builders import an_indicator

    cells = {key: value for key, value in row.items() if key not in {"id", "score"}}
    rule = rate(an_indicator(row["id"], **cells), rules, YEAR)
    score = weight if rule is None else rule.high
    if rule is not None and rule.open:
        score = round_half_up(rule.low + (rule.high - rule.low) / 2, 1)
    if score < weight:
        row["reason"] = random.choice(words.REASONS)
    row["score"] = trimmed(round_half_up(score, random.choice((1, 2))), 2)
    return {key: value for key, value in row.items() if key not in {"weight", "score"} - set(rules.points)}


def _sections(goals: list[tuple[str, str]], random: Random) -> dict[str, str]:
    def fill(text: str) -> str:
        return text.format(
            n=random.randint(3, 90), m=random.randint(100, 9_000), k=random.randint(2, 9), p=random.randint(500, 900),
            g=random.randint(10, 95), s=random.randint(20, 300),
        )  # fmt: skip

    parts = [f"## g{number}\n\n{fill(done)}" for number, (_, done) in enumerate(goals, 1)]
    return {
        "completion": "\n\n".join(parts),
        "results": "\n\n".join(fill(text) for text in random.sample(words.RESULTS, random.randint(1, 3))),
        "experience": fill(random.choice(words.EXPERIENCE)) + "\n\n" + words.PROBLEM,
        "next_steps": random.choice(words.NEXT_STEPS),
    }


def summary(made: Made, random: Random) -> str:
    """The sentence on the whole that most reports have, with figures typed or inserted."""
    subject = made.read()
    adjusted, executed = (subject.decimal(f"funds.total.{name}") for name in ("adjusted", "executed"))
    assert adjusted is not None
    assert executed is not None
    if made.form["form"]["unit"] == "元":
        adjusted, executed = adjusted / 10_000, executed / 10_000
    rate_text = subject.text_of("funds.total.rate")
    budget, spent = round_half_up(adjusted, 2), round_half_up(executed, 2)
    ways = (
        f"{YEAR}年，全年预算数为{budget}万元，执行数为{spent}万元，执行率{rate_text}。",
        "全年预算数为{{ funds.total.adjusted | wan }}，执行数为{{ funds.total.executed | wan }}。",
        f"截至{YEAR}年12月底，实际支出约{round_half_up(executed, 0)}万元。",
        "资金拨付及时，使用规范。",
    )
    return random.choice(ways)
