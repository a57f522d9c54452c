"""What a template may bring into a document: everything else is refused by name, or left out.

Refused is what could run code, reach other files and addresses, or print what nobody sees in the template. Left out is
what tells of the template's author and is no part of the document.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from lxml.etree import _Element

from reportgen.base.finding import Finding
from reportgen.base.location import Location
from reportgen.base.messages import N_, Message
from reportgen.render.word.faults import NOT_A_DOCUMENT, NOT_SUPPORTED
from reportgen.render.word.field_codes import SCHEMES, refused_fields
from reportgen.render.word.names import MAIN_TYPE, TEMPLATED_TYPES, W_NS, r, w
from reportgen.render.word.package import Package, Relationship
from reportgen.render.word.places import Places, is_copy
from reportgen.render.word.xml import parse

KEPT = frozenset(
    {
        "officeDocument",
        "styles",
        "settings",
        "webSettings",
        "fontTable",
        "theme",
        "numbering",
        "header",
        "footer",
        "footnotes",
        "endnotes",
        "image",
        "hyperlink",
        "font",
    }
)
"""The kinds of relationships that stay."""

LEFT_OUT = frozenset(
    {
        "core-properties",
        "extended-properties",
        "custom-properties",
        "metadata",
        "thumbnail",
        "customXml",
        "customXmlProps",
        "stylesWithEffects",
        "printerSettings",
        "glossaryDocument",
        "people",
        "commentsIds",
        "commentsExtended",
    }
)
"""The kinds of relationships that are left out, with the parts they lead to."""

_REFERENCES = ("id", "embed", "link", "pict")
_CHANGES = {
    w(name) for name in ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "tblPrChange", "trPrChange")
}
_COMMENTS = {w("commentReference"), w("commentRangeStart")}
_FOREIGN = {w(name) for name in ("object", "control", "altChunk", "subDoc")}


KEPT_OF_ANY = (
    KEPT
    | LEFT_OUT
    | {
        "chart",
        "chartUserShapes",
        "chartStyle",
        "chartColorStyle",
        "themeOverride",
        "diagramColors",
        "diagramData",
        "diagramDrawing",
        "diagramLayout",
        "diagramQuickStyle",
        "keyMapCustomizations",
    }
)
"""The kinds of relationships that stay in a template of docxtpl with any data; nothing is left out of it."""


def whole(package: Package) -> Package:
    """The package with everything that it refers to, as docxtpl keeps it."""
    names = sorted(package.reachable())
    return Package(
        {name: package.parts[name] for name in names},
        {name: package.types[name] for name in names},
        {part: ones for part, ones in package.relationships.items() if part in names or not part},
    )


def admitted(package: Package) -> Package:
    """The package without what is left out. It may still hold what is refused: see `faults_of_package`."""
    kept = {
        part: tuple(one for one in ones if one.kind not in LEFT_OUT) for part, ones in package.relationships.items()
    }
    trimmed = replace(package, relationships=kept)
    names = sorted(trimmed.reachable())
    return Package(
        {name: package.parts[name] for name in names},
        {name: package.types[name] for name in names},
        {part: ones for part, ones in kept.items() if part in names or not part},
    )


def faults_of_package(package: Package, file: str, *, facts: bool = True) -> Iterator[Finding]:
    """Everything in an admitted package that is refused; a template without `facts` may bring more along."""
    kept = KEPT if facts else KEPT_OF_ANY
    main = [name for name, kind in package.types.items() if kind == MAIN_TYPE]
    if len(main) != 1:
        yield NOT_A_DOCUMENT.at(Location.of_file(file), problem=Message(N_("it holds no Word document")))
    roots = {
        part: parse(package.parts[part])
        for part, kind in package.types.items()
        if kind in TEMPLATED_TYPES and part in package.parts
    }
    for part, relationships in sorted(package.relationships.items()):
        where = Location("word", file, part=part or None)
        for one in relationships:
            if what := _refusal(one, kept):
                yield from (NOT_SUPPORTED.at(place, what=what) for place in _uses(one, roots.get(part), where))
            if one.kind in KEPT - {"hyperlink"} and not one.external and one.target not in package.parts:
                yield NOT_A_DOCUMENT.at(where, problem=Message(N_("{part} is missing"), {"part": one.target}))
    for part, root in roots.items():
        places = Places(root, Location("word", file, part=part))
        found = [(is_copy(element), places.around(element), what) for element, what in _refused_content(root)]
        shown = {str(what) for copy, _, what in found if not copy}
        told = {(place, str(what)): (place, what) for copy, place, what in found if not copy or str(what) not in shown}
        yield from (NOT_SUPPORTED.at(place, what=what) for place, what in told.values())


def _uses(relationship: Relationship, root: _Element | None, whole: Location) -> list[Location]:
    """Where a part uses a relationship: each paragraph once, else the part as a whole."""
    if root is None:
        return [whole]
    places = Places(root, whole)
    users = [one for one in root.iter() if relationship.id in (one.get(r(name)) for name in _REFERENCES)]
    shown = [user for user in users if not is_copy(user)] or users
    return list(dict.fromkeys(places.around(user) for user in shown)) or [whole]


def _refusal(relationship: Relationship, kept: frozenset[str]) -> Message | str | None:
    if relationship.kind not in kept:
        return relationship.kind
    if not relationship.external:
        return None
    if relationship.kind != "hyperlink" or urlsplit(relationship.target).scheme.lower() not in SCHEMES:
        return Message(N_("a link to {target} outside the document"), {"target": relationship.target})
    return None


def _refused_content(root: _Element) -> Iterator[tuple[_Element, Message | str]]:
    """Every element of a part that is refused, with what it is."""
    if root.nsmap.get("w") != W_NS:
        yield root, Message(N_("the strict form of Office Open XML"))
    yield from ((one, Message(N_("tracked changes"))) for one in root.iter(*_CHANGES))
    marks = list(root.iter(w("commentReference"))) or list(root.iter(w("commentRangeStart")))
    yield from ((one, Message(N_("comments"))) for one in marks)
    yield from ((one, f"<{str(one.tag).rpartition('}')[2]}>") for one in root.iter(*_FOREIGN))
    yield from refused_fields(root)
