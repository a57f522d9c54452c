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
    assert list(filters()) == sorted([*OF_MONEY, "day", "day_numerals", "numeral", "ordinal", "percent"])


@pytest.mark.parametrize("name", OF_MONEY)
def test_a_filtered_fact_is_still_that_fact(name):
    fact = a_fact("60,704,518.55")
    printed = filters()[name](fact)
    assert (printed.id, printed.value, printed.unit, printed.label) == (fact.id, fact.value, fact.unit, fact.label)
    assert (printed.format == name and printed.text != fact.text) or name == "thousands"


@pytest.mark.parametrize("name", list(filters()))
@pytest.mark.parametrize("value", [None, True, 1.5, ["5"]], ids=["nothing", "truth", "float", "list"])
def test_what_is_no_figure_is_refused(name, value):
    with pytest.raises(FilterError):
        filters()[name](value)


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("wan", Decimal("60704518.55"), "6,070.45万元"),
        ("yuan", 5, "5.00元"),
        ("percent", Decimal("82.365"), "82.37%"),
        ("daxie", Decimal("10.05"), "壹拾元零伍分"),
        ("ordinal", 3, "第三"),
    ],
)
def test_a_plain_number_is_printed_as_text_in_the_unit_of_the_filter(name, value, text):
    assert filters()[name](value) == text


@pytest.mark.parametrize("name", list(filters()))
def test_a_text_is_no_number_to_print(name):
    with pytest.raises(FilterError):
        filters()[name](a_fact("—", None))


@given(st.sampled_from(OF_MONEY), st.integers(-(10**15), 10**15).map(lambda fen: Decimal(fen) / 100))
def test_every_amount_can_be_printed_every_way_and_twice_the_same(name, amount):
    fact = a_fact(f"{amount:f}")
    assert filters()[name](fact) == filters()[name](fact)
    assert filters()[name](filters()[name](fact)).text == filters()[name](fact).text
