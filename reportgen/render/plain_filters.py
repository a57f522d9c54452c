"""Jinja's own filters that templates may use, within bounds."""

from __future__ import annotations

import decimal
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from jinja2 import Undefined, pass_context
from jinja2.filters import FILTERS
from jinja2.runtime import Context
from jinja2.utils import _PassArg

from reportgen.base.messages import N_
from reportgen.render.bounds import (
    MAX_COUNT,
    MAX_TEXT,
    LimitError,
    OperandError,
    computed,
    counted,
    looked_through,
    number,
    plain_decimal,
    sized,
)

_PICKING = "batch first groupby last map max min reject rejectattr select selectattr"
_LISTS = f"{_PICKING} dictsort items join list reverse sort unique"
_TEXTS = "capitalize lower title trim truncate upper wordcount"
_CHECKED = ("default", "d", "length", "count", "int", "abs")


def plain_filters() -> dict[str, Callable[..., Any]]:
    """The filters by name."""
    bounded = {name: _bounded(FILTERS[name]) for name in (*_LISTS.split(), *_TEXTS.split())}
    own = {"replace": _replace, "round": _round, "sum": _sum, "escape": _text, "e": _text, "string": _text}
    return {**{name: FILTERS[name] for name in _CHECKED}, **bounded, **own}


def _bounded(filter: Callable[..., Any]) -> Callable[..., Any]:
    kind = _PassArg.from_obj(filter)

    @pass_context
    def bounded(context: Context, value: Any, *args: Any, **options: Any) -> Any:
        value = _paid(context, value)
        for one in (*args, *options.values()):
            if isinstance(one, int | Decimal) and not -MAX_COUNT <= one <= MAX_COUNT:
                raise LimitError(N_("a filter may be given no number beyond {limit}"), limit=MAX_COUNT)
        _hold_text(value, args)
        made = filter(*_first(kind, context), value, *args, **options)
        return sized(context, made)

    return bounded


def _paid(context: Context, value: Any) -> Any:
    if isinstance(value, str | Mapping | Undefined):
        return looked_through(context, value)
    return counted(context, value) if hasattr(value, "__iter__") else value


def _hold_text(value: Any, args: tuple[Any, ...]) -> None:
    """`join` puts a text between the items; together they may be too long."""
    between = len(args[0]) if args and isinstance(args[0], str) else 0
    if isinstance(value, list | tuple):
        texts = sum(len(one) for one in value if isinstance(one, str))
        if texts + between * len(value) > MAX_TEXT:
            raise LimitError(N_("a value grows to more than {limit} characters or items"), limit=MAX_TEXT)


def _first(kind: _PassArg | None, context: Context) -> tuple[Any, ...]:
    match kind:
        case _PassArg.context:
            return (context,)
        case _PassArg.eval_context:
            return (context.eval_ctx,)
        case _PassArg.environment:
            return (context.environment,)
        case _:
            return ()


@pass_context
def _replace(context: Context, value: Any, old: Any, new: Any, count: int = -1) -> str:
    """`text | replace(old, new)`."""
    text, old, new = _text(value), _text(old), _text(new)
    if len(text) + (text.count(old) * len(new)) > MAX_TEXT:
        raise LimitError(N_("a value grows to more than {limit} characters or items"), limit=MAX_TEXT)
    made: str = sized(context, text.replace(old, new, count))
    return made


@pass_context
def _sum(context: Context, values: Any, attribute: Any = None, start: Any = 0) -> Any:
    """The sum of numbers, or of one field of each item."""
    items = counted(context, values)
    if attribute is not None:
        items = [context.environment.getitem(item, attribute) for item in items]
    for item in items:
        start = computed(context, "+", start, item)
    return start


def _round(value: Any, precision: Any = 0, method: str = "common") -> Decimal | int:
    """A number rounded half up to `precision` decimals; `method` may be `ceil` or `floor`."""
    rounding = {"common": decimal.ROUND_HALF_UP, "ceil": decimal.ROUND_CEILING, "floor": decimal.ROUND_FLOOR}
    if method not in rounding or not isinstance(precision, int) or not 0 <= precision <= 20:
        raise OperandError(N_("a number is rounded to 0 to 20 decimals, by common, ceil or floor"))
    made = Decimal(number(value)).quantize(Decimal(1).scaleb(-precision), rounding[method], decimal.Context(prec=60))
    return made if precision else int(made)


def _text(value: Any) -> str:
    """A value as text; what is printed is escaped in any case."""
    if value is None:
        return ""
    return plain_decimal(value) if isinstance(value, Decimal) else str(value)
