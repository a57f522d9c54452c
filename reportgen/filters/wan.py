"""`wan`: an amount in 万元 with two decimals, half up: 6,070.45万元."""

from __future__ import annotations

from reportgen.filters.filter import TemplateFilter, yuan_of
from reportgen.model.form import YUAN_IN
from reportgen.model.values import grouped

WAN = TemplateFilter("wan", lambda fact: f"{grouped(yuan_of(fact) / YUAN_IN['万元'], 2)}万元")
