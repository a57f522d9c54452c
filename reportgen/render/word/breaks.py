"""Resolves the marks of breaks the way docxtpl does: line breaks, tabs, new paragraphs and new pages inside a text."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import ClassVar

from lxml import etree
from lxml.etree import _Element

from reportgen.render.word.names import XML_SPACE, mark, w
from reportgen.render.word.xml import parent_of

_BREAK, _TAB, _PARAGRAPH, _PAGE = mark("br"), mark("tab"), mark("para"), mark("page")
MARKS = (_BREAK, _TAB, _PARAGRAPH, _PAGE)


def resolve_breaks(root: _Element) -> None:
    """Puts Word's own breaks where marks stand in texts; a mark outside a text is dropped."""
    texts: dict[_Element, None] = {}
    for found in list(root.iter(*MARKS)):
        holder = parent_of(found)
        if holder.tag == w("t") and parent_of(holder).tag == w("r"):
            texts[holder] = None
        else:
            _drop(found)
    for text in texts:
        _Breaker(text).resolve()


def _drop(element: _Element) -> None:
    parent, before = parent_of(element), element.getprevious()
    if element.tail:
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    element.tail = None
    parent.remove(element)


class _Breaker:
    """Resolves one text. What follows it in its run and paragraph moves to where the last break leads."""

    def __init__(self, text: _Element) -> None:
        self._text = text
        self._run = parent_of(text)
        self._look = self._run.find(w("rPr"))

    def resolve(self) -> None:
        marks = [(str(found.tag), found.tail or "") for found in self._text]
        del self._text[:]
        for kind, said in marks:
            self._steps[kind](self)
            self._text.text = said

    def _line(self) -> None:
        self._after(etree.Element(w("br")))

    def _after(self, sign: _Element) -> None:
        self._text.addnext(sign)
        text = etree.Element(w("t"), {XML_SPACE: "preserve"})
        sign.addnext(text)
        self._text = text

    def _tab(self) -> None:
        run = self._new_run(etree.Element(w("tab")))
        self._run.addnext(run)
        self._continue_after(run)

    def _continue_after(self, run: _Element) -> None:
        """Begins a run after `run` that takes what follows the text."""
        rest = list(self._text.itersiblings())
        text = etree.Element(w("t"), {XML_SPACE: "preserve"})
        following = self._new_run(text)
        following.extend(rest)
        run.addnext(following)
        self._run, self._text = following, text

    def _new_run(self, content: _Element) -> _Element:
        run = etree.Element(w("r"))
        if self._look is not None and len(self._look):
            run.append(deepcopy(self._look))
        run.append(content)
        return run

    def _paragraph(self) -> None:
        self._next_paragraph()

    def _page(self) -> None:
        if parent_of(self._run).tag != w("p"):
            self._after(etree.Element(w("br"), {w("type"): "page"}))
            return
        page = etree.Element(w("p"))
        etree.SubElement(etree.SubElement(page, w("r")), w("br"), {w("type"): "page"})
        self._next_paragraph(page)

    def _next_paragraph(self, between: _Element | None = None) -> None:
        paragraph = parent_of(self._run)
        if paragraph.tag != w("p"):
            self._line()
            return
        rest = list(self._run.itersiblings())
        follower = self._follower(paragraph)
        paragraph.addnext(follower)
        if between is not None:
            paragraph.addnext(between)
        self._continue_after(self._run)
        follower.append(self._run)
        follower.extend(rest)

    def _follower(self, paragraph: _Element) -> _Element:
        """A paragraph of the same look; the end of a section moves to it."""
        follower = etree.Element(w("p"))
        properties = paragraph.find(w("pPr"))
        if properties is not None and len(properties):
            follower.append(deepcopy(properties))
            for section in properties.findall(w("sectPr")):
                properties.remove(section)
        return follower

    _steps: ClassVar[dict[str, Callable[[_Breaker], None]]] = {
        _BREAK: _line,
        _TAB: _tab,
        _PARAGRAPH: _paragraph,
        _PAGE: _page,
    }
