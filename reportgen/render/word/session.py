"""What one rendering gives out: bookmarks for facts, lists, links. Nothing of it outlives the rendering."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass, field

from reportgen.document.fact import Fact
from reportgen.document.marks import BOOKMARK_PREFIX
from reportgen.render.word.styles import Styles

SESSION = "rendering of this document"
"""Where the session lies in a template's context; no template can write a name with spaces."""


@dataclass(frozen=True, slots=True)
class Medium:
    """A picture as a part of the document."""

    data: bytes
    type: str


@dataclass(slots=True)
class Session:
    """The state of one rendering.

    `first_bookmark` and `first_list` are the first ids that the template leaves free. `part` is the part that is being
    rendered, `next_id` the first number that no drawing of it has. `lists` holds, for each list given out, its level
    and first number (None for bullets). `media` holds the pictures of the document by the names of their parts, `shown`
    which of them each part shows.
    """

    styles: Styles
    first_bookmark: int
    first_list: int
    marks_facts: bool = True
    part: str = ""
    next_id: int = 1
    facts: list[Fact] = field(default_factory=list)
    lists: list[tuple[int, int | None]] = field(default_factory=list)
    links: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    media: dict[str, Medium] = field(default_factory=dict)
    shown: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def number_of(self, fact: Fact) -> int:
        """The number, from 1, of a new bookmark for `fact`."""
        self.facts.append(fact)
        return len(self.facts)

    def bookmark_id(self, number: int) -> int:
        """The `w:id` of the bookmark `number`, used nowhere else in the document."""
        return self.first_bookmark + number - 1

    def new_list(self, level: int, start: int | None) -> int:
        """The number definition of a new list at `level`, which begins at `start`."""
        self.lists.append((level, start))
        return self.first_list + len(self.lists) - 1

    def link(self, address: str) -> str:
        """The relationship id of a link from the present part to `address`."""
        links = self.links[self.part]
        if address not in links:
            links.append(address)
        return link_id(links.index(address) + 1)

    def picture(self, data: bytes, extension: str, kind: str) -> str:
        """The relationship id, in the present part, of the picture `data`; the same bytes are one part."""
        name = f"word/media/rg{hashlib.sha256(data).hexdigest()[:16]}.{extension}"
        self.media.setdefault(name, Medium(data, kind))
        shown = self.shown[self.part]
        if name not in shown:
            shown.append(name)
        return picture_id(shown.index(name) + 1)


def picture_id(number: int) -> str:
    """The relationship id of the part's picture `number`."""
    return f"rgPicture{number}"


def link_id(number: int) -> str:
    """The relationship id of the part's link `number`."""
    return f"rgLink{number}"


def bookmark_name(number: int) -> str:
    """The name of the bookmark `number`."""
    return f"{BOOKMARK_PREFIX}{number}"
