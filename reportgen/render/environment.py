"""The environment that templates of every format are compiled and run in: strict, escaped, sandboxed, bounded."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from functools import cache, partial
from typing import Any, cast

from jinja2 import StrictUndefined, nodes, pass_context
from jinja2.exceptions import UndefinedError
from jinja2.runtime import Context, LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Namespace, missing

from reportgen.base.messages import N_
from reportgen.filters.filter import filters
from reportgen.render.bounded import BoundedCode, bounded
from reportgen.render.bounds import (
    MAX_COUNT,
    SIGNS,
    LimitError,
    OperandError,
    budget_of,
    computed,
    counted,
    joined,
    looked_through,
)
from reportgen.render.plain_filters import plain_filters

PLAIN_FILTERS = tuple(plain_filters())
"""Jinja's own filters that templates may use beside the filters of the field."""

_TESTS = frozenset(
    [
        "defined",
        "undefined",
        "none",
        "odd",
        "even",
        "divisibleby",
        "eq",
        "ne",
        "lt",
        "le",
        "gt",
        "ge",
        "in",
        "equalto",
        "greaterthan",
        "lessthan",
        "true",
        "false",
        "boolean",
        "integer",
        "float",
        "number",
        "string",
        "mapping",
        "sequence",
        "iterable",
        "sameas",
        "lower",
        "upper",
    ]
)


class MissingError(UndefinedError):
    """A name or field that is not there. `owner` is what should have held it, None for a name of the context."""

    def __init__(self, owner: Any, name: str, message: str | None = None) -> None:
        super().__init__(message)
        self.owner, self.name = owner, name


class Missing(StrictUndefined):
    """An unknown name or field: whatever is done with it raises MissingError."""

    def __init__(self, hint: Any = None, obj: Any = None, name: Any = None, exc: Any = None) -> None:
        if exc is None:
            owner = (
                obj
                if isinstance(obj, Mapping | list | tuple) or hasattr(obj, "__dict__") or hasattr(obj, "__slots__")
                else None
            )
            exc = partial(MissingError, owner, str(name))
        super().__init__(hint, missing if obj is None else obj, name, exc)


@cache
def _fields_of(kind: type) -> frozenset[str]:
    """The fields and properties of a record of this program: any template may read them, so nothing else is asked."""
    if not is_dataclass(kind) or not kind.__module__.startswith(_OWN):
        return frozenset()
    properties = (name for name, one in vars(kind).items() if isinstance(one, property))
    return frozenset(name for name in (*(one.name for one in fields(kind)), *properties) if not name.startswith("_"))


_LOOP = frozenset({"index", "index0", "first", "last", "length"})
_OWN = f"{__name__.partition('.')[0]}."
_BARE = (Mapping, str, bytes, int, float, Decimal, list, tuple, range)


class Environment(ImmutableSandboxedEnvironment):
    """A strict, autoescaping, sandboxed environment whose only functions are the ones given, `range` and `namespace`.

    What it compiles is held to the bounds of `reportgen.render.bounds`. A field of a mapping is a key of it, never a
    method; texts, numbers and lists have no fields.
    """

    code_generator_class = BoundedCode
    intercepted_binops = SIGNS

    def __init__(self, finalize: Callable[..., Any] | None, functions: Mapping[str, Callable[..., Any]]) -> None:
        super().__init__(autoescape=True, undefined=Missing, finalize=finalize, keep_trailing_newline=True)
        self.filters = {**plain_filters(), **filters(), **_HIDDEN}
        self.tests = {name: test for name, test in self.tests.items() if name in _TESTS}
        self.globals = {"range": _range, "namespace": Namespace, **functions}

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Computes within bounds."""
        return computed(context, operator, left, right)

    def texts_joined(self, context: Context, values: tuple[Any, ...]) -> Any:
        """What `~` gives."""
        return joined(context, values)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """The field `attribute`."""
        kind: Any = type(obj)
        if kind is dict and attribute in obj:
            return obj[attribute]
        if attribute in _fields_of(kind) or (kind is LoopContext and attribute in _LOOP):
            return getattr(obj, attribute)
        if isinstance(obj, _BARE) and attribute not in getattr(type(obj), "_fields", ()):
            return self.getitem(obj, attribute)
        return super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """The item `argument`."""
        if isinstance(obj, _BARE):
            try:
                return cast(Any, obj)[argument]
            except (LookupError, TypeError, ValueError):
                return self.undefined(obj=obj, name=argument)
        return super().getitem(obj, argument)

    def _generate(self, source: nodes.Template, *args: Any, **options: Any) -> str:
        return super()._generate(bounded(source), *args, **options)


@pass_context
def _range(context: Context, *bounds: Any) -> range:
    """`range(stop)`, `range(start, stop)`, `range(start, stop, step)`: whole numbers in a row."""
    if not all(type(one) is int for one in bounds):
        raise OperandError(N_("range(…) counts in whole numbers"))
    made = range(*bounds)
    if len(made) > MAX_COUNT:
        raise LimitError(N_("range(…) may count no further than {limit}"), limit=MAX_COUNT)
    budget_of(context).spend(len(made) // 100)
    return made


@pass_context
def _pairs(context: Context, value: Any, method: str) -> list[Any]:
    """`value.items()`, `value.keys()` or `value.values()`."""
    if not isinstance(value, Mapping):
        raise OperandError(N_("{kind} has no {method}()"), kind=type(value).__name__, method=method)
    counted(context, value)
    return list(getattr(value, method)())


_HIDDEN: Mapping[str, Callable[..., Any]] = {
    "_counted": pass_context(counted),
    "_looked_through": pass_context(looked_through),
    "_pairs": _pairs,
}
