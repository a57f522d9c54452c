"""The characters of a PDF page as text: lines that only the width of a cell or page broke are one again."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from reportgen.base.text import is_cjk

_RADICALS = {
    **dict(
        zip(
            "⻓⻔⻅⻚⻛⻜⻝⻢⻣⻤⻥⻦⻩⻬⻮⻰⻳⻄⻆⻉⻋⻘⺠⻙⻨",
            "长门见页风飞食马骨鬼鱼鸟黄齐齿龙龟西角贝车青民韦麦",
            strict=True,
        )
    ),
    **{chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)},
}
"""Signs of radicals that some programs write into the text layer for the characters they print."""
_DECODED = str.maketrans(_RADICALS)
_OPENING, _CLOSING = "（《“‘〈【(", "），。、；：！？》”’〉】%％),.;:!?"
WIDEST_MARGIN = 6.0
"""Cells have no wider margins, in points: what is left beyond them is room that the text did not use."""
_GAP = 0.25
"""A gap of so much of a character's height is a space."""


@dataclass(slots=True)
class _Line:
    text: str
    left: float
    right: float
    widths: list[tuple[str, float]]
    """Each character but white space, with its width."""
    is_spaced: bool
    """Whether white space ends it."""

    @property
    def width(self) -> float:
        return self.right - self.left


@dataclass(slots=True)
class Block:
    """The lines of a cell between its left and right edge."""

    lines: list[_Line]
    left: float
    right: float

    @property
    def text(self) -> str:
        """The text, line breaks only where the source broke the line."""
        return "\n".join(_unbroken(self.lines, self.left, self.right)).strip()

    def goes_on_in(self, other: Block) -> bool:
        """Whether the first line of `other` is the rest of the last one here, as where a page ends inside of a cell."""
        return bool(self.lines and other.lines) and _goes_on(
            self.lines[-1], other.lines[0], _area(self.lines, self.left, self.right)
        )

    def ends_upright(self, above: str) -> bool:
        """Whether this is a single character, and the text above it a label with one character a line."""
        lines = above.split("\n")
        return len(self.text) == 1 and len(lines) > 1 and sum(len(line) == 1 for line in lines) * 2 > len(lines)

    def with_rest(self, other: Block) -> Block:
        """Both as one."""
        return Block([*self.lines, *other.lines], self.left, self.right)


def block_in(chars: Sequence[Any], box: tuple[float, float, float, float]) -> Block:
    """The lines whose characters have their middle inside of `box`."""
    left, top, right, bottom = box
    inside = [
        char
        for char in chars
        if left <= (char["x0"] + char["x1"]) / 2 <= right and top <= (char["top"] + char["bottom"]) / 2 <= bottom
    ]
    return Block(list(_lines(inside)), left, right)


def lines_of(chars: Sequence[Any], width: float) -> list[str]:
    """The paragraphs of text outside of tables, from top to bottom."""
    lines = list(_lines(chars))
    if not lines:
        return []
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    wide = right - left > width / 2
    return list(_unbroken(lines, left, right)) if wide else [line.text for line in lines]


def _unbroken(lines: Sequence[_Line], left: float, right: float) -> Iterator[str]:
    """The lines, joined where one reaches so far that what begins the next had no room."""
    text = ""
    for place, line in enumerate(lines):
        text += line.text
        following = lines[place + 1] if place + 1 < len(lines) else None
        if following is not None and _goes_on(line, following, _area(lines, left, right)):
            text += _between(line, following)
            continue
        yield text
        text = ""


def _area(lines: Sequence[_Line], left: float, right: float) -> float:
    """How wide a line of text can be: from edge to edge without the margins of the cell."""
    gaps = (gap for line in lines for gap in (line.left - left, right - line.right))
    return right - left - 2 * max(min([*gaps, WIDEST_MARGIN]), 0.0)


def _goes_on(line: _Line, following: _Line, area: float) -> bool:
    return line.width + _least(following, area) > area + 0.5


def _least(line: _Line, area: float) -> float:
    """How wide the part of a line is that a break cannot divide: a word, or a character with its punctuation."""
    word = re.match(r"[!-~]+", line.text)
    if word and not is_cjk(line.text[0]):
        width = sum(width for _, width in line.widths[: len(word.group())])
        return width if width <= area else line.widths[0][1]
    count = 1 + (line.text[0] in _OPENING)
    while count < len(line.widths) and line.widths[count][0] in _CLOSING:
        count += 1
    return sum(width for _, width in line.widths[:count])


def _between(line: _Line, following: _Line) -> str:
    """What stands between two parts of a broken line: a space only where one was, or between two words of letters."""
    letters = re.search("[A-Za-z]$", line.text) and re.match("[A-Za-z]", following.text)
    return " " if line.is_spaced or letters else ""


def _lines(chars: Sequence[Any]) -> Iterator[_Line]:
    """The characters as lines from top to bottom, each from left to right."""
    rows: list[list[Any]] = []
    for char in sorted(chars, key=lambda char: ((char["top"] + char["bottom"]) / 2, char["x0"])):
        middle = (char["top"] + char["bottom"]) / 2
        if rows and middle - _middle(rows[-1][-1]) < (char["bottom"] - char["top"]) / 2:
            rows[-1].append(char)
        else:
            rows.append([char])
    for row in rows:
        row.sort(key=lambda char: char["x0"])
        text, shown = _joined(row), [char for char in row if char["text"].strip()]
        if text:
            widths = [(char["text"], char["x1"] - char["x0"]) for char in shown]
            right = max(char["x1"] for char in shown)
            yield _Line(text, shown[0]["x0"], right, widths, not row[-1]["text"].strip())


def _middle(char: Any) -> float:
    return float((char["top"] + char["bottom"]) / 2)


def _joined(row: Sequence[Any]) -> str:
    text, right = "", None
    for char in row:
        if right is not None and char["x0"] - right > _GAP * (char["bottom"] - char["top"]) and not text.endswith(" "):
            text += " "
        text, right = text + char["text"], char["x1"]
    return re.sub(r" {2,}", " ", text).translate(_DECODED).strip()
