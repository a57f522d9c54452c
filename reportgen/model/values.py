"""Typed values that know what was typed and where: texts, numbers and dates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext

from reportgen.base.location import NOWHERE, Location

_NUMBER = re.compile(r"[+-]?(?:[1-9]\d{0,2}(?:,\d{3})+|\d+)(?:\.\d+)?", re.ASCII)
_DATE = re.compile(
    r"(?P<year>\d{4})(?:(?P<month>\d{2})(?P<day>\d{2})"
    r"|(?P<separator>[-./])(?P<month2>\d{1,2})(?P=separator)(?P<day2>\d{1,2})"
    r"|年(?P<month3>\d{1,2})月(?P<day3>\d{1,2})日?)",
    re.ASCII,
)
MAX_DIGITS = 18
"""More digits than this before or after the point are no amount of any budget, and are refused."""
EXACT = Context(prec=120, rounding=ROUND_HALF_UP)
"""The context of all arithmetic: wide enough that sums of many such numbers are exact."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text as it was typed, and where."""

    text: str
    where: Location = NOWHERE

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Number:
    """A decimal number, the text it was typed as, and where. Exact: it never passes through a float."""

    value: Decimal
    text: str
    where: Location = NOWHERE

    @property
    def decimals(self) -> int:
        """How many decimals were typed."""
        return decimals_of(self.text)


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar date, the text it was typed as, and where."""

    value: date
    text: str
    where: Location = NOWHERE


def signed_difference(old: Decimal, new: Decimal) -> str:
    """How much `new` is more than `old`, with thousands commas and its sign: `+1,000.00`, `-0.5`, `0`."""
    with localcontext(EXACT):
        value = new - old
    exponents = [number.as_tuple().exponent for number in (old, new)]
    text = grouped(abs(value), max(0, *(-exponent for exponent in exponents if isinstance(exponent, int))))
    return ("+" if value > 0 else "-" if value < 0 else "") + text


def parse_decimal(text: str) -> Decimal:
    """The number that `text` spells: digits, thousands commas in their places, one point, one sign.

    Raises ValueError for anything else: full-width digits, `1_000`, `1e5`, `NaN`, commas out of place, or more
    than 18 digits on a side.
    """
    if not _NUMBER.fullmatch(text):
        raise ValueError(text)
    plain = text.replace(",", "")
    whole, _, fraction = plain.lstrip("+-").partition(".")
    if len(whole) > MAX_DIGITS or len(fraction) > MAX_DIGITS:
        raise ValueError(text)
    value = Decimal(plain)
    return abs(value) if value == 0 else value


def printed_day(day: date) -> str:
    """`day` as documents print it: 2025年3月1日."""
    return f"{day.year}年{day.month}月{day.day}日"


def parse_date(text: str) -> date:
    """The date that `text` spells: `20250115`, `2025-01-15`, `2025.1.15`, `2025/1/15` or `2025年1月15日`.

    Raises ValueError for anything else and for a day that no calendar has.
    """
    match = _DATE.fullmatch(text)
    if match is None:
        raise ValueError(text)
    parts = match.groupdict()
    month = parts["month"] or parts["month2"] or parts["month3"]
    day = parts["day"] or parts["day2"] or parts["day3"]
    return date(int(parts["year"]), int(month), int(day))


def decimals_of(text: str) -> int:
    """How many decimals a printed number shows: `1,234.50%` shows 2."""
    match = re.search(r"\.(\d+)", text, re.ASCII)
    return len(match.group(1)) if match else 0


def round_half_up(value: Decimal, decimals: int) -> Decimal:
    """`value` with `decimals` decimals, halves away from zero: the one rounding rule of the program."""
    rounded = value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP, context=EXACT)
    return rounded if rounded else abs(rounded)


def grouped(value: Decimal, decimals: int) -> str:
    """`value` rounded half up, with thousands commas: `76,799,063.48`."""
    return f"{round_half_up(value, decimals):,f}"


def trimmed(value: Decimal, decimals: int) -> str:
    """`value` rounded half up to at most `decimals`, without zeros at the end: `10`, `8.24`."""
    text = f"{round_half_up(value, decimals):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
