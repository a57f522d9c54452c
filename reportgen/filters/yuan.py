"""`yuan`: an amount in 元 with two decimals, half up: 60,704,518.55元."""

from __future__ import annotations

from reportgen.filters.filter import TemplateFilter, yuan_of
from reportgen.model.values import grouped

YUAN = TemplateFilter("yuan", lambda fact: f"{grouped(yuan_of(fact), 2)}元")
