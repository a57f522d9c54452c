"""The lists of a document that others are taken into: each list of a guest is a new one, so that it begins anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy

from lxml import etree
from lxml.etree import _Element

from reportgen.render.word.names import DECLARATION, W_NS, w
from reportgen.render.word.xml import parse

_ABSTRACT, _NUM = w("abstractNumId"), w("numId")
_EMPTY = f'{DECLARATION}<w:numbering xmlns:w="{W_NS}"></w:numbering>'.encode()
_SAME_LIST = (w("nsid"), w("tmpl"), w("styleLink"), w("numStyleLink"))
"""What makes Word take two lists for one, or look for a list by the name of a style."""


class Lists:
    """The part of a host that defines lists, and what is added to it; an empty one where the host has none."""

    def __init__(self, part: bytes | None) -> None:
        self._part = part or _EMPTY
        root = parse(self._part)
        self._next = 1 + max((int(one.get(_ABSTRACT, "0")) for one in root.findall(w("abstractNum"))), default=-1)
        self._next_list = 1 + max((int(one.get(_NUM, "0")) for one in root.findall(w("num"))), default=0)
        self._definitions: list[_Element] = []
        self._lists: list[_Element] = []

    @property
    def has_added(self) -> bool:
        """Whether anything was taken in."""
        return bool(self._lists)

    def take(self, guest: _Element | None, used: Iterable[str], styles: Mapping[str, str]) -> dict[str, str]:
        """What the lists `used` of a guest are called here; `styles` are the names of its styles here."""
        if guest is None:
            return {}
        lists = {str(one.get(_NUM)): one for one in guest.findall(w("num"))}
        definitions = {str(one.get(_ABSTRACT)): one for one in guest.findall(w("abstractNum"))}
        made: dict[str, str] = {}
        mapped: dict[str, str] = {}
        for id in (one for one in lists if one in set(used)):
            refers = lists[id].find(_ABSTRACT)
            old = "" if refers is None else str(refers.get(w("val")))
            if old not in definitions:
                continue
            if old not in made:
                made[old] = self._defined(definitions[old], styles)
            mapped[id] = self._listed(lists[id], made[old])
        return mapped

    def _defined(self, definition: _Element, styles: Mapping[str, str]) -> str:
        made = deepcopy(definition)
        for child in list(made.iter(*_SAME_LIST)):
            made.remove(child)
        for level in made.iter(w("lvl")):
            for child in list(level.iterchildren(w("lvlPicBulletId"))):
                level.remove(child)
            for style in list(level.iterchildren(w("pStyle"))):
                name = styles.get(str(style.get(w("val"))))
                if name is None:
                    level.remove(style)
                else:
                    style.set(w("val"), name)
        made.set(_ABSTRACT, str(self._next))
        self._next += 1
        self._definitions.append(made)
        return str(made.get(_ABSTRACT))

    def _listed(self, listed: _Element, definition: str) -> str:
        made = deepcopy(listed)
        refers = made.find(_ABSTRACT)
        assert refers is not None
        refers.set(w("val"), definition)
        made.set(_NUM, str(self._next_list))
        self._next_list += 1
        self._lists.append(made)
        return str(made.get(_NUM))

    def written(self) -> bytes:
        """The part, to the byte as it was but for the definitions and the lists that were added."""
        definitions = b"".join(map(etree.tostring, self._definitions))
        lists = b"".join(map(etree.tostring, self._lists))
        part = self._part
        end = part.find(b"<w:numIdMacAtCleanup")
        end = part.rindex(b"</") if end < 0 else end
        first = part.find(b"<w:num ")
        first = end if first < 0 else first
        return part[:first] + definitions + part[first:end] + lists + part[end:]
