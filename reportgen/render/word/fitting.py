"""Tables and pictures of narrative are made as wide as the room where they stand."""

from __future__ import annotations

from lxml.etree import _Element

from reportgen.render.word.frame import Frame
from reportgen.render.word.merges import cells_of
from reportgen.render.word.names import A_NS, WP_NS, mark, w
from reportgen.render.word.xml import parent_of

EMU = 635
"""How many units of a drawing a twentieth of a point has."""
_PADDING = 216
_LEAST = 600


def room_at(element: _Element, frame: Frame) -> int:
    """How wide text may be where `element` stands: in a cell, in a text box, or on the page."""
    for ancestor in element.iterancestors(w("tc"), w("txbxContent")):
        width = _cell_width(ancestor) if ancestor.tag == w("tc") else _box_width(ancestor)
        if width > _LEAST:
            return width - _PADDING
    return frame.width


def _cell_width(element: _Element) -> int:
    row = parent_of(element)
    table = next(row.iterancestors(w("tbl")))
    columns = [int(str(one.get(w("w"), "0"))) for one in table.findall(f"{w('tblGrid')}/{w('gridCol')}")]
    cell = next((one for one in cells_of(row) if one.element is element), None)
    return sum(columns[cell.column : cell.column + cell.span]) if cell else 0


def _box_width(element: _Element) -> int:
    for box in element.iterancestors(f"{{{WP_NS}}}inline", f"{{{WP_NS}}}anchor"):
        extent = box.find(f"{{{WP_NS}}}extent")
        if extent is not None:
            return int(str(extent.get("cx", "0"))) // EMU
    return 0


def fit(root: _Element, width: int, height: int) -> None:
    """Fits the tables and pictures of narrative below `root` into `width` and `height`, in twentieths of a point."""
    for table in root.iter(w("tbl")):
        _fit_table(table, width)
    for picture in root.iter(f"{{{WP_NS}}}inline"):
        _fit_picture(picture, _room_of(picture, root, width), height * 9 // 10)


def _fit_table(table: _Element, width: int) -> None:
    left, right = (
        _indents(table.find(f"{w('tblPr')}/{w('tblInd')}"), "w", ""),
        int(table.attrib.pop(mark("right"), "0")),
    )
    room = max(width - left[0] - right, _LEAST)
    columns = table.findall(f"{w('tblGrid')}/{w('gridCol')}")
    shares = [int(str(one.get(w("w")))) for one in columns]
    whole, start = sum(shares), 0
    for column, share in zip(columns, shares, strict=True):
        column.set(w("w"), str((start + share) * room // whole - start * room // whole))
        start += share
    wide = table.find(f"{w('tblPr')}/{w('tblW')}")
    if (left[0] or right) and wide is not None:
        wide.set(w("w"), str(room))
        wide.set(w("type"), "dxa")


def _room_of(picture: _Element, root: _Element, width: int) -> int:
    cell = next((one for one in picture.iterancestors(w("tc")) if root in one.iterancestors()), None)
    if cell is not None:
        return max(_cell_width(cell) - _PADDING, _LEAST)
    paragraph = next(picture.iterancestors(w("p")))
    return max(width - sum(_indents(paragraph.find(f"{w('pPr')}/{w('ind')}"), "left", "right")), _LEAST)


def _indents(element: _Element | None, *names: str) -> tuple[int, ...]:
    return tuple(int(str(element.get(w(name), "0"))) if element is not None and name else 0 for name in names)


def _fit_picture(picture: _Element, width: int, height: int) -> None:
    """Makes a picture smaller where it is larger than its room; its sides keep their proportion."""
    extents = [picture.find(f"{{{WP_NS}}}extent"), *picture.iter(f"{{{A_NS}}}ext")]
    sized = [one for one in extents if one is not None and one.get("cx")]
    across, down = (int(str(sized[0].get(name))) for name in ("cx", "cy"))
    share = min(1.0, width * EMU / across, height * EMU / down)
    for one in sized:
        one.set("cx", str(max(round(across * share), 1)))
        one.set("cy", str(max(round(down * share), 1)))
