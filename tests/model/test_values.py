"""Numbers, dates and rounding: what is read, what is refused."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.model.values import (
    MAX_DIGITS,
    Number,
    decimals_of,
    grouped,
    parse_date,
    parse_decimal,
    round_half_up,
    signed_difference,
    trimmed,
)

AMOUNTS = st.decimals(min_value=-(10**14), max_value=10**14, places=2)
EXACT = st.builds(
    lambda whole, fraction, sign: Decimal(f"{sign}{whole}{'.' if fraction else ''}{fraction}"),
    st.integers(0, 10**MAX_DIGITS - 1),
    st.text("0123456789", max_size=MAX_DIGITS),
    st.sampled_from(["", "-", "+"]),
)


@given(EXACT)
def test_every_number_reads_back_with_and_without_thousands_commas(value):
    assert parse_decimal(f"{value:f}") == value
    assert parse_decimal(f"{value:,f}") == value


@given(EXACT)
def test_reading_keeps_every_digit(value):
    read = parse_decimal(f"{value:f}")
    assert read.as_tuple() == (abs(value) if value == 0 else value).as_tuple()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", "0"),
        ("-0.00", "0.00"),
        ("+5", "5"),
        ("007", "7"),
        ("1,234", "1234"),
        ("12,345,678.9", "12345678.9"),
        ("52,245,328.6", "52245328.6"),
        ("9" * MAX_DIGITS + "." + "9" * MAX_DIGITS, "9" * MAX_DIGITS + "." + "9" * MAX_DIGITS),
    ],
)
def test_numbers_as_forms_print_them(text, value):
    assert str(parse_decimal(text)) == value


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "-", "+", ".", ",", "一百", "无", "—"),
        *("１２", "1２", "1．5", "1，000", "٣", "५", "²"),
        *("1_000", "1e5", "1E5", "0x10", "NaN", "nan", "Infinity", "-inf", "sNaN"),
        *("1.234,5", "1,23", "1,2345", ",123", "1,,234", "1234,567", "1,234,56", "1,234.567,8", "1 234"),
        *(".5", "5.", "1.2.3", "--1", "+-1", "1-", "(5)", "5%", "5元", "¥5", "5 ", " 5", "5\n", "\u200b5"),
        *("9" * (MAX_DIGITS + 1), "0." + "1" * (MAX_DIGITS + 1)),
    ],
)
def test_everything_else_is_refused(text):
    with pytest.raises(ValueError, match=r".*"):
        parse_decimal(text)


@pytest.mark.parametrize("text", ["0,123", "00,123", "-0,500"])
def test_a_decimal_comma_behind_zero_is_refused(text):
    with pytest.raises(ValueError, match=r".*"):
        parse_decimal(text)


@given(st.text(max_size=12))
def test_whatever_is_typed_is_a_number_or_a_value_error(text):
    with suppress(ValueError):
        assert parse_decimal(text).is_finite()


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_date_reads_back_however_it_is_written(day):
    year, month, number = day.year, day.month, day.day
    for text in (
        f"{year}{month:02}{number:02}",
        day.isoformat(),
        f"{year}.{month}.{number}",
        f"{year}/{month}/{number}",
        f"{year}年{month}月{number}日",
        f"{year}年{month:02}月{number:02}",
    ):
        assert parse_date(text) == day


@pytest.mark.parametrize(
    "text",
    [
        *("", "2025", "202501", "2025011", "202501150", "2025-01", "01-15-2025", "25-01-15", "2025 01 15"),
        *("2025-02-29", "2024-02-30", "2025-04-31", "20251301", "2025-00-10", "2025-01-00", "0000-01-01"),
        *(
            "２０２５年１月１５日",
            "二〇二五年一月十五日",
            "2025年1月",
            "2025-01-15T00:00",
            "2025-01-15 ",
            "2025--01-15",
        ),
    ],
)
def test_what_is_no_day_of_the_calendar_is_refused(text):
    with pytest.raises(ValueError, match=r".*"):
        parse_date(text)


def test_two_kinds_of_separator_are_refused():
    with pytest.raises(ValueError, match=r".*"):
        parse_date("2025-1/15")


def test_a_leap_day_is_a_day_in_a_leap_year_only():
    assert parse_date("20240229") == date(2024, 2, 29)
    assert parse_date("20000229") == date(2000, 2, 29)
    with pytest.raises(ValueError, match=r".*"):
        parse_date("21000229")


@pytest.mark.parametrize(
    ("value", "decimals", "rounded"),
    [
        ("0.005", 2, "0.01"),
        ("0.0049999", 2, "0.00"),
        ("-0.005", 2, "-0.01"),
        ("2.5", 0, "3"),
        ("3.5", 0, "4"),
        ("-2.5", 0, "-3"),
        ("1.005", 2, "1.01"),
        ("89.995", 2, "90.00"),
        ("89.9949999999", 2, "89.99"),
        ("12", 2, "12.00"),
        ("0.045", 1, "0.0"),
    ],
)
def test_halves_are_rounded_away_from_zero_and_once(value, decimals, rounded):
    assert str(round_half_up(Decimal(value), decimals)) == rounded


@given(AMOUNTS, st.integers(0, 6))
def test_rounding_moves_a_number_by_at_most_half_a_unit(value, decimals):
    rounded = round_half_up(value, decimals)
    assert abs(rounded - value) <= Decimal(1).scaleb(-decimals) / 2
    assert round_half_up(rounded, decimals) == rounded
    assert round_half_up(-value, decimals) == -rounded


@given(AMOUNTS)
def test_a_printed_amount_reads_back(value):
    assert parse_decimal(grouped(value, 2)) == value
    assert parse_decimal(trimmed(value, 2)) == value


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        ("76799063.48", 2, "76,799,063.48"),
        ("-1234.5", 2, "-1,234.50"),
        ("0", 2, "0.00"),
        ("999999.995", 2, "1,000,000.00"),
    ],
)
def test_amounts_are_printed_in_groups_of_three(value, decimals, text):
    assert grouped(Decimal(value), decimals) == text


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        ("10.00", 2, "10"),
        ("8.240", 2, "8.24"),
        ("100", 2, "100"),
        ("100", 0, "100"),
        ("0.00", 2, "0"),
        ("1E+3", 2, "1000"),
    ],
)
def test_points_are_printed_without_zeros_at_the_end(value, decimals, text):
    assert trimmed(Decimal(value), decimals) == text


def test_zero_has_no_sign():
    assert grouped(Decimal("-0.004"), 2) == "0.00"
    assert trimmed(Decimal("-0.004"), 2) == "0"


def test_every_number_that_is_read_can_be_rounded():
    value = parse_decimal("9" * MAX_DIGITS + "." + "9" * MAX_DIGITS)
    assert round_half_up(value, MAX_DIGITS) == value


@pytest.mark.parametrize(
    ("text", "decimals"), [("1,234.50%", 2), ("100", 0), ("86.215", 3), ("5元", 0), ("", 0), ("-0.0", 1)]
)
def test_the_decimals_that_were_typed_are_counted(text, decimals):
    assert decimals_of(text) == decimals


def test_a_number_knows_how_it_was_typed():
    assert Number(Decimal("52245328.6"), "52,245,328.6").decimals == 1


@pytest.mark.parametrize(
    ("old", "new", "text"),
    [("1000.5", "2000", "+999.5"), ("2000.00", "1000", "-1,000.00"), ("1.10", "1.1", "0.00"), ("0", "10", "+10")],
)
def test_a_difference_has_its_sign_and_the_decimals_of_the_finer_number(old: str, new: str, text: str) -> None:
    assert signed_difference(Decimal(old), Decimal(new)) == text
