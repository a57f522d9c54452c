"""The names of WordprocessingML and of our own marks in it."""

from __future__ import annotations

W_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R_NS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WP_NS = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
A_NS = "http://schemas.openxmlformats.org/drawingml/2006/main"
PIC_NS = "http://schemas.openxmlformats.org/drawingml/2006/picture"
MARK_NS = "urn:reportgen:word:marks"
"""The namespace of marks, which stand in a part only between rendering and marking: fact, br, tab, merge, prose,
chart, and the attributes note and right."""

RELATIONSHIPS_NS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES_NS = "http://schemas.openxmlformats.org/package/2006/content-types"

XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
MAIN_TYPE = f"{_WORD_TYPE}document.main+xml"
NUMBERING_TYPE = f"{_WORD_TYPE}numbering+xml"
STYLES_TYPE = f"{_WORD_TYPE}styles+xml"
SETTINGS_TYPE = f"{_WORD_TYPE}settings+xml"
FOOTNOTES_TYPE = f"{_WORD_TYPE}footnotes+xml"
TEMPLATED_TYPES = frozenset(
    {MAIN_TYPE, *(f"{_WORD_TYPE}{kind}+xml" for kind in ("header", "footer", "footnotes", "endnotes"))}
)
"""The content types of the parts that hold template tags."""


def w(name: str) -> str:
    """The full name of a WordprocessingML element or attribute."""
    return f"{{{W_NS}}}{name}"


def r(name: str) -> str:
    """The full name of a relationship attribute."""
    return f"{{{R_NS}}}{name}"


def mark(name: str) -> str:
    """The full name of one of our marks."""
    return f"{{{MARK_NS}}}{name}"
