"""Characters: which ones a text may hold, and how texts are compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

FORBIDDEN = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"  # control characters XML does not allow, or Word refuses
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # direction controls: they can make a figure read otherwise
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
)
"""The characters that no output may hold, as a class of a regular expression holds them."""

_FORBIDDEN = re.compile(f"[{FORBIDDEN}]")
_SHARED = frozenset("“”‘’—…·")
_NOTHING = frozenset({"", "-", "--", "—", "——", "–", "/", "\\", "…", "……", "无", "*"})
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
_CJK = re.compile(r"[\u2e80-\u303f\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef]")

_WORD = re.compile(r"[+-]?\d+(?:[,，]\d{3})*(?:\.\d+)?[%％‰]?|[A-Za-z]+|\s+|.", re.DOTALL)


CELL_GOES_ON = "（续）"
"""Begins a cell of a spreadsheet that goes on with the text of the one above."""


def forbidden_characters(text: str) -> Iterator[tuple[int, int, str]]:
    """Each character that no output may hold, as (line, column, code point such as `U+000B`), both from 1."""
    line, begun, seen = 1, 0, 0
    for match in _FORBIDDEN.finditer(text):
        at = match.start()
        line += text.count("\n", seen, at)
        begun = max(begun, text.rfind("\n", seen, at) + 1)
        seen = at
        yield line, at - begun + 1, f"U+{ord(match.group()):04X}"


def has_forbidden_character(text: str) -> bool:
    """Whether `text` holds a character that no output may hold."""
    return _FORBIDDEN.search(text) is not None


def with_forbidden_replaced(text: str) -> str:
    """`text` with U+FFFD for each character that no output may hold: what quotes others may quote anything."""
    return _FORBIDDEN.sub("\ufffd", text)


def is_cjk(character: str) -> bool:
    """Whether a character is Chinese, Japanese or Korean script or punctuation, full-width forms included."""
    return bool(character) and (_CJK.match(character) is not None or character >= "\U00020000")


def han_count(text: str) -> int:
    """How many Han characters `text` holds."""
    return len(text) - len(_HAN.sub("", text))


def letter_count(text: str) -> int:
    """How many letters outside Han `text` holds."""
    return sum(1 for character in _HAN.sub("", text) if character.isalpha())


def says_nothing(text: str) -> bool:
    """Whether a cell prints only that it is empty: a dash, a slash, dots, 无."""
    return squeezed(text).rstrip("。.") in _NOTHING


def words_of(text: str) -> list[str]:
    """`text` in the pieces that are compared: a number whole with sign and percent, a Chinese character alone."""
    return _WORD.findall(text)


def squeezed(text: str) -> str:
    """`text` for comparison: compatibility forms folded (full-width to half-width) and all white space removed."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def join_lines(before: str, after: str) -> str:
    """What a soft line break between two texts means: nothing between Chinese characters, else one space.

    Quotation marks, dashes and dots that Chinese shares with other scripts go with the character on the other side.
    """
    left, right = before[-1:], after[:1]
    chinese = is_cjk(left), is_cjk(right)
    shared = left in _SHARED, right in _SHARED
    return "" if all(chinese) or (any(chinese) and any(shared)) else " "
