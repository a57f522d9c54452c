"""The styles of a document that others are taken into: what it has stays as it is, what it lacks is added.

A style of a guest is the host's where both look the same, all that they rest on included. Any other gets an id and a
name of its own. A style rests on the defaults of its document; where those are others, it is given them in full.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy

from lxml import etree
from lxml.etree import _Element

from reportgen.render.word.names import W_NS, w

_REFERENCES = (w("basedOn"), w("next"), w("link"))
_NOT_LOOK = (*_REFERENCES, w("name"), w("aliases"), w("rsid"), w("uiPriority"), w("semiHidden"), w("unhideWhenUsed"),
             w("qFormat"), w("locked"), w("autoRedefine"))  # fmt: skip
_PLAIN: Mapping[str, str] = {
    "spacing": '<w:spacing xmlns:w="{0}" w:before="0" w:beforeAutospacing="0" w:after="0" w:afterAutospacing="0" '
    'w:line="240" w:lineRule="auto"/>',
    "ind": '<w:ind xmlns:w="{0}" w:left="0" w:right="0" w:firstLine="0" w:firstLineChars="0"/>',
    "jc": '<w:jc xmlns:w="{0}" w:val="left"/>',
    "widowControl": '<w:widowControl xmlns:w="{0}"/>',
    "rFonts": '<w:rFonts xmlns:w="{0}" w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman" '
    'w:eastAsia="宋体"/>',
    "sz": '<w:sz xmlns:w="{0}" w:val="20"/>',
    "szCs": '<w:szCs xmlns:w="{0}" w:val="20"/>',
    "kern": '<w:kern xmlns:w="{0}" w:val="0"/>',
    "b": '<w:b xmlns:w="{0}" w:val="0"/>',
    "i": '<w:i xmlns:w="{0}" w:val="0"/>',
    "color": '<w:color xmlns:w="{0}" w:val="auto"/>',
}
"""What Word takes for a property that no style and no default sets."""

PARAGRAPH_ORDER = tuple(
    (  # noqa: SIM905
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
        "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
        "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
        "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
    ).split()
)
RUN_ORDER = tuple(
    (  # noqa: SIM905
        "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
        "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs "
        "em lang eastAsianLayout specVanish oMath"
    ).split()
)
"""The order of properties that the schema asks for."""
_BEFORE_PROPERTIES = (
    *("name", "aliases", "basedOn", "next", "link", "autoRedefine", "hidden", "uiPriority", "semiHidden"),
    *("unhideWhenUsed", "qFormat", "locked", "personal", "personalCompose", "personalReply", "rsid"),
)


class StyleBook:
    """The styles of the host, and those that were added to them; `added` is in the order they came."""

    def __init__(self, part: bytes, root: _Element) -> None:
        self._part, self._root = part, root
        self.added: list[_Element] = []
        self._ids = {str(one.get(w("styleId"))) for one in root.findall(w("style"))}
        self._names = {_name(one).lower() for one in root.findall(w("style"))}
        self._known = {sign: id for id, sign in _signs(root).items()}

    def default(self, kind: str) -> str | None:
        """The id of the style that paragraphs, tables or signs of the host have without naming one."""
        return default_of(self._root, kind)

    def take(self, guest: _Element, used: Iterable[str]) -> tuple[dict[str, str], list[_Element]]:
        """What the styles `used` of a guest are called here, with all they rest on; and those that had to be added."""
        styles = {str(one.get(w("styleId"))): one for one in guest.findall(w("style"))}
        signs, mapped, new = _signs(guest), {}, []
        for id in _closure(styles, used):
            found = self._known.get(signs[id])
            if found is None:
                found = self._free_id(id)
                new.append(self._added(styles[id], found, guest))
                self._known[signs[id]] = found
            mapped[id] = found
        for style in new:
            for reference in style.iterchildren(*_REFERENCES):
                target = mapped.get(str(reference.get(w("val"))))
                if target is None:
                    style.remove(reference)
                else:
                    reference.set(w("val"), target)
        self.added += new
        return mapped, new

    def _added(self, style: _Element, id: str, guest: _Element) -> _Element:
        made = deepcopy(style)
        name = made.find(w("name"))
        assert name is not None
        name.set(w("val"), self._free_name(_name(style), custom=style.get(w("customStyle")) is not None))
        for child in list(made.iterchildren(w("aliases"), w("rsid"), w("autoRedefine"))):
            made.remove(child)
        made.attrib.pop(w("default"), None)
        made.set(w("customStyle"), "1")
        made.set(w("styleId"), id)
        if style.find(w("basedOn")) is None and style.get(w("type")) in ("paragraph", "table"):
            _ground(made, guest, self._root)
        return made

    def _free_id(self, id: str) -> str:
        found = next(one for one in _numbered(id, "") if one not in self._ids)
        self._ids.add(found)
        return found

    def _free_name(self, name: str, *, custom: bool) -> str:
        """A name that no style has; Word's own names stay free for Word's own styles."""
        found = next(one for one in _numbered(name, " ", first=custom) if one.lower() not in self._names)
        self._names.add(found.lower())
        return found

    def written(self) -> bytes:
        """The part, to the byte as it was but for what was added at its end."""
        return before_end(self._part, self.added)


def before_end(part: bytes, elements: Iterable[_Element]) -> bytes:
    """A part with `elements` added at the end of its root."""
    added = b"".join(map(etree.tostring, elements))
    if not added:
        return part
    place = part.rfind(b"</")
    if place < 0:
        root = part.rstrip()
        name = root[root.rindex(b"<") + 1 :].split()[0].rstrip(b"/>")
        return root.removesuffix(b"/>") + b">" + added + b"</" + name + b">"
    return part[:place] + added + part[place:]


def default_of(styles: _Element, kind: str) -> str | None:
    """The id of the default style of a kind."""
    for style in styles.findall(w("style")):
        if style.get(w("type")) == kind and style.get(w("default")) in ("1", "true", "on"):
            return str(style.get(w("styleId")))
    return None


def _numbered(text: str, between: str, *, first: bool = True) -> Iterator[str]:
    if first:
        yield text
    number = 2
    while True:
        yield f"{text}{between}{number}"
        number += 1


def _name(style: _Element) -> str:
    name = style.find(w("name"))
    return "" if name is None else str(name.get(w("val")))


def _closure(styles: Mapping[str, _Element], used: Iterable[str]) -> list[str]:
    """The styles `used` and all that they name, in the order of the file."""
    pending, found = list(used), set()
    while pending:
        id = pending.pop()
        if id in styles and id not in found:
            found.add(id)
            pending += [str(one.get(w("val"))) for one in styles[id].iterchildren(*_REFERENCES)]
    return [id for id in styles if id in found]


def _signs(root: _Element) -> dict[str, bytes]:
    """What each style looks like, with all that it rests on, as one text."""
    styles = {str(one.get(w("styleId"))): one for one in root.findall(w("style"))}
    defaults = root.find(w("docDefaults"))
    ground = b"" if defaults is None else etree.tostring(defaults, method="c14n", exclusive=True)
    return {id: _sign(id, styles, ground, set()) for id in styles}


def _sign(id: str, styles: Mapping[str, _Element], ground: bytes, seen: set[str]) -> bytes:
    if id in seen or id not in styles:
        return ground
    style = deepcopy(styles[id])
    base = style.find(w("basedOn"))
    below = ground if base is None else _sign(str(base.get(w("val"))), styles, ground, {*seen, id})
    name = _name(style)
    for child in list(style.iterchildren(*_NOT_LOOK)):
        style.remove(child)
    for attribute in ("styleId", "customStyle"):
        style.attrib.pop(w(attribute), None)
    style.tail = None
    return b"\0".join((name.encode(), etree.tostring(style, method="c14n", exclusive=True), below))


def _ground(style: _Element, guest: _Element, host: _Element) -> None:
    """Gives a style that rests on nothing the defaults of its own document, where the host's are others."""
    for kind, order in (("p", PARAGRAPH_ORDER), ("r", RUN_ORDER)):
        own, others = _defaults(guest, kind), _defaults(host, kind)
        wanted = {name: etree.fromstring(_PLAIN[name].format(W_NS)) for name in others if name in _PLAIN}
        wanted |= {name: deepcopy(one) for name, one in own.items()}
        wanted = {name: one for name, one in wanted.items() if name in own or name in others}
        if not wanted or _same(own, others):
            continue
        properties = style.find(w(f"{kind}Pr"))
        if properties is None:
            properties = etree.Element(w(f"{kind}Pr"))
            style.insert(_place(style, kind), properties)
        for name, element in wanted.items():
            mine = properties.find(w(name))
            if mine is None:
                insert_ordered(properties, element, order)
            else:
                for key, value in element.attrib.items():
                    if key not in mine.attrib:
                        mine.set(key, value)


def _place(style: _Element, kind: str) -> int:
    before = {w(name) for name in _BEFORE_PROPERTIES} | ({w("pPr")} if kind == "r" else set())
    return sum(1 for child in style if child.tag in before)


def _defaults(root: _Element, kind: str) -> dict[str, _Element]:
    found = root.find(f"{w('docDefaults')}/{w(f'{kind}PrDefault')}/{w(f'{kind}Pr')}")
    return {} if found is None else {str(one.tag).rpartition("}")[2]: one for one in found}


def _same(one: Mapping[str, _Element], other: Mapping[str, _Element]) -> bool:
    def text(held: Mapping[str, _Element]) -> dict[str, bytes]:
        return {name: etree.tostring(element, method="c14n", exclusive=True) for name, element in held.items()}

    return text(one) == text(other)


def insert_ordered(properties: _Element, element: _Element, order: tuple[str, ...]) -> None:
    """Puts a property where the schema has it."""
    ranks = {w(name): rank for rank, name in enumerate(order)}
    rank = ranks.get(str(element.tag), len(order))
    place = sum(1 for child in properties if ranks.get(str(child.tag), len(order)) <= rank)
    properties.insert(place, element)
