"""`yi`: amounts in 亿元."""

from __future__ import annotations

import pytest

from reportgen.filters.filter import FilterError
from reportgen.filters.yi import YI
from tests.builders import a_fact


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        ("60,704,518.55", "元", "0.61亿元"),
        ("500,000.00", "元", "0.01亿元"),
        ("499,999.99", "元", "0.00亿元"),
        ("1,853,312,345,678.90", "元", "18,533.12亿元"),
        ("12,345.6", "万元", "1.23亿元"),
        ("-1.5", "亿元", "-1.50亿元"),
    ],
)
def test_amounts_in_yi(value, unit, text):
    assert YI(a_fact(value, unit)).text == text


@pytest.mark.parametrize(("value", "unit"), [("96.00", "%"), ("20", "分"), ("6次", None)])
def test_only_amounts_are_printed_in_yi(value, unit):
    with pytest.raises(FilterError):
        YI(a_fact(value, unit))
