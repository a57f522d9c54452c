"""`yi`: an amount in 亿元 with two decimals, half up: 0.61亿元."""

from __future__ import annotations

from reportgen.filters.filter import TemplateFilter, yuan_of
from reportgen.model.form import YUAN_IN
from reportgen.model.values import grouped

YI = TemplateFilter("yi", lambda fact: f"{grouped(yuan_of(fact) / YUAN_IN['亿元'], 2)}亿元")
