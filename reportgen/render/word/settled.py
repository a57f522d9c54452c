"""Proves that a part's markup comes out sound whatever the values are, so that nothing has to be repaired afterwards.

Loops over nothing leave tables without rows, loops over bookmarks repeat them, cells printed in a loop outgrow their
grid: `repairs` and `likeness` put that right on the finished document. Where the order of a template's markup and tags
shows that it cannot get into such a state, or only into one that its text betrays, a document is text from the first
character to the last.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from reportgen.render.word.skeleton import SIGN, Skeleton, Tag

_TOKEN = re.compile(f"<(?P<end>/?)(?P<name>[\\w:.-]+)(?P<rest>[^<>]*?)(?P<alone>/?)>|{SIGN.pattern}")
_WIDTH = re.compile(r'w:val="(\d+)"')
_ID = re.compile(r'w:id="([^"]*)"')
_HOLDERS = frozenset({"w:tc", "w:hdr", "w:ftr", "w:txbxContent"})
_UNCERTAIN = frozenset({"w:gridBefore", "w:gridAfter", "wp:docPr", "w:hMerge"})
"""Elements that are numbered or counted on the finished document."""


TOUCHING_TABLES = "</w:tbl><w:tbl"
"""What betrays two tables that Word would make one."""

_OPEN_CELLS = ("</w:tcPr></w:tc>", "<w:tcPr/></w:tc>", "<w:tc></w:tc>", "</w:tbl></w:tc>")
_HOLLOW_TABLES = ("</w:tblGrid></w:tbl>",)
_SURE, _UNSURE = "sure", "unsure"


@dataclass(slots=True)
class _Open:
    """An element that has begun: `depth` is the depth of blocks there, `last` its last child or _UNSURE after a tag."""

    name: str
    depth: int
    last: str = ""
    columns: int = 0
    span: int = 0
    has_cells: bool = False
    has_rows: str = ""
    span_of_cell: int = 1


def betrayals(skeleton: Skeleton) -> frozenset[str] | None:
    """What a part's text holds wherever a document has to be repaired; None where its text does not show that."""
    try:
        return _Proof(skeleton).follow()
    except _NotCertainError:
        return None


class _NotCertainError(Exception):
    """Something may have to be repaired."""


class _Proof:
    def __init__(self, skeleton: Skeleton) -> None:
        self._skeleton = skeleton
        self._open: list[_Open] = [_Open("", 0)]
        self._depth = self._loops = 0
        self._bookmarks: set[str] = set()
        self._betrayals: set[str] = set()

    def follow(self) -> frozenset[str]:
        for token in _TOKEN.finditer(self._skeleton.markup):
            if token["name"] is None:
                self._tag(self._skeleton.tags[int(token[5])])
            elif token["end"]:
                self._close(token["name"])
            else:
                self._begin(token["name"], token["rest"])
                if token["alone"]:
                    self._close(token["name"])
        return frozenset(self._betrayals)

    def _tag(self, tag: Tag) -> None:
        self._depth += tag.step
        self._loops += tag.loop_step
        here = self._open[-1]
        _hold(here.name not in ("w:tr", "w:tblGrid", "w:tcPr", "w:trPr"))
        if here.last == "w:tbl":
            self._betrayals.add(TOUCHING_TABLES)
        here.last = _UNSURE

    def _begin(self, name: str, rest: str) -> None:
        above = self._open[-1]
        _hold(name not in _UNCERTAIN)
        _hold(name != "w:sdt" or above.name not in ("w:tbl", "w:tr"))
        if name == "w:tbl" and above.last == "w:tbl":
            self._betrayals.add(TOUCHING_TABLES)
        elif name in ("w:bookmarkStart", "w:bookmarkEnd"):
            self._bookmark(name + (found[1] if (found := _ID.search(rest)) else ""))
        elif name == "w:gridCol" and above.name == "w:tblGrid":
            self._open[-2].columns += 1
        elif name == "w:gridSpan":
            found = _WIDTH.search(rest)
            _hold(found is not None)
            self._nearest("w:tc").span_of_cell = int(found[1]) if found else 1
        self._open.append(_Open(name, self._depth))

    def _bookmark(self, key: str) -> None:
        _hold(self._loops == 0 and key not in self._bookmarks)
        self._bookmarks.add(key)

    def _nearest(self, name: str) -> _Open:
        found = next((one for one in reversed(self._open) if one.name == name), None)
        if found is None:
            raise _NotCertainError
        return found

    def _close(self, name: str) -> None:
        closed, above = self._open.pop(), self._open[-1]
        _hold(closed.name == name and closed.depth == self._depth)
        above.last = name
        if name == "w:tc":
            self._close_cell(closed, above)
        elif name in _HOLDERS:
            _hold(closed.last == "w:p")
        elif name == "w:tr":
            _hold(closed.has_cells and above.name == "w:tbl" and closed.span == above.columns)
            above.has_rows = _SURE if above.depth == self._depth else above.has_rows or _UNSURE
        elif name == "w:tbl":
            _hold(closed.has_rows != "")
            if closed.has_rows == _UNSURE:
                self._betrayals.update(_HOLLOW_TABLES)

    def _close_cell(self, cell: _Open, row: _Open) -> None:
        _hold(row.name == "w:tr" and row.depth == self._depth and cell.last in ("w:p", _UNSURE))
        if cell.last == _UNSURE:
            self._betrayals.update(_OPEN_CELLS)
        row.span += cell.span_of_cell
        row.has_cells = True


def _hold(condition: bool) -> None:
    if not condition:
        raise _NotCertainError
