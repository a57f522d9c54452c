"""The text of a value: words and figures have one, everything else is refused."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import Any

from jinja2 import Undefined

from reportgen.base.messages import N_
from reportgen.document.fact import Fact
from reportgen.render.bounds import plain_decimal
from reportgen.render.word.faults import UnprintableError


def text_of(value: Any) -> str:
    """A value as text. Whole numbers are rows counted by a template; a figure of the form is always a fact."""
    if value is None:
        return ""
    if isinstance(value, str | Undefined | Fact) or type(value) is int:
        return str(value)
    raise UnprintableError(N_("a template prints words and figures, not {kind}"), kind=type(value).__name__)


def any_text(value: Any) -> str:
    """A value of any data as text: numbers in plain decimal, None as nothing."""
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, Decimal):
        return plain_decimal(value)
    if isinstance(value, float) and math.isfinite(value):
        return str(value)
    return text_of(value)
