"""A .docx as a package: parts, content types and relationships, read within limits."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml.etree import _Element

from reportgen.base.archive import ArchiveError, Refusal, unpack
from reportgen.base.errors import TemplateError
from reportgen.base.finding import Fault, Finding
from reportgen.base.location import Location
from reportgen.base.messages import N_, Message
from reportgen.render.word.faults import NOT_A_DOCUMENT, TOO_LARGE
from reportgen.render.word.names import CONTENT_TYPES_NS, DECLARATION, RELATIONSHIPS_NS
from reportgen.render.word.xml import XmlError, attribute, parse

CONTENT_TYPES = "[Content_Types].xml"


@dataclass(frozen=True, slots=True)
class Relationship:
    """A relationship of a part: `target` is a part's name, or an address where it is `external`."""

    id: str
    type: str
    target: str
    external: bool = False

    @property
    def kind(self) -> str:
        """The last word of its type: `image`, `hyperlink`, `settings`, ..."""
        return self.type.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of a document by name, what kind each is, and what each refers to ("" stands for the package)."""

    parts: Mapping[str, bytes]
    types: Mapping[str, str]
    relationships: Mapping[str, tuple[Relationship, ...]]

    def reachable(self) -> Iterator[str]:
        """Every part that the package refers to, directly or through others, once, in the order of reading."""
        seen, pending = set(), [""]
        while pending:
            for relationship in self.relationships.get(pending.pop(), ()):
                name = relationship.target
                if not relationship.external and name in self.parts and name not in seen:
                    seen.add(name)
                    pending.append(name)
                    yield name


def read_package(data: bytes, file: str, told: list[Finding] | None = None) -> Package:
    """Reads a .docx. Raises TemplateError where it is none, is larger than the limits, or holds XML that is refused.

    Where `told` is given, each part whose XML is refused is told there instead, and is empty and of no type in what is
    read. Without its list of types or of relationships nothing can be read.
    """
    try:
        parts = unpack(data)
    except ArchiveError as error:
        fault = TOO_LARGE if error.refusal is Refusal.TOO_LARGE else NOT_A_DOCUMENT
        raise _refused(fault, file, error.problem) from error
    refused = list(_refused_parts(parts, file))
    vital = [name for name, _ in refused if name.endswith(".rels") or name == CONTENT_TYPES]
    if refused and (told is None or vital):
        raise TemplateError([finding for _, finding in refused])
    for name, finding in refused:
        parts[name] = b""
        if told is not None:
            told.append(finding)
    if CONTENT_TYPES not in parts:
        raise _refused(NOT_A_DOCUMENT, file, Message(N_("{part} is missing"), {"part": CONTENT_TYPES}))
    named = {name: part for name, part in parts.items() if name != CONTENT_TYPES and not name.endswith(".rels")}
    types = _types(parts[CONTENT_TYPES], named) | {name: "" for name, _ in refused}
    return Package(named, types, _relationships(parts))


def _refused(fault: Fault, file: str, problem: Message | str) -> TemplateError:
    return TemplateError([fault.at(Location.of_file(file), problem=problem)])


def _refused_parts(parts: Mapping[str, bytes], file: str) -> Iterator[tuple[str, Finding]]:
    """The parts that are no acceptable XML, each with what is told of it."""
    for name, part in parts.items():
        if name.endswith((".xml", ".rels", ".vml")):
            try:
                parse(part)
            except XmlError as error:
                yield name, NOT_A_DOCUMENT.at(Location("word", file, part=name), problem=error.problem)


def _types(content_types: bytes, parts: Mapping[str, bytes]) -> dict[str, str]:
    defaults, overrides = {}, {}
    for element in parse(content_types):
        kind = element.get("ContentType", "")
        if "PartName" in element.attrib:
            overrides[str(element.get("PartName")).lstrip("/")] = kind
        else:
            defaults[str(element.get("Extension")).lower()] = kind
    return {name: overrides.get(name) or defaults.get(name.rpartition(".")[2].lower(), "") for name in parts}


def _relationships(parts: Mapping[str, bytes]) -> dict[str, tuple[Relationship, ...]]:
    found = {}
    for name, part in parts.items():
        folder, _, rels = name.rpartition("_rels/")
        if name.endswith(".rels"):
            source = folder + rels.removesuffix(".rels")
            found[source] = tuple(_relationship(element, folder) for element in parse(part))
    return found


def _relationship(element: _Element, folder: str) -> Relationship:
    id, type, target = (str(element.get(name, "")) for name in ("Id", "Type", "Target"))
    external = element.get("TargetMode") == "External"
    if not external:
        target = posixpath.normpath(target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target))
    return Relationship(id, type, target, external)


def relationships_name(part: str) -> str:
    """The name of the part that holds the relationships of `part`."""
    folder, slash, name = part.rpartition("/")
    return f"{folder}{slash}_rels/{name}.rels"


def relationships_xml(part: str, relationships: tuple[Relationship, ...]) -> bytes:
    """The relationships of `part` as a part of their own."""
    folder = posixpath.dirname(part)
    lines = "".join(
        f"<Relationship Id={attribute(one.id)} Type={attribute(one.type)} "
        + (f"Target={attribute(one.target)} TargetMode='External'/>" if one.external else
           f"Target={attribute(posixpath.relpath(one.target, folder or '.'))}/>")
        for one in relationships
    )  # fmt: skip
    return f'{DECLARATION}<Relationships xmlns="{RELATIONSHIPS_NS}">{lines}</Relationships>'.encode()


def content_types_xml(types: Mapping[str, str]) -> bytes:
    """The content types as a part: one entry for each part by name."""
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    lines = "".join(
        f"<Override PartName={attribute('/' + name)} ContentType={attribute(kind)}/>"
        for name, kind in sorted(types.items())
    )
    return (
        f'{DECLARATION}<Types xmlns="{CONTENT_TYPES_NS}"><Default Extension="rels" ContentType="{rels}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{lines}</Types>'
    ).encode()
