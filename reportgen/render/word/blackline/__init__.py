"""Two versions of a Word file as one with tracked changes: accepted it is the new one, rejected the old.

Both come from templates and data, so what is the same in both is the same XML, and a change is a run, a paragraph, a
row or a table that differs. A row whose merges or widths changed is told as gone and come, since Word
does not track those. Nothing is guessed: what Word cannot track (another page, other headers) is refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from lxml.etree import _Element

from reportgen.base.messages import N_, Message
from reportgen.render.word.blackline.adoption import Adoption
from reportgen.render.word.blackline.blocks import Blocks
from reportgen.render.word.blackline.marks import Marks, NotTrackableError
from reportgen.render.word.names import w
from reportgen.render.word.package import Package, read_package
from reportgen.render.word.packing import pack
from reportgen.render.word.xml import parse, serialize

__all__ = ["NotTrackableError", "blackline"]

_BODY = "word/document.xml"


def blackline(old: bytes, new: bytes, author: str, day: date) -> bytes:
    """The new file with every change to the old one tracked, in the name of `author`, as of midnight of `day`.

    Raises NotTrackableError where the two differ in something that Word does not track: the set of headers and footers,
    controls, mathematics.
    """
    before, after = read_package(old, "old.docx"), read_package(new, "new.docx")
    if set(_texts(before)) != set(_texts(after)):
        raise NotTrackableError(Message(N_("headers and footers")))
    adoption, marks = Adoption(before, after), Marks(author, day)
    for name in _texts(after):
        roots = adoption.adopted(name), parse(after.parts[name])
        tracked = _tracked(*roots, marks)
        adoption.add(name, tracked)
    return pack(adoption.parts(serialize))


def _texts(package: Package) -> Iterator[str]:
    """The parts that a reader sees as text, footnotes apart: these come with the places that refer to them."""
    kinds = ("header", "footer")
    yield _BODY
    for relationship in package.relationships.get(_BODY, ()):
        if relationship.kind in kinds:
            yield relationship.target


def _tracked(old: _Element, new: _Element, marks: Marks) -> _Element:
    containers = [root.find(w("body")) if root.tag == w("document") else root for root in (old, new)]
    before, after = containers
    if before is None or after is None:
        raise NotTrackableError(Message(N_("a document without a body")))
    Blocks(marks).track(before, after)
    return new
