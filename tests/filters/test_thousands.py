"""`thousands`: numbers with commas, and their own decimals."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.filters.filter import FilterError
from reportgen.filters.thousands import THOUSANDS
from reportgen.model.values import parse_decimal
from tests.builders import a_fact


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        ("60704518.55", "元", "60,704,518.55"),
        ("207.4538", "万元", "207.4538"),
        ("999", "分", "999"),
        ("1000", "分", "1,000"),
        ("-1234.50", "元", "-1,234.50"),
        ("96.00", "%", "96.00"),
    ],
)
def test_numbers_with_commas(value, unit, text):
    assert THOUSANDS(a_fact(value, unit)).text == text


@given(st.decimals(-(10**15), 10**15, places=3))
def test_what_is_printed_reads_back(value):
    assert parse_decimal(THOUSANDS(a_fact(f"{value:f}")).text) == value


def test_a_text_has_no_thousands():
    with pytest.raises(FilterError):
        THOUSANDS(a_fact("8500人", None))
