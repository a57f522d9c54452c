"""What merged cells say, joined: every text that differs stands in the first cell, in order, and every fact once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree
from lxml.etree import _Element

from reportgen.document.marks import BOOKMARK_PREFIX
from reportgen.render.word.names import WP_NS, mark, w
from reportgen.render.word.session import Session
from reportgen.render.word.xml import parent_of

_START, _END = w("bookmarkStart"), w("bookmarkEnd")
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath"
_SEEN = (
    *(w(name) for name in ("drawing", "pict", "object", "sym", "noBreakHyphen", "ptab")),
    *(w(name) for name in ("footnoteReference", "endnoteReference")),
    mark("chart"),
    _MATH,
)
"""What a reader sees that is no text: two cells are alike only where these are alike too."""


def text_of(element: _Element) -> str:
    """The words that `element` prints; paragraphs and breaks are line breaks."""
    paragraphs = []
    for paragraph in element.iter(w("p")):
        pieces = paragraph.iter(w("t"), w("br"), w("tab"))
        paragraphs.append("".join(piece.text or "" if piece.tag == w("t") else "\n" for piece in pieces))
    return "\n".join(paragraphs)


@dataclass(frozen=True, slots=True)
class _Marked:
    """The bookmark of one fact."""

    number: int
    start: _Element
    end: _Element


@dataclass(frozen=True, slots=True)
class _Said:
    """What one cell says: its words, what else is seen in it, and its facts by the place of their words."""

    text: str
    seen: tuple[bytes, ...]
    facts: dict[tuple[int, int], list[_Marked]]

    @classmethod
    def of(cls, cell: _Element) -> _Said:
        facts = {place: [one] for place, one in _facts(cell)}
        return cls(text_of(cell), tuple(map(_picture, cell.iter(*_SEEN))), facts)

    @property
    def is_empty(self) -> bool:
        return not self.text.strip() and not self.seen

    def is_like(self, other: _Said) -> bool:
        return self.text == other.text and self.seen == other.seen


class Joiner:
    """Moves what merged cells say into the first cell of their group."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._kept: dict[_Element, list[_Said]] = {}

    def join(self, first: _Element, cell: _Element) -> None:
        """Empties `cell`. What it says moves to the end of `first`, unless `first` says it already.

        Where the same words print another fact, they stand once and carry both bookmarks.
        """
        if first not in self._kept:
            self._kept[first] = [_Said.of(first)]
        kept, says = self._kept[first], _Said.of(cell)
        if says.is_empty:
            return
        content = _emptied(cell)
        if any(self._shared(one, says) for one in kept):
            _keep_strays(content, cell)
            return
        if kept[0].is_empty:
            _keep_strays(_taken(first), content[0])
            kept.clear()
        first.extend(content)
        kept.append(says)

    def _shared(self, kept: _Said, says: _Said) -> bool:
        """Whether `kept` says the same and can carry every fact that `says` prints."""
        if not says.is_like(kept):
            return False
        known = {self._printed(one) for found in kept.facts.values() for one in found}
        new = {place: one for place, (one,) in says.facts.items() if self._printed(one) not in known}
        if not new.keys() <= kept.facts.keys():
            return False
        for place, one in new.items():
            kept.facts[place][-1].start.addprevious(one.start)
            kept.facts[place][-1].end.addnext(one.end)
            kept.facts[place].append(one)
        return True

    def _printed(self, one: _Marked) -> tuple[str, str | None]:
        fact = self._session.facts[one.number - 1]
        return fact.id, fact.format


def _picture(element: _Element) -> bytes:
    """The element without the number that only tells it from its copies."""
    copied = deepcopy(element)
    copied.tail = None
    for numbered in copied.iter(f"{{{WP_NS}}}docPr"):
        numbered.attrib.pop("id", None)
    return etree.tostring(copied, method="c14n")


def _facts(cell: _Element) -> Iterator[tuple[tuple[int, int], _Marked]]:
    """The bookmarks of facts, by where their words begin and end in the cell."""
    place, begun = 0, {}
    for node in cell.iter(w("p"), w("t"), w("br"), w("tab"), _START, _END):
        if node.tag == _START and _number(node) is not None:
            begun[node.get(w("id"))] = (node, place)
        elif node.tag == _END and node.get(w("id")) in begun:
            start, since = begun.pop(node.get(w("id")))
            yield (since, place), _Marked(_number(start) or 0, start, node)
        elif node.tag not in (_START, _END):
            place += len(node.text or "") if node.tag == w("t") else 1


def _number(bookmark: _Element) -> int | None:
    name = str(bookmark.get(w("name"), ""))
    return int(name.removeprefix(BOOKMARK_PREFIX)) if name.startswith(BOOKMARK_PREFIX) else None


def _taken(cell: _Element) -> list[_Element]:
    """The content of a cell, taken out of it."""
    content = [child for child in cell if child.tag != w("tcPr")]
    for child in content:
        cell.remove(child)
    return content


def _emptied(cell: _Element) -> list[_Element]:
    """The content of a cell, which is left with an empty paragraph of the same look."""
    content = _taken(cell)
    paragraph = etree.SubElement(cell, w("p"))
    properties = next((child.find(w("pPr")) for child in content if child.tag == w("p")), None)
    if properties is not None:
        paragraph.append(deepcopy(properties))
        for numbered in paragraph.findall(f"{w('pPr')}/{w('numPr')}"):
            parent_of(numbered).remove(numbered)
    return content


def _keep_strays(dropped: Iterable[_Element], holder: _Element) -> None:
    """Saves the ends of bookmarks whose other end stands elsewhere: `holder` gets them in its first paragraph."""
    ends: dict[str, list[_Element]] = {}
    for one in dropped:
        for bookmark in one.iter(_START, _END):
            ends.setdefault(str(bookmark.get(w("id"))), []).append(bookmark)
    strays = [found[0] for found in ends.values() if len(found) == 1]
    paragraph = holder if holder.tag == w("p") else next(holder.iter(w("p")), None)
    if paragraph is not None:
        paragraph.extend(strays)
