"""The text of a part with its tags taken out: what is left is markup alone, which can be cut and counted.

A tag may hold `<`, `>` and anything else; in a skeleton a short sign stands for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
"""A tag of Jinja's."""

SIGN = re.compile("\ue000([0-9]+)\ue001")
"""What stands for the tag of that number."""

_WORD = re.compile(r"\{%[-+]?\s*(\w+)")
_LOOPS, _BLOCKS = frozenset({"for"}), frozenset({"for", "if", "with"})


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag as it is written. `step` is 1 where it opens a block, -1 where it ends one, else 0."""

    text: str

    @property
    def is_value(self) -> bool:
        """Whether it prints something."""
        return self.text.startswith("{{")

    @property
    def trims(self) -> bool:
        """Whether it takes white space away beside it."""
        return self.text[2:3] in "-+" or self.text[-3:-2] in "-+"

    @property
    def step(self) -> int:
        """How much deeper in blocks what follows stands."""
        word = self._word
        return 1 if word in _BLOCKS else -1 if word.removeprefix("end") in _BLOCKS and word.startswith("end") else 0

    @property
    def loop_step(self) -> int:
        """How much deeper in loops what follows stands."""
        return self.step if self._word.removeprefix("end") in _LOOPS else 0

    @property
    def divides(self) -> bool:
        """Whether it ends one way of a block and begins another."""
        return self._word in ("else", "elif")

    @property
    def _word(self) -> str:
        found = _WORD.match(self.text)
        return found[1] if found else ""


@dataclass(frozen=True, slots=True)
class Skeleton:
    """Markup with a sign for each tag, and the tags."""

    markup: str
    tags: tuple[Tag, ...]

    @classmethod
    def of(cls, text: str) -> Skeleton | None:
        """The skeleton of a part's text; None where the text holds the signs itself."""
        if "\ue000" in text or "\ue001" in text:
            return None
        tags: list[Tag] = []

        def taken(match: re.Match[str]) -> str:
            tags.append(Tag(match.group()))
            return f"\ue000{len(tags) - 1}\ue001"

        markup = TAG.sub(taken, text)
        return cls(markup, tuple(tags))

    def tag(self, sign: re.Match[str]) -> Tag:
        """The tag that `sign` stands for."""
        return self.tags[int(sign[1])]

    def text(self, written: Callable[[int, Tag], str] = lambda _, tag: tag.text) -> str:
        """The part's text again, each tag as `written` says."""
        return SIGN.sub(lambda sign: written(int(sign[1]), self.tag(sign)), self.markup)
