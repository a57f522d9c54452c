"""Limits that protect from what a workspace holds, as far as its own settings may move them.

None may be moved beyond what the program itself can bear: a workspace may come from anybody.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from types import MappingProxyType

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limit:
    """What holds where nothing is set, and the most that may be set; the least is 1."""

    usual: int
    most: int


INPUT, PICTURE, PDF = "input_mb", "picture_mb", "pdf_seconds"
LIMITS: Mapping[str, Limit] = MappingProxyType({INPUT: Limit(32, 32), PICTURE: Limit(5, 5), PDF: Limit(60, 600)})
"""By the keys of `limits`: the largest file of content, the largest picture, how long one PDF may take to make."""

_set: ContextVar[Mapping[str, int]] = ContextVar("limits", default=MappingProxyType({}))


def limit(name: str) -> int:
    """The limit that holds now, in the unit that its name ends with."""
    return _set.get().get(name, LIMITS[name].usual)


def use_limits(limits: Mapping[str, int]) -> None:
    """Lets the limits of a workspace hold from now on; what it does not set is as usual."""
    _set.set(MappingProxyType(dict(limits)))
