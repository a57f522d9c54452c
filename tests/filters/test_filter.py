"""What all filters share."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.filters.filter import FilterError, filters
from tests.builders import a_fact

OF_MONEY = ["daxie", "thousands", "wan", "yi", "yuan"]


def test_the_catalogue_holds_these():
    assert list(filters()) == sorted([*OF_MONEY, "percent"])


@pytest.mark.parametrize("name", OF_MONEY)
def test_a_filtered_fact_is_still_that_fact(name):
    fact = a_fact("60,704,518.55")
    printed = filters()[name](fact)
    assert (printed.id, printed.value, printed.unit, printed.label) == (fact.id, fact.value, fact.unit, fact.label)
    assert (printed.format == name and printed.text != fact.text) or name == "thousands"


@pytest.mark.parametrize("name", list(filters()))
@pytest.mark.parametrize(
    "value", ["60,704,518.55", 5, None, Decimal("5")], ids=["text", "number", "nothing", "decimal"]
)
def test_what_is_no_fact_is_refused(name, value):
    with pytest.raises(FilterError):
        filters()[name](value)


@pytest.mark.parametrize("name", list(filters()))
def test_a_text_is_no_number_to_print(name):
    with pytest.raises(FilterError):
        filters()[name](a_fact("—", None))


@given(st.sampled_from(OF_MONEY), st.integers(-(10**15), 10**15).map(lambda fen: Decimal(fen) / 100))
def test_every_amount_can_be_printed_every_way_and_twice_the_same(name, amount):
    fact = a_fact(f"{amount:f}")
    assert filters()[name](fact) == filters()[name](fact)
    assert filters()[name](filters()[name](fact)).text == filters()[name](fact).text
