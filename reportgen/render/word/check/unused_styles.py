"""Styles that nothing uses make every file larger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree
from lxml.etree import _Element

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.location import Location
from reportgen.base.messages import N_
from reportgen.render.word.admission import LEFT_OUT
from reportgen.render.word.check.draft import Draft
from reportgen.render.word.check.rule import TemplateCheck
from reportgen.render.word.names import STYLES_TYPE, w
from reportgen.render.word.package import Package
from reportgen.render.word.styles import Styles
from reportgen.render.word.xml import parse

FAULT = Fault(
    "TPL133",
    "unused_styles",
    Severity.WARNING,
    N_("{kilobytes} kB of styles that nothing uses, {count} in number: {names}"),
    N_("delete them, or copy the text into a new document of Word or WPS"),
)

MOST = 200_000
"""So many bytes of unused styles are no fault."""

_NAMES = ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link", "numStyleLink", "styleLink")
_USERS = tuple(map(w, _NAMES))
_SHOWN = 3


def find(draft: Draft) -> Iterator[Finding]:
    """One finding for the part of styles, where unused ones take more than `MOST` bytes."""
    package = draft.package
    for name, kind in package.types.items() if package else ():
        if kind == STYLES_TYPE and package is not None:
            unused = list(_unused(parse(package.parts[name]), package, name))
            size = sum(len(etree.tostring(style, encoding="utf-8")) for style in unused)
            if size > MOST:
                names = ", ".join([*map(_name, unused[:_SHOWN]), "…"])
                where = Location("word", draft.file, part=name)
                yield FAULT.at(where, kilobytes=size // 1000, count=len(unused), names=names)


def _unused(root: _Element, package: Package, own: str) -> Iterator[_Element]:
    styles = {str(style.get(w("styleId"))): style for style in root.findall(w("style"))}
    pending = {id for id, style in styles.items() if style.get(w("default")) in ("1", "true")}
    pending |= {*Styles.of(root).in_use(), *_asked_for(package, own)}
    used: set[str] = set()
    while pending:
        id = pending.pop()
        if id in styles and id not in used:
            used.add(id)
            pending |= set(_references([styles[id]]))
    yield from (style for id, style in styles.items() if id not in used)


def _asked_for(package: Package, own: str) -> Iterator[str]:
    """The styles that the other parts ask for."""
    left_out = {one.target for ones in package.relationships.values() for one in ones if one.kind in LEFT_OUT}
    parts = [
        part
        for name, part in package.parts.items()
        if name.startswith("word/") and name.endswith(".xml") and part and name != own and name not in left_out
    ]
    yield from _references(map(parse, parts))


def _references(roots: Iterable[_Element]) -> Iterator[str]:
    for root in roots:
        yield from (str(one.get(w("val"))) for one in root.iter(*_USERS))


def _name(style: _Element) -> str:
    name = style.find(w("name"))
    return str(style.get(w("styleId")) if name is None else name.get(w("val")))


CHECK = TemplateCheck(FAULT, find)
