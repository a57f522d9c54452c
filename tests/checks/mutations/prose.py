"""Sentences with numbers: right ones, wrong ones, and ones that only look as if they spoke of the form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from random import Random

from reportgen.model.measures import parse_measure
from reportgen.model.values import round_half_up, trimmed
from tests.checks.mutations.clean import YEAR, Made

DIGITS = "零一二三四五六七八九"
AMOUNTS = {
    "initial": ("年初预算数为{}", "年初预算{}", "{year}年年初批复预算{}", "年初安排预算资金{}"),
    "adjusted": ("全年预算数为{}", "全年预算{}", "调整后预算数{}", "{year}年度，部门调整后预算为{}"),
    "executed": (
        "执行数为{}", "全年执行数{}", "实际支出{}", "截至年底，资金实际支出{}", "全年累计支出{}",
        "我局{year}年预算执行数为{}", "全年支出共计{}",
    ),
}  # fmt: skip
RATES = ("预算执行率{}", "执行率为{}", "完成全年预算的{}", "全年预算执行率达到{}", "项目资金执行率{}")
SCORES = ("自评得分为{}分", "自评总分{}分", "综合得分{}分", "根据年初设定的绩效目标，项目绩效自评得分为{}分")
DISTRACTORS = (
    "其中敬老院改造项目执行数为{a}万元",
    "争取上级专项资金{a}万元",
    "兑现高龄津贴{a}万元，惠及{n}人",
    "低保标准提高至{n}元/月",
    "执行率较上年提高{p}个百分点",
    "全年执行数比上年增加{a}万元",
    "位列全省第{k}，连续{k}年获评优秀",
    "{year}年{k}月，完成{k}个站点建设",
    "按照财绩〔2022〕{k}号文件要求，完善制度{k}项",
    "“8+1”救助制度覆盖{n}户",
    "人均补助{n}元",
    "{k}至{k}月完成投资{a}万元",
    "养老机构入住率{p}%",
    "上年执行率{p}%",
    "三公经费支出{a}万元",
    "单个站点建设成本控制在{k}万元以内",
    "惠及困难群众{n}人次",
    "项目总投资{a}万元，分三年实施",
    "十四五期间累计投入{a}万元",
)


@dataclass(frozen=True)
class Sentence:
    """One sentence, and whether it contradicts the form."""

    text: str
    wrong: bool


def sentences(made: Made, random: Random) -> Iterator[Sentence]:
    """For each figure a right and a wrong sentence, and as many that speak of something else."""
    subject = made.read()
    scale = 10_000 if made.form["form"]["unit"] == "万元" else 1
    for column, ways in AMOUNTS.items():
        value = subject.decimal(f"funds.total.{column}")
        others = [subject.decimal(f"funds.total.{name}") for name in AMOUNTS]
        if value is None:
            continue
        yield Sentence(_filled(random.choice(ways), written(value * scale, random)), False)
        wrong = changed(value, [other for other in others if other is not None], random)
        yield Sentence(_filled(random.choice(ways), written(wrong * scale, random)), True)
    rate = subject.assessment.figures["funds.total.rate"].exact
    if rate is not None:
        yield Sentence(_filled(random.choice(RATES), percent(rate, random)), False)
        yield Sentence(_filled(random.choice(RATES), percent(rate - random.randint(3, 20), random)), True)
    score = subject.decimal("totals.score")
    if score is not None and made.rules.points:
        yield Sentence(_filled(random.choice(SCORES), trimmed(score, 2)), False)
        yield Sentence(_filled(random.choice(SCORES), trimmed(score - random.randint(1, 9), 2)), True)
    yield from _of_lines(made, scale, random)
    yield from _of_indicators(made, random)
    for _ in range(8):
        yield Sentence(_distractor(random), False)


def _of_lines(made: Made, scale: int, random: Random) -> Iterator[Sentence]:
    subject = made.read()
    for line in made.form["funds"][1:3]:
        value = subject.decimal(f"funds.{line['id']}.executed")
        if value:
            way = f"{line['label'].removesuffix('项目')}" + random.choice(("执行数{}", "实际支出{}", "全年执行数为{}"))
            yield Sentence(way.format(written(value * scale, random)), False)
            yield Sentence(way.format(written(changed(value, [value], random) * scale, random)), True)


def _of_indicators(made: Made, random: Random) -> Iterator[Sentence]:
    for row in made.rows("数量"):
        actual, target = parse_measure(row["actual"]), parse_measure(row["target"])
        if actual is None or target is None or actual.value < 4:
            continue
        way = f"{row['name']}" + random.choice(("{}", "为{}", "达到{}", "共{}", "完成{}"))
        yield Sentence(way.format(f"{trimmed(actual.value, 0)}{actual.unit}"), False)
        wrong = max(actual.value, target.value) * random.choice((2, 3)) + 1
        yield Sentence(way.format(f"{trimmed(wrong, 0)}{actual.unit}"), True)


def _filled(way: str, number: str) -> str:
    return way.replace("{year}", str(YEAR)).replace("{}", number)


def _distractor(random: Random) -> str:
    return random.choice(DISTRACTORS).format(
        a=Decimal(random.randint(100, 99_999)) / 100, n=random.randint(100, 9_000),
        p=Decimal(random.randint(10, 999)) / 10, k=random.randint(2, 9), year=YEAR,
    )  # fmt: skip


def changed(value: Decimal, others: list[Decimal], random: Random) -> Decimal:
    """An amount that is none of `others` however it is rounded: a digit changed, two swapped, the wrong size."""
    for _ in range(20):
        wrong = value * random.choice((Decimal("1.1"), Decimal("0.87"), Decimal("1.9"), 10, Decimal("0.1")))
        if all(abs(wrong - other) > abs(other) * Decimal("0.03") for other in others):
            return wrong
    return value * 7


def written(yuan: Decimal, random: Random) -> str:
    """An amount as people write it."""
    wan = yuan / 10_000
    ways = [f"{round_half_up(yuan, 2):,f}元", f"{round_half_up(wan, 2)}万元", f"{round_half_up(wan, 2):,f}万元"]
    if wan >= 10_000:
        ways.append(f"{round_half_up(wan / 10_000, 4)}亿元")
    if 100 <= wan < 10_000:
        ways += [f"{wan.quantize(Decimal('0.01'), ROUND_DOWN)}万元", f"约{round_half_up(wan, 0)}万元"]
        ways.append(f"{chinese(int(round_half_up(wan, 0)))}万元")
    return random.choice(ways)


def percent(rate: Decimal, random: Random) -> str:
    whole = int(round_half_up(rate, 0))
    ways = [f"{round_half_up(rate, 2)}%", f"{round_half_up(rate, 1)}％", f"{whole}%"]
    if 0 < whole < 100:
        ways.append(f"百分之{chinese(whole)}")
    return random.choice(ways)


def chinese(number: int) -> str:
    """A whole number below a hundred million in Chinese numerals."""
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        return chinese(high) + "万" + ("零" if 0 < low < 1_000 else "") + (chinese(low) if low else "")
    text, zero = "", False
    for place, name in ((1_000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            text += ("零" if zero and text else "") + DIGITS[digit] + name
        zero = not digit
    return text
