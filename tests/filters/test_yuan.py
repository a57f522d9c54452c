"""`yuan`: amounts in 元."""

from __future__ import annotations

import pytest

from reportgen.filters.filter import FilterError
from reportgen.filters.yuan import YUAN
from tests.builders import a_fact


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        ("60,704,518.55", "元", "60,704,518.55元"),
        ("52,245,328.6", "元", "52,245,328.60元"),
        ("0.005", "元", "0.01元"),
        ("5372.5833", "万元", "53,725,833.00元"),
        ("207.45384", "万元", "2,074,538.40元"),
        ("-3", "元", "-3.00元"),
    ],
)
def test_amounts_in_yuan(value, unit, text):
    assert YUAN(a_fact(value, unit)).text == text


@pytest.mark.parametrize(("value", "unit"), [("96.00", "%"), ("20", "分"), ("6次", None)])
def test_only_amounts_are_printed_in_yuan(value, unit):
    with pytest.raises(FilterError):
        YUAN(a_fact(value, unit))
