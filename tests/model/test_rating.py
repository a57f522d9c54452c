"""What the rules give an indicator, and how they say so."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reportgen.base.messages import in_language
from reportgen.model.figures import assess
from reportgen.model.profile import Cap, OverAchievement, Tier
from reportgen.model.rating import Rating, parts_of, rate
from tests.builders import a_fund, a_profile, an_evaluation, an_indicator

YEAR = 2024


def rated(target: str, actual: str, weight: str = "10", level2: str = "数量指标", **profile: object) -> Rating | None:
    row = an_indicator(target=target, actual=actual, weight=weight, level2=level2)
    return rate(row, a_profile(**profile), YEAR)


@pytest.mark.parametrize(
    ("target", "actual", "points"),
    [
        ("≥10次", "10次", "10"),
        ("≥10万人", "98000人", "9.8"),
        ("≤5万元", "62500元", "8"),
        ("=100%", "98%", "9.8"),
        ("≥1.2亿元", "9000万元", "7.5"),
        ("≤0起", "1起", "0"),
        ("≥0起", "0起", "10"),
        ("男≥10人；女≥5人", "男10人；女4人", "9"),
        ("≥10次、≥20人", "5次、20人", "7.5"),
        ("2024年12月", "11月", "10"),
        ("12月底之前", "2024年12月31日", "10"),
        ("9月前", "9月", "10"),
        ("年底前", "12月20日", "10"),
    ],
)
def test_what_leaves_no_choice(target, actual, points):
    rule = rated(target, actual)
    assert rule is not None
    assert rule.is_exact
    assert rule.text == points


@pytest.mark.parametrize(
    ("actual", "low", "high", "open_end"),
    [
        ("达成预期指标", 8, 10, False),
        ("部分达成预期指标并具有一定效果", 6, 8, True),
        ("未完成预期指标且效果较差", 0, 6, True),
    ],
)
def test_words_have_a_tier(actual, low, high, open_end):
    rule = rated("效果显著", actual)
    assert rule is not None
    assert (rule.low, rule.high, rule.open) == (low, high, open_end)


def test_the_end_of_a_lower_tier_belongs_to_the_one_above():
    rule = rated("效果显著", "部分达成预期指标并具有一定效果")
    assert rule is not None
    assert rule.allows(Decimal(6), Decimal(0))
    assert not rule.allows(Decimal(8), Decimal(0))


def test_the_older_generation_parts_at_half():
    older = (Tier("达成", Decimal(80), ("完成",)), Tier("部分达成", Decimal(50), ("基本完成",)))
    rule = rated("效果显著", "基本完成", tiers=older)
    assert rule is not None
    assert (rule.low, rule.high) == (5, 8)


def test_late_is_less_than_all_and_no_rule_says_how_much():
    rule = rated("11月底前", "12月")
    assert rule is not None
    assert not rule.is_exact
    assert not rule.allows(Decimal(10), Decimal("0.05"))
    assert rule.allows(Decimal(9), Decimal(0))


@pytest.mark.parametrize(
    ("target", "actual"),
    [("≥10场", "3人次"), ("效果显著", "有所提高"), ("男≥10人；女≥5人", "14人"), ("9月前", "已落实"), ("≥10次", "")],
)
def test_where_no_rule_speaks(target, actual):
    assert rated(target, actual) is None


def test_points_are_taken_off_for_over_achievement_only_where_the_profile_says_so():
    assert rated("≥10次", "14次").text == "10"
    taken = rated("≥10次", "13次", deduction=OverAchievement(Decimal(30), Decimal(2)))
    assert taken.text == "8"
    assert rated("≥10次", "12次", deduction=OverAchievement(Decimal(30), Decimal(2))).text == "10"
    assert rated("≥10次", "20次", "1", deduction=OverAchievement(Decimal(30), Decimal(2))).text == "0"


def test_a_cost_without_an_operator_is_an_upper_bound():
    assert rated("5万元", "4万元", level2="成本指标").text == "10"
    assert rated("5万元", "4万元").text == "8"


def test_the_steps_tell_the_reading_and_the_working():
    with in_language("en"):
        steps = [str(step) for step in rated("≥10万人", "98000人").steps]
    assert steps == ["target ≥ 100000 人, actual 98000 人", "10 × 0.9800 = 9.8"]


def test_parts_of_a_cell():
    assert [(label, measure.value) for label, measure in parts_of("男≥10人；女≥5人")] == [("男", 10), ("女", 5)]
    assert parts_of("≥10人") == []
    assert parts_of("有效提升，持续改善") == []


@pytest.mark.parametrize(
    ("executed", "total", "capped"),
    [
        ("87500", "97", False),
        ("87499", "89", True),
        ("75000", "89", True),
        ("70000", "79", True),
        ("60000", "69", True),
    ],
)
def test_the_total_is_capped_by_execution_only_where_the_profile_says_so(executed, total, capped):
    caps = tuple(Cap(Decimal(below), Decimal(most)) for below, most in ((70, 89), (60, 79), (50, 69)))
    funds = [a_fund(adjusted="125000", executed=executed)]
    own = assess(an_evaluation(funds=funds, profile=a_profile(caps=caps))).figures["totals.score"]
    free = assess(an_evaluation(funds=funds)).figures["totals.score"]
    assert (own.text == total) or not capped
    assert (len(own.steps) == 2) is capped
    assert len(free.steps) == 1
