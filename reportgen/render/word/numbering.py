"""Lists of narrative as Word's own numbering: every list counts by itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree
from lxml.etree import _Element

from reportgen.render.word.names import W_NS, w
from reportgen.render.word.xml import serialize

MAX_LEVEL = 8
"""The deepest level that Word numbers, from 0; lists below it stay on it."""

_STEP = 420
_BULLETS = "•–▪"
_MARK = "lists-stand-here"


def text_indent(level: int) -> str:
    """The indent of a paragraph that stands below the first one of a list item at `level`."""
    return f'<w:ind w:left="{_left(min(level, MAX_LEVEL))}" w:firstLineChars="0" w:firstLine="0"/>'


def _left(level: int) -> int:
    return _STEP * (level + 2)


@dataclass(frozen=True, slots=True)
class Numbering:
    """The numbering part of a template with two definitions of ours: bullets and numbers.

    `first_list` is the first list id that the template leaves free.
    """

    before: bytes
    after: bytes
    bullets: int
    numbers: int
    first_list: int

    @classmethod
    def of(cls, root: _Element | None) -> Numbering:
        """The numbering that `root` defines, or an empty one, ready for lists."""
        if root is None:
            root = etree.Element(w("numbering"), nsmap={"w": W_NS})
        bullets = max(_ids(root, "abstractNum", "abstractNumId"), default=-1) + 1
        first = max(_ids(root, "num", "numId"), default=0) + 1
        abstract = root.findall(w("abstractNum"))
        place = root.index(abstract[-1]) + 1 if abstract else len(root.findall(w("numPicBullet")))
        for offset, is_bullet in enumerate((True, False)):
            root.insert(place + offset, _definition(bullets + offset, is_bullet=is_bullet))
        lists = root.findall(w("num"))
        end = root.index(lists[-1]) + 1 if lists else place + 2
        root.insert(end, etree.Comment(_MARK))
        before, _, after = serialize(root).partition(f"<!--{_MARK}-->".encode())
        return cls(before, after, bullets, bullets + 1, first)

    def part(self, lists: Sequence[tuple[int, int | None]]) -> bytes:
        """The part with one list for each level and first number (None for bullets) in `lists`."""
        written = "".join(self._list(id, *one) for id, one in enumerate(lists, start=self.first_list))
        return self.before + written.encode() + self.after

    def _list(self, id: int, level: int, start: int | None) -> str:
        kind = self.bullets if start is None else self.numbers
        first = 1 if start is None else start
        return (
            f'<w:num w:numId="{id}"><w:abstractNumId w:val="{kind}"/><w:lvlOverride w:ilvl="{level}">'
            f'<w:startOverride w:val="{first}"/></w:lvlOverride></w:num>'
        )


def _ids(root: _Element, name: str, attribute: str) -> Iterator[int]:
    for element in root.findall(w(name)):
        yield int(str(element.get(w(attribute), "0")))


def _definition(id: int, *, is_bullet: bool) -> _Element:
    levels = "".join(_level(level, is_bullet=is_bullet) for level in range(MAX_LEVEL + 1))
    return etree.fromstring(
        f'<w:abstractNum xmlns:w="{W_NS}" w:abstractNumId="{id}"><w:multiLevelType w:val="hybridMultilevel"/>'
        f"{levels}</w:abstractNum>"
    )


def _level(level: int, *, is_bullet: bool) -> str:
    kind = "bullet" if is_bullet else "decimal"
    text = _BULLETS[level % len(_BULLETS)] if is_bullet else f"%{level + 1}."
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{_left(level)}" w:hanging="{_STEP}"/></w:pPr></w:lvl>'
    )
