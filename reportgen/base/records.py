"""Records as bytes and back: trees of frozen dataclasses, of declared classes and no others.

Whatever the bytes are, reading them makes instances of these classes and Python's plainest values, and calls nothing
else.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Collection
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any


def written(made: object, classes: Collection[type]) -> bytes:
    """`made` as bytes. Raises ValueError where something in it is of none of `classes`, or nested too deep."""
    out = io.BytesIO()
    try:
        _Writer(out, classes).dump(made)
    except (pickle.PicklingError, RecursionError) as error:
        raise ValueError(str(error)) from error
    return out.getvalue()


def read(held: bytes, classes: Collection[type]) -> object:
    """What was `written` with the same `classes`. Raises ValueError where the bytes are no such thing."""
    try:
        return _Reader(held, classes).load()
    except (pickle.UnpicklingError, TypeError, EOFError, AttributeError, ImportError, LookupError) as error:
        raise ValueError(str(error)) from error


class _Writer(pickle.Pickler):
    """Writes records as calls of their classes, which costs less than what dataclasses do by themselves."""

    def __init__(self, out: io.BytesIO, classes: Collection[type]) -> None:
        super().__init__(out, protocol=5)
        self._classes = frozenset(classes)

    def reducer_override(self, obj: Any) -> Any:
        made = type(obj)
        if (obj if made is type else made) not in self._classes:
            raise pickle.PicklingError(f"{made.__module__}.{made.__qualname__}")
        names, needed = _shape(made)
        if not names:
            return NotImplemented
        values = [getattr(obj, name) for name in names]
        while len(values) > needed and values[-1] is None:
            values.pop()
        return made, tuple(values)


@cache
def _shape(made: type) -> tuple[tuple[str, ...], int]:
    """The fields of a record in order, and how many there are before those at the end that are None by default."""
    if not is_dataclass(made):
        return (), 0
    found = fields(made)
    needed = max((at for at, one in enumerate(found, start=1) if one.default is not None), default=0)
    return tuple(one.name for one in found), needed


class _Reader(pickle.Unpickler):
    def __init__(self, held: bytes, classes: Collection[type]) -> None:
        super().__init__(io.BytesIO(held))
        self._classes = {(one.__module__, one.__qualname__): one for one in classes}

    def find_class(self, module: str, name: str) -> Any:
        try:
            return self._classes[module, name]
        except KeyError:
            raise pickle.UnpicklingError(f"{module}.{name}") from None
