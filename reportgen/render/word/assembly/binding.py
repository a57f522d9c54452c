"""Forms bound into one document: each where its template places it, each page as the form has it by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree
from lxml.etree import _Element

from reportgen.base.errors import TemplateError
from reportgen.base.finding import Fault, Severity
from reportgen.base.location import Location
from reportgen.base.messages import N_
from reportgen.document.package import FORM_FACT, MARKS, PAGE_FACT, PART_MARK, START_FACT, mark_id
from reportgen.render.word.assembly.facts import facts_of
from reportgen.render.word.assembly.guest import Guest
from reportgen.render.word.assembly.host import Host, copied
from reportgen.render.word.assembly.style_book import PARAGRAPH_ORDER, insert_ordered
from reportgen.render.word.gate import check_output
from reportgen.render.word.names import XML_SPACE, w
from reportgen.render.word.xml import parent_of, serialize

NOT_PLACED = Fault(
    "PKG010",
    "form_not_placed",
    Severity.ERROR,
    N_("the template of the package does not place the form of part {number}"),
    N_("write {{{{ part.form }}}} into a paragraph of its own, inside a loop over parts, and into no table"),
)
_PROPERTIES = w("pPr")
_CUT_OUT = (f".{FORM_FACT}", f".{START_FACT}")


@dataclass(frozen=True, slots=True)
class Bound:
    """Forms bound into one document, its page numbers not yet filled in. `numbered` are the parts that are listed."""

    host: Host
    numbered: dict[int, list[_Element]]

    def document(self, pages: dict[int, int] | None) -> bytes:
        """The document with `pages` by part in its contents; without them the contents have links and no numbers.

        Raises BrokenOutputError where the result is not sound.
        """
        for number, places in self.numbered.items():
            for text in places:
                text.text = "" if pages is None else str(pages[number])
        main = serialize(self.host.root)
        check_output({self.host.main: main}, {self.host.main}, ())
        return self.host.written(main)


def bind(front: bytes, forms: Sequence[bytes], told: str) -> Bound:
    """`front` is what the template, told of as `told`, made of the package; `forms` the finished Word files, in order.

    Raises TemplateError where the template places one of them nowhere.
    """
    host = Host.open(front, told)
    body = host.root.find(w("body"))
    assert body is not None
    marks = _Marks(host, body)
    places = {number: marks.paragraph_of(number, FORM_FACT) for number in range(1, len(forms) + 1)}
    missing = [number for number, place in places.items() if place is None]
    if missing:
        raise TemplateError([NOT_PLACED.at(Location.of_file(told), number=number) for number in missing])
    numbered = {number: _numbered(marks, number) for number in range(len(forms) + 1)}
    last = body[-1]
    for number, data in enumerate(forms, start=1):
        place = places[number]
        assert place is not None
        guest = Guest(data, host, furnished=True)
        marks.cut_out(number, FORM_FACT)
        _close_section(place, last)
        head = [place] if "".join(place.itertext(w("t"))).strip() else []
        _lay_in(place, head, guest.blocks, number, host)
    _end(body)
    start = marks.paragraph_of(0, START_FACT)
    if start is not None:
        marks.cut_out(0, START_FACT)
        _name([start], 0, host)
    return Bound(host, {number: found for number, found in numbered.items() if found})


class _Marks:
    """The marks that the template printed: bookmarks, by what they hold."""

    def __init__(self, host: Host, body: _Element) -> None:
        known = facts_of(host.package)
        self._starts: dict[str, list[_Element]] = {}
        self._body = body
        for start in body.iter(w("bookmarkStart")):
            id = known.get(str(start.get(w("name"))), {}).get("id", "")
            if id.startswith(MARKS):
                self._starts.setdefault(id, []).append(start)
        host.facts = [(number, fact) for number, fact in host.facts if not _is_cut_out(fact["id"])]

    def of(self, number: int, name: str) -> list[_Element]:
        """The beginnings of all marks of that name of a part."""
        return self._starts.get(mark_id(number, name), [])

    def paragraph_of(self, number: int, name: str) -> _Element | None:
        """The paragraph of the body, and of no table, that holds a mark."""
        for start in self.of(number, name):
            paragraph = next(start.iterancestors(w("p")), None)
            if paragraph is not None and paragraph.getparent() is self._body:
                return paragraph
        return None

    def cut_out(self, number: int, name: str) -> None:
        """Takes a mark and what it prints out of its paragraph."""
        for start in self.of(number, name):
            for one in between(start):
                parent_of(one).remove(one)
            end = end_of(start)
            parent_of(end).remove(end)
            parent_of(start).remove(start)


def _is_cut_out(id: str) -> bool:
    return id.startswith(MARKS) and id.endswith(_CUT_OUT)


def end_of(start: _Element) -> _Element:
    """The end of the bookmark that begins at `start`, beside it."""
    id = start.get(w("id"))
    return next(one for one in start.itersiblings(w("bookmarkEnd")) if one.get(w("id")) == id)


def between(start: _Element) -> list[_Element]:
    """What stands between the beginning of a bookmark and its end."""
    end, found = end_of(start), []
    for one in start.itersiblings():
        if one is end:
            break
        found.append(one)
    return found


def _numbered(marks: _Marks, number: int) -> list[_Element]:
    """Makes each line of the contents that lists a part a link, and its page a field; the places of the page."""
    return [_field(start, number) for start in marks.of(number, PAGE_FACT)]


def _field(start: _Element, number: int) -> _Element:
    run = next(one for one in between(start) if one.tag == w("r"))
    text = next(run.iter(w("t")))
    begin, code, separate, end = (_run(run) for _ in range(4))
    for made, kind in ((begin, "begin"), (separate, "separate"), (end, "end")):
        etree.SubElement(made, w("fldChar"), {w("fldCharType"): kind})
    asked = etree.SubElement(code, w("instrText"), {XML_SPACE: "preserve"})
    asked.text = f" PAGEREF {PART_MARK}{number} \\h "
    for one in (begin, code, separate):
        run.addprevious(one)
    run.addnext(end)
    paragraph = next(start.iterancestors(w("p")))
    link = etree.Element(w("hyperlink"), {w("anchor"): f"{PART_MARK}{number}", w("history"): "1"})
    link.extend([one for one in paragraph if one.tag != _PROPERTIES])
    paragraph.append(link)
    return text


def _run(like: _Element) -> _Element:
    made = etree.Element(w("r"))
    look = like.find(w("rPr"))
    if look is not None:
        made.append(copied(look))
    return made


def _close_section(place: _Element, last: _Element) -> None:
    """What stands before `place` ends its section there, set as the end of the template has it."""
    before = place.getprevious()
    if before is None or _ends_section(before):
        return
    if before.tag != w("p"):
        before.addnext(etree.Element(w("p")))
        before = before.getnext()
        assert before is not None
    _with_section(before, copied(last))


def _ends_section(element: _Element) -> bool:
    return element.find(f"{_PROPERTIES}/{w('sectPr')}") is not None


def _with_section(paragraph: _Element, section: _Element) -> None:
    properties = paragraph.find(_PROPERTIES)
    if properties is None:
        properties = etree.Element(_PROPERTIES)
        paragraph.insert(0, properties)
    insert_ordered(properties, section, PARAGRAPH_ORDER)


def _lay_in(place: _Element, head: list[_Element], blocks: list[_Element], number: int, host: Host) -> None:
    """Puts the blocks of a form after `place`, their last section closed; without a head `place` gives way."""
    *content, section = blocks
    if not content or content[-1].tag != w("p") or _ends_section(content[-1]):
        content.append(etree.Element(w("p")))
    _with_section(content[-1], section)
    after = place
    for one in content:
        after.addnext(one)
        after = one
    if not head:
        parent_of(place).remove(place)
    _name([*head, *content], number, host)


def _name(blocks: list[_Element], number: int, host: Host) -> None:
    """Puts a bookmark where a part begins: into its first paragraph, or before what stands there instead."""
    id, name = host.next_mark(), host.free_name(f"{PART_MARK}{number}")
    start = etree.Element(w("bookmarkStart"), {w("id"): id, w("name"): name})
    end = etree.Element(w("bookmarkEnd"), {w("id"): id})
    first = blocks[0]
    if first.tag != w("p"):
        first.addprevious(start)
        first.addprevious(end)
        return
    at = 0 if first.find(_PROPERTIES) is None else 1
    first.insert(at, start)
    first.insert(at + 1, end)


def _end(body: _Element) -> None:
    """Where nothing follows the last form, the document ends as that does: no empty page after it."""
    last = body[-1]
    before = last.getprevious()
    if last.tag != w("sectPr") or before is None or not _ends_section(before):
        return
    properties = before.find(_PROPERTIES)
    assert properties is not None
    section = properties.find(w("sectPr"))
    assert section is not None
    properties.remove(section)
    body.replace(last, section)
