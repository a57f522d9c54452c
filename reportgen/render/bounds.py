"""Bounds on what one template may do: rounds of loops, characters printed, sizes of texts and numbers.

A template is written by somebody else. Its work is paid from a budget before it is done, so that one without end stops
at the tag that asked for too much.
"""

from __future__ import annotations

import decimal
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, cast

from jinja2.runtime import Context
from markupsafe import Markup, escape

from reportgen.base.errors import ReportgenError
from reportgen.base.messages import N_

MAX_ROUNDS = 500_000
"""How many rounds all loops of one part may make together, and how many items all its filters may look at."""

MAX_OUTPUT = 32_000_000
"""How many characters one part may print."""

MAX_TEXT = 1_000_000
"""How many characters or items one value may have that a template puts together."""

MAX_COUNT = 100_000
"""The largest number that a filter or `range` may be given."""

MAX_NUMBER = 10**30
"""No number that a template computes may be larger."""

MAX_DIGITS = 1_000
"""How many digits before or behind its point a number may have that is printed."""

_BUDGET = "budget of this rendering"
_DECIMAL = decimal.Context(
    prec=40, rounding=decimal.ROUND_HALF_UP, traps=[decimal.InvalidOperation, decimal.DivisionByZero, decimal.Overflow]
)


class LimitError(ReportgenError):
    """A template asks for more than it may."""


class OperandError(ReportgenError):
    """A template computes with what is no number, or puts together what does not go together."""


class Budget:
    """What one part may still do."""

    __slots__ = ("_rounds", "characters")

    def __init__(self) -> None:
        self._rounds, self.characters = MAX_ROUNDS, MAX_OUTPUT

    def spend(self, rounds: int) -> None:
        """Pays for `rounds` of work. Raises LimitError where the budget is used up."""
        self._rounds -= rounds
        if self._rounds < 0:
            raise LimitError(N_("loops and filters go through more than {limit} items"), limit=MAX_ROUNDS)

    def print(self, characters: int) -> None:
        """Pays for `characters` of output. Raises LimitError where the budget is used up."""
        self.characters -= characters
        if self.characters < 0:
            raise LimitError(N_("more than {limit} characters are printed"), limit=MAX_OUTPUT)


def budget_of(context: Context) -> Budget:
    """The budget of the rendering that `context` belongs to."""
    found = context.parent.get(_BUDGET)
    if isinstance(found, Budget):
        return found
    made = context.parent[_BUDGET] = Budget()
    return made


def counted(context: Context, items: Any, static: int = 0) -> Any:
    """The items of a loop, paid for; `static` characters of the template are repeated in each round."""
    if not isinstance(items, Sequence | Mapping | set | frozenset | range):
        items = list(_taken(items))
    budget = budget_of(context)
    budget.spend(len(items))
    budget.print(len(items) * static)
    return items


