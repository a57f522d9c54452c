"""Which row of one version is which row of the other: by id, and where ids were given anew, by what the row is."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from reportgen.base.text import squeezed
from reportgen.release.snapshot import FrozenRow


@dataclass(frozen=True, slots=True)
class Matched:
    """Rows of one kind: `pairs` of an old and a new one, the old ones that are gone, the new ones.

    `moved` are the new rows of pairs that stand in another order than the rest.
    """

    pairs: tuple[tuple[FrozenRow, FrozenRow], ...]
    removed: tuple[FrozenRow, ...]
    added: tuple[FrozenRow, ...]
    moved: tuple[FrozenRow, ...]


def match(old: Sequence[FrozenRow], new: Sequence[FrozenRow]) -> Matched:
    """Pairs the rows of two versions.

    The same id and the same words come first, then the same words under whatever id, as after a form was imported
    again; what is left over pairs by id: such a row was renamed.
    """
    found: dict[str, FrozenRow] = {}
    for key in _KEYS:
        left_old = [row for row in old if row.id not in found]
        taken = {row.id for row in found.values()}
        by_key: dict[tuple[str, ...], list[FrozenRow]] = {}
        for row in new:
            if row.id not in taken:
                by_key.setdefault(key(row), []).append(row)
        for row in left_old:
            if by_key.get(key(row)):
                found[row.id] = by_key[key(row)].pop(0)
    pairs = tuple((row, found[row.id]) for row in old if row.id in found)
    paired = {row.id for row in found.values()}
    return Matched(
        pairs,
        tuple(row for row in old if row.id not in found),
        tuple(row for row in new if row.id not in paired),
        tuple(_moved(pairs, new)),
    )


def _id(row: FrozenRow) -> tuple[str, ...]:
    return (row.id,)


def _words(row: FrozenRow) -> tuple[str, ...]:
    return squeezed(row.label), squeezed(row.under)


def _whole(row: FrozenRow) -> tuple[str, ...]:
    return row.id, *_words(row)


_KEYS: tuple[Callable[[FrozenRow], tuple[str, ...]], ...] = (_whole, _words, _id)


def _moved(pairs: Iterable[tuple[FrozenRow, FrozenRow]], new: Sequence[FrozenRow]) -> list[FrozenRow]:
    """The fewest new rows that had to be moved so that the others keep the order they had."""
    place = {row.id: at for at, row in enumerate(new)}
    order = [place[row.id] for _, row in pairs]
    kept = _longest_rise(order)
    return [row for row in new if place[row.id] in set(order) - kept]


def _longest_rise(numbers: Sequence[int]) -> set[int]:
    """A longest rising part of `numbers`, all of which differ."""
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for number in numbers:
        at = bisect_left(ends, number)
        before[number] = ends[at - 1] if at else None
        ends[at : at + 1] = [number]
    kept: set[int] = set()
    last = ends[-1] if ends else None
    while last is not None:
        kept.add(last)
        last = before[last]
    return kept
