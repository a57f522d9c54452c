"""`ordinal`: a whole number as an ordinal: 第三."""

from __future__ import annotations

from reportgen.filters.filter import TemplateFilter, whole_of
from reportgen.filters.numeral import in_numerals

ORDINAL = TemplateFilter("ordinal", lambda fact: f"第{in_numerals(whole_of(fact))}", unit=None)
