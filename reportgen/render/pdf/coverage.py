"""Which characters a face has: read from its font once, and kept between runs in the user's own cache folder.

A font of Chinese has some tens of thousands, and reading them costs more than setting a report.
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterable
from functools import cache
from itertools import chain
from pathlib import Path

from reportgen.base.cache import cache_folder
from reportgen.base.fingerprint import at_first_glance
from reportgen.base.shelf import Shelf

FILE = "faces.sqlite"


def characters_of(file: Path, index: int) -> frozenset[int]:
    """The code points that face `index` of a font has a glyph for. Raises OSError where the font is not there."""
    seen = file.stat()
    known = (at_first_glance(), str(file), index, seen.st_size, seen.st_mtime_ns)
    key = hashlib.sha256(repr(known).encode(errors="surrogateescape")).digest()
    shelf = _shelf(cache_folder())
    held = None if shelf is None else shelf.found(key)
    if held is not None:
        return unpacked(held)
    found = _read(file, index)
    if shelf is not None:
        shelf.keep({key: packed(found)})
    return found


def packed(characters: Iterable[int]) -> bytes:
    """Code points as bytes: of each run the first and the one after the last."""
    ends = array("I")
    for one in sorted(characters):
        if ends and ends[-1] == one:
            ends[-1] += 1
        else:
            ends.extend((one, one + 1))
    return ends.tobytes()


def unpacked(held: bytes) -> frozenset[int]:
    """What `packed` was given."""
    ends = array("I", held)
    return frozenset(chain.from_iterable(map(range, ends[::2], ends[1::2])))


def _read(file: Path, index: int) -> frozenset[int]:
    from fontTools.ttLib import TTFont

    with TTFont(file, fontNumber=index, lazy=True) as font:
        return frozenset(font.getBestCmap() or ())


@cache
def _shelf(folder: Path | None) -> Shelf | None:
    return None if folder is None else Shelf(folder / FILE)
