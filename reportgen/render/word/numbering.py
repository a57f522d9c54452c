"""Lists of narrative as Word's own numbering: every list counts by itself.

Two definitions of ours are added to those of the template: bullets, and numbers. A template chooses others by name: a
list style `正文项目符号` or `正文编号` with its own nine levels, or a style `公文编号` for the numbers of official
documents, 一、（一）1.（1）. Its own definitions and lists stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree
from lxml.etree import _Element
from markupsafe import escape

from reportgen.render.word.names import W_NS, w
from reportgen.render.word.styles import Styles
from reportgen.render.word.xml import serialize

MAX_LEVEL = 8
"""The deepest level that Word numbers, from 0; lists below it stay on it."""
OFFICIAL = "公文编号"
"""The name of the style by which a template chooses the numbers of official documents."""

_BULLETS_NAMED = ("正文项目符号", "List Bullet", "列表项目符号")
_NUMBERS_NAMED = ("正文编号", "List Number", "列表编号")
_STEP = 420
_STYLES_DEEP = 20
_BULLETS = "•–▪"
_OFFICIAL = (("chineseCountingThousand", "{}、"), ("chineseCountingThousand", "（{}）"), ("decimal", "{}."),
             ("decimal", "（{}）"), ("decimalEnclosedCircle", "{}"), ("lowerLetter", "{}."), ("lowerLetter", "（{}）"),
             ("lowerRoman", "{}."), ("lowerRoman", "（{}）"))  # fmt: skip
_MARK = "lists-stand-here"

Indent = tuple[int, int]
"""How far the text of an item stands from the margin, and how far its number hangs out of it."""


@dataclass(frozen=True, slots=True)
class Definition:
    """What the lists of one kind look like: the id of their definition, and the role of their paragraphs.

    `indents` holds the indent of each level, None where the style alone decides.
    """

    id: int
    role: str
    indents: tuple[Indent | None, ...]

    def indent(self, level: int) -> Indent | None:
        """The indent of `level`; below the deepest, each level stands one step further in."""
        known = self.indents[min(level, MAX_LEVEL)]
        return (known[0] + _STEP * max(level - MAX_LEVEL, 0), known[1]) if known else None


@dataclass(frozen=True, slots=True)
class Numbering:
    """The numbering part of a template with the definitions of narrative's lists.

    `first_list` is the first list id that the template leaves free.
    """

    before: bytes
    after: bytes
    bullets: Definition
    numbers: Definition
    first_list: int

    @classmethod
    def of(cls, root: _Element | None, styles: Styles, styles_root: _Element | None = None) -> Numbering:
        """The numbering that `root` defines, or an empty one, ready for lists."""
        if root is None:
            root = etree.Element(w("numbering"), nsmap={"w": W_NS})
        free = max(_ids(root, "abstractNum", "abstractNumId"), default=-1) + 1
        first = max(_ids(root, "num", "numId"), default=0) + 1
        own = _Own(root, styles, styles_root)
        bullets = own.definition(_BULLETS_NAMED, "bullet") or _made(free, "bullet")
        numbers = own.numbers() or _made(free + 1, "number")
        made = [_definition(one.id, one.role, own.official_indent()) for one in (bullets, numbers) if one.id >= free]
        before, after = _split(root, made)
        return cls(before, after, bullets, numbers, first)

    def definition(self, start: int | None) -> Definition:
        """The definition of a list that begins at `start`, None for bullets."""
        return self.bullets if start is None else self.numbers

    def part(self, lists: Sequence[tuple[int, int | None]]) -> bytes:
        """The part with one list for each level and first number (None for bullets) in `lists`."""
        written = "".join(self._list(id, *one) for id, one in enumerate(lists, start=self.first_list))
        return self.before + written.encode() + self.after

    def _list(self, id: int, level: int, start: int | None) -> str:
        first = 1 if start is None else start
        return (
            f'<w:num w:numId="{id}"><w:abstractNumId w:val="{self.definition(start).id}"/>'
            f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{first}"/></w:lvlOverride></w:num>'
        )


class _Own:
    """The definitions that a template itself has for lists, found by the names of styles."""

    def __init__(self, root: _Element, styles: Styles, styles_root: _Element | None) -> None:
        self._styles = styles
        self._abstract = {str(one.get(w("abstractNumId"))): one for one in root.findall(w("abstractNum"))}
        self._lists = {str(one.get(w("numId"))): _value(one, "abstractNumId") for one in root.findall(w("num"))}
        found = () if styles_root is None else styles_root.findall(w("style"))
        self._elements = {str(one.get(w("styleId"))): one for one in found}
        self._styled = {id: _value(one, "pPr", "numPr", "numId") for id, one in self._elements.items()}

    def numbers(self) -> Definition | None:
        """The definition of numbered lists: official numbers where the template asks for them."""
        if self._styles.named(OFFICIAL) is None:
            return self.definition(_NUMBERS_NAMED, "number")
        return self.definition((OFFICIAL,), "official") or _made(self._free(), "official")

    def definition(self, names: tuple[str, ...], role: str) -> Definition | None:
        """The definition of the first style with one of `names`, where it has all nine levels."""
        for name in names:
            style = self._styles.named(name)
            levels = self._levels(self._styled.get(style or ""))
            if len(levels) > MAX_LEVEL:
                indents = tuple(_indent(levels[level]) for level in range(MAX_LEVEL + 1))
                return Definition(self._id(self._styled[style or ""]), role, indents)
        return None

    def official_indent(self) -> str:
        """The indent of the style that official numbers are set in; LibreOffice takes it from the level alone."""
        style = self._elements.get(self._styles.id("official") or "")
        for _ in range(_STYLES_DEEP):
            if style is None:
                break
            if (found := style.find(f"{w('pPr')}/{w('ind')}")) is not None:
                names = {etree.QName(name).localname: value for name, value in found.attrib.items()}
                return "".join(f' w:{name}="{escape(value)}"' for name, value in names.items())
            style = self._elements.get(_value(style, "basedOn") or "")
        return ""

    def _free(self) -> int:
        return max(map(int, self._abstract), default=-1) + 2

    def _resolved(self, list_id: str | None) -> _Element | None:
        """The definition of the list, through a list style where it only names one."""
        found = self._abstract.get(self._lists.get(list_id or "") or "")
        linked = None if found is None else _value(found, "numStyleLink")
        return self._abstract.get(self._lists.get(self._styled.get(linked) or "") or "") if linked else found

    def _levels(self, list_id: str | None) -> Mapping[int, _Element]:
        found = self._resolved(list_id)
        return {} if found is None else {int(str(one.get(w("ilvl")))): one for one in found.findall(w("lvl"))}

    def _id(self, list_id: str | None) -> int:
        found = self._resolved(list_id)
        assert found is not None
        return int(str(found.get(w("abstractNumId"))))


def _value(element: _Element, *path: str) -> str | None:
    found = element.find("/".join(map(w, path)))
    return None if found is None else found.get(w("val"))


def _indent(level: _Element) -> Indent | None:
    found = level.find(f"{w('pPr')}/{w('ind')}")
    if found is None:
        return None
    left = str(found.get(w("left")) or found.get(w("start")) or "0")
    hanging = str(found.get(w("hanging")) or "0")
    return (int(left), int(hanging)) if left.isdigit() and hanging.isdigit() else None


def _ids(root: _Element, name: str, attribute: str) -> Iterator[int]:
    for element in root.findall(w(name)):
        yield int(str(element.get(w(attribute), "0")))


def _split(root: _Element, definitions: Sequence[_Element]) -> tuple[bytes, bytes]:
    """The part with `definitions`, before and after the place of new lists."""
    abstract = root.findall(w("abstractNum"))
    place = root.index(abstract[-1]) + 1 if abstract else len(root.findall(w("numPicBullet")))
    for offset, definition in enumerate(definitions):
        root.insert(place + offset, definition)
    lists = root.findall(w("num"))
    root.insert(root.index(lists[-1]) + 1 if lists else place + len(definitions), etree.Comment(_MARK))
    before, _, after = serialize(root).partition(f"<!--{_MARK}-->".encode())
    return before, after


def _made(id: int, role: str) -> Definition:
    """A definition of ours: official numbers stand in the text, the others hang out of it."""
    levels = range(MAX_LEVEL + 1)
    return Definition(id, role, tuple(None if role == "official" else (_left(level), _STEP) for level in levels))


def _left(level: int) -> int:
    return _STEP * (level + 2)


def _definition(id: int, role: str, indent: str) -> _Element:
    levels = "".join(_level(level, role, indent) for level in range(MAX_LEVEL + 1))
    return etree.fromstring(
        f'<w:abstractNum xmlns:w="{W_NS}" w:abstractNumId="{id}"><w:multiLevelType w:val="multilevel"/>'
        f"{levels}</w:abstractNum>"
    )


def _level(level: int, role: str, indent: str) -> str:
    kind, text = _sign(level, role)
    official = role == "official"
    indent = indent if official else f' w:left="{_left(level)}" w:hanging="{_STEP}"'
    set_in = f"<w:pPr><w:ind{indent}/></w:pPr>" if indent else ""
    joined = '<w:suff w:val="nothing"/>' if official else ""
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{joined}'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>{set_in}</w:lvl>'
    )


def _sign(level: int, role: str) -> tuple[str, str]:
    """The kind of number of a level, and the text around it."""
    if role == "bullet":
        return "bullet", _BULLETS[level % len(_BULLETS)]
    kind, text = _OFFICIAL[level] if role == "official" else ("decimal", "{}.")
    return kind, text.format(f"%{level + 1}")
