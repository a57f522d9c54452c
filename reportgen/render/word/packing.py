"""Parts become the bytes of a .docx: the same parts, the same bytes.

Parts that are the same in every document are packed once, as a `Base`, and only copied afterwards.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Mapping
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


@dataclass(frozen=True, slots=True)
class Base:
    """Parts that are the same in many documents, packed once; they stand first, so that their places do not change."""

    members: Mapping[str, Member]
    records: bytes
    entries: bytes

    @classmethod
    def of(cls, parts: Mapping[str, bytes]) -> Base:
        """`parts` packed as small as they get."""
        return cls.holding({name: member(name, parts[name], _STATIC_LEVEL) for name in sorted(parts, key=_rank)})

    @classmethod
    def holding(cls, members: Mapping[str, Member]) -> Base:
        """Members in their order."""
        records, entries = _written(members.values(), 0)
        return cls(members, records, entries)

    def with_parts(self, parts: Mapping[str, bytes]) -> Base:
        """These parts and more of their kind."""
        members = {**self.members, **{name: member(name, data, _STATIC_LEVEL) for name, data in parts.items()}}
        return Base.holding({name: members[name] for name in sorted(members, key=_rank)})

    def document(self, made: Mapping[str, Member]) -> bytes:
        """A zip of these parts and those of one document, which replace them by name; no times, machines or rights."""
        if not made.keys().isdisjoint(self.members):
            members = {**self.members, **made}
            return Base.holding({name: members[name] for name in sorted(members, key=_rank)}).document({})
        records, entries = _written([made[name] for name in sorted(made, key=_rank)], len(self.records))
        count, size = len(self.members) + len(made), len(self.entries) + len(entries)
        end = _END.pack(b"PK\5\6", 0, 0, count, count, size, len(self.records) + len(records), 0)
        return b"".join((self.records, records, self.entries, entries, end))


def _rank(name: str) -> tuple[bool, str]:
    """The order of parts: the types and the relationships of the package, then by name."""
    return name not in _FIRST, name


def _written(members: Iterable[Member], place: int) -> tuple[bytes, bytes]:
    """The records of members from `place` on, and what the list at the end of the file says of them."""
    records: list[bytes] = []
    entries: list[bytes] = []
    for one in members:
        records.append(one.record)
        entries += (_entry(one, place), one.name)
        place += len(one.record)
    return b"".join(records), b"".join(entries)


def _entry(one: Member, place: int) -> bytes:
    return _CENTRAL.pack(
        b"PK\1\2", _VERSION, _VERSION, one.flags, _DEFLATED, _MIDNIGHT, _FIRST_DAY, one.crc, one.packed, one.size,
        len(one.name), 0, 0, 0, 0, 0, place,
    )  # fmt: skip


def pack(parts: Mapping[str, bytes]) -> bytes:
    """A zip of `parts`: all of them packed anew."""
    return Base.holding({}).document({name: member(name, data) for name, data in parts.items()})
