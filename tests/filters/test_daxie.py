"""`daxie`: amounts in capital numerals, against examples of the rules and by reading them back."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.filters.daxie import DAXIE, in_capitals
from reportgen.filters.filter import FilterError
from tests.builders import a_fact

DIGITS = {digit: number for number, digit in enumerate("零壹贰叁肆伍陆柒捌玖")}
PLACES = {"拾": 10, "佰": 100, "仟": 1000}


def read_back(text: str) -> Decimal:
    """The amount that capital numerals spell; knows no rule about zeros."""
    sign, text = (-1, text[1:]) if text.startswith("负") else (1, text)
    yuan, _, rest = text.removesuffix("整").rpartition("元")
    cents = 0
    for digit, unit in zip(rest.replace("零", ""), rest.replace("零", "")[1:], strict=False):
        cents += DIGITS.get(digit, 0) * {"角": 10, "分": 1}.get(unit, 0)
    return sign * (Decimal(whole(yuan)) + Decimal(cents) / 100)


def whole(text: str) -> int:
    for label, size in (("亿", 10**8), ("万", 10**4)):
        before, found, after = text.rpartition(label)
        if found:
            return whole(before) * size + whole(after)
    total = digit = 0
    for character in text:
        if character in PLACES:
            total, digit = total + digit * PLACES[character], 0
        else:
            digit = DIGITS[character]
    return total + digit


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("0", "零元整"),
        ("0.004", "零元整"),
        ("-0.004", "零元整"),
        ("0.005", "壹分"),
        ("0.05", "伍分"),
        ("0.5", "伍角整"),
        ("0.55", "伍角伍分"),
        ("1", "壹元整"),
        ("1.05", "壹元零伍分"),
        ("1.5", "壹元伍角整"),
        ("10", "壹拾元整"),
        ("15.15", "壹拾伍元壹角伍分"),
        ("100", "壹佰元整"),
        ("101", "壹佰零壹元整"),
        ("110", "壹佰壹拾元整"),
        ("1001", "壹仟零壹元整"),
        ("1010", "壹仟零壹拾元整"),
        ("1100", "壹仟壹佰元整"),
        ("1409.5", "壹仟肆佰零玖元伍角整"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("10000", "壹万元整"),
        ("10001", "壹万零壹元整"),
        ("10010", "壹万零壹拾元整"),
        ("10100", "壹万零壹佰元整"),
        ("11000", "壹万壹仟元整"),
        ("100000", "壹拾万元整"),
        ("100001", "壹拾万零壹元整"),
        ("9999.995", "壹万元整"),
        ("20305.07", "贰万零叁佰零伍元零柒分"),
        ("60704518.55", "陆仟零柒拾万肆仟伍佰壹拾捌元伍角伍分"),
        ("99999999.99", "玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
        ("100000000", "壹亿元整"),
        ("100000001", "壹亿零壹元整"),
        ("100010000", "壹亿零壹万元整"),
        ("101000000", "壹亿零壹佰万元整"),
        ("110000000", "壹亿壹仟万元整"),
        ("1020000304.05", "壹拾亿贰仟万零叁佰零肆元零伍分"),
        ("100000000000", "壹仟亿元整"),
        ("-5.2", "负伍元贰角整"),
        ("-0.01", "负壹分"),
    ],
)
def test_amounts_in_capitals(amount, text):
    assert in_capitals(Decimal(amount)) == text


@given(st.integers(-(10**14), 10**14).map(lambda fen: Decimal(fen) / 100))
def test_every_amount_reads_back(amount):
    assert read_back(in_capitals(amount)) == amount


@given(st.integers(0, 10**12 - 1).map(lambda number: in_capitals(Decimal(number))))
def test_zeros_are_written_once_and_at_no_end(text):
    assert "零零" not in text
    assert "零元" not in text or text == "零元整"
    assert not any(f"零{label}" in text for label in "万亿拾佰仟")


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (1_853_300_000_000, "壹万捌仟伍佰叁拾叁亿元整"),
        (1_000_100_000_000, "壹万零壹亿元整"),
    ],
)
def test_the_budget_of_a_large_province_has_one_yi(amount, text):
    assert in_capitals(Decimal(amount)) == text


def test_no_digit_is_ever_dropped():
    assert in_capitals(Decimal(10**16) - 1).startswith("玖仟玖佰玖拾玖万玖仟玖佰玖拾玖亿")
    with pytest.raises(FilterError):
        in_capitals(Decimal(10**16))


def test_an_amount_in_wan_is_written_in_yuan():
    assert DAXIE(a_fact("5372.5833", "万元")).text == "伍仟叁佰柒拾贰万伍仟捌佰叁拾叁元整"


@pytest.mark.parametrize(("value", "unit"), [("96.00", "%"), ("20", "分"), ("6次", None)])
def test_only_amounts_are_written_in_capitals(value, unit):
    with pytest.raises(FilterError):
        DAXIE(a_fact(value, unit))
