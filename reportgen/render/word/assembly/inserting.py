"""Forms laid into a Word file of the bureau's own, after one of its paragraphs; all that it says stays to the byte.

What stands before and what follows keep the page they had: the section is closed before the forms as it was set, and
goes on after them. Headers, footers and page numbers are the file's own and go on over the forms.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.parsers import expat

from lxml import etree
from lxml.etree import _Element

from reportgen.base.errors import ContentError
from reportgen.base.finding import Fault, Severity
from reportgen.base.messages import N_
from reportgen.document.package import Target
from reportgen.render.word.assembly.guest import Guest
from reportgen.render.word.assembly.host import Host, copied, text_of
from reportgen.render.word.assembly.style_book import PARAGRAPH_ORDER, insert_ordered
from reportgen.render.word.gate import check_output
from reportgen.render.word.names import W_NS, w
from reportgen.render.word.xml import parse

NO_SUCH_PLACE = Fault(
    "PKG012",
    "place_not_found",
    Severity.ERROR,
    N_("{file} has no {kind} {name} that the forms could be put after"),
    N_("a heading is written as it stands in the file, without its number; neither may stand in a table or a text box"),
)
SEVERAL_PLACES = Fault(
    "PKG013",
    "place_not_sure",
    Severity.ERROR,
    N_("{file} has {count} headings {name}"),
    N_("set a bookmark where the forms belong, and name it in package.yaml"),
)
_SECTION, _PROPERTIES, _PARAGRAPH = w("sectPr"), w("pPr"), w("p")
_SMALL = (
    f'<w:p xmlns:w="{W_NS}"><w:pPr><w:spacing w:before="0" w:beforeAutospacing="0" w:after="0" w:afterAutospacing="0" '
    'w:line="20" w:lineRule="exact"/><w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr></w:pPr></w:p>'
)
"""A paragraph that takes no room: something must hold the end of a section."""
_BODY_DEPTH = 2


def insert(host_file: bytes, told: str, target: Target, forms: bytes) -> bytes:
    """The file `host_file`, told of as `told`, with the document `forms` in it, where `target` says.

    Raises ContentError where it has no such place, TemplateError where it is no Word file, BrokenOutputError where the
    result is not sound.
    """
    host = Host.open(host_file, told)
    body = host.root.find(w("body"))
    assert body is not None
    place = _place(body, told, target)
    before = host.package.parts[host.main]
    spans = list(_spans(before))
    children = [one for one in body if isinstance(one.tag, str)]
    at = children.index(place)
    section = _section_of(children, at)
    guest = Guest(forms, host, furnished=False)
    *content, last = guest.blocks
    closing = [] if _own_section(place) is not None else [_closing(children[section])]
    ends = at + 1 == section and children[section].tag == _SECTION
    if ends:
        after = {section: text_of(last)}
    else:
        content = _closed(content, last)
        after = _going_on(children, section) if closing else {}
    text = b"".join(map(text_of, [*closing, *content]))
    main = _written(before, spans, at, text, after)
    check_output({host.main: main}, (), ())  # what the forms hold was looked at before; the rest is the bureau's
    return host.written(main)


def _place(body: _Element, told: str, target: Target) -> _Element:
    """The paragraph of the body that the forms follow."""
    if target.bookmark is not None:
        found = [one for one in body.iter(w("bookmarkStart")) if one.get(w("name")) == target.bookmark]
        places = [place for one in found if (place := _paragraph_of(one, body)) is not None]
        kind, name = N_("bookmark"), target.bookmark
    else:
        kind, name = N_("heading"), target.heading or ""
        wanted = "".join(name.split())
        places = [
            one for one in body.iterchildren(_PARAGRAPH) if "".join("".join(one.itertext(w("t"))).split()) == wanted
        ]
        headings = [one for one in places if not _is_listed(one)]
        places = headings or places
    if not places:
        raise ContentError([NO_SUCH_PLACE.at(target.where, file=told, kind=kind, name=name)])
    if len(places) > 1:
        raise ContentError([SEVERAL_PLACES.at(target.where, file=told, count=len(places), name=name)])
    return places[0]


def _paragraph_of(mark: _Element, body: _Element) -> _Element | None:
    """The paragraph of the body that a bookmark begins in, or that follows it there."""
    if mark.getparent() is body:
        return next(mark.itersiblings(_PARAGRAPH), None)
    paragraph = next(mark.iterancestors(_PARAGRAPH), None)
    return paragraph if paragraph is not None and paragraph.getparent() is body else None


def _is_listed(paragraph: _Element) -> bool:
    """Whether a paragraph is a line of a table of contents: a link inside the file."""
    return any(link.get(w("anchor")) for link in paragraph.iter(w("hyperlink"))) or any(
        "PAGEREF" in (code.text or "") for code in paragraph.iter(w("instrText"))
    )


def _own_section(element: _Element) -> _Element | None:
    return element if element.tag == _SECTION else element.find(f"{_PROPERTIES}/{_SECTION}")


def _section_of(children: list[_Element], at: int) -> int:
    """Which child of the body holds the properties of the section that the child `at` stands in."""
    return next(place for place in range(at, len(children)) if _own_section(children[place]) is not None)


def _closing(holder: _Element) -> _Element:
    """A paragraph that ends the section as its own end has it."""
    section = _own_section(holder)
    assert section is not None
    made = parse(_SMALL.encode())
    properties = made.find(_PROPERTIES)
    assert properties is not None
    insert_ordered(properties, copied(section), PARAGRAPH_ORDER)
    return made


def _closed(content: list[_Element], section: _Element) -> list[_Element]:
    """The forms with their last section closed in their last paragraph."""
    if not content or content[-1].tag != _PARAGRAPH or _own_section(content[-1]) is not None:
        content = [*content, parse(_SMALL.encode())]
    properties = content[-1].find(_PROPERTIES)
    if properties is None:
        properties = etree.Element(_PROPERTIES)
        content[-1].insert(0, properties)
    insert_ordered(properties, section, PARAGRAPH_ORDER)
    return content


def _going_on(children: list[_Element], section: int) -> dict[int, bytes]:
    """What follows goes on with its page numbers; its section is changed only where it says otherwise."""
    holder = copied(children[section])
    properties = _own_section(holder)
    assert properties is not None
    changed = False
    for numbers in properties.findall(w("pgNumType")):
        changed |= numbers.attrib.pop(w("start"), None) is not None
    for first in list(properties.iterchildren(w("titlePg"))):
        properties.remove(first)
        changed = True
    return {section: text_of(holder)} if changed else {}


@dataclass(slots=True)
class _Span:
    """From where to where a child of the body stands in the part, in bytes."""

    start: int
    end: int = 0


def _spans(part: bytes) -> Iterator[_Span]:
    """Where each child of the body stands. The part has been parsed strictly before: it declares nothing."""
    found: list[_Span] = []
    depth, in_body = 0, False
    reader = expat.ParserCreate()

    def start(name: str, attributes: object) -> None:
        nonlocal depth, in_body
        del attributes
        if depth == 1:
            in_body = name.rpartition(":")[2] == "body"
        if depth == _BODY_DEPTH and in_body:
            found.append(_Span(reader.CurrentByteIndex))
        depth += 1

    def end(name: str) -> None:
        nonlocal depth
        del name
        depth -= 1
        if depth == _BODY_DEPTH and in_body:
            found[-1].end = part.index(b">", reader.CurrentByteIndex) + 1

    reader.StartElementHandler, reader.EndElementHandler = start, end
    reader.Parse(part, True)
    return iter(found)


def _written(part: bytes, spans: list[_Span], at: int, text: bytes, after: dict[int, bytes]) -> bytes:
    """The part with `text` after its child `at`, and the children of `after` replaced."""
    pieces, place = [], 0
    for number, span in enumerate(spans):
        pieces.append(part[place : span.start])
        pieces.append(after.get(number, part[span.start : span.end]))
        place = span.end
        if number == at:
            pieces.append(text)
    return b"".join([*pieces, part[place:]])
