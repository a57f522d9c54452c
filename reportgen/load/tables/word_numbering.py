"""The numbers that Word puts before paragraphs by itself (一、 1. (1)): they are printed, but stand in no text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DIGITS = "零一二三四五六七八九"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered: `text` is `%1.` or `（%2）`, `kind` the way of counting."""

    kind: str
    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Number:
    """What stands before a paragraph; `marker` is the same in Markdown, None where Markdown has no such list."""

    text: str
    marker: str | None
    depth: int


class Numbering:
    """Counts the numbered paragraphs of a document in the order of reading."""

    def __init__(self, numbering: _Element | None, styles: _Element | None) -> None:
        self._levels = _levels(numbering)
        self._styles = _numbered_styles(styles)
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)

    def next(self, paragraph: _Element) -> Number | None:
        """What stands before the next paragraph, None where it is not numbered."""
        list_id, depth = self._list_of(paragraph)
        level = self._levels.get(list_id, {}).get(depth) if list_id else None
        if level is None or list_id is None:
            return None
        counts = self._counts[list_id]
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [other for other in counts if other > depth]:
            del counts[deeper]
        if level.kind in ("bullet", "none"):
            return Number("", "-", depth) if level.kind == "bullet" else None
        levels = self._levels[list_id]
        text = re.sub(r"%(\d)", lambda match: _shown(levels, counts, int(match[1]) - 1), level.text)
        plain = level.kind == "decimal" and re.fullmatch(r"%\d[.]", level.text) is not None
        return Number(text, text if plain else None, depth)

    def _list_of(self, paragraph: _Element) -> tuple[str | None, int]:
        properties = paragraph.find(f"{W}pPr/{W}numPr")
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        inherited = self._styles.get(style.get(f"{W}val", ""), (None, 0)) if style is not None else (None, 0)
        if properties is None:
            return inherited
        return _value(properties, "numId") or inherited[0], int(_value(properties, "ilvl") or inherited[1])


def _shown(levels: Mapping[int, Level], counts: Mapping[int, int], depth: int) -> str:
    level = levels.get(depth)
    return _counted(counts.get(depth, level.start if level else 1), level.kind if level else "decimal")


def _counted(count: int, kind: str) -> str:
    if kind in ("chineseCounting", "chineseCountingThousand", "ideographTraditional", "japaneseCounting"):
        return _chinese(count)
    if kind in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (count - 1) % 26)
        return letter if kind == "lowerLetter" else letter.upper()
    if kind.startswith("decimalEnclosedCircle") and count <= len(_CIRCLED):
        return _CIRCLED[count - 1]
    return f"{count:02}" if kind == "decimalZero" else str(count)


def _chinese(count: int) -> str:
    if not 0 < count < 100:
        return str(count)
    tens, ones = divmod(count, 10)
    return (("" if tens == 1 else _DIGITS[tens]) + "十" if tens else "") + (_DIGITS[ones] if ones else "")


def _levels(numbering: _Element | None) -> dict[str, dict[int, Level]]:
    """The levels of each list by its id."""
    if numbering is None:
        return {}
    kinds = {
        kind.get(f"{W}abstractNumId"): {
            int(level.get(f"{W}ilvl", "0")): Level(
                _value(level, "numFmt") or "decimal", _value(level, "lvlText") or "", int(_value(level, "start") or 1)
            )
            for level in kind.iterfind(f"{W}lvl")
        }
        for kind in numbering.iterfind(f"{W}abstractNum")
    }
    return {
        number.get(f"{W}numId", ""): kinds.get(_value(number, "abstractNumId"), {})
        for number in numbering.iterfind(f"{W}num")
    }


def _numbered_styles(styles: _Element | None) -> dict[str, tuple[str | None, int]]:
    found = {}
    for style in () if styles is None else styles.iterfind(f"{W}style"):
        properties = style.find(f"{W}pPr/{W}numPr")
        if properties is not None:
            found[style.get(f"{W}styleId", "")] = _value(properties, "numId"), int(_value(properties, "ilvl") or 0)
    return found


def _value(element: _Element, name: str) -> str | None:
    found = element.find(f"{W}{name}")
    return None if found is None else found.get(f"{W}val")
