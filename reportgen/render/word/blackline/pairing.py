"""Which of two sequences belong together: what is equal first, then in each gap what is most alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

T = TypeVar("T")
_MOST = 4_000
"""In a larger gap, so many comparisons, things are paired by their place alone."""


def paired(
    old: Sequence[T], new: Sequence[T], key: Callable[[T], str], likeness: Callable[[T, T], float]
) -> Iterator[tuple[T | None, T | None]]:
    """Old and new in one order; None where one has no counterpart. Whatever has a `likeness` of 0 is never paired."""
    keys = [key(one) for one in old], [key(one) for one in new]
    for kind, old_from, old_to, new_from, new_to in SequenceMatcher(None, *keys, autojunk=False).get_opcodes():
        olds, news = old[old_from:old_to], new[new_from:new_to]
        if kind == "equal":
            yield from zip(olds, news, strict=True)
        else:
            yield from _gap(olds, news, likeness)


def _gap(old: Sequence[T], new: Sequence[T], likeness: Callable[[T, T], float]) -> Iterator[tuple[T | None, T | None]]:
    at_old = at_new = 0
    for before, after in _most_alike(old, new, likeness):
        yield from ((one, None) for one in old[at_old:before])
        yield from ((None, one) for one in new[at_new:after])
        yield old[before], new[after]
        at_old, at_new = before + 1, after + 1
    yield from ((one, None) for one in old[at_old:])
    yield from ((None, one) for one in new[at_new:])


def _most_alike(old: Sequence[T], new: Sequence[T], likeness: Callable[[T, T], float]) -> list[tuple[int, int]]:
    """The pairs of places, rising in both, whose likeness is the greatest in all."""
    if len(old) * len(new) > _MOST:
        return [(at, at) for at in range(min(len(old), len(new))) if likeness(old[at], new[at]) > 0]
    alike = [[likeness(one, other) for other in new] for one in old]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            taken = alike[i][j] + best[i + 1][j + 1] if alike[i][j] > 0 else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], taken)
    pairs = []
    i = j = 0
    while i < len(old) and j < len(new):
        if alike[i][j] > 0 and best[i][j] == alike[i][j] + best[i + 1][j + 1]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs
