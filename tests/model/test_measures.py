"""Targets and actual values as published forms print them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.model.measures import Measure, comparable, is_met, parse_measure


def a_measure(text: str) -> Measure:
    measure = parse_measure(text)
    assert measure is not None, text
    return measure


@pytest.mark.parametrize(
    ("text", "operator", "value", "unit"),
    [
        ("≥6次", "≥", "6", "次"),
        ("6次", "", "6", "次"),
        ("=100%", "=", "100", "%"),
        ("＝100％", "=", "100", "%"),
        ("═100%", "=", "100", "%"),
        ("≥98.5%", "≥", "98.5", "%"),
        ("≧90%", "≥", "90", "%"),
        (">=90%", "≥", "90", "%"),
        ("≦5%", "≤", "5", "%"),
        ("<=5%", "≤", "5", "%"),
        ("＞10项", ">", "10", "项"),
        ("<3天", "<", "3", "天"),
        ("不少于8000人", "≥", "8000", "人"),
        ("不低于90%", "≥", "90", "%"),
        ("至少1场", "≥", "1", "场"),
        ("不超过30万元", "≤", "300000", "元"),
        ("不高于5%", "≤", "5", "%"),
        ("控制在5%以内", "≤", "5", "%"),
        ("超过10%", ">", "10", "%"),
        ("小于等于3", "≤", "3", ""),
        ("低于5%", "<", "5", "%"),
        ("90%以上", "≥", "90", "%"),
        ("90分及以上", "≥", "90", "分"),
        ("3天以内", "≤", "3", "天"),
        ("30万元以下", "≤", "300000", "元"),
        ("≥10万人", "≥", "100000", "人"),
        ("≥10万人次", "≥", "100000", "人次"),
        ("1.5亿元", "", "150000000", "元"),
        ("2千元", "", "2000", "元"),
        ("5千米", "", "5", "千米"),
        ("30千克", "", "30", "千克"),
        ("≤7,228,066.26元", "≤", "7228066.26", "元"),
        ("7228066.26元", "", "7228066.26", "元"),
        (" ≥ 10 次 ", "≥", "10", "次"),
        ("≥100人次/年", "≥", "100", "人次/年"),
        ("≥65元/人/月", "≥", "65", "元/人/月"),
        ("≤0起", "≤", "0", "起"),
        ("-2.3%", "", "-2.3", "%"),
        ("5‰", "", "5", "‰"),
        ("12个月", "", "12", "个月"),
        ("15", "", "15", ""),
    ],
)
def test_what_real_targets_mean(text, operator, value, unit):
    assert parse_measure(text) == Measure(operator, Decimal(value), unit)


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "—", "无", "定性", "良好以上", "显著提升", "达成预期指标", "基本达到", "逐步完善"),
        *("2024年12月", "2024年", "12月", "9月前", "12月底之前", "10月31日", "2024-12-31", "2024年底"),
        *("5-10个", "90%-95%", "5～10天", "10±2", "1:1", "1/2", "10.5.1"),
        *("854万元(高标准农田建设400万元)", "完成28个", "28个, 其中新建6个", "前3名", "第1名", "增长5%", "约10个"),
        *("≥", "≥次", "≥≥6次", "≥１０次", "1，000户", "6次8次", "百分之九十"),
    ],
)
def test_words_dates_ranges_and_mixed_texts_are_no_measure(text):
    assert parse_measure(text) is None


@pytest.mark.parametrize("text", ["5227010000000000001", "≥12345678901234567890户", "0.3333333333333333333"])
def test_more_digits_than_any_amount_are_no_measure(text):
    assert parse_measure(text) is None


@given(st.text(alphabet="≥≤=<>不超过以上内0123456789.,万亿千元人%次年月日 ", max_size=10))
def test_whatever_is_typed_is_a_measure_or_none(text):
    measure = parse_measure(text)
    assert measure is None or measure.value.is_finite()


@given(
    st.sampled_from(["≥", "≤", "=", ">", "<", ""]), st.decimals(0, 10**9, places=2), st.sampled_from(["", "%", "人"])
)
def test_a_written_measure_reads_back(operator, value, unit):
    assert parse_measure(f"{operator}{value:,f}{unit}") == Measure(operator, value, unit)


@pytest.mark.parametrize(
    ("target", "actual", "met"),
    [
        ("≥6次", "6次", True),
        ("≥6次", "5.99次", False),
        ("≤5%", "5%", True),
        ("≤5%", "5.01%", False),
        (">6次", "6次", False),
        (">6次", "6.01次", True),
        ("<5%", "5%", False),
        ("<5%", "4.99%", True),
        ("=100%", "100%", True),
        ("=100%", "99.9%", False),
        ("=100%", "120%", True),
        ("100%", "100%", True),
        ("6次", "7次", True),
        ("≥1万人", "10000人", True),
        ("≤30万元", "300000.01元", False),
        ("≤0起", "0起", True),
    ],
)
def test_a_target_is_reached_from_its_side_and_at_its_boundary(target, actual, met):
    assert is_met(a_measure(target), a_measure(actual)) is met


@pytest.mark.parametrize(
    ("target", "actual", "same"),
    [("6次", "6次", True), ("6", "6次", True), ("6次", "6", True), ("1万人", "9人", True), ("6次", "6场", False)],
)
def test_measures_compare_in_one_unit_or_where_one_has_none(target, actual, same):
    assert comparable(a_measure(target), a_measure(actual)) is same


@pytest.mark.parametrize(("target", "actual"), [("≥10万 人", "12万人"), ("≥10人（次）", "12人次"), ("＞＝5次", "4次")])
def test_ways_to_print_one_unit_are_one_unit(target, actual):
    assert comparable(a_measure(target), a_measure(actual))


@pytest.mark.parametrize(
    ("text", "ceiling"), [("≤5%", True), ("<5%", True), ("≥5%", False), ("=5", False), ("5", False)]
)
def test_only_upper_bounds_are_ceilings(text, ceiling):
    assert a_measure(text).is_ceiling is ceiling
