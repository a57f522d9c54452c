"""A finished document that is taken into another: every name in it that could clash is given a new one there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml import etree
from lxml.etree import _Element

from reportgen.document.marks import BOOKMARK_PREFIX
from reportgen.render.word.assembly.facts import facts_of
from reportgen.render.word.assembly.host import Host, copied
from reportgen.render.word.assembly.style_book import PARAGRAPH_ORDER, default_of, insert_ordered
from reportgen.render.word.frame import part_of
from reportgen.render.word.names import (
    FOOTNOTES_TYPE,
    MAIN_TYPE,
    NUMBERING_TYPE,
    R_NS,
    STYLES_TYPE,
    WP_NS,
    w,
)
from reportgen.render.word.package import Relationship, read_package
from reportgen.render.word.xml import parent_of, parse, serialize

_NAMED = {w("pStyle"): "paragraph", w("rStyle"): "character", w("tblStyle"): "table"}
_REFERENCE, _VALUE, _ID, _NAME, _ANCHOR = w("footnoteReference"), w("val"), w("id"), w("name"), w("anchor")
_DRAWN = f"{{{WP_NS}}}docPr"
_FURNITURE = (w("headerReference"), w("footerReference"))
_FIELD_NAME = re.compile(r"\b(REF|PAGEREF|NOTEREF)(\s+)(\S+)")


class Guest:
    """One document as it is taken into `host`; `blocks` are what its body holds, ready to stand there."""

    def __init__(self, data: bytes, host: Host, *, furnished: bool) -> None:
        """Takes the document in. Unless `furnished`, its headers and footers are left out: the host's go on."""
        self._package = read_package(data, "")
        self._host, self._furnished = host, furnished
        self._main = part_of(self._package, MAIN_TYPE) or ""
        self._facts = facts_of(self._package)
        body = parse(self._package.parts[self._main]).find(w("body"))
        assert body is not None
        notes = self._root(FOOTNOTES_TYPE)
        referred = {one.get(_ID) for one in body.iter(_REFERENCE)}
        held = [] if notes is None else [one for one in notes.iter(w("footnote")) if one.get(_ID) in referred]
        furniture = [parse(part) for part in self._furniture(body)]
        self._names(body, *held, *furniture)
        self._styles([body, *held, *furniture])
        self._notes = {str(note.get(_ID)): host.next_note() for note in held}
        for note in held:
            self._adapt(note, part_of(self._package, FOOTNOTES_TYPE) or "", host.notes_part)
            note.set(_ID, self._notes[str(note.get(_ID))])
            host.notes.append(copied(note))
        self._adapt(body, self._main, host.main)
        self.blocks = [copied(one) for one in body]

    def _root(self, type: str) -> _Element | None:
        name = part_of(self._package, type)
        return None if name is None else parse(self._package.parts[name])

    def _furniture(self, body: _Element) -> Iterator[bytes]:
        """The headers and footers that sections of the guest show."""
        if self._furnished:
            for reference in body.iter(*_FURNITURE):
                yield self._package.parts[self._related(self._main, reference).target]

    def _related(self, part: str, element: _Element) -> Relationship:
        id = str(element.get(f"{{{R_NS}}}id"))
        return next(one for one in self._package.relationships[part] if one.id == id)

    # What is given a new name

    def _names(self, *roots: _Element) -> None:
        """New names for all bookmarks; those of facts are numbered on."""
        self._marks: dict[str, str] = {}
        for root in roots:
            for mark in root.iter(w("bookmarkStart")):
                name = str(mark.get(_NAME))
                if name in self._facts:
                    self._marks[name] = self._host.fact_name(self._facts[name])
                elif not name.startswith(BOOKMARK_PREFIX):
                    self._marks[name] = self._host.free_name(name)

    def _styles(self, roots: Iterable[_Element]) -> None:
        own = self._root(STYLES_TYPE)
        assert own is not None
        roots = list(roots)
        used = {str(one.get(_VALUE)) for root in roots for one in root.iter(*_NAMED)}
        defaults = {kind: default_of(own, kind) for kind in ("paragraph", "table")}
        used |= {id for id in defaults.values() if id is not None}
        numbering = self._root(NUMBERING_TYPE)
        named = () if numbering is None else numbering.iter(w("pStyle"))
        used |= {str(one.get(_VALUE)) for one in named}
        self._style, new = self._host.styles.take(own, used)
        self._defaults = {}
        for kind, id in defaults.items():
            taken = None if id is None else self._style.get(id)
            if taken is not None and taken != self._host.styles.default(kind):
                self._defaults[kind] = taken
        lists = {str(one.get(_VALUE)) for root in (*roots, *new) for one in root.iter(w("numId"))}
        self._lists = self._host.lists.take(numbering, lists, self._style)
        for style in new:
            self._number(style)

    def _number(self, root: _Element) -> None:
        for one in root.iter(w("numId")):
            one.set(_VALUE, self._lists.get(str(one.get(_VALUE)), "0"))

    # What is changed in a part

    def _adapt(self, root: _Element, part: str, home: str) -> None:
        """Writes the new names into what `part` of the guest holds, which goes into `home`."""
        self._bookmarks(root)
        self._style_names(root)
        self._number(root)
        for reference in root.iter(_REFERENCE):
            reference.set(_ID, self._notes[str(reference.get(_ID))])
        for drawing in root.iter(_DRAWN):
            drawing.set("id", self._host.next_drawing())
        for control in root.iterfind(f".//{w('sdtPr')}/{w('id')}"):
            control.set(_VALUE, self._host.next_sdt())
        self._sections(root)
        self._relations(root, part, home)

    def _bookmarks(self, root: _Element) -> None:
        ids: dict[str, str] = {}
        for mark in root.iter(w("bookmarkStart")):
            ids[str(mark.get(_ID))] = self._host.next_mark()
            mark.set(_NAME, self._marks.get(str(mark.get(_NAME)), str(mark.get(_NAME))))
        for mark in root.iter(w("bookmarkStart"), w("bookmarkEnd")):
            mark.set(_ID, ids.get(str(mark.get(_ID)), str(mark.get(_ID))))
        for link in root.iter(w("hyperlink")):
            if link.get(_ANCHOR) in self._marks:
                link.set(_ANCHOR, self._marks[str(link.get(_ANCHOR))])
        for code in root.iter(w("instrText")):
            code.text = _FIELD_NAME.sub(lambda found: found[1] + found[2] + self._marks.get(found[3], found[3]),
                                        code.text or "")  # fmt: skip

    def _style_names(self, root: _Element) -> None:
        for one in list(root.iter(*_NAMED)):
            name = self._style.get(str(one.get(_VALUE)))
            if name is None:
                parent_of(one).remove(one)
            else:
                one.set(_VALUE, name)
        paragraph, table = self._defaults.get("paragraph"), self._defaults.get("table")
        if paragraph is not None:
            for one in root.iter(w("p")):
                _name_style(one, "pPr", "pStyle", paragraph)
        if table is not None:
            for one in root.iter(w("tbl")):
                _name_style(one, "tblPr", "tblStyle", table)

    def _sections(self, root: _Element) -> None:
        """Page numbers go on, notes are counted anew, and each document begins on a new page."""
        sections = list(root.iter(w("sectPr")))
        for place, section in enumerate(sections):
            for numbers in section.findall(w("pgNumType")):
                numbers.attrib.pop(w("start"), None)
            if place == 0:
                for kind in section.findall(w("type")):
                    section.remove(kind)
                if len(sections) == 1:
                    _count_notes_anew(section)
            if not self._furnished:
                for reference in list(section.iterchildren(*_FURNITURE, w("titlePg"))):
                    section.remove(reference)

    # What it refers to

    def _relations(self, root: _Element, part: str, home: str) -> None:
        known = {one.id: one for one in self._package.relationships.get(part, ())}
        for element in root.iter():
            for name, id in element.attrib.items():
                if str(name).startswith(f"{{{R_NS}}}") and id in known:
                    element.set(name, self._taken(known[str(id)], home))

    def _taken(self, relationship: Relationship, home: str) -> str:
        """The id, in the part `home` of the host, of what a relationship of the guest leads to."""
        target = relationship.target
        if not relationship.external:
            target = self._part(target)
        return self._host.relate(home, relationship.type, target, external=relationship.external)

    def _part(self, name: str) -> str:
        """The name in the host of a part of the guest, which is taken in with all that it refers to."""
        data, type = self._package.parts[name], self._package.types[name]
        known = self._package.relationships.get(name, ())
        if type.endswith(("header+xml", "footer+xml")):
            return self._furniture_part(name, data, type)
        if not known:
            return self._host.add(name, data, type)
        free = self._host.free_part(name)
        self._host.parts[free], self._host.types[free] = data, type
        self._host.relationships[free] = [
            one if one.external else Relationship(one.id, one.type, self._part(one.target)) for one in known
        ]
        return free

    def _furniture_part(self, name: str, data: bytes, type: str) -> str:
        root = parse(data)
        if not self._package.relationships.get(name):
            self._adapt(root, name, name)
            return self._host.add(name, serialize(root), type)
        free = self._host.free_part(name)
        self._host.parts[free], self._host.types[free] = b"", type
        self._adapt(root, name, free)
        self._host.parts[free] = serialize(root)
        return free


def _count_notes_anew(section: _Element) -> None:
    notes = section.find(w("footnotePr"))
    if notes is None:
        notes = etree.Element(w("footnotePr"))
        section.insert(len(list(section.iterchildren(*_FURNITURE))), notes)
    if notes.find(w("numRestart")) is None:
        etree.SubElement(notes, w("numRestart"), {_VALUE: "eachSect"})


def _name_style(element: _Element, properties: str, name: str, style: str) -> None:
    held = element.find(w(properties))
    if held is None:
        held = etree.Element(w(properties))
        element.insert(0, held)
    if held.find(w(name)) is None:
        if name == "pStyle":
            insert_ordered(held, etree.Element(w(name), {_VALUE: style}), PARAGRAPH_ORDER)
        else:
            held.insert(0, etree.Element(w(name), {_VALUE: style}))
