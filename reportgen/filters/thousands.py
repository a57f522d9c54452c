"""`thousands`: a number with thousands commas, its own decimals and no unit: 60,704,518.55."""

from __future__ import annotations

from reportgen.filters.filter import TemplateFilter, number_of

THOUSANDS = TemplateFilter("thousands", lambda fact: f"{number_of(fact):,f}")
