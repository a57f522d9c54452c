"""The properties of cells in the order of the schema, in markup: docxtpl's tags put theirs first or last."""

from __future__ import annotations

import re
from dataclasses import replace

from reportgen.render.word.skeleton import Skeleton

CELL_PROPERTIES = (
    "cnfStyle", "tcW", "gridSpan", "hMerge", "vMerge", "tcBorders", "shd", "noWrap", "tcMar", "textDirection",
    "tcFitText", "vAlign", "hideMark", "headers", "cellIns", "cellDel", "cellMerge", "tcPrChange",
)  # fmt: skip
"""What a cell's properties may hold, in the order of the schema (ECMA-376 part 1, CT_TcPr)."""

_CELL = re.compile(r"<w:tcPr>((?:(?!<w:tcPr>|</w:tcPr>).)*)</w:tcPr>", re.DOTALL)
_PROPERTY = re.compile(r"<w:(\w+)(?: [^<>]*)?/>|<w:(\w+)(?: [^<>]*)?>(?:(?!<w:\2[ >]).)*?</w:\2>", re.DOTALL)
_RANKS = {name: rank for rank, name in enumerate(CELL_PROPERTIES)}


def ordered(skeleton: Skeleton) -> Skeleton:
    """The skeleton with every cell's properties in order and one vertical merge at most, wherever that is certain."""
    return replace(skeleton, markup=_CELL.sub(_ordered, skeleton.markup))


def _ordered(cell: re.Match[str]) -> str:
    found = ordered_properties(cell[1])
    return cell.group() if found is None else f"<w:tcPr>{found}</w:tcPr>"


def ordered_properties(inner: str) -> str | None:
    """What the properties of a cell hold, in order, the last of several vertical merges; None where that is unclear."""
    found = list(_PROPERTY.finditer(inner))
    if "".join(one.group() for one in found) != inner:
        return None
    merges = [one for one in found if one[1] == "vMerge"]
    kept = [one for one in found if one not in merges[:-1]]
    kept.sort(key=lambda one: _RANKS.get(one[1] or one[2], len(_RANKS)))
    return "".join(one.group() for one in kept)
