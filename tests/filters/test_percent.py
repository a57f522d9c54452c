"""`percent`: rates with two decimals."""

from __future__ import annotations

import pytest

from reportgen.filters.filter import FilterError
from reportgen.filters.percent import PERCENT
from tests.builders import a_fact


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("82.37", "82.37%"),
        ("100", "100.00%"),
        ("89.995", "90.00%"),
        ("0", "0.00%"),
        ("1234.5", "1234.50%"),
        ("-5.5", "-5.50%"),
    ],
)
def test_rates_with_two_decimals(value, text):
    assert PERCENT(a_fact(value, "%")).text == text


@pytest.mark.parametrize(("value", "unit"), [("0.96", "元"), ("20", "分"), ("97%", None)])
def test_only_rates_are_printed_in_percent(value, unit):
    with pytest.raises(FilterError):
        PERCENT(a_fact(value, unit))
