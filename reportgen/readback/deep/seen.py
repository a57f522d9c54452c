"""What another program sees of a finished file, whatever its format."""

from __future__ import annotations

import re
import unicodedata
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import accumulate
from typing import TypeAlias

Table: TypeAlias = Sequence[Sequence[str]]
"""Rows of cells; a cell that spans several places is printed in each of them."""

_LIGATURES = {place: unicodedata.normalize("NFKC", chr(place)) for place in range(0xFB00, 0xFB07)}
_VARIANTS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")


@dataclass(frozen=True)
class Seen:
    """A file as a reader meets it.

    `lines` are the visible texts in reading order, a paragraph or a cell each; `tables` the same cells as grids;
    `hidden` texts that are in the file and cannot be seen; `behind` those that programs read aloud or keep (titles,
    alternative texts, properties) by the name of their place; `pictures` how many there are. `marked` says whether a
    footnote leaves its number in the text, `shows_pictures` whether the format can show any.
    """

    file: str
    lines: Sequence[str]
    tables: Sequence[Table] = ()
    hidden: Sequence[str] = ()
    behind: Mapping[str, str] = field(default_factory=dict)
    pictures: int = 0
    marked: bool = True
    shows_pictures: bool = False

    @cached_property
    def bare_lines(self) -> list[str]:
        """The lines without white space, empty ones left out."""
        return [text for line in self.lines if (text := bare(line))]

    @cached_property
    def text(self) -> str:
        """All visible text in one piece, without white space."""
        return "".join(self.bare_lines)

    @cached_property
    def ends(self) -> frozenset[int]:
        """Where in `text` a line ends."""
        return frozenset(accumulate((len(line) for line in self.bare_lines), initial=0))


@dataclass
class Gathered:
    """What a reader has gathered of one piece of a file so far."""

    lines: list[str] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    pictures: int = 0

    def seen(self, file: str, behind: Mapping[str, str], **kept: bool) -> Seen:
        """All of it; `kept` goes to `Seen` as it is."""
        return Seen(file, self.lines, self.tables, self.hidden, behind, self.pictures, **kept)


@dataclass(frozen=True)
class Pieces:
    """A file that binds forms, in pieces by number: FRONT, each form from 1, and what stands AROUND pages.

    `order` are the forms as they begin one after another; `pages` the pages they begin on, where the format has any.
    What programs read aloud or keep is with the front.
    """

    seen: Mapping[int, Seen]
    order: Sequence[int]
    pages: Mapping[int, int] = field(default_factory=dict)

    def piece(self, number: int) -> Seen:
        """One piece; an empty one where there is none."""
        return self.seen.get(number) or replace(self.seen[FRONT], lines=(), tables=(), hidden=(), behind={}, pictures=0)

    @property
    def whole(self) -> Seen:
        """Everything that is seen, piece after piece."""
        lines = [line for one in self.seen.values() for line in one.lines]
        return replace(self.seen[FRONT], lines=lines)


FRONT, AROUND, OUTSIDE = 0, -1, -2
"""The numbers of what stands before the forms, above and below all pages, and around what was laid into a file."""


def bare(text: str) -> str:
    """`text` as it is compared: to the character, without white space and signs of no shape; ligatures taken apart."""
    shaped = "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
    return "".join(_VARIANTS.sub("", unicodedata.normalize("NFC", shaped.translate(_LIGATURES))).split())


def spread(rows: Iterable[Iterable[tuple[str, int, int]]]) -> list[list[str]]:
    """Rows of (text, columns, rows) as a full grid: a cell that spans several places stands in each of them.

    A row that is shorter than what reaches into it from above is filled with empty places up to that.
    """
    grid: list[list[str]] = []
    above: dict[int, tuple[str, int]] = {}
    for row in rows:
        cells, made = deque(row), list[str]()
        below = {place: (text, left - 1) for place, (text, left) in above.items() if left > 1}
        while cells or len(made) <= max(above, default=-1):
            if len(made) in above:
                made.append(above[len(made)][0])
                continue
            text, across, down = cells.popleft() if cells else ("", 1, 1)
            for _ in range(max(1, min(across, 1000))):
                if down > 1:
                    below[len(made)] = (text, down - 1)
                made.append(text)
        grid.append(made)
        above = below
    return grid
