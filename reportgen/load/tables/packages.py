"""Zipped files (.xlsx, .docx, .ods) opened with care: within limits, without entities, never with macros."""

from __future__ import annotations

from collections.abc import Mapping

from lxml.etree import _Element

from reportgen.base.archive import ArchiveError, Refusal, unpack
from reportgen.base.errors import ContentError
from reportgen.base.location import Location
from reportgen.base.xml import XmlError, parse
from reportgen.load.tables import faults


def open_package(data: bytes, file: str) -> Mapping[str, bytes]:
    """The parts of a zipped file by name.

    Raises ContentError where it is damaged, unpacks to too much, holds macros, or is encrypted.
    """
    where = Location.of_file(file)
    try:
        parts = unpack(data)
    except ArchiveError as error:
        fault = faults.TOO_LARGE if error.refusal is Refusal.TOO_LARGE else faults.DAMAGED
        raise ContentError([fault.at(where, problem=error.problem)]) from error
    if any(name.lower().endswith("vbaproject.bin") for name in parts):
        raise ContentError([faults.MACROS.at(where)])
    if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
        raise ContentError([faults.ENCRYPTED.at(where)])
    return parts


def refuse_doubtful_parts(parts: Mapping[str, bytes], file: str) -> None:
    """Raises ContentError where a part is no acceptable XML: before a library reads them that might be kinder."""
    for name in parts:
        if name.endswith((".xml", ".rels", ".vml")):
            xml_part(parts, name, file)


def xml_part(parts: Mapping[str, bytes], name: str, file: str) -> _Element:
    """The root of a part. Raises ContentError where it is missing or no acceptable XML."""
    where = Location("word", file, part=name)
    if name not in parts:
        raise ContentError([faults.DAMAGED.at(where, problem=f"{name} ?")])
    try:
        return parse(parts[name])
    except XmlError as error:
        raise ContentError([faults.DAMAGED.at(where, problem=error.problem)]) from error
