"""Any docxtpl template with any data, through the same engine."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from reportgen.base.language import DEFAULT_LANGUAGE
from reportgen.render.word.template import WordTemplate


def render_any(data: bytes, file: str, context: Mapping[str, Any]) -> bytes:
    """The document that the template in `data`, told of as `file`, makes of `context`.

    Raises TemplateError where the template or a value is at fault, BrokenOutputError where the result is not sound.
    """
    values = {name: _printable(value) for name, value in context.items()}
    return WordTemplate.open(data, file, values).render(values, "", DEFAULT_LANGUAGE)


def _printable(value: Any) -> Any:
    """Whole numbers as numbers, others as they were written: a template prints no fraction that it could round."""
    if isinstance(value, Mapping):
        return {name: _printable(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(inner) for inner in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() and value.as_tuple().exponent == 0 else f"{value:f}"
    return value
