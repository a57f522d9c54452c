"""Paragraphs and tables of two versions of a body, a cell or a footer, the changes marked in the new one."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import TypeAlias

from lxml import etree
from lxml.etree import _Element

from reportgen.base.messages import N_, Message
from reportgen.base.text import words_of
from reportgen.render.word.blackline.marks import ANCHORS, DEL, INS, Marks, NotTrackableError, key_of
from reportgen.render.word.blackline.pairing import paired
from reportgen.render.word.blackline.runs import track_runs
from reportgen.render.word.names import w

_P, _TABLE, _ROW, _CELL, _T = map(w, ("p", "tbl", "tr", "tc", "t"))
_HEADS = frozenset(map(w, ("tcPr", "sectPr")))
ALIKE = 0.3
"""Paragraphs and rows of which less is the same are told as gone and come."""

Pair: TypeAlias = tuple[_Element | None, _Element | None]


class Blocks:
    """Tracks what changed, container by container."""

    def __init__(self, marks: Marks) -> None:
        self._marks = marks

    def track(self, old: _Element, new: _Element) -> None:
        """Gives `new`, a body, a cell or the like, what `old` held too, everything that differs marked."""
        heads = [[one for one in container if one.tag in _HEADS] for container in (old, new)]
        if [key_of(one) for one in heads[0]] != [key_of(one) for one in heads[1]]:
            raise NotTrackableError(Message(N_("the page or a cell")))
        pairs = [*paired(_blocks(old), _blocks(new), key_of, _likeness)]
        made = self._made(_with_last_paired(pairs))
        anchors = [one for one in new if one.tag in ANCHORS]
        for child in [*new]:
            new.remove(child)
        first = [one for one in heads[1] if one.tag == w("tcPr")]
        new.extend([*first, *anchors, *made, *(one for one in heads[1] if one not in first)])

    def _made(self, pairs: Sequence[Pair]) -> list[_Element]:
        """The blocks in their order. The last mark of a container cannot go or come, so the marks before it do."""
        kept = max((at for at, pair in enumerate(pairs) if None not in pair), default=-1)
        tail = pairs[kept + 1 :]
        if not tail:
            return [self._one(pair) for pair in pairs]
        before, after = pairs[kept] if kept >= 0 else (None, None)
        if before is None or after is None or before.tag != _P or any(one.tag != _P for pair in tail for one in pair
                                                                      if one is not None):  # fmt: skip
            raise NotTrackableError(Message(N_("the last paragraph")))
        gone = tail[0][1] is None
        made = [self._one(pair) for pair in pairs[:kept]]
        first = self._paragraph(before, after, before if gone else after)
        self._marks.end_of(first, DEL if gone else INS)
        last = self._paragraph(*tail[-1], None)
        olds, news = (tail[-1][0], after) if gone else (before, tail[-1][1])
        assert olds is not None
        assert news is not None
        self._marks.properties(last, "pPr", olds.find(w("pPr")), news.find(w("pPr")))
        return [*made, first, *(self._one(pair) for pair in tail[:-1]), last]

    def _one(self, pair: Pair) -> _Element:
        old, new = pair
        known = new if new is not None else old
        assert known is not None
        if old is not None and new is not None and key_of(old) == key_of(new):
            return copy.deepcopy(new)
        if known.tag == _P:
            return self._whole_paragraph(old, new)
        if known.tag == _TABLE:
            return self._table(old, new)
        raise NotTrackableError(etree.QName(known).localname)

    def _whole_paragraph(self, old: _Element | None, new: _Element | None) -> _Element:
        if old is not None and new is not None:
            made = self._paragraph(old, new, None)
            self._marks.properties(made, "pPr", old.find(w("pPr")), new.find(w("pPr")))
            return made
        made = self._paragraph(old, new, new if new is not None else old)
        self._marks.end_of(made, DEL if new is None else INS)
        return made

    def _paragraph(self, old: _Element | None, new: _Element | None, properties: _Element | None) -> _Element:
        """A paragraph with its runs tracked, and the properties of `properties`."""
        known = new if new is not None else old
        assert known is not None
        made = etree.Element(_P, dict(known.attrib), nsmap=known.nsmap)
        own = None if properties is None else properties.find(w("pPr"))
        if own is not None:
            if own.find(w("sectPr")) is not None:
                raise NotTrackableError(Message(N_("sections")))
            made.append(copy.deepcopy(own))
        made.extend(track_runs(self._marks, old, new))
        return made

    def _table(self, old: _Element | None, new: _Element | None) -> _Element:
        if old is None or new is None:
            known = new if new is not None else old
            assert known is not None
            made = copy.deepcopy(known)
            for row in made.iter(_ROW):
                self._row_of(row, INS if old is None else DEL)
            return made
        for name in ("tblPr", "tblGrid"):
            if key_of(old.find(w(name))) != key_of(new.find(w(name))):
                raise NotTrackableError(Message(N_("the grid of a table")))
        made = etree.Element(_TABLE, dict(new.attrib), nsmap=new.nsmap)
        made.extend(copy.deepcopy(one) for one in new if one.tag in (w("tblPr"), w("tblGrid")) or one.tag in ANCHORS)
        for before, after in paired(_rows(old), _rows(new), key_of, _row_likeness):
            made.append(self._row(before, after))
        return made

    def _row(self, old: _Element | None, new: _Element | None) -> _Element:
        if old is not None and new is not None:
            row = copy.deepcopy(new)
            for before, after in zip(old.findall(_CELL), row.findall(_CELL), strict=True):
                if key_of(before) != key_of(after):
                    self.track(before, after)
            return row
        known = new if new is not None else old
        assert known is not None
        row = copy.deepcopy(known)
        self._row_of(row, INS if old is None else DEL)
        return row

    def _row_of(self, row: _Element, kind: str) -> None:
        """Marks a row, and everything in it, as one that came or went."""
        for paragraph in [*row.iter(_P)]:
            own = (paragraph, None) if kind == DEL else (None, paragraph)
            made = self._whole_paragraph(*own)
            parent = paragraph.getparent()
            assert parent is not None
            parent.replace(paragraph, made)
        if kind == DEL:
            for anchor in [*row.iter(*ANCHORS)]:
                holder = anchor.getparent()
                if holder is not None:
                    holder.remove(anchor)
        self._marks.row(row, kind)


def _blocks(container: _Element) -> list[_Element]:
    return [one for one in container if one.tag not in _HEADS and one.tag not in ANCHORS and isinstance(one.tag, str)]


def _rows(table: _Element) -> list[_Element]:
    rows = [one for one in table if one.tag == _ROW]
    others = {w("tblPr"), w("tblGrid"), _ROW, *ANCHORS}
    if any(one.tag not in others for one in table):
        raise NotTrackableError(Message(N_("a table")))
    return rows


def _with_last_paired(pairs: list[Pair]) -> list[Pair]:
    """The pairs, of which the last stands in both versions, or stands before nothing but paragraphs of one version.

    Where a container ends with what went and what came, the last of both stand for one another; where it ends with a
    table that went or came, its last paragraph is that of the other version.
    """
    at = max((at for at, pair in enumerate(pairs) if None not in pair), default=-1)
    tail = pairs[at + 1 :]
    mixed = len({old is None for old, _ in tail}) > 1
    if not mixed and all(one.tag == _P for pair in tail for one in pair if one is not None):
        return pairs
    if not mixed and at >= 0:
        old, new = pairs[at]
        tail = [(old, None), (None, new), *tail]
        pairs = pairs[:at]
    else:
        pairs = pairs[: at + 1]
    olds = [old for old, _ in tail if old is not None]
    news = [new for _, new in tail if new is not None]
    if not olds or not news or olds[-1].tag != _P or news[-1].tag != _P:
        raise NotTrackableError(Message(N_("the last paragraph")))
    rest: list[Pair] = [*((old, None) for old in olds[:-1]), *((None, new) for new in news[:-1])]
    return [*pairs, *rest, (olds[-1], news[-1])]


def _likeness(old: _Element, new: _Element) -> float:
    """How much of two blocks is the same, from 0 to 1."""
    if old.tag != new.tag:
        return 0.0
    if old.tag == _TABLE:
        same = all(key_of(old.find(w(name))) == key_of(new.find(w(name))) for name in ("tblPr", "tblGrid"))
        return max(_ratio(old, new), ALIKE) if same else 0.0
    return _ratio(old, new) if old.tag == _P else 0.0


def _row_likeness(old: _Element, new: _Element) -> float:
    return _ratio(old, new) if _frame(old) == _frame(new) else 0.0


def _frame(row: _Element) -> tuple[str, ...]:
    """What a row is but for what it says: its properties, and those of its cells."""
    others = [key_of(one) for one in row if one.tag not in (_CELL, *ANCHORS)]
    return (*others, *(key_of(cell.find(w("tcPr"))) for cell in row.findall(_CELL)))


def _ratio(old: _Element, new: _Element) -> float:
    before, after = (words_of("".join(text.text or "" for text in one.iter(_T))) for one in (old, new))
    if before == after:
        return 1.0
    ratio = SequenceMatcher(None, before, after, autojunk=False).ratio()
    return ratio if ratio >= ALIKE else 0.0
