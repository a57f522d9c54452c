"""Whether two documents are equal: part for part in canonical form, or in all that a reader sees."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree
from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TYPES = "[Content_Types].xml"


def differing_parts(one: bytes, other: bytes) -> list[str]:
    """The parts that two documents do not have alike.

    XML is compared in canonical form whatever prefixes it writes, relationships and content types as sets, core
    properties by those that say something (docxtpl adds empty ones), all else byte for byte.
    """
    left, right = _canonical(one), _canonical(other)
    return sorted(name for name in {*left, *right} if not _equal(left.get(name), right.get(name)))


def _equal(one: Any, other: Any) -> bool:
    """Whether two parts are equal; XML whose canonical form differs may do so in its prefixes alone."""
    if one == other or not (isinstance(one, _Xml) and isinstance(other, _Xml)):
        return bool(one == other)
    first, second = (etree.canonicalize(etree.fromstring(part), rewrite_prefixes=True) for part in (one, other))
    return bool(first == second)


class _Xml(bytes):
    """XML in canonical form."""


def _canonical(data: bytes) -> dict[str, Any]:
    parts = _members(data)
    return {name: _canonical_part(name, part, parts) for name, part in parts.items()}


def _members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _canonical_part(name: str, part: bytes, parts: dict[str, bytes]) -> Any:
    if name == TYPES:
        return _types(etree.fromstring(part), parts)
    if name.endswith(".rels"):
        folder = name.rpartition("_rels/")[0]
        return {(one.get("Id"), one.get("Type"), _target(one, folder)) for one in etree.fromstring(part)}
    if name == "docProps/core.xml":
        return {(one.tag, one.text) for one in etree.fromstring(part) if one.text}
    if name.endswith(".xml"):
        return _Xml(etree.tostring(etree.fromstring(part), method="c14n2"))
    return part


def _target(relationship: _Element, folder: str) -> str:
    target = str(relationship.get("Target"))
    if relationship.get("TargetMode") == "External":
        return target
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))


def _types(root: _Element, parts: dict[str, bytes]) -> set[tuple[str, str]]:
    """What each part is said to be, by its own entry or by its ending."""
    own = {str(one.get("PartName")).lstrip("/"): str(one.get("ContentType")) for one in root if one.get("PartName")}
    endings = {str(one.get("Extension")).lower(): str(one.get("ContentType")) for one in root if one.get("Extension")}
    named = [name for name in parts if name != TYPES and not name.endswith(".rels")]
    return {(name, own.get(name) or endings.get(name.rpartition(".")[2].lower(), "")) for name in named}


def differing_views(one: bytes, other: bytes) -> list[str]:
    """What a reader sees differently, the first difference told: texts with their styles, tables, merges."""
    left, right = list(_seen(one)), list(_seen(other))
    if left == right:
        return []
    pairs = (f"{mine} / {theirs}" for mine, theirs in zip(left, right, strict=False) if mine != theirs)
    return [next(pairs, f"{len(left)} / {len(right)} paragraphs and cells")]


def _seen(data: bytes) -> Iterator[tuple[str, ...]]:
    """Every paragraph outside tables that says something, every cell, in order; then headers and footers."""
    parts = _members(data)
    body = etree.fromstring(parts["word/document.xml"])[0]
    for element in body.iterchildren(f"{W}p", f"{W}tbl"):
        if element.tag == f"{W}tbl":
            yield from _cells(element)
        elif text := _text(element):
            yield ("paragraph", text)
    for name in sorted(parts):
        if name.startswith(("word/header", "word/footer")):
            yield (name[:11], _text(etree.fromstring(parts[name])))


def _cells(table: _Element) -> Iterator[tuple[str, ...]]:
    """A cell that begins a merge with nothing below it is not merged."""
    rows = [list(row.iterchildren(f"{W}tc")) for row in table.iterchildren(f"{W}tr")]
    for number, (row, below) in enumerate(zip(rows, [*rows[1:], []], strict=True), start=1):
        for column, cell in enumerate(row):
            merge = _merge(cell)
            followed = column < len(below) and _merge(below[column]) == "continue"
            yield f"row {number}", _text(cell), "" if merge == "restart" and not followed else merge


def _merge(cell: _Element) -> str:
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    return "" if merge is None else str(merge.get(f"{W}val", "continue"))


def _text(element: _Element) -> str:
    """The words of the runs in bold between two signs of their own, so that they cannot pass for others."""
    return "".join(
        f"*{text}*" if run.find(f"{W}rPr/{W}b") is not None else text
        for run in element.iter(f"{W}r")
        if (text := "".join(one.text or "" for one in run.iter(f"{W}t")))
    )
