"""Which cells of a table become one: decided on columns, spans and keys alone, whatever the cells are made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Generic, NamedTuple, TypeVar

Key = tuple[str, ...]
"""What a cell is grouped by: the keys of its outer groups, then its own."""

Content = TypeVar("Content")


class Place(NamedTuple, Generic[Content]):
    """A cell: the grid column it begins at and how many it spans, its key, and the merge that the template gave it."""

    content: Content
    column: int
    span: int
    key: Key | None
    merge: str | None


class Row(NamedTuple, Generic[Content]):
    """The cells of a row, and whether it repeats at the head of every page."""

    places: list[Place[Content]]
    is_head: bool


def grouped(rows: Iterable[Row[Content]]) -> Iterator[tuple[Content, Content | None]]:
    """The cells that belong to groups, from above: each with the first cell of its group, None where it is the first.

    Cells below one another with equal keys are a group, and those that the template itself merges. A group ends where
    a row has another key or none in its columns, and where the repeated head of a table ends.
    """
    above: dict[int, Place[Content]] = {}
    in_head = True
    for row in rows:
        if in_head and not row.is_head:
            in_head = False
            above = {column: place for column, place in above.items() if place.key is None}
        here: dict[int, Place[Content]] = {}
        for place in row.places:
            if place.key is None and place.merge is None:
                continue
            first = above.get(place.column)
            if first is not None and first.span == place.span and _continues(first, place):
                yield place.content, first.content
                here[place.column] = first
            else:
                yield place.content, None
                here[place.column] = place
        above = here


def _continues(first: Place[Content], place: Place[Content]) -> bool:
    return first.key == place.key and (place.key is not None or place.merge == "continue")
