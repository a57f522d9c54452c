"""The styles of a template that narrative is set in, looked up by name.

A style is found by its name or by one of its aliases (Word: a name with commas), whatever its spaces and capitals.
Where a role has no style of its own, it takes that of its fallback, and what tells it from the fallback (the weight of
a heading, the frame of a table, the line of a rule) is written out: nothing is ever set as if it were plain text.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml.etree import _Element

from reportgen.base.finding import Finding
from reportgen.base.location import Location
from reportgen.base.messages import N_, Message
from reportgen.render.word.faults import NO_STYLE
from reportgen.render.word.names import w

HEADINGS = 6
"""How many levels of headings have a style; deeper ones take the last."""
LISTED = 5
"""How many levels of lists have paragraph styles in Word; deeper ones take the last."""

_FLUSH = {"ind": '<w:ind w:firstLineChars="0" w:firstLine="0"/>'}
_ASIDE = {
    "ind": '<w:ind w:leftChars="0" w:left="420" w:rightChars="0" w:right="420" w:firstLineChars="0" w:firstLine="0"/>'
}
_LINE = {"pBdr": '<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="1" w:color="auto"/></w:pBdr>'}


@dataclass(frozen=True, slots=True)
class Role:
    """What a piece of narrative is: the type of its style, and the names it is found by; the first found wins.

    Where there is none, the style of the role `fallback` is taken, and `properties` and `spans` are written out.
    """

    kind: str
    names: tuple[str, ...]
    fallback: str | None = None
    properties: Mapping[str, str] = field(default_factory=dict)
    spans: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Setting:
    """How a role is set: the id of a style, and what is written out beside it."""

    style: str | None
    properties: Mapping[str, str]
    spans: frozenset[str]
    own: bool


def _heading(level: int) -> Role:
    names = tuple(name.format(level) for name in ("正文标题{}", "heading {}", "标题 {}", "Überschrift {}"))
    written = {"keepNext": "<w:keepNext/>", "outlineLvl": f'<w:outlineLvl w:val="{level - 1}"/>'}
    return Role("paragraph", names, f"heading{level - 1}" if level > 1 else "text", written, frozenset({"strong"}))


def _listed(kind: str, names: tuple[str, ...]) -> Iterator[tuple[str, Role]]:
    for level in range(1, LISTED + 1):
        numbered = tuple(f"{name} {level}" if level > 1 else name for name in names)
        yield f"{kind}{level}", Role("paragraph", numbered, f"{kind}{level - 1}" if level > 1 else "list")


ROLES: Mapping[str, Role] = {
    "text": Role("paragraph", ("正文段落", "Body Text", "正文文本", "Textkörper")),
    **{f"heading{level}": _heading(level) for level in range(1, HEADINGS + 1)},
    "label": Role("paragraph", ("分项标题",), "heading1"),
    "list": Role("paragraph", ("列表段落", "List Paragraph", "列出段落", "Listenabsatz"), "text", _FLUSH),
    **dict(_listed("bullet", ("List Bullet", "列表项目符号", "Aufzählungszeichen"))),
    **dict(_listed("number", ("List Number", "列表编号", "Listennummer"))),
    "official": Role("paragraph", ("公文编号",), "text"),
    "quote": Role("paragraph", ("引文", "Quote", "引用", "Zitat"), "text", _ASIDE),
    "code": Role("paragraph", ("代码", "HTML Preformatted", "HTML 预设格式", "HTML Vorformatiert"), "text",
                 _FLUSH, frozenset({"fixed"})),
    "rule": Role("paragraph", ("分隔线",), "text", _LINE),
    "picture": Role("paragraph", ("图片",), "text", {**_FLUSH, "jc": '<w:jc w:val="center"/>'}),
    "note": Role("paragraph", ("注释", "footnote text", "脚注文本", "Fußnotentext"), "text", {}, frozenset({"small"})),
    "cell": Role("paragraph", ("正文表内文字",), "text", _FLUSH),
    "head": Role("paragraph", ("正文表头",), "cell", {"keepNext": "<w:keepNext/>"}, frozenset({"strong"})),
    "grid": Role("table", ("正文表格", "Table Grid", "网格型", "Tabellenraster")),
    "literal": Role("character", ("行内代码", "HTML Code", "HTML 代码"), None, {}, frozenset({"fixed"})),
    "link": Role("character", ("Hyperlink", "超链接"), None, {}, frozenset({"link"})),
    "number": Role("character", ("注释编号", "footnote reference", "脚注引用", "Fußnotenzeichen"), None, {},
                   frozenset({"raised"})),
}  # fmt: skip
"""Each role of narrative, with its names: ours, then Word's own in English, Chinese and German."""

