"""A document that others are taken into: what of theirs is given a new name here, and what is added for them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree
from lxml.etree import _Element

from reportgen.base.archive import unpack
from reportgen.base.errors import TemplateError
from reportgen.base.location import Location
from reportgen.base.messages import N_, Message
from reportgen.document.marks import BOOKMARK_PREFIX
from reportgen.render.word.assembly.facts import facts_of, facts_part, facts_xml
from reportgen.render.word.assembly.lists import Lists
from reportgen.render.word.assembly.style_book import StyleBook, before_end
from reportgen.render.word.faults import NOT_A_DOCUMENT
from reportgen.render.word.footnotes import with_footnotes
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
from reportgen.render.word.package import (
    CONTENT_TYPES,
    Package,
    Relationship,
    content_types_xml,
    read_package,
    relationships_name,
    relationships_xml,
)
from reportgen.render.word.packing import pack
from reportgen.render.word.xml import parse

_DRAWN = f"{{{WP_NS}}}docPr"
_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"


@dataclass
class Host:
    """A document and what is taken into it. Its own parts stay as they are, to the byte, but for what is added.

    `root` is its main part, which whoever takes something in writes; `facts` are those of all, with their new numbers.
    """

    package: Package
    raw: Mapping[str, bytes]
    root: _Element
    facts: list[tuple[int, dict[str, str]]] = field(default_factory=list)

    @classmethod
    def open(cls, data: bytes, file: str) -> Host:
        """Opens a .docx, told of as `file`. Raises TemplateError where it is none."""
        package = read_package(data, file)
        main, styles = part_of(package, MAIN_TYPE), part_of(package, STYLES_TYPE)
        if main is None or styles is None:
            missing = Message(
                N_("{part} is missing"), {"part": "word/document.xml" if main is None else "word/styles.xml"}
            )
            raise TemplateError([NOT_A_DOCUMENT.at(Location.of_file(file), problem=missing)])
        return cls(package, unpack(data), parse(package.parts[main]))

    def __post_init__(self) -> None:
        self.main = part_of(self.package, MAIN_TYPE) or ""
        styles = self.kept(STYLES_TYPE)
        assert styles is not None
        self.styles = StyleBook(styles, parse(styles))
        self.lists = Lists(self.kept(NUMBERING_TYPE))
        self.notes: list[_Element] = []
        self.parts: dict[str, bytes] = {}
        self.types = dict(self.package.types)
        self.relationships = {name: list(known) for name, known in self.package.relationships.items()}
        roots = [self.root, *(parse(self.package.parts[name]) for name in self._texts())]
        marks = [one for root in roots for one in root.iter(w("bookmarkStart"))]
        self._next_mark = 1 + max((_number(one.get(w("id"))) for one in marks), default=0)
        self._names = {str(one.get(w("name"))) for one in marks}
        own = {_number(name.removeprefix(BOOKMARK_PREFIX)): one for name, one in facts_of(self.package).items()}
        self.facts += sorted(own.items())
        self._next_fact = 1 + max(own, default=0)
        self._next_drawing = 1 + max((_number(one.get("id")) for root in roots for one in root.iter(_DRAWN)), default=0)
        self._next_sdt = 1 + max(
            (_number(one.get(w("val"))) for root in roots for one in root.iterfind(f".//{w('sdtPr')}/{w('id')}")),
            default=0,
        )
        notes = self.kept(FOOTNOTES_TYPE)
        known = parse(notes).iter(w("footnote")) if notes else iter(())
        self._next_note = 1 + max((_number(one.get(w("id"))) for one in known), default=0)

    @property
    def notes_part(self) -> str:
        """The part that footnotes stand in."""
        return part_of(self.package, FOOTNOTES_TYPE) or "word/footnotes.xml"

    def kept(self, type: str) -> bytes | None:
        """The part of a type as the host brought it."""
        name = part_of(self.package, type)
        return None if name is None else self.package.parts[name]

    def _texts(self) -> Iterator[str]:
        kinds = ("header+xml", "footer+xml", "footnotes+xml", "endnotes+xml")
        return (name for name, type in self.package.types.items() if type.endswith(kinds))

    def next_mark(self) -> str:
        """The id of a new bookmark."""
        self._next_mark += 1
        return str(self._next_mark - 1)

    def next_drawing(self) -> str:
        """The id of a new drawing."""
        self._next_drawing += 1
        return str(self._next_drawing - 1)

    def next_sdt(self) -> str:
        """The id of a new content control."""
        self._next_sdt += 1
        return str(self._next_sdt - 1)

    def next_note(self) -> str:
        """The id of a new footnote."""
        self._next_note += 1
        return str(self._next_note - 1)

    def free_name(self, name: str) -> str:
        """The name of a bookmark that is to be called `name`: that, or one like it that is free."""
        found, number = name, 2
        while found in self._names:
            found, number = f"{name}_{number}", number + 1
        self._names.add(found)
        return found

    def fact_name(self, known: dict[str, str]) -> str:
        """The name of the bookmark of a fact; one numbering goes over the whole document."""
        while (name := f"{BOOKMARK_PREFIX}{self._next_fact}") in self._names:
            self._next_fact += 1
        self._names.add(name)
        self.facts.append((self._next_fact, known))
        self._next_fact += 1
        return name

    def relate(self, part: str, type: str, target: str, *, external: bool = False) -> str:
        """The id of a relationship from `part` to `target`, a new one where there is none."""
        known = self.relationships.setdefault(part, [])
        for one in known:
            if (one.type, one.target, one.external) == (type, target, external):
                return one.id
        taken = {one.id for one in known}
        id = next(name for number in range(1, len(known) + 2) if (name := f"rgAdded{number}") not in taken)
        known.append(Relationship(id, type, target, external))
        return id

    def add(self, name: str, data: bytes, type: str) -> str:
        """The name of a new part; one that holds the same is used again."""
        for there, held in self.parts.items():
            if held == data and self.types[there] == type and not self.relationships.get(there):
                return there
        found = self.free_part(name)
        self.parts[found], self.types[found] = data, type
        return found

    def free_part(self, name: str) -> str:
        """A name for a new part, like `name`."""
        folder, file = posixpath.split(name)
        stem, _, ending = file.rpartition(".")
        taken = self.package.parts.keys() | self.parts.keys()
        number = 1
        while (found := posixpath.join(folder, f"{stem}rg{number}.{ending}")) in taken:
            number += 1
        return found

    def written(self, main: bytes) -> bytes:
        """The whole document, its main part being `main`."""
        made = {**self.package.parts, **self.parts, self.main: main}
        made |= self._added_styles()
        made |= self._added_lists()
        made |= self._added_notes()
        made |= self._facts()
        return pack({**self.raw, **made, **self._linked(), CONTENT_TYPES: self._typed()})

    def _linked(self) -> dict[str, bytes]:
        """The relationships that are new: those of the host's own parts are added to."""
        made = {}
        for part, known in self.relationships.items():
            name, before = relationships_name(part), self.package.relationships.get(part, ())
            new = [one for one in known if one not in before]
            if new and name in self.raw:
                added = parse(relationships_xml(part, tuple(new)))
                made[name] = before_end(self.raw[name], list(added))
            elif new:
                made[name] = relationships_xml(part, tuple(new))
        return made

    def _typed(self) -> bytes:
        new = {name: type for name, type in self.types.items() if name not in self.package.types}
        overrides = [one for one in parse(content_types_xml(new)) if "PartName" in one.attrib]
        return before_end(self.raw[CONTENT_TYPES], overrides)

    def _added_styles(self) -> dict[str, bytes]:
        name = part_of(self.package, STYLES_TYPE)
        return {name: self.styles.written()} if name and self.styles.added else {}

    def _added_lists(self) -> dict[str, bytes]:
        if not self.lists.has_added:
            return {}
        name = part_of(self.package, NUMBERING_TYPE)
        if name is None:
            name = "word/numbering.xml"
            self.types[name] = NUMBERING_TYPE
            self.relate(self.main, f"{R_NS}/numbering", name)
        return {name: self.lists.written()}

    def _added_notes(self) -> dict[str, bytes]:
        if not self.notes:
            return {}
        name = part_of(self.package, FOOTNOTES_TYPE)
        if name is not None:
            return {name: before_end(self.package.parts[name], self.notes)}
        made = with_footnotes(self.package)
        name = part_of(made, FOOTNOTES_TYPE)
        assert name is not None
        self.types[name] = FOOTNOTES_TYPE
        self.relate(self.main, f"{R_NS}/footnotes", name)
        return {name: before_end(made.parts[name], self.notes)}

    def _facts(self) -> dict[str, bytes]:
        """The map of all facts, in place of the one that the host brought."""
        data = facts_xml(self.facts)
        name = facts_part(self.package)
        if name is not None:
            return {name: data}
        from reportgen.render.word.additions import facts_properties_xml

        name, properties = self.free_part("customXml/item.xml"), self.free_part("customXml/itemProps.xml")
        self.types |= {name: "application/xml", properties: _PROPERTIES_TYPE}
        self.relate(self.main, f"{R_NS}/customXml", name)
        self.relate(name, f"{R_NS}/customXmlProps", properties)
        return {name: data, properties: facts_properties_xml()}


def _number(text: str | None) -> int:
    return int(text) if text and text.lstrip("-").isdigit() else 0


def copied(element: _Element) -> _Element:
    """An element by itself, without what stands after it."""
    made = deepcopy(element)
    made.tail = None
    return made


def text_of(element: _Element) -> bytes:
    """An element as text that stands by itself, whatever prefixes are declared around it."""
    return etree.tostring(copied(element))
