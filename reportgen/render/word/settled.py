"""Proves that a part's markup comes out sound whatever the values are, so that nothing has to be repaired afterwards.

Loops over nothing leave tables without rows, loops over bookmarks repeat them, cells printed in a loop outgrow their
grid: `repairs` and `likeness` put that right on the finished document. Where the template cannot get into such a
state, which the order of its markup and tags shows, a document is text from the first character to the last.
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


@dataclass(slots=True)
class _Open:
    """An element that has begun: `depth` is the depth of blocks there, `last` the last child that is there always."""

    name: str
    depth: int
    last: str = ""
    columns: int = 0
    span: int = 0
    firm: bool = False
    span_of_cell: int = 1


def is_settled(skeleton: Skeleton) -> bool:
    """Whether every document that the part makes is sound without repairs, tables that touch apart."""
    try:
        _Proof(skeleton).follow()
    except _NotCertainError:
        return False
    return True


class _NotCertainError(Exception):
    """Something may have to be repaired."""


class _Proof:
    def __init__(self, skeleton: Skeleton) -> None:
        self._skeleton = skeleton
        self._open: list[_Open] = [_Open("", 0)]
        self._depth = self._loops = 0
        self._bookmarks: set[str] = set()

    def follow(self) -> None:
        for token in _TOKEN.finditer(self._skeleton.markup):
            if token["name"] is None:
                self._tag(self._skeleton.tags[int(token[5])])
            elif token["end"]:
                self._close(token["name"])
            else:
                self._begin(token["name"], token["rest"])
                if token["alone"]:
                    self._close(token["name"])

    def _tag(self, tag: Tag) -> None:
        self._depth += tag.step
        self._loops += tag.loop_step
        here = self._open[-1]
        here.last = ""
        _hold(here.name not in ("w:tr", "w:tblGrid", "w:tcPr", "w:trPr"))

    def _begin(self, name: str, rest: str) -> None:
        _hold(name not in _UNCERTAIN)
        _hold(name != "w:sdt" or self._open[-1].name not in ("w:tbl", "w:tr"))
        if name in ("w:bookmarkStart", "w:bookmarkEnd"):
            self._bookmark(name + (found[1] if (found := _ID.search(rest)) else ""))
        elif name == "w:gridCol" and self._open[-1].name == "w:tblGrid":
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
        above.last = name if above.depth == self._depth else ""
        if name in _HOLDERS:
            _hold(closed.last == "w:p")
        if name == "w:tc":
            _hold(above.name == "w:tr" and above.depth == self._depth)
            above.span += closed.span_of_cell
            above.firm = True
        elif name == "w:tr":
            _hold(closed.firm and above.name == "w:tbl" and closed.span == above.columns)
            above.firm = above.firm or above.depth == self._depth
        elif name == "w:tbl":
            _hold(closed.firm)


def _hold(condition: bool) -> None:
    if not condition:
        raise _NotCertainError
