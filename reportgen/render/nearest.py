"""What may have been meant by a name that is not there."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from typing import Any

LIKE = 0.5
"""How like a name must be to be meant by another: names of four letters with one of them wrong are."""


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name that is like `name`; where none is, all of them in order. `-` where nothing is known."""
    names = sorted(set(known))
    return next(iter(difflib.get_close_matches(name, names, n=1, cutoff=LIKE)), ", ".join(names) or "-")


def meant(name: str, owner: Any) -> str:
    """What of `owner` may have been meant by `name`: a key or field, of a list the numbers there are."""
    if isinstance(owner, list | tuple):
        return f"0–{len(owner) - 1}" if owner else "-"
    names = owner if isinstance(owner, Mapping) else dir(owner)
    return nearest(name, (str(one) for one in names if not str(one).startswith("_")))
