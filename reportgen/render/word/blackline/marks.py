"""The marks of tracked changes, each with a number of its own, and what they are put on."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from datetime import date

from lxml import etree
from lxml.etree import _Element

from reportgen.base.messages import N_, Message
from reportgen.render.word.names import w

INS, DEL = "ins", "del"
ANCHORS = frozenset(map(w, ("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "proofErr")))
"""What stands between texts and shows nothing; that of the new version is kept where it stands."""
_DELETED = {w("t"): w("delText"), w("instrText"): w("delInstrText")}
_FIRST = 900_000
"""The number of the first mark, above those of other ids that share their range."""


class NotTrackableError(Exception):
    """The two versions differ in something that Word does not track; `what` names it."""

    def __init__(self, what: Message | str) -> None:
        self.what = what
        super().__init__(str(what))


def key_of(*elements: _Element | None) -> str:
    """What elements say, as a text: equal where they are the same but for anchors."""
    return "".join("" if one is None else etree.tostring(_bare(one), method="c14n").decode() for one in elements)


def _bare(element: _Element) -> _Element:
    bare = copy.deepcopy(element)
    bare.tail = None
    for anchor in [*bare.iter(*ANCHORS)]:
        parent = anchor.getparent()
        if parent is not None:
            parent.remove(anchor)
    return bare


class Marks:
    """Makes the marks of one document."""

    def __init__(self, author: str, day: date) -> None:
        self._author = author
        self._date = f"{day.isoformat()}T00:00:00Z"
        self._number = _FIRST

    def mark(self, kind: str, children: Iterable[_Element] = ()) -> _Element:
        """A mark of a kind (`ins`, `del`, `pPrChange`) with `children` in it."""
        self._number += 1
        values = {w("id"): str(self._number), w("author"): self._author, w("date"): self._date}
        element = etree.Element(w(kind), values)
        element.extend(children)
        return element

    def tracked(self, kind: str, runs: Iterable[_Element]) -> _Element:
        """Runs that came or went."""
        element = self.mark(kind, runs)
        if kind == DEL:
            for text in [*element.iter(*_DELETED)]:
                text.tag = _DELETED[str(text.tag)]
        return element

    def end_of(self, paragraph: _Element, kind: str) -> None:
        """Marks the end of a paragraph as one that came or went."""
        properties = paragraph.find(w("pPr"))
        if properties is None:
            properties = etree.Element(w("pPr"))
            paragraph.insert(0, properties)
        look = properties.find(w("rPr"))
        if look is None:
            look = etree.Element(w("rPr"))
            later = [properties.find(w(name)) for name in ("sectPr", "pPrChange")]
            at = min((properties.index(one) for one in later if one is not None), default=len(properties))
            properties.insert(at, look)
        look.insert(0, self.mark(kind))

    def row(self, row: _Element, kind: str) -> None:
        """Marks a row as one that came or went."""
        properties = row.find(w("trPr"))
        if properties is None:
            properties = etree.Element(w("trPr"))
            row.insert(1 if len(row) and row[0].tag == w("tblPrEx") else 0, properties)
        properties.append(self.mark(kind))

    def properties(self, element: _Element, name: str, old: _Element | None, new: _Element | None) -> None:
        """Gives `element` the properties `new`, with `old` noted as what they were where they differ."""
        own = element.find(w(name))
        if own is not None:
            element.remove(own)
        if key_of(old) == key_of(new):
            if new is not None:
                element.insert(0, copy.deepcopy(new))
            return
        for one in (old, new):
            if one is not None and one.find(w("sectPr")) is not None:
                raise NotTrackableError(Message(N_("sections")))
        if key_of(_inner(old)) != key_of(_inner(new)):
            raise NotTrackableError(Message(N_("the look of a paragraph mark")))
        changed = etree.Element(w(name)) if new is None else copy.deepcopy(new)
        before = etree.Element(w(name)) if old is None else copy.deepcopy(old)
        for look in before.findall(w("rPr")):
            before.remove(look)
        changed.append(self.mark(f"{name}Change", [before]))
        element.insert(0, changed)


def _inner(properties: _Element | None) -> _Element | None:
    return None if properties is None else properties.find(w("rPr"))
