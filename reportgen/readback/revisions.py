"""Tracked changes settled as Word settles them, and two Word files compared by what they then show.

What is compared is everything that a reader sees in the text: paragraphs, runs with their properties, tables with their
grid, merges and rows, headers, footers, footnotes, pictures. Hidden bookmarks are not, and how text is cut into runs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from posixpath import dirname, join, normpath
from typing import Any

from lxml.etree import _Element

from reportgen.base.archive import unpack
from reportgen.base.xml import parse

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_P, _R, _T, _TR, _TBL, _TC = (f"{W}{name}" for name in ("p", "r", "t", "tr", "tbl", "tc"))
_PPR, _RPR, _TRPR, _TCPR = (f"{W}{name}" for name in ("pPr", "rPr", "trPr", "tcPr"))
_INS, _DEL, _FROM, _TO = (f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo"))
_MARKS = tuple(f"{W}{name}" for name in (
    "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd"
))  # fmt: skip
_CHANGES = tuple(f"{W}{name}Change" for name in (
    "rPr", "pPr", "tblPr", "tblPrEx", "trPr", "tcPr", "sectPr", "tblGrid", "numbering"
))  # fmt: skip
_DELETED = {f"{W}delText": _T, f"{W}delInstrText": f"{W}instrText"}
_UNSEEN = frozenset(
    f"{W}{name}"
    for name in ("bookmarkStart", "bookmarkEnd", "proofErr", "lastRenderedPageBreak", "permStart", "permEnd")
)
_NOTES = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes"}
_SHOWN = ("word/document", "word/header", "word/footer")


def unlike(data: bytes, other: bytes, *, accept: bool) -> list[str]:
    """The parts in which `data`, with every change accepted or rejected, shows something else than `other`."""
    settled, plain = (dict(_shown(one, accept=accept)) for one in (data, other))
    return sorted(name for name in settled.keys() | plain.keys() if settled.get(name) != plain.get(name))


def settle(root: _Element, *, accept: bool) -> None:
    """Accepts or rejects every tracked change below `root`, in place."""
    come, gone = ((_INS, _TO), (_DEL, _FROM)) if accept else ((_DEL, _FROM), (_INS, _TO))
    for element in [*root.iter(*_MARKS)]:
        _drop(element)
    for element in [*root.iter(*_CHANGES)]:
        if not accept:
            _restore(element)
        _drop(element)
    for row in [*root.iter(_TR)]:
        if any(row.find(f"{_TRPR}/{tag}") is not None for tag in gone):
            _drop(row)
    for paragraph in [*root.iter(_P)]:
        if any(paragraph.find(f"{_PPR}/{_RPR}/{tag}") is not None for tag in gone):
            _join_next(paragraph, gone)
    for element in [*root.iter(*gone)]:
        _drop(element)
    for element in [*root.iter(*come)]:
        _unwrap(element)
    for element in [*root.iter(*_DELETED)]:
        element.tag = _DELETED[str(element.tag)]
    for table in [*root.iter(_TBL)]:
        if table.find(_TR) is None:
            _drop(table)


def _drop(element: _Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _unwrap(element: _Element) -> None:
    parent = element.getparent()
    if parent is not None:
        at = parent.index(element)
        parent[at : at + 1] = list(element)


def _restore(change: _Element) -> None:
    """Puts the properties of before in the place of those that hold `change`."""
    holder = change.getparent()
    if holder is None:
        return
    before = change[0] if len(change) else None
    tracked = (_INS, _DEL, _FROM, _TO)
    kept = [one for one in holder if one.tag in tracked or (one.tag == _RPR and holder.tag == _PPR)]
    kept += [one for one in holder if one.tag in (f"{W}headerReference", f"{W}footerReference")]
    old = [] if before is None else list(before)
    for one in [*holder]:
        if one is not change and one not in kept:
            holder.remove(one)
    at = holder.index(change)
    holder[at:at] = [one for one in old if holder.tag != _PPR or one.tag != _RPR]


def _join_next(paragraph: _Element, gone: tuple[str, ...]) -> None:
    """Ends a paragraph whose mark is gone: what is left of it begins the next one, whose mark stays."""
    left = [one for one in paragraph if one.tag not in (_PPR, *gone) and one.tag not in _UNSEEN]
    following = paragraph.getnext()
    while following is not None and following.tag in _UNSEEN:
        following = following.getnext()
    if following is None or following.tag != _P:
        if not left and following is not None:
            _drop(paragraph)
        return
    place = 1 if following.find(_PPR) is not None else 0
    following[place:place] = left
    _drop(paragraph)


@dataclass(frozen=True, slots=True)
class _Package:
    parts: Mapping[str, bytes]
    accept: bool

    def tree(self, name: str) -> _Element:
        root = parse(self.parts[name])
        settle(root, accept=self.accept)
        return root

    def targets(self, part: str) -> dict[str, str]:
        """What each relationship of `part` leads to: the hash of a part of the file, else an address."""
        name = f"{dirname(part)}/_rels/{part.rpartition('/')[2]}.rels"
        if name not in self.parts:
            return {}
        found = {}
        for one in parse(self.parts[name]):
            target = one.get("Target") or ""
            path = normpath(join(dirname(part), target)).lstrip("/")
            inner = one.get("TargetMode") != "External" and path in self.parts
            name = path if path.startswith(_SHOWN) else sha256(self.parts[path]).hexdigest() if inner else target
            found[one.get("Id") or ""] = name
        return found


def _shown(data: bytes, *, accept: bool) -> Iterator[tuple[str, Any]]:
    package = _Package(unpack(data), accept)
    notes: dict[tuple[str, str | None], Any] = {("lists", id): what for id, what in _lists(package)}
    for kind in ("footnotes", "endnotes"):
        part = f"word/{kind}.xml"
        if part in package.parts:
            targets = package.targets(part)
            notes |= {(kind, one.get(f"{W}id")): _shape(one, targets, {})[2] for one in package.tree(part)}
    for part in package.parts:
        if part.startswith(_SHOWN) and part.endswith(".xml"):
            yield part, _shape(package.tree(part), package.targets(part), notes)


def _lists(package: _Package) -> Iterator[tuple[str | None, Any]]:
    """What each list looks like by its id, whatever the ids of its parts are."""
    if "word/numbering.xml" not in package.parts:
        return
    root = parse(package.parts["word/numbering.xml"])
    looks = {one.get(f"{W}abstractNumId"): _shape(one, {}, {})[2] for one in root.iter(f"{W}abstractNum")}
    for one in root.iter(f"{W}num"):
        named = one.find(f"{W}abstractNumId")
        overrides = [_shape(child, {}, {}) for child in one if child is not named]
        yield one.get(f"{W}numId"), (looks.get(None if named is None else named.get(f"{W}val")), overrides)


def _shape(element: _Element, targets: Mapping[str, str], notes: Mapping[tuple[str, str | None], Any]) -> Any:
    """An element as a value: its name, its attributes, what it holds; equal where the same is shown."""
    if element.tag in _NOTES:
        return element.tag, notes.get((_NOTES[str(element.tag)], element.get(f"{W}id"))), ()
    if element.tag == f"{W}numId" and ("lists", element.get(f"{W}val")) in notes:
        return element.tag, notes["lists", element.get(f"{W}val")], ()
    attributes = tuple(sorted(
        (name, targets.get(value, value) if name.startswith(R) else value)
        for name, value in element.attrib.items()
        if (str(name).startswith((W, R)) and "rsid" not in str(name)) or not str(name).startswith("{")
    ))  # fmt: skip
    inner: list[Any] = []
    for child in element:
        if not isinstance(child.tag, str) or child.tag in _UNSEEN:
            continue
        if child.tag == _R:
            _add_run(inner, child, targets, notes)
            continue
        if child.tag == f"{W}hyperlink" and child.find(_R) is None:
            continue
        shape = _shape(child, targets, notes)
        if shape[1:] != ((), ()) or child.tag not in (_PPR, _RPR, _TRPR, _TCPR):
            inner.append(shape)
    text = (element.text or "") if not len(element) else ""
    return element.tag, attributes, (*inner, text) if text.strip() else tuple(inner)


def _add_run(
    inner: list[Any], run: _Element, targets: Mapping[str, str], notes: Mapping[tuple[str, str | None], Any]
) -> None:
    """Adds what a run shows: text joins the text before it where both look the same."""
    properties = run.find(_RPR)
    look = None if properties is None else _shape(properties, targets, notes)
    look = None if look is None or look[1:] == ((), ()) else look
    for child in run:
        if child.tag == _RPR or child.tag in _UNSEEN:
            continue
        if child.tag != _T:
            inner.append((_R, look, _shape(child, targets, notes)))
        elif inner and inner[-1][:2] == (_T, look):
            inner[-1] = (_T, look, inner[-1][2] + (child.text or ""))
        elif child.text:
            inner.append((_T, look, child.text))
