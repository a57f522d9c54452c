"""What changed in a text, sentence by sentence and word by word; a number is one word and never split."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from reportgen.base.text import words_of

_SENTENCE = re.compile(r"[^。！？；\n]*[。！？；\n]|[^。！？；\n]+")
SAME, OLD, NEW = "same", "old", "new"
SHORTEST_SAME = 2
"""Fewer characters that stay between two changes are told as changed with them, so that words are not torn apart."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a passage: `kind` is same, old or new."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """Sentences that changed: as they were, as they are, and both in pieces. One of the two may be empty."""

    old: str
    new: str
    pieces: tuple[Piece, ...]


def passages(old: str, new: str) -> tuple[Passage, ...]:
    """The sentences in which two texts differ, in order; empty where they do not."""
    before, after = _SENTENCE.findall(old), _SENTENCE.findall(new)
    return tuple(_passage(*texts) for texts in _changed(before, after))


def _changed(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[str, str]]:
    for kind, old_from, old_to, new_from, new_to in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        olds, news = before[old_from:old_to], after[new_from:new_to]
        if kind == "equal":
            continue
        if len(olds) == len(news):
            yield from zip(olds, news, strict=True)
        else:
            yield "".join(olds), "".join(news)


def _passage(old: str, new: str) -> Passage:
    before, after = words_of(old), words_of(new)
    pieces: list[Piece] = []
    for kind, old_from, old_to, new_from, new_to in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        gone, come = "".join(before[old_from:old_to]), "".join(after[new_from:new_to])
        if kind == "equal":
            pieces.append(Piece(SAME, gone))
        else:
            pieces += [Piece(side, text) for side, text in ((OLD, gone), (NEW, come)) if text]
    return Passage(old.strip("\n"), new.strip("\n"), tuple(_whole(pieces)))


def _whole(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces, those too short to stand between two changes told as changed; old before new in each change."""
    gone, come = "", ""
    for at, piece in enumerate(pieces):
        inner = 0 < at < len(pieces) - 1 and len(piece.text) < SHORTEST_SAME
        if piece.kind == OLD:
            gone += piece.text
        elif piece.kind == NEW:
            come += piece.text
        elif inner:
            gone, come = gone + piece.text, come + piece.text
        else:
            yield from (Piece(side, text) for side, text in ((OLD, gone), (NEW, come)) if text)
            gone, come = "", ""
            yield piece
    yield from (Piece(side, text) for side, text in ((OLD, gone), (NEW, come)) if text)
