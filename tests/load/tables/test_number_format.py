"""Numbers and dates read as their cells show them."""

from __future__ import annotations

from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.load.tables.number_format import format_date, format_number, is_date_format, plain_number

ACCOUNTING = '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (0.862, "0%", "86%"),
        (0.862, "0.00%", "86.20%"),
        (76799063.48, "#,##0.00", "76,799,063.48"),
        (60704518.55, "General", "60704518.55"),
        (0.1 + 0.2, "General", "0.3"),
        (1.005, "0.00", "1.01"),
        (-5.5, "#,##0.00_);(#,##0.00)", "(5.50)"),
        (-5, "0.00_);[Red]\\(0.00\\)", "(5.00)"),
        (-5, "0.00", "-5.00"),
        (1234.5, ACCOUNTING, "1,234.50"),
        (-1234.5, ACCOUNTING, "-1,234.50"),
        (0, ACCOUNTING, "-"),
        (28, '"≥"0"次"', "≥28次"),
        (28, 'G/通用格式"次"', "28次"),
        (86.2, '0.0"%"', "86.2%"),
        (3, "[$¥-804]#,##0.00", "¥3.00"),
        (7, "000", "007"),
        (0.5, "#.##", ".5"),
        (12345678, '0.00,,"百万"', "12.35百万"),
        (0, "0;0;;@", ""),
        (100, "0.00_ ", "100.00"),
        (0.00001234, "General", "0.00001234"),
    ],
)
def test_a_number_is_shown_by_its_format(value: float, code: str, shown: str) -> None:
    assert format_number(value, code) == shown


@pytest.mark.parametrize("code", ["# ?/?", "0.00E+00", "[DBNum2]General", "[>100]0;0.0", '0!.0,"万元"'])
def test_what_a_format_of_another_sort_shows_is_not_guessed(code: str) -> None:
    assert format_number(12345678, code) is None


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ('yyyy"年"m"月"d"日"', "2025年1月5日"),
        ("yyyy/m/d", "2025/1/5"),
        ("yyyymmdd", "20250105"),
        ('[$-804]yyyy"年"m"月"d"日";@', "2025年1月5日"),
        ("yyyy-mm-dd hh:mm:ss", "2025-01-05 14:03:09"),
        ("m/d/yy h:mm AM/PM", "1/5/25 2:03 PM"),
        ("mm:ss", "03:09"),
        ("m/d aaaa", "1/5 星期日"),
        ("e.m.d", None),
        ("mmm-yy", None),
        ("[h]:mm", None),
    ],
)
def test_a_date_is_shown_by_its_format(code: str, shown: str | None) -> None:
    assert format_date(datetime(2025, 1, 5, 14, 3, 9), code) == shown


def test_formats_of_dates_are_told_from_those_of_numbers() -> None:
    assert all(map(is_date_format, ("yyyy/m/d", 'm"月"d"日"', "h:mm", "[$-804]yyyy;@")))
    assert not any(map(is_date_format, ("General", "0.00", '0"年"', "#,##0", "[Red]0", "@", '"d"0')))


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2))
def test_amounts_keep_every_digit(amount: Decimal) -> None:
    assert Decimal(plain_number(float(amount))) == amount
    shown = format_number(float(amount), "#,##0.00")
    assert shown is not None
    assert Decimal(shown.replace(",", "")) == amount


@given(st.decimals(min_value=0, max_value=2, places=5), st.integers(0, 3))
def test_rates_are_rounded_half_up(rate: Decimal, places: int) -> None:
    code = "0." + "0" * places + "%" if places else "0%"
    exact = (rate * 100).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    assert format_number(float(rate), code) == f"{exact}%"
