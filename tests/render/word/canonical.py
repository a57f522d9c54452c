"""Two documents compared by what they say: canonical XML of every part, relationships and content types as sets."""

from __future__ import annotations

import hashlib
import io
import posixpath
import zipfile
from collections.abc import Mapping
from typing import Any

from lxml import etree
from lxml.etree import _Element

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MEDIA = "word/media/"


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def canonical(data: bytes) -> dict[str, Any]:
    """Every part by name in canonical form; pictures by what they hold, references by what they lead to."""
    parts = members(data)
    links = {name: _links(name, parts) for name in parts if name.endswith(".rels")}
    made: dict[str, Any] = {"pictures": sorted(_name(name, parts) for name in parts if name.startswith(_MEDIA))}
    made["types"] = _types(parts)
    for name, part in parts.items():
        if name.endswith(".rels"):
            made[name] = sorted(links[name].values()) or None
        elif name == "docProps/core.xml":
            made[name] = sorted((etree.QName(one).localname, one.text) for one in etree.fromstring(part) if one.text)
        elif name.endswith(".xml") and name != "[Content_Types].xml":
            folder, _, file = name.rpartition("/")
            made[name] = _canonical_xml(etree.fromstring(part), links.get(f"{folder}/_rels/{file}.rels", {}))
        elif not name.startswith(_MEDIA) and name != "[Content_Types].xml":
            made[name] = part
    return {name: value for name, value in made.items() if value is not None}


def differing(one: bytes, other: bytes) -> list[str]:
    """The names of the parts that differ."""
    left, right = canonical(one), canonical(other)
    return [name for name in sorted({*left, *right}) if not _equal(left.get(name), right.get(name))]


def _equal(one: Any, other: Any) -> bool:
    """Whether two parts are equal, whichever of two prefixes of one namespace they write."""
    if one == other or not (isinstance(one, str) and isinstance(other, str)):
        return bool(one == other)
    return bool(etree.canonicalize(one, rewrite_prefixes=True) == etree.canonicalize(other, rewrite_prefixes=True))


def _canonical_xml(root: _Element, links: Mapping[str, tuple[str, ...]]) -> str:
    for element in root.iter(etree.Element):
        for name in element.attrib:
            if str(name).startswith(R):
                element.set(name, "|".join(links.get(str(element.get(name)), ("nowhere",))))
        if len(element) and not (element.text or "").strip():
            element.text = None
        if not (element.tail or "").strip():
            element.tail = None
    return etree.tostring(root, method="c14n", exclusive=True).decode()


def _links(name: str, parts: Mapping[str, bytes]) -> dict[str, tuple[str, ...]]:
    folder = name.rpartition("_rels/")[0]
    return {str(one.get("Id")): _link(one, folder, parts) for one in etree.fromstring(parts[name])}


def _link(one: _Element, folder: str, parts: Mapping[str, bytes]) -> tuple[str, ...]:
    kind, target = str(one.get("Type")), str(one.get("Target"))
    if one.get("TargetMode") == "External":
        return kind, target
    path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
    return kind, _name(path, parts)


def _name(path: str, parts: Mapping[str, bytes]) -> str:
    return hashlib.sha256(parts[path]).hexdigest() if path.startswith(_MEDIA) and path in parts else path


def _types(parts: Mapping[str, bytes]) -> list[tuple[str, str]]:
    defaults, overrides = {}, {}
    for one in etree.fromstring(parts["[Content_Types].xml"]):
        if one.get("PartName"):
            overrides[str(one.get("PartName")).lstrip("/")] = str(one.get("ContentType"))
        else:
            defaults[str(one.get("Extension")).lower()] = str(one.get("ContentType"))
    named = [name for name in parts if not name.endswith(".rels") and name != "[Content_Types].xml"]
    return sorted(
        (_name(name, parts), overrides.get(name) or defaults.get(name.rpartition(".")[2].lower(), "")) for name in named
    )
