"""The characters of a PDF page as text: lines that only the width of a cell or page broke are one again."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from reportgen.base.text import is_cjk, join_lines

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
_GAP = 0.25
"""A gap of so much of a character's height is a space."""


@dataclass(slots=True)
class _Line:
    text: str
    left: float
    right: float
    bottom: float
    height: float


def text_in(chars: Sequence[Any], box: tuple[float, float, float, float]) -> str:
    """The text whose characters have their middle inside of `box`, line breaks only where the source broke the line."""
    left, top, right, bottom = box
    inside = [
        char
        for char in chars
        if left <= (char["x0"] + char["x1"]) / 2 <= right and top <= (char["top"] + char["bottom"]) / 2 <= bottom
    ]
    return "\n".join(_unbroken(list(_lines(inside)), left, right)).strip()


def lines_of(chars: Sequence[Any], width: float) -> list[str]:
    """The paragraphs of text outside of tables, from top to bottom."""
    lines = list(_lines(chars))
    if not lines:
        return []
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    wide = right - left > width / 2
    return list(_unbroken(lines, left, right)) if wide else [line.text for line in lines]


def _unbroken(lines: Sequence[_Line], left: float, right: float) -> Iterator[str]:
    """The lines, joined where one reaches so far that the next word had no room and the next begins at the margin."""
    text = ""
    for place, line in enumerate(lines):
        text += line.text
        following = lines[place + 1] if place + 1 < len(lines) else None
        if following is not None and _goes_on(line, following, left, right):
            text += _between(text, following.text)
            continue
        yield text
        text = ""


def _goes_on(line: _Line, following: _Line, left: float, right: float) -> bool:
    room = (right - left) - (line.right - line.left)
    first = following.text[:1]
    needed = following.height if is_cjk(first) else _first_word_width(following)
    return room < needed + line.height * 0.6


def _first_word_width(line: _Line) -> float:
    word = re.match(r"[!-~]+", line.text)
    share = len(word.group()) / max(len(line.text), 1) if word else 0.0
    return min((line.right - line.left) * share, line.height * 8)


def _between(text: str, following: str) -> str:
    """What stands between two parts of a broken line: nothing inside of a number, which breaks at its width."""
    if re.search(r"[\d,.]$", text) and re.match(r"[\d,.%]", following):
        return ""
    return join_lines(text, following) if text and following else ""


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
        text = _joined(row)
        if text:
            shown = [char for char in row if char["text"].strip()]
            height = max(char["bottom"] - char["top"] for char in shown)
            bottom = max(char["bottom"] for char in shown)
            yield _Line(text, shown[0]["x0"], max(char["x1"] for char in shown), bottom, height)


def _middle(char: Any) -> float:
    return float((char["top"] + char["bottom"]) / 2)


def _joined(row: Sequence[Any]) -> str:
    text, right = "", None
    for char in row:
        if right is not None and char["x0"] - right > _GAP * (char["bottom"] - char["top"]) and not text.endswith(" "):
            text += " "
        text, right = text + char["text"], char["x1"]
    return re.sub(r" {2,}", " ", text).translate(_DECODED).strip()
