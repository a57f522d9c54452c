"""`day`: a date as documents print it: 2025年1月15日."""

from __future__ import annotations

from reportgen.document.fact import Fact
from reportgen.filters.filter import TemplateFilter, date_of


def _text(fact: Fact) -> str:
    day = date_of(fact)
    return f"{day.year}年{day.month}月{day.day}日"


DAY = TemplateFilter("day", _text)
