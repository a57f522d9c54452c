"""What the charts of every format have in common: the number that a value draws."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from reportgen.document.fact import Fact
from reportgen.model.values import parse_decimal


def number_of(value: Any) -> Decimal | None:
    """The number of a fact, of a text or a whole number; None where a fact or a text holds none.

    Raises ValueError for anything else, a float included: it would not be what was written.
    """
    if isinstance(value, Fact):
        value = value.value
    if value is None or value == "":
        return None
    if isinstance(value, Decimal) and value.is_finite():
        return value
    if isinstance(value, str) or type(value) is int:
        return parse_decimal(str(value))
    raise ValueError(value)
