"""Parts become the bytes of a .docx: the same parts, the same bytes.

A part that is the same in every document is packed once, as a `Member`, and only copied afterwards.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from reportgen.render.word.package import CONTENT_TYPES

_LEVEL = 6
_STATIC_LEVEL = 9
_FIRST = (CONTENT_TYPES, "_rels/.rels")

# The records of PKWARE's APPNOTE 6.3, sections 4.3.7, 4.3.12 and 4.3.16. Every member is deflated, made on no
# particular system, and dated 1 January 1980, the first day that the format can name.
_LOCAL = struct.Struct("<4sHHHHHLLLHH")
_CENTRAL = struct.Struct("<4sHHHHHHLLLHHHHHLL")
_END = struct.Struct("<4sHHHHLLH")
_VERSION, _DEFLATED, _MIDNIGHT, _FIRST_DAY = 20, 8, 0, 33
_UTF8 = 0x800


@dataclass(frozen=True, slots=True)
class Member:
    """One packed part: its record as it stands in the file, and what the list at the end of the file says of it."""

    name: bytes
    record: bytes
    crc: int
    packed: int
    size: int

    @property
    def flags(self) -> int:
        """Whether the name is in UTF-8."""
        return 0 if self.name.isascii() else _UTF8


def member(name: str, data: bytes, level: int = _LEVEL) -> Member:
    """`data` packed as the part `name`."""
    written, crc = name.encode(), zlib.crc32(data)
    packed = zlib.compress(data, level, -zlib.MAX_WBITS)
    flags = 0 if written.isascii() else _UTF8
    head = _LOCAL.pack(
        b"PK\3\4", _VERSION, flags, _DEFLATED, _MIDNIGHT, _FIRST_DAY, crc, len(packed), len(data), len(written), 0
    )
    return Member(written, head + written + packed, crc, len(packed), len(data))


def static_members(parts: Mapping[str, bytes]) -> dict[str, Member]:
    """Parts that are the same in many documents, packed as small as they get."""
    return {name: member(name, data, _STATIC_LEVEL) for name, data in parts.items()}


def archive(members: Mapping[str, Member]) -> bytes:
    """A zip of `members` by name, in a fixed order, without times, names of machines or rights."""
    ordered = [members[name] for name in sorted(members, key=lambda name: (name not in _FIRST, name))]
    entries: list[bytes] = []
    place = 0
    for one in ordered:
        entries += (_entry(one, place), one.name)
        place += len(one.record)
    listed = b"".join(entries)
    end = _END.pack(b"PK\5\6", 0, 0, len(ordered), len(ordered), len(listed), place, 0)
    return b"".join((*(one.record for one in ordered), listed, end))


def _entry(one: Member, place: int) -> bytes:
    return _CENTRAL.pack(
        b"PK\1\2", _VERSION, _VERSION, one.flags, _DEFLATED, _MIDNIGHT, _FIRST_DAY, one.crc, one.packed, one.size,
        len(one.name), 0, 0, 0, 0, 0, place,
    )  # fmt: skip


def pack(parts: Mapping[str, bytes]) -> bytes:
    """A zip of `parts`: all of them packed anew."""
    return archive({name: member(name, data) for name, data in parts.items()})
