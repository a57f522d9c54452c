"""`wan`: amounts in 万元."""

from __future__ import annotations

import pytest

from reportgen.filters.filter import FilterError
from reportgen.filters.wan import WAN
from tests.builders import a_fact


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        ("60,704,518.55", "元", "6,070.45万元"),
        ("12,416,000.00", "元", "1,241.60万元"),
        ("50.00", "元", "0.01万元"),
        ("49.99", "元", "0.00万元"),
        ("0", "元", "0.00万元"),
        ("-12,345", "元", "-1.23万元"),
        ("3.14159", "万元", "3.14万元"),
        ("1.005", "万元", "1.01万元"),
        ("1.5", "亿元", "15,000.00万元"),
    ],
)
def test_amounts_in_wan(value, unit, text):
    assert WAN(a_fact(value, unit)).text == text


@pytest.mark.parametrize(("value", "unit"), [("96.00", "%"), ("20", "分"), ("6次", None)])
def test_only_amounts_are_printed_in_wan(value, unit):
    with pytest.raises(FilterError):
        WAN(a_fact(value, unit))
