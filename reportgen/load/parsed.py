"""What files were parsed to, kept by their content between runs: a file that was read before is not parsed again.

Kept is what follows from the bytes of one file and its name alone, and only where nothing was found in it: a fault is
found anew each time. It is found again by all that went into it (these bytes, this name, the program and its
libraries), lies in the user's own folder (`base/cache`), and may be deleted at any time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from reportgen.base.cache import cache_folder
from reportgen.base.fingerprint import at_first_glance
from reportgen.load.fields import Faults

if TYPE_CHECKING:
    from reportgen.base.shelf import Shelf

FILE = "parsed.sqlite"

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Kind(Generic[Made]):
    """A kind of file: its name, what one is parsed to, and the classes of all that may be in that."""

    name: str
    made: type[Made]
    classes: tuple[type, ...]


class Parsed:
    """What is known of files that were parsed before; without a shelf nothing is."""

    def __init__(self, shelf: Shelf | None = None) -> None:
        self._shelf = shelf
        self._new: dict[bytes, bytes] = {}

    def of(self, kind: Kind[Made], file: str, data: bytes, noted: Faults, parse: Callable[[], Made]) -> Made:
        """What `parse` makes of `data`, the bytes of the file told as `file`; it is not called where that is known.

        `parse` goes by nothing else, and notes in `noted` whatever it finds.
        """
        if self._shelf is None:
            return parse()
        key = _key(kind.name, file, data)
        known = self._known(self._shelf, key, kind)
        if known is not None:
            return known
        before = len(noted.findings)
        made = parse()
        if len(noted.findings) == before:
            self._note(key, made, kind)
        return made

    def keep(self) -> None:
        """Keeps what was parsed since."""
        if self._shelf is not None and self._new:
            self._shelf.keep(self._new)
            self._new = {}

    def _known(self, shelf: Shelf, key: bytes, kind: Kind[Made]) -> Made | None:
        from reportgen.base.records import read

        held = shelf.found(key)
        with suppress(ValueError):
            found = None if held is None else read(held, kind.classes)
            return found if isinstance(found, kind.made) else None
        return None

    def _note(self, key: bytes, made: Made, kind: Kind[Made]) -> None:
        from reportgen.base.records import written

        with suppress(ValueError):
            self._new[key] = written(made, kind.classes)


ANEW = Parsed()
"""Nothing is known, and nothing is kept."""


@contextmanager
def parsed_before() -> Iterator[Parsed]:
    """What this user has had parsed before; what is parsed now is kept at the end."""
    folder = cache_folder()
    shelf = None if folder is None else _shelf(folder)
    known = Parsed(shelf) if shelf is not None and shelf.is_open else ANEW
    try:
        yield known
    finally:
        known.keep()


@lru_cache(maxsize=1)
def _shelf(folder: Path) -> Shelf:
    from reportgen.base.shelf import Shelf

    return Shelf(folder / FILE)


def _key(kind: str, file: str, data: bytes) -> bytes:
    named = "\0".join((at_first_glance(), kind, file)).encode(errors="surrogateescape")
    return hashlib.sha256(named + b"\0" + data).digest()
