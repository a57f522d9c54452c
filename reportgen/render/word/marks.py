"""Resolves the marks that rendering left in a part: facts get bookmarks, breaks and tabs become Word's own."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

from lxml import etree
from lxml.etree import _Element

from reportgen.render.word.faults import BrokenOutputError
from reportgen.render.word.fitting import fit, room_at
from reportgen.render.word.names import XML_SPACE, mark, w
from reportgen.render.word.session import Session, bookmark_name
from reportgen.render.word.xml import replace

_FACT, _BREAK, _TAB, _PROSE = mark("fact"), mark("br"), mark("tab"), mark("prose")


def resolve_marks(root: _Element, session: Session) -> None:
    """Puts blocks of narrative in their places and splits every run that holds a mark."""
    resolve_prose(root, session)
    runs: dict[_Element, None] = {}
    for found in root.iter(_FACT, _BREAK, _TAB):
        run = next(found.iterancestors(w("r")), None)
        if run is None:
            raise BrokenOutputError(f"{found.text or ''}: no run", session.part)
        runs[run] = None
    for run in runs:
        _Splitter(run, session).split()


def resolve_prose(root: _Element, session: Session) -> None:
    """Puts blocks of narrative in their places, as wide as the room there."""
    for prose in list(root.iter(_PROSE)):
        fit(prose, room_at(prose, session.frame), session.frame.height)
        replace(prose, list(prose))


class _Splitter:
    """Splits one run into runs of the same look, with bookmarks around those that print a fact."""

    def __init__(self, run: _Element, session: Session) -> None:
        self._run, self._session = run, session
        self._look = run.find(w("rPr"))
        self._out: list[_Element] = []
        self._open: _Element | None = None

    def split(self) -> None:
        for child in list(self._run):
            if child.tag == w("t"):
                for piece in _pieces(child):
                    self._piece(piece)
            elif child.tag != w("rPr"):
                self._piece(child)
        replace(self._run, self._out)

    def _piece(self, piece: _Element | str) -> None:
        if isinstance(piece, str):
            self._target().append(_text(piece))
        elif piece.tag == _FACT:
            self._fact(piece)
        elif piece.tag in (_BREAK, _TAB):
            etree.SubElement(self._target(), w("br" if piece.tag == _BREAK else "tab"))
        else:
            self._target().append(piece)

    def _target(self) -> _Element:
        if self._open is None:
            self._open = etree.Element(w("r"))
            if self._look is not None:
                self._open.append(deepcopy(self._look))
            self._out.append(self._open)
        return self._open

    def _fact(self, fact: _Element) -> None:
        number = int(str(fact.get("n")))
        id = str(self._session.bookmark_id(number))
        self._out.append(etree.Element(w("bookmarkStart"), {w("id"): id, w("name"): bookmark_name(number)}))
        self._open = None
        for piece in _pieces(fact):
            self._piece(piece)
        self._open = None
        self._out.append(etree.Element(w("bookmarkEnd"), {w("id"): id}))


def _pieces(element: _Element) -> Iterator[_Element | str]:
    """The texts and marks inside `element`, in order."""
    if element.text:
        yield element.text
    for child in list(element):
        tail, child.tail = child.tail, None
        yield child
        if tail:
            yield tail


def _text(text: str) -> _Element:
    made = etree.Element(w("t"), {XML_SPACE: "preserve"})
    made.text = text
    return made
