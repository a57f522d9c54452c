"""A copy of a template with a Word comment at each finding, for who corrects it in Word.

Comments may stand only in the text of the document itself: what was found in a text box is told at the paragraph that
holds it, in a footnote at its number, in a header, a footer or the file as a whole at the first paragraph.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml import etree
from lxml.etree import _Element

from reportgen.base.archive import unpack
from reportgen.base.finding import Finding
from reportgen.base.location import Location
from reportgen.base.text import with_forbidden_replaced
from reportgen.render.word.names import DECLARATION, MAIN_TYPE, R_NS, RELATIONSHIPS_NS, W_NS, XML_SPACE, w
from reportgen.render.word.package import CONTENT_TYPES, Package, Relationship, read_package, relationships_name
from reportgen.render.word.packing import pack
from reportgen.render.word.places import Places, is_copy
from reportgen.render.word.xml import parse, serialize

AUTHOR, INITIALS = "reportgen", "rg"

_TYPE = MAIN_TYPE.replace("document.main", "comments")
_OWN = "word/rgComments.xml"
_RELATIONSHIP = f"{R_NS}/comments"


def annotated(data: bytes, file: str, findings: Iterable[Finding]) -> bytes | None:
    """The template in `data`, with a comment at each finding; the same findings give the same bytes.

    None where the file holds no document that could be commented on. What was in the file stays as it was.
    """
    package = read_package(data, file, [])
    main = next((name for name, kind in package.types.items() if kind == MAIN_TYPE), None)
    if main is None or not any(True for _ in parse(package.parts[main]).iter(w("p"))):
        return None
    parts = unpack(data)
    root = parse(parts[main])
    anchors = _Anchors(root, package, main, file)
    comments, name = _comments_of(package, main)
    for finding in findings:
        _comment(comments, anchors.of(finding.where), finding)
    parts[main] = serialize(root)
    parts[name] = serialize(comments)
    if name not in package.parts:
        _enlist(parts, main, name)
    return pack(parts)


@dataclass(slots=True)
class _Anchors:
    """Finds the paragraph of the document that a comment is put at."""

    root: _Element
    package: Package
    main: str
    file: str
    known: dict[str, dict[Location, _Element]] = field(default_factory=dict)

    def of(self, where: Location) -> _Element:
        found = self._in_main(where) if where.part == self.main else self._of_note(where)
        return next(self.root.iter(w("p"))) if found is None else found

    def _in_main(self, where: Location) -> _Element | None:
        found = self._paragraph_at(where, self.root)
        while found is not None and (box := next(found.iterancestors(w("txbxContent")), None)) is not None:
            found = next(box.iterancestors(w("p")), None)
        return found

    def _of_note(self, where: Location) -> _Element | None:
        """The paragraph that holds the number of the footnote or endnote in which `where` lies."""
        data = self.package.parts.get(where.part or "")
        kind = self.package.types.get(where.part or "", "").rpartition(".")[2].removesuffix("s+xml")
        if not data or kind not in ("footnote", "endnote"):
            return None
        paragraph = self._paragraph_at(where, parse(data))
        note = None if paragraph is None else next(paragraph.iterancestors(w(kind)), None)
        id = None if note is None else note.get(w("id"))
        uses = (one for one in self.root.iter(w(f"{kind}Reference")) if one.get(w("id")) == id)
        return next((next(use.iterancestors(w("p")), None) for use in uses), None)

    def _paragraph_at(self, where: Location, root: _Element) -> _Element | None:
        """The paragraph of the part `root` at a place; the places of a part are counted once."""
        part = where.part or ""
        if part not in self.known:
            places = Places(root, Location("word", self.file, part=part))
            paragraphs = (one for one in root.iter(w("p")) if not is_copy(one))
            self.known[part] = {places.of(one): one for one in paragraphs}
        return self.known[part].get(where)


def _comments_of(package: Package, main: str) -> tuple[_Element, str]:
    """The comments of the document, to which more may be added, and the part that holds them."""
    ones: tuple[Relationship, ...] = package.relationships.get(main, ())
    name = next((one.target for one in ones if one.kind == "comments" and package.parts.get(one.target)), None)
    if name is not None:
        return parse(package.parts[name]), name
    return etree.Element(w("comments"), nsmap={"w": W_NS}), _OWN


def _comment(comments: _Element, paragraph: _Element, finding: Finding) -> None:
    """Adds a comment around the text of `paragraph`."""
    id = str(max((int(str(one.get(w("id"), "0"))) for one in comments), default=-1) + 1)
    own = {w("id"): id, w("author"): AUTHOR, w("initials"): INITIALS}
    comment = etree.SubElement(comments, w("comment"), own)
    for text in _lines(finding):
        run = etree.SubElement(etree.SubElement(comment, w("p")), w("r"))
        etree.SubElement(run, w("t"), {XML_SPACE: "preserve"}).text = text
    starts = 1 if len(paragraph) and paragraph[0].tag == w("pPr") else 0
    paragraph.insert(starts, etree.Element(w("commentRangeStart"), {w("id"): id}))
    etree.SubElement(paragraph, w("commentRangeEnd"), {w("id"): id})
    run = etree.SubElement(paragraph, w("r"))
    etree.SubElement(run, w("commentReference"), {w("id"): id})


def _lines(finding: Finding) -> list[str]:
    where = str(finding.where).removeprefix(finding.where.file).strip()
    lines = (f"{finding.code} {finding.message}", str(finding.hint), where)
    return [with_forbidden_replaced(line) for line in lines if line]


def _enlist(parts: dict[str, bytes], main: str, name: str) -> None:
    """Makes a new part of comments known to the package and to the document."""
    types = parse(parts[CONTENT_TYPES])
    etree.SubElement(types, str(types.tag).replace("Types", "Override"), {"PartName": f"/{name}", "ContentType": _TYPE})
    parts[CONTENT_TYPES] = serialize(types)
    listed = relationships_name(main)
    empty = f'{DECLARATION}<Relationships xmlns="{RELATIONSHIPS_NS}"/>'.encode()
    root = parse(parts.get(listed, empty))
    known = {str(one.get("Id")) for one in root}
    id = next(f"rgComments{number}" for number in range(1, len(known) + 2) if f"rgComments{number}" not in known)
    target = f"/{name}"
    etree.SubElement(root, f"{{{RELATIONSHIPS_NS}}}Relationship", {"Id": id, "Type": _RELATIONSHIP, "Target": target})
    parts[listed] = serialize(root)
