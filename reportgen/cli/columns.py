"""Text in the columns of a terminal, where a Chinese character takes two."""

from __future__ import annotations

import re
import shutil
import sys
import unicodedata

LEAST = 40
"""A narrower terminal is treated as one of so many columns: a place would not fit into less."""
_PIECES = re.compile(r"\s+|[^\W\d_\u2e80-\U0003ffff]+|[\x21-\x7e]+|.", re.DOTALL)
_NEVER_FIRST = frozenset("，。、；：？！）》」』】〕”’…%,.;:?!)]}")
_NEVER_LAST = frozenset("（《「『【〔“‘([{")


def terminal_width() -> int | None:
    """The columns of the terminal that is written to; None where it is a file or a pipe, which break no line."""
    return max(shutil.get_terminal_size().columns, LEAST) if sys.stdout.isatty() else None


def width_of(text: str) -> int:
    """The columns that `text` takes; a character that may take one or two is counted as two."""
    return sum(_columns(character) for character in text)


def padded(text: str, width: int) -> str:
    """`text` with blanks behind it, so that it takes `width` columns."""
    return text + " " * (width - width_of(text))


def wrapped(text: str, width: int | None) -> list[str]:
    """The lines of `text`, none of more than `width` columns but where a word alone is longer.

    Lines end at blanks and between Chinese characters, never before a closing mark or behind an opening one. Line
    breaks in the text are kept; with no width they are the only ones.
    """
    lines = text.split("\n")
    return lines if width is None else [part for line in lines for part in _broken(line, width)]


def _broken(line: str, width: int) -> list[str]:
    done, now, used = [], "", 0
    for word in _unbreakable(line):
        if used + width_of(word.rstrip()) > width and now.strip():
            done.append(now.rstrip())
            now, used = "", 0
        now, used = now + word, used + width_of(word)
    return [*done, now.rstrip()]


def _unbreakable(line: str) -> list[str]:
    """The pieces of a line between which it may end, blanks at the end of the piece before them."""
    pieces: list[str] = []
    for piece in _PIECES.findall(line):
        joined = pieces and (
            piece.isspace() or piece[0] in _NEVER_FIRST or pieces[-1][-1] in _NEVER_LAST or _one_word(pieces[-1], piece)
        )
        if joined:
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return pieces


def _one_word(before: str, after: str) -> bool:
    return before[-1].isascii() and after[0].isascii() and not before[-1].isspace()


def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WFA" else 1
