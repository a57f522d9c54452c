"""What the old version refers to and the new file lacks: pictures, addresses, notes and lists of what went."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from posixpath import splitext

from lxml.etree import _Element

from reportgen.render.word.blackline.marks import key_of
from reportgen.render.word.names import R_NS, w
from reportgen.render.word.package import (
    CONTENT_TYPES,
    Package,
    Relationship,
    content_types_xml,
    relationships_name,
    relationships_xml,
)
from reportgen.render.word.xml import parse

_NOTES = {w("footnoteReference"): "word/footnotes.xml", w("endnoteReference"): "word/endnotes.xml"}
_NUMBERING = "word/numbering.xml"


class Adoption:
    """The new package, into which the old one's texts may be taken."""

    def __init__(self, old: Package, new: Package) -> None:
        self._old, self._new = old, new
        self._parts = dict(new.parts)
        self._types = dict(new.types)
        self._relationships = dict(new.relationships)
        self._roots: dict[str, _Element] = {}
        self._taken: set[tuple[str, str]] = set()
        self._lists = self._renumbered()

    def adopted(self, name: str) -> _Element:
        """The old version's part, referring to what the new package holds, as far as it will be needed."""
        root = parse(self._old.parts[name])
        ids = {one.id: self._relationship(name, one) for one in self._old.relationships.get(name, ())}
        for element in root.iter():
            for attribute, value in element.attrib.items():
                if str(attribute).startswith(f"{{{R_NS}}}") and value in ids:
                    element.set(attribute, ids[str(value)])
            if element.tag == w("numId"):
                id = element.get(w("val"), "")
                element.set(w("val"), self._lists.get(id, id))
            elif element.tag in _NOTES:
                element.set(w("id"), self._note(_NOTES[str(element.tag)], element.get(w("id"), "")))
        return root

    def add(self, name: str, root: _Element) -> None:
        """Takes the finished part `name`."""
        self._told_apart(root)
        self._roots[name] = root

    def parts(self, serialize: Callable[[_Element], bytes]) -> Mapping[str, bytes]:
        """Every part of the finished file; what no text refers to was not taken over."""
        made = {name: serialize(root) for name, root in self._roots.items()}
        self._leave_out_unused(made)
        parts = {**self._parts, **made}
        for name, found in self._relationships.items():
            parts[relationships_name(name)] = relationships_xml(name, found)
        kept = {name: self._types[name] for name in parts if name in self._types and not name.endswith(".rels")}
        return {**parts, CONTENT_TYPES: content_types_xml({name: kind for name, kind in kept.items()
                                                           if name != CONTENT_TYPES})}  # fmt: skip

    def _leave_out_unused(self, made: Mapping[str, bytes]) -> None:
        for name, found in self._relationships.items():
            known = {one.id for one in self._new.relationships.get(name, ())}
            self._relationships[name] = tuple(
                one for one in found if one.id in known or name not in made or f'"{one.id}"'.encode() in made[name]
            )
        used = {one.target for found in self._relationships.values() for one in found}
        for name in [*self._parts]:
            if name not in self._new.parts and name not in used:
                del self._parts[name], self._types[name]
                self._relationships.pop(name, None)

    def _relationship(self, part: str, wanted: Relationship) -> str:
        """The id under which the new `part` refers to what the old one did."""
        own = self._relationships.get(part, ())
        for one in own:
            if (one.type, one.external) == (wanted.type, wanted.external) and (
                one.target == wanted.target if wanted.external else self._same(wanted.target, one.target)
            ):
                return one.id
        if wanted.kind in ("header", "footer") or (not wanted.external and wanted.target not in self._old.parts):
            return wanted.id
        target = wanted.target if wanted.external else self._copied(wanted.target)
        id = f"rgOld{len(own) + 1}"
        self._relationships[part] = (*own, Relationship(id, wanted.type, target, wanted.external))
        return id

    def _same(self, old: str, new: str) -> bool:
        """Whether a part of the old package is a part of the new one, with whatever it refers to."""
        if self._old.parts.get(old, b"") != self._parts.get(new, b"-"):
            return False
        before, after = self._old.relationships.get(old, ()), self._relationships.get(new, ())
        return len(before) == len(after) and all(
            one.external or self._same(one.target, other.target) for one, other in zip(before, after, strict=True)
        )

    def _copied(self, name: str) -> str:
        stem, ending = splitext(name)
        copied = f"{stem}-old{ending}"
        if copied not in self._parts:
            self._parts[copied] = self._old.parts[name]
            self._types[copied] = self._old.types[name]
            inner = self._old.relationships.get(name, ())
            if inner:
                self._relationships[copied] = tuple(
                    one if one.external else Relationship(one.id, one.type, self._copied(one.target)) for one in inner
                )
        return copied

    def _note(self, part: str, id: str) -> str:
        """The id of an old note: that of a new one that says the same, else one of its own."""
        old = {str(one.get(w("id"))): one for one in parse(self._old.parts[part])}
        if id not in old or part not in self._parts:
            return id
        own = {str(one.get(w("id"))): one for one in self._root(part)}
        same = [one for one in sorted(own, key=lambda one: one != id)
                if key_of(*own[one]) == key_of(*old[id]) and (part, one) not in self._taken]  # fmt: skip
        new = same[0] if same else self._added(part, old[id])
        self._taken.add((part, new))
        return new

    def _added(self, part: str, note: _Element) -> str:
        notes = self._root(part)
        added = copy.deepcopy(note)
        added.set(w("id"), str(max(int(one.get(w("id"), "0")) for one in notes) + 1))
        notes.append(added)
        return added.get(w("id"), "")

    def _told_apart(self, root: _Element) -> None:
        """A note that moved with its sentence is referred to where it went and where it came: each gets its own."""
        for reference in root.iter(*_NOTES):
            part, id = _NOTES[str(reference.tag)], reference.get(w("id"), "")
            went = any(one.tag == w("del") for one in reference.iterancestors())
            others = [one for one in root.iter(str(reference.tag)) if one.get(w("id")) == id and one is not reference]
            if went and others:
                (note,) = (one for one in self._root(part) if one.get(w("id")) == id)
                reference.set(w("id"), self._added(part, note))

    def _renumbered(self) -> dict[str, str]:
        """The new ids of old lists that the new file defines otherwise or not at all."""
        if _NUMBERING not in self._old.parts or self._old.parts[_NUMBERING] == self._parts.get(_NUMBERING):
            return {}
        old = parse(self._old.parts[_NUMBERING])
        new = self._root(_NUMBERING) if _NUMBERING in self._parts else None
        if new is None:
            return {}
        found = {}
        for number in old.findall(w("num")):
            id = number.get(w("numId"), "")
            own = next((one for one in new.findall(w("num")) if one.get(w("numId")) == id), None)
            if own is None:
                added = copy.deepcopy(number)
                new.append(added)
            elif _defined(old, number) != _defined(new, own):
                found[id] = self._list(old, new, number)
        return found

    @staticmethod
    def _list(old: _Element, new: _Element, number: _Element) -> str:
        """Adds an old list with its definition to the new ones; its new id."""
        ids = [int(one.get(w("numId"), "0")) for one in (*old.findall(w("num")), *new.findall(w("num")))]
        definitions = [int(one.get(w("abstractNumId"), "0")) for one in new.findall(w("abstractNum"))]
        added = copy.deepcopy(number)
        added.set(w("numId"), str(max(ids) + 1))
        definition = copy.deepcopy(_definition(old, number))
        if definition is not None:
            definition.set(w("abstractNumId"), str(max(definitions, default=0) + 1))
            named = added.find(w("abstractNumId"))
            if named is not None:
                named.set(w("val"), definition.get(w("abstractNumId"), ""))
            new.insert(len(definitions), definition)
        new.append(added)
        return added.get(w("numId"), "")

    def _root(self, part: str) -> _Element:
        if part not in self._roots:
            self._roots[part] = parse(self._parts[part])
        return self._roots[part]


def _definition(numbering: _Element, number: _Element) -> _Element | None:
    named = number.find(w("abstractNumId"))
    id = None if named is None else named.get(w("val"))
    return next((one for one in numbering.findall(w("abstractNum")) if one.get(w("abstractNumId")) == id), None)


def _defined(numbering: _Element, number: _Element) -> str:
    """What a list looks like, whatever the ids of its parts are."""
    definition = _definition(numbering, number)
    overrides = [one for one in number if one.tag != w("abstractNumId")]
    return key_of(*(() if definition is None else tuple(definition)), *overrides)
