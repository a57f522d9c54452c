"""Comments of a worksheet: their texts in one part, the boxes they are shown in in another (VML, as Excel wants it)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree
from lxml.etree import _Element

from reportgen.render.findings.sheet import position, x
from reportgen.render.word.names import XML_SPACE
from reportgen.render.word.one_sheet import spelled

AUTHOR = "reportgen"
COMMENTS = f'<comments xmlns="{x("")[1:-1]}"><authors/><commentList/></comments>'.encode()
"""A part without any comment."""
_V, _O, _X = (
    "urn:schemas-microsoft-com:vml",
    "urn:schemas-microsoft-com:office:office",
    "urn:schemas-microsoft-com:office:excel",
)
DRAWING = (
    f'<xml xmlns:v="{_V}" xmlns:o="{_O}" xmlns:x="{_X}">'
    '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout></xml>'
).encode()
"""A drawing without any box."""
_TYPE = "_x0000_t202"
_NUMBER = re.compile(r"_x0000_s(\d+)")
_WIDE, _LINES = 4, (4, 16)
"""A box is so many columns wide, and at least and at most so many rows high."""


def add_comments(comments: _Element, drawing: _Element, texts: Mapping[str, str]) -> None:
    """Adds a comment to each cell of `texts` by address; where it has one, the text is put behind what stands there."""
    authors, entries = comments.find(x("authors")), comments.find(x("commentList"))
    if authors is None or entries is None:
        raise ValueError("the comments have no list")
    etree.SubElement(authors, x("author")).text = AUTHOR
    author = str(len(authors) - 1)
    known = {str(entry.get("ref")): entry for entry in entries}
    for cell, text in texts.items():
        entry = known.get(cell)
        if entry is None:
            known[cell] = entry = etree.Element(x("comment"), {"ref": cell, "authorId": author})
            _run(etree.SubElement(entry, x("text")), text)
            _box(drawing, cell, text)
        else:
            _run(_text_of(entry), f"\n{text}")
    entries[:] = sorted(known.values(), key=lambda entry: position(str(entry.get("ref"))))


def _text_of(entry: _Element) -> _Element:
    """The text of a comment as runs: one that is plain becomes a run, since both kinds may not be mixed."""
    text = entry.find(x("text"))
    if text is None:
        return etree.SubElement(entry, x("text"))
    plain = text.find(x("t"))
    if plain is not None:
        run = etree.Element(x("r"))
        plain.addprevious(run)
        run.append(plain)
    return text


def _run(parent: _Element, text: str) -> None:
    run = etree.SubElement(parent, x("r"))
    etree.SubElement(run, x("t"), {XML_SPACE: "preserve"}).text = spelled(text)


def _box(drawing: _Element, cell: str, text: str) -> None:
    ids = [int(found[1]) for one in drawing.iter() if (found := _NUMBER.fullmatch(one.get("id") or ""))]
    number = max(ids, default=1024) + 1
    if not any(one.get("id") == _TYPE for one in drawing.iter(f"{{{_V}}}shapetype")):
        drawing.append(etree.fromstring(_shape_type()))
    drawing.append(etree.fromstring(_shape(number, cell, text)))


def _shape_type() -> str:
    return (
        f'<v:shapetype xmlns:v="{_V}" xmlns:o="{_O}" id="{_TYPE}" coordsize="21600,21600" o:spt="202" '
        'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
        '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
    )


def _shape(number: int, cell: str, text: str) -> str:
    row, column = (place - 1 for place in position(cell))
    high = min(max(_LINES[0], text.count("\n") + len(text) // 20 + 2), _LINES[1])
    anchor = f"{column + 1}, 15, {row}, 2, {column + 1 + _WIDE}, 15, {row + high}, 4"
    return (
        f'<v:shape xmlns:v="{_V}" xmlns:o="{_O}" xmlns:x="{_X}" id="_x0000_s{number}" type="#{_TYPE}" '
        'style="position:absolute;margin-left:59pt;margin-top:1pt;width:240pt;height:90pt;z-index:1;visibility:hidden" '
        'fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow color="black" obscured="t"/>'
        '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"/>'
        f'</v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
        f"<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
    )