_EXPECTED: Mapping[str, str] = {
    "heading1": N_("headings"),
    "list": N_("lists"),
    "quote": N_("quotations"),
    "code": N_("code"),
    "note": N_("footnotes"),
    "grid": N_("tables"),
    "link": N_("links"),
}
"""The roles that a template is told about where it has no style for them; the others have close fallbacks."""


@dataclass(frozen=True, slots=True)
class Styles:
    """How each role is set in one template, and the styles it defines by type and name."""

    settings: Mapping[str, Setting]
    known: Mapping[tuple[str, str], str]

    def setting(self, role: str) -> Setting:
        """How `role` is set."""
        return self.settings[role]

    def id(self, role: str) -> str | None:
        """The id of the style for `role`, or None where neither it nor its fallbacks have one."""
        return self.settings[role].style

    def named(self, *names: str) -> str | None:
        """The id of a style of any type that has one of `names`; the first found wins."""
        kinds = ("numbering", "paragraph")
        return next(
            (self.known[kind, _key(name)] for name in names for kind in kinds if (kind, _key(name)) in self.known), None
        )

    def in_use(self) -> set[str]:
        """The ids of the styles that narrative is set in."""
        return {setting.style for setting in self.settings.values() if setting.style is not None}

    def missing(self, where: Location) -> Iterator[Finding]:
        """A finding for each role that is set in the style of another because the template has none for it.

        `where` is what they are told of: the place that narrative is printed at.
        """
        for role, words in _EXPECTED.items():
            if not self.settings[role].own:
                yield NO_STYLE.at(where, role=Message(words), names=", ".join(ROLES[role].names))

    @classmethod
    def of(cls, root: _Element | None) -> Styles:
        """The styles that the part `root` defines."""
        known = _known(root)
        settings: dict[str, Setting] = {}
        for name, role in ROLES.items():
            settings[name] = _setting(role, known, settings)
        return cls(settings, known)


def _known(root: _Element | None) -> dict[tuple[str, str], str]:
    """The ids of styles by type and name; a name goes before the same word as another style's alias."""
    names: dict[tuple[str, str], str] = {}
    aliases: dict[tuple[str, str], str] = {}
    for style in () if root is None else root.findall(w("style")):
        kind, id = str(style.get(w("type"), "paragraph")), str(style.get(w("styleId"), ""))
        for found, tag in ((names, "name"), (aliases, "aliases")):
            element = style.find(w(tag))
            text = "" if element is None else str(element.get(w("val"), ""))
            for name in text.split(","):
                found.setdefault((kind, _key(name)), id)
    return {**aliases, **names}


def _key(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def _setting(role: Role, known: Mapping[tuple[str, str], str], settings: Mapping[str, Setting]) -> Setting:
    for name in role.names:
        if (id := known.get((role.kind, _key(name)))) is not None:
            return Setting(id, {}, frozenset(), own=True)
    if role.fallback is None:
        return Setting(None, role.properties, role.spans, own=False)
    base = settings[role.fallback]
    return Setting(base.style, {**base.properties, **role.properties}, base.spans | role.spans, own=False)
