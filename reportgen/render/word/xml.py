"""Reading and writing XML strictly: nothing is mended, nothing outside the bytes is read."""

from __future__ import annotations

import re

from lxml import etree
from lxml.etree import _Element
from markupsafe import escape

from reportgen.base.xml import XmlError, parse
from reportgen.render.word.names import DECLARATION

__all__ = ["XmlError", "attribute", "parent_of", "parse", "replace", "serialize", "unescaped"]


def attribute(text: str) -> str:
    """`text` as the value of an attribute, quotes around it; no line break or tab in it is lost."""
    return f'"{text if _SPECIAL.search(text) is None else str(escape(text)).translate(_SIGNS)}"'


def unescaped(text: str) -> str:
    """The text that `text` stands for in XML, as far as the five entities and the signs of Jinja's escaping go."""
    for written, sign in _ENTITIES:
        text = text.replace(written, sign)
    return text


_SPECIAL = re.compile("[&<>\"'\n\r\t]")
_SIGNS = {0x0A: "&#10;", 0x0D: "&#13;", 0x09: "&#9;"}
_ENTITIES = (
    ("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&#34;", '"'), ("&#39;", "'"), ("&amp;", "&"),
)  # fmt: skip


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
