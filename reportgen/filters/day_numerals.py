"""`day_numerals`: a date in Chinese numerals: 二〇二五年一月十五日."""

from __future__ import annotations

from reportgen.document.fact import Fact
from reportgen.filters.filter import TemplateFilter, date_of
from reportgen.filters.numeral import in_numerals

_YEAR_DIGITS = "〇一二三四五六七八九"


def _text(fact: Fact) -> str:
    day = date_of(fact)
    year = "".join(_YEAR_DIGITS[int(digit)] for digit in f"{day.year:04d}")
    return f"{year}年{in_numerals(day.month)}月{in_numerals(day.day)}日"


DAY_NUMERALS = TemplateFilter("day_numerals", _text)
