"""`percent`: a rate in percent with two decimals, half up: 82.37%."""

from __future__ import annotations

from reportgen.base.messages import N_
from reportgen.document.fact import Fact
from reportgen.filters.filter import FilterError, TemplateFilter, number_of
from reportgen.model.values import round_half_up


def _text(fact: Fact) -> str:
    if fact.unit != "%":
        raise FilterError(N_("{fact} is no rate in percent"), fact=fact.id)
    return f"{round_half_up(number_of(fact), 2):f}%"


PERCENT = TemplateFilter("percent", _text, unit="%")
