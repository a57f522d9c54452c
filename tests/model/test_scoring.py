"""The scoring rules, with the numbers of published forms."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reportgen.model.measures import parse_measure
from reportgen.model.scoring import execution_rate, execution_score, indicator_score, over_achievement
from tests.builders import a_profile

AMOUNTS = st.decimals(min_value="0.01", max_value=10**12, places=2)
POINTS = st.decimals(min_value="0.5", max_value=100, places=1)


def score(target: str, actual: str, weight: str = "10") -> Decimal | None:
    rule = indicator_score(parse_measure(target), parse_measure(actual), Decimal(weight))
    return None if rule is None else rule.score


def excess(target: str, actual: str) -> Decimal | None:
    return over_achievement(parse_measure(target), parse_measure(actual))


@pytest.mark.parametrize(
    ("target", "actual", "weight", "points"),
    [
        ("≥10次", "10次", "10", "10"),
        ("≥10次", "28次", "10", "10"),
        ("≥10次", "9次", "10", "9"),
        ("=100%", "98%", "10", "9.8"),
        ("=100%", "62.7%", "2", "1.25"),
        ("≥3次", "2次", "10", "6.67"),
        ("≥10次", "0次", "10", "0"),
        ("≤5%", "4%", "10", "10"),
        ("≤5%", "5%", "10", "10"),
        ("≤5%", "10%", "10", "5"),
        ("≤7,228,066.26元", "7,769,502.48元", "3", "2.79"),
        ("≤30万元", "400000元", "10", "7.5"),
        ("≤0起", "0起", "10", "10"),
        ("≤0起", "1起", "10", "0"),
        (">0次", "0次", "10", "0"),
        ("≥5%", "-2%", "10", "0"),
    ],
)
def test_the_rule_in_both_directions(target, actual, weight, points):
    assert score(target, actual, weight) == Decimal(points)


def test_other_units_have_no_score():
    assert score("≥10场", "10人次") is None


@pytest.mark.parametrize("target", ["0起", "=0起"])
def test_a_target_of_zero_is_all_or_nothing_whatever_its_operator(target):
    assert score(target, "0起") == 10
    assert score(target, "3起") == 0


@pytest.mark.parametrize(("target", "actual"), [("≤-5%", "-4.9%"), ("≥-5%", "-7%")])
def test_a_negative_target_that_was_missed_has_no_score(target, actual):
    assert score(target, actual) is None


@given(st.sampled_from(["≥", "≤", "=", ">", "<", ""]), AMOUNTS, AMOUNTS, POINTS)
def test_points_lie_between_none_and_the_weight(operator, target, actual, weight):
    points = score(f"{operator}{target:f}", f"{actual:f}", f"{weight:f}")
    assert points is not None and 0 <= points <= weight


@given(st.integers(2, 5000), st.integers(1, 5000), st.integers(1, 80))
@example(600, 11, 6)
def test_points_are_those_of_exact_fractions_halves_rounded_up(target, actual, half_points):
    weight = Decimal(half_points) / 2
    exact = min(Fraction(actual, target), 1) * Fraction(half_points, 2)
    assert score(f"≥{target}次", f"{actual}次", f"{weight}") == rounded(exact)
    rate = execution_rate(Decimal(actual), Decimal(target))
    assert execution_score(rate, weight, Decimal(100), 2) == rounded(exact)


def rounded(exact: Fraction) -> Decimal:
    return Decimal(math.floor(exact * 100 + Fraction(1, 2))) / 100


@given(AMOUNTS, AMOUNTS, AMOUNTS)
def test_doing_more_never_costs_points_and_spending_more_never_earns_them(target, one, other):
    less, more = sorted((one, other))
    assert score(f"≥{target:f}", f"{less:f}") <= score(f"≥{target:f}", f"{more:f}")
    assert score(f"≤{target:f}", f"{less:f}") >= score(f"≤{target:f}", f"{more:f}")


def test_the_working_shows_the_ratio():
    rule = indicator_score(parse_measure("≥3次"), parse_measure("2次"), Decimal(10))
    assert str(rule.step) == "10 × 0.6667 = 6.67"


@pytest.mark.parametrize(
    ("executed", "budget", "rate"),
    [
        ("120", "125", "96"),
        ("338.31", "329.77", "102.5897"),
        ("0", "5", "0"),
        ("1", "3", "33.3333"),
        ("-5", "100", "-5"),
    ],
)
def test_the_rate_is_executed_over_budget(executed, budget, rate):
    assert round(execution_rate(Decimal(executed), Decimal(budget)), 4) == Decimal(rate)


@pytest.mark.parametrize(
    ("executed", "budget"), [(None, Decimal(1)), (Decimal(1), None), (Decimal(1), Decimal("0.00"))]
)
def test_there_is_no_rate_on_nothing(executed, budget):
    assert execution_rate(executed, budget) is None


@pytest.mark.parametrize(
    ("rate", "weight", "points"),
    [
        ("96", "10", "9.60"),
        ("100", "10", "10.00"),
        ("102.59", "10", "10.00"),
        ("-5", "10", "0.00"),
        ("86.2146", "20", "17.24"),
    ],
)
def test_execution_earns_its_rate_up_to_the_cap(rate, weight, points):
    assert execution_score(Decimal(rate), Decimal(weight), Decimal(100), 2) == Decimal(points)


def test_halves_of_a_point_are_rounded_up():
    assert execution_score(Decimal("89.65"), Decimal(10), Decimal(100), 2) == Decimal("8.97")
    assert execution_score(Decimal("89.65"), Decimal(10), Decimal(100), 1) == Decimal("9.0")


@pytest.mark.parametrize(
    ("target", "actual", "percent"),
    [
        ("≥6个", "28个", "366.67"),
        ("≥3次", "8次", "166.67"),
        ("≥10%", "13.98%", "39.80"),
        ("≥8000人", "0.81万人", "1.25"),
    ],
)
def test_how_far_a_target_is_exceeded(target, actual, percent):
    assert round(excess(target, actual), 2) == Decimal(percent)


@pytest.mark.parametrize(
    ("target", "actual"),
    [
        ("≥6个", "6个"),
        ("≥6个", "5个"),
        ("≤6个", "1个"),
        ("<6个", "1个"),
        ("≥0个", "9个"),
        ("≥6个", "99人"),
        ("≥-5%", "9%"),
    ],
)
def test_what_is_not_exceeded_or_cannot_be(target, actual):
    assert excess(target, actual) is None


@pytest.mark.parametrize(
    ("points", "grade"),
    [
        ("100", "优"), ("90", "优"), ("89.995", "良"), ("89.99", "良"), ("89.5", "良"), ("80", "良"), ("79.99", "中"),
        ("60", "中"), ("59.99", "差"), ("0", "差"),
    ],
)  # fmt: skip
def test_grades_have_no_gaps(points, grade):
    assert a_profile().grade(Decimal(points)) == grade


def test_a_profile_may_know_no_grades():
    assert a_profile(grades=()).grade(Decimal(97)) is None
    assert a_profile().grade(Decimal(-1)) is None
