"""`numeral`: a whole number in Chinese numerals: 三, 十二, 二十, 一百零五."""

from __future__ import annotations

from reportgen.filters.digits import spelled
from reportgen.filters.filter import TemplateFilter, whole_of

DIGITS = "零一二三四五六七八九"
_PLACES = ("", "十", "百", "千")


def in_numerals(number: int) -> str:
    """A whole number from 0 to 9999 in Chinese numerals, as headings and ordinals write it."""
    if number == 0:
        return DIGITS[0]
    text = spelled(number, DIGITS, _PLACES)
    return text.removeprefix("一") if text.startswith("一十") else text


NUMERAL = TemplateFilter("numeral", lambda fact: in_numerals(whole_of(fact)), unit=None)
