"""Files as they look from outside, and what is in them: whether one has changed is seen without reading it, or read.

A file is taken for unchanged without being read where its size, its times and its inode are those that were noted. They
are noted only of a file that was last changed at least `GRAIN` before that build began, by the clock of its own file
system: a change within the grain of the clock could leave the time as it was.
"""

from __future__ import annotations

import hashlib
import os
from array import array
from collections.abc import Iterable, Sequence
from pathlib import Path

from reportgen.base.errors import UsageError
from reportgen.base.files import GRAIN, read_bytes

FIELDS = 4
_ABSENT = (-1, -1, -1, -1)
_UNSURE = (-2, -2, -2, -2)
_AT_ONCE = 1 << 20
"""Of a larger file no more than a part is held."""
NOTHING = "-"
"""The digest of a file that is not there."""

Look = tuple[int, int, int, int]
"""Size, time of the last change of content, time of the last change at all, inode."""


def look(path: str) -> Look:
    """How a file looks from outside."""
    try:
        seen = os.stat(path)  # noqa: PTH116 - a million of these are asked for
    except OSError:
        return _ABSENT
    return seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns, seen.st_ino


def looks(prefix: str, names: Iterable[str]) -> bytes:
    """How several files look, as `noted` notes it."""
    found: list[int] = []
    stat = os.stat
    for name in names:  # as `look`, without a call for each of a hundred thousand files
        try:
            seen = stat(prefix + name)
        except OSError:
            found += _ABSENT
        else:
            found += (seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns, seen.st_ino)
    return packed(found)


def noted(prefix: str, names: Iterable[str], began: int, *, settled: bool = False) -> bytes:
    """How several files look, to be compared with `looks` later; what may yet change unseen is noted as never equal.

    `began` is when the build began. `settled` files were dated `GRAIN` earlier by who wrote them.
    """
    found: list[int] = []
    for name in names:
        seen = look(prefix + name)
        sure = settled or seen == _ABSENT or max(seen[1], seen[2]) < began - GRAIN
        found += seen if sure else _UNSURE
    return packed(found)


def packed(numbers: Sequence[int]) -> bytes:
    """Numbers as bytes: what fits no 64 bits is cut to them."""
    try:
        return array("q", numbers).tobytes()
    except OverflowError:
        return array("q", [(number + 2**63) % 2**64 - 2**63 for number in numbers]).tobytes()


def digest(path: str | Path) -> str:
    """The SHA-256 of a file as it is, `NOTHING` where there is none that can be read."""
    try:
        size = Path(path).stat().st_size
        if size > _AT_ONCE:
            with Path(path).open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        return digest_of(read_bytes(Path(path), limit=size))
    except (OSError, UsageError):
        return NOTHING


def digest_of(data: bytes) -> str:
    """The SHA-256 of what is in a file."""
    return hashlib.sha256(data).hexdigest()
