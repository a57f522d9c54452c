"""What narrative must know of the template around it: its parts, its free ids, and the room for text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lxml.etree import _Element

from reportgen.render.word.names import FOOTNOTES_TYPE, MAIN_TYPE, w
from reportgen.render.word.package import Package

_OWN_NUMBER = re.compile(r"rg[A-Za-z]+(\d+)")
_PAGE = {"w": 11_906, "h": 16_838, "left": 1_800, "right": 1_800, "top": 1_440, "bottom": 1_440}


@dataclass(frozen=True, slots=True)
class Frame:
    """One template as narrative sees it.

    `body` and `notes` are the names of the document's own part and of its footnotes. `first_note` and `first_own` are
    the first id of a footnote and the first number in our own names that the template leaves free. `width` and
    `height` are those of its narrowest text area, in twentieths of a point.
    """

    body: str
    notes: str
    first_note: int
    first_own: int
    width: int
    height: int

    @classmethod
    def of(cls, package: Package, roots: Mapping[str, _Element]) -> Frame:
        """The frame of an admitted package, whose templated parts are parsed as `roots`; `notes` may be empty."""
        body, notes = (part_of(package, kind) or "" for kind in (MAIN_TYPE, FOOTNOTES_TYPE))
        ids = (int(str(one.get(w("id"), "0"))) for root in roots.values() for one in root.iter(w("footnote")))
        sections = [_area(section) for section in roots[body].iter(w("sectPr"))] or [_area(None)]
        width, height = (min(area[side] for area in sections) for side in (0, 1))
        return cls(body, notes, max(0, *ids, 0) + 1, _first_own(package), width, height)


def part_of(package: Package, kind: str) -> str | None:
    """The name of the part of content type `kind`."""
    return next((name for name, type in package.types.items() if type == kind), None)


def _first_own(package: Package) -> int:
    ids = [one.id for ones in package.relationships.values() for one in ones]
    numbers = (int(match[1]) for name in (*ids, *package.parts) for match in _OWN_NUMBER.finditer(name))
    return max(numbers, default=0) + 1


def _area(section: _Element | None) -> tuple[int, int]:
    """The width of one column of text and the height of the text of a section."""
    columns, page = 1, dict(_PAGE)
    for element in () if section is None else section.iter(w("pgSz"), w("pgMar"), w("cols")):
        if element.tag == w("cols"):
            columns = max(_number(element.get(w("num")), 1), 1)
        page |= {side: _number(element.get(w(side)), known) for side, known in page.items()}
    width = page["w"] - abs(page["left"]) - abs(page["right"])
    height = page["h"] - abs(page["top"]) - abs(page["bottom"])
    return max(width // columns, 1_000), max(height, 1_000)


def _number(text: str | None, default: int) -> int:
    return int(text) if text is not None and re.fullmatch(r"-?\d{1,9}", text) else default
