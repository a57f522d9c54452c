"""The package around the rendered parts: everything of a template that is the same in every document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from reportgen.render.word.additions import CORE, FACTS_ITEM, FACTS_PROPERTIES, facts_properties_xml
from reportgen.render.word.names import MAIN_TYPE, NUMBERING_TYPE, R_NS, STYLES_TYPE, w
from reportgen.render.word.numbering import Numbering
from reportgen.render.word.package import (
    CONTENT_TYPES,
    Package,
    Relationship,
    content_types_xml,
    relationships_name,
    relationships_xml,
)
from reportgen.render.word.packing import Base, member
from reportgen.render.word.session import Session
from reportgen.render.word.styles import Styles
from reportgen.render.word.xml import parse, serialize

_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_CORE_RELATIONSHIP = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_OWN_TYPES = {CORE: _CORE_TYPE, FACTS_ITEM: "application/xml", FACTS_PROPERTIES: _PROPERTIES_TYPE}
_NUMBERING = "word/numbering.xml"
_SETTINGS_LEFT_OUT = ("rsids", "attachedTemplate", "mailMerge", "docVars")


@dataclass(frozen=True, slots=True)
class Shell:
    """What of a template is the same in every document, packed once, and how a document is put together around it."""

    parts: Mapping[str, bytes]
    types: Mapping[str, str]
    relationships: Mapping[str, tuple[Relationship, ...]]
    styles: Styles
    numbering: Numbering
    numbering_part: str
    main: str
    own_parts: bool
    base: Base

    @classmethod
    def of(cls, package: Package, templated: frozenset[str], *, own_parts: bool = True) -> Shell:
        """The shell of an admitted package whose parts `templated` are rendered for each document.

        Without `own_parts` the package stays as it is: no map of facts, no properties of ours, nothing cleaned.
        """
        numbering, styles = _only(package, NUMBERING_TYPE), _only(package, STYLES_TYPE)
        styles_root = parse(package.parts[styles]) if styles else None
        known = Styles.of(styles_root)
        lists = Numbering.of(parse(package.parts[numbering]) if numbering else None, known, styles_root)
        parts = {name: part for name, part in package.parts.items() if name not in templated}
        types, relationships = package.types, package.relationships
        if own_parts:
            parts = {name: _cleaned(name, part) for name, part in parts.items()}
            parts |= {FACTS_PROPERTIES: facts_properties_xml(), numbering or _NUMBERING: lists.part(())}
            types = {**types, numbering or _NUMBERING: NUMBERING_TYPE, **_OWN_TYPES}
            relationships = _with_own_parts(package, has_numbering=numbering is not None)
        main = _only(package, MAIN_TYPE) or ""
        bare = cls(
            parts, types, relationships, known, lists, numbering or _NUMBERING, main, own_parts, Base.holding({})
        )
        return replace(bare, base=Base.of({**parts, **bare._linked()}))

    def with_constant(self, parts: Mapping[str, bytes]) -> Shell:
        """The shell with parts that turned out to be the same in every document."""
        return replace(self, base=self.base.with_parts(parts))

    def _linked(self) -> dict[str, bytes]:
        """The types and relationships of a document that adds nothing to the template."""
        known = self.relationships.items()
        linked = {relationships_name(part): relationships_xml(part, targets) for part, targets in known}
        return {**linked, CONTENT_TYPES: content_types_xml(self.types)}

    def added(self, session: Session) -> dict[str, bytes]:
        """The parts that are there, or are other than in the template, because of what this document printed."""
        shell, made = self, {}
        if session.lists:
            made[self.numbering_part] = self.numbering.part(session.lists)
            shell = self._with_numbering()
        if session.relationships or session.charts or session.lists:
            made |= shell._around(session)
        return made

    def _with_numbering(self) -> Shell:
        if self.numbering_part in self.types:
            return self
        own = Relationship("rgNumbering", f"{R_NS}/numbering", _NUMBERING)
        relationships = {**self.relationships, self.main: (*self.relationships.get(self.main, ()), own)}
        return replace(self, types={**self.types, self.numbering_part: NUMBERING_TYPE}, relationships=relationships)

    def _around(self, session: Session) -> dict[str, bytes]:
        """The relationships of all parts, the pictures and charts of this document and the types of all parts."""
        from reportgen.render.word.charts.parts import chart_parts, chart_types

        sources = {*self.relationships, *session.relationships, *(chart.part for chart in session.charts)}
        pictures = {name: medium.type for medium, name in session.media.items()}
        first = session.frame.first_own
        types = content_types_xml({**self.types, **pictures, **chart_types(len(session.charts), first)})
        return {
            **{relationships_name(part): self._relationships_xml(part, session) for part in sorted(sources)},
            **{name: medium.data for medium, name in session.media.items()},
            **chart_parts(session.charts, first, {**self.parts, CONTENT_TYPES: types}),
            CONTENT_TYPES: types,
        }

    def _relationships_xml(self, part: str, session: Session) -> bytes:
        from reportgen.render.word.charts.parts import chart_relationships

        charts = chart_relationships(session.charts, session.frame.first_own, part)
        own = (*self.relationships.get(part, ()), *session.relationships.get(part, ()))
        return relationships_xml(part, (*own, *charts))

    def packed(self, made: Mapping[str, bytes]) -> bytes:
        """The document whose own parts are `made`."""
        return self.base.document({name: member(name, data) for name, data in made.items()})


def _with_own_parts(package: Package, *, has_numbering: bool) -> dict[str, tuple[Relationship, ...]]:
    main = _only(package, MAIN_TYPE) or ""
    own = [Relationship("rgFacts", f"{R_NS}/customXml", FACTS_ITEM)]
    if not has_numbering:
        own.append(Relationship("rgNumbering", f"{R_NS}/numbering", _NUMBERING))
    known = package.relationships
    return {
        **known,
        "": (*known[""], Relationship("rgCore", _CORE_RELATIONSHIP, CORE)),
        main: (*known.get(main, ()), *own),
        FACTS_ITEM: (Relationship("rId1", f"{R_NS}/customXmlProps", FACTS_PROPERTIES),),
    }


def _only(package: Package, kind: str) -> str | None:
    return next((name for name, type in package.types.items() if type == kind), None)


def _cleaned(name: str, part: bytes) -> bytes:
    """The settings without what tells of the machine they were made on; other parts as they are."""
    if not name.endswith("settings.xml") or name.endswith("webSettings.xml"):
        return part
    root = parse(part)
    for left_out in _SETTINGS_LEFT_OUT:
        for element in root.findall(w(left_out)):
            root.remove(element)
    return serialize(root)
