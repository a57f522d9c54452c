"""Records as bytes and back: trees of frozen dataclasses, of declared classes and no others.

Whatever the bytes are, reading them makes instances of these classes and Python's plainest values, and calls nothing
else.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cache, partial
from operator import attrgetter
from typing import Any, TypeAlias

Reducer: TypeAlias = Callable[[Any], Any]
"""Tells of a value which call makes it: a class and what it is called with."""


def written(made: object, classes: tuple[type, ...]) -> bytes:
    """`made` as bytes. Raises ValueError where something in it is of none of `classes`, or nested too deep."""
    out = io.BytesIO()
    writer = pickle.Pickler(out, protocol=5)
    writer.dispatch_table = _reducers(classes)
    try:
        writer.dump(made)
    except (pickle.PicklingError, RecursionError) as error:
        raise ValueError(str(error)) from error
    return out.getvalue()


def read(held: bytes, classes: tuple[type, ...]) -> object:
    """What was `written` with the same `classes`. Raises ValueError where the bytes are no such thing."""
    try:
        return _Reader(held, classes).load()
    except Exception as error:  # what damaged bytes call for is of no declared kind
        raise ValueError(str(error)) from error


class _Reader(pickle.Unpickler):
    def __init__(self, held: bytes, classes: tuple[type, ...]) -> None:
        super().__init__(io.BytesIO(held))
        self._classes = _by_name(classes)

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in self._classes:
            raise pickle.UnpicklingError(f"{module}.{name}")
        return self._classes[module, name]


class _Reducers(dict[type, Reducer]):
    def __missing__(self, made: type) -> Reducer:
        raise pickle.PicklingError(f"{made.__module__}.{made.__qualname__}")


@cache
def _by_name(classes: tuple[type, ...]) -> dict[tuple[str, str], type]:
    return {(one.__module__, one.__qualname__): one for one in classes}


@cache
def _reducers(classes: tuple[type, ...]) -> _Reducers:
    return _Reducers({one: _of_record(one) if is_dataclass(one) else _of_value for one in classes})


def _of_value(value: Any) -> Any:
    return value.__reduce__()


def _of_record(made: type) -> Reducer:
    """Calls the class, which costs less than what a dataclass does by itself; None at the end is its default."""
    found = fields(made)
    needed = max((at for at, one in enumerate(found, start=1) if one.default is not None), default=0)
    names = [one.name for one in found]
    values_of = attrgetter(*names) if len(names) > 1 else partial(_values_of, names=names)

    def reduced(record: Any) -> tuple[type, tuple[Any, ...]]:
        values = values_of(record)
        end = len(values)
        while end > needed and values[end - 1] is None:
            end -= 1
        return made, values[:end]

    return reduced


def _values_of(record: Any, names: list[str]) -> tuple[Any, ...]:
    return tuple(getattr(record, name) for name in names)
