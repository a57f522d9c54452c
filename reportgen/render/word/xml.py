"""Reading and writing XML strictly: nothing is mended, nothing outside the bytes is read."""

from __future__ import annotations

from lxml import etree
from lxml.etree import _Element

from reportgen.base.xml import XmlError, parse
from reportgen.render.word.names import DECLARATION

__all__ = ["XmlError", "parent_of", "parse", "replace", "serialize"]


def serialize(root: _Element) -> bytes:
    """The document below `root` as Word writes one."""
    return DECLARATION.encode() + etree.tostring(root, encoding="UTF-8", xml_declaration=False)


def parent_of(element: _Element) -> _Element:
    """The parent of an element that has one."""
    parent = element.getparent()
    if parent is None:
        raise ValueError(f"{element.tag!r} stands alone")
    return parent


def replace(element: _Element, new: list[_Element]) -> None:
    """Puts `new` where `element` stands."""
    parent = parent_of(element)
    place = parent.index(element)
    parent[place : place + 1] = new