def looked_through(context: Context, value: Any) -> Any:
    """A value that is compared or searched, paid for."""
    if isinstance(value, str):
        budget_of(context).spend(len(value) // 1_000)
    elif isinstance(value, Sequence | Mapping | set | frozenset):
        budget_of(context).spend(len(value))
    return value


def _taken(items: Iterable[Any]) -> Iterable[Any]:
    for number, item in enumerate(items):
        if number >= MAX_ROUNDS:
            raise LimitError(N_("loops and filters go through more than {limit} items"), limit=MAX_ROUNDS)
        yield item


def joined(context: Context, values: Sequence[Any]) -> Any:
    """What `~` gives: the texts of `values` one after another; None is nothing."""
    if any(isinstance(value, Markup) for value in values):
        made: str = Markup("").join(escape(_text_of(value)) for value in values)
    else:
        made = "".join(str(_text_of(value)) for value in values)
    return sized(context, made)


def _text_of(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return plain_decimal(value)
    if hasattr(value, "__html__") and not isinstance(value, Markup):
        raise OperandError(N_("{kind} cannot be joined to a text"), kind=type(value).__name__)
    return value


def plain_decimal(value: Decimal) -> str:
    """A finite number without an exponent. Raises LimitError where that would be endless."""
    if not value.is_finite() or value.adjusted() > MAX_DIGITS or int(value.as_tuple().exponent) < -MAX_DIGITS:
        raise LimitError(N_("{value} is no number that can be printed"), value=str(value))
    return f"{value:f}"


def sized(context: Context, value: Any) -> Any:
    """A text or list that a template put together, paid for. Raises LimitError where it is too long."""
    if isinstance(value, str | list | tuple):
        if len(value) > MAX_TEXT:
            raise LimitError(N_("a value grows to more than {limit} characters or items"), limit=MAX_TEXT)
        budget_of(context).spend(len(value) // 1_000 if isinstance(value, str) else len(value))
    return value


def computed(context: Context, sign: str, left: Any, right: Any) -> Any:
    """`left` and `right` under an operator: numbers in decimal, and `+` for two texts or two lists."""
    if sign == "+" and isinstance(left, str | list | tuple) and isinstance(right, str | list | tuple):
        if len(left) + len(right) > MAX_TEXT:
            raise LimitError(N_("a value grows to more than {limit} characters or items"), limit=MAX_TEXT)
        try:
            return sized(context, cast(Any, left) + right)
        except TypeError as error:
            raise _no_number(left, right) from error
    result = _OPERATIONS[sign](number(left, right), number(right, left))
    if abs(result) > MAX_NUMBER:
        raise LimitError(N_("a number grows beyond {limit}"), limit=f"{MAX_NUMBER:.0e}")
    return result


def _no_number(value: Any, other: Any) -> OperandError:
    return OperandError(
        N_("one cannot compute with {left} and {right}"), left=type(value).__name__, right=type(other).__name__
    )


def number(value: Any, other: Any = None) -> int | Decimal:
    """A number for exact arithmetic. Raises OperandError for what is none."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise _no_number(value, other)
    made = Decimal(repr(value)) if isinstance(value, float) else value
    if isinstance(made, Decimal) and not made.is_finite():
        raise _no_number(value, other)
    if not -MAX_NUMBER <= made <= MAX_NUMBER:
        raise LimitError(N_("a number grows beyond {limit}"), limit=f"{MAX_NUMBER:.0e}")
    return made


def _divided(left: int | Decimal, right: int | Decimal) -> int | Decimal:
    if not right:
        raise ZeroDivisionError
    quotient = _DECIMAL.divide(left, right)
    return int(quotient) if quotient == quotient.to_integral_value() and isinstance(left, int) else quotient


def _floored(left: int | Decimal, right: int | Decimal) -> int | Decimal:
    if isinstance(left, int) and isinstance(right, int):
        return left // right
    if not right:
        raise ZeroDivisionError
    return _DECIMAL.divide(left, right).to_integral_value(decimal.ROUND_FLOOR)


def _rest(left: int | Decimal, right: int | Decimal) -> int | Decimal:
    if isinstance(left, int) and isinstance(right, int):
        return left % right
    return _DECIMAL.subtract(left, _DECIMAL.multiply(right, _floored(left, right)))


def _exact(operation: Callable[[Any, Any], int], decimal_one: Callable[[Any, Any], Decimal]) -> Callable[..., Any]:
    def compute(left: int | Decimal, right: int | Decimal) -> int | Decimal:
        both = isinstance(left, int) and isinstance(right, int)
        return operation(left, right) if both else decimal_one(left, right)

    return compute


_OPERATIONS: Mapping[str, Callable[..., Any]] = {
    "+": _exact(lambda left, right: left + right, _DECIMAL.add),
    "-": _exact(lambda left, right: left - right, _DECIMAL.subtract),
    "*": _exact(lambda left, right: left * right, _DECIMAL.multiply),
    "/": _divided,
    "//": _floored,
    "%": _rest,
}

SIGNS = frozenset(_OPERATIONS)
"""The operators that templates may compute with."""
