"""Bytes found again by a key, in one SQLite file that several processes read and write at once.

A shelf is a cache: what is on it may be gone at any time, and is what was laid on it or nothing. A file that is damaged
or of another kind is begun anew. What the file system refuses is not kept, nor is anything asked for after that.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import threading
import weakref
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from reportgen.base.databases import bears, forget, mark, transaction

MOST = 256 * 1024 * 1024
"""So many bytes a shelf holds; the oldest make room for what is new."""
MOST_OF_ONE = 1024 * 1024
"""What is larger is not kept."""
PATIENCE = 1.0
"""Seconds that are waited for another process."""
VERSION = 1
"""Changed with every change of how rows are kept."""

_HEAD = {"application_id": 0x52475348, "user_version": VERSION}
_MADE = "CREATE TABLE kept (key BLOB PRIMARY KEY NOT NULL, digest BLOB NOT NULL, held BLOB NOT NULL)"
_FOUND = "SELECT digest, held FROM kept WHERE key = ?"
_ROOM = "DELETE FROM kept WHERE rowid <= (SELECT min(rowid) + (max(rowid) - min(rowid)) / 16 FROM kept)"


class Shelf:
    """What lies in `file`, readable by the user alone. Threads may share it; a process opens its own."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._lock = threading.Lock()
        self._database: sqlite3.Connection | None = None
        with suppress(sqlite3.Error, OSError):
            self._begin()

    @property
    def is_open(self) -> bool:
        """Whether anything can be found or kept."""
        return self._database is not None

    def found(self, key: bytes) -> bytes | None:
        """What was kept under `key`, to the byte; None where that is not there."""
        with self._lock:
            row = self._asked(key)
        match row:
            case (bytes() as digest, bytes() as held) if digest == _digest(key, held):
                return held
            case _:
                return None

    def keep(self, rows: Mapping[bytes, bytes]) -> None:
        """Keeps bytes under their keys, all of them in one step."""
        told = [(key, _digest(key, held), held) for key, held in rows.items() if len(held) <= MOST_OF_ONE]
        with self._lock:
            if told and not self._put(told):
                self._put(told)

    def close(self) -> None:
        """Closes the file; nothing is found and nothing kept from then on."""
        if self._database is not None:
            self._closed()
            self._database = None

    def _begin(self) -> None:
        try:
            self._open()
        except (sqlite3.Error, ValueError) as error:
            if not _is_damage(error):
                raise
            forget(self._file)
            self._open()

    def _open(self) -> None:
        """Raises ValueError or DatabaseError for a file that is damaged or of another kind."""
        os.close(os.open(self._file, os.O_RDWR | os.O_CREAT, 0o600))
        database = sqlite3.connect(self._file, PATIENCE, isolation_level=None, check_same_thread=False)
        database.text_factory = bytes
        try:
            for setting in ("trusted_schema = OFF", "cell_size_check = ON", "synchronous = OFF"):
                database.execute(f"PRAGMA {setting}")
            database.execute("PRAGMA journal_mode = TRUNCATE").fetchone()
            with transaction(database):
                (tables,) = database.execute("SELECT count(*) FROM sqlite_schema").fetchone()
                if not tables:
                    database.execute(_MADE)
                    mark(database, _HEAD)
                elif not bears(database, _HEAD):
                    raise ValueError
        except BaseException:
            database.close()
            raise
        self._database = database
        self._closed = weakref.finalize(self, database.close)

    def _asked(self, key: bytes) -> object:
        if self._database is None:
            return None
        try:
            return self._database.execute(_FOUND, (key,)).fetchone()
        except sqlite3.Error as error:
            self._give_up(error)
            return None

    def _put(self, rows: Sequence[tuple[bytes, bytes, bytes]]) -> bool:
        """Whether there is nothing more to be done: not where the file turned out to be damaged and was begun anew."""
        if self._database is None:
            return True
        try:
            with transaction(self._database):
                self._database.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", rows)
                if any(self._database.execute(_FOUND, row[:1]).fetchone() != row[1:] for row in rows):
                    raise ValueError  # an index that is damaged can lose a row without a word
                if _size(self._database) > MOST:
                    self._database.execute(_ROOM)
        except (sqlite3.Error, ValueError) as error:
            self._give_up(error)
            return self._database is None
        return True

    def _give_up(self, error: sqlite3.Error | ValueError) -> None:
        """A damaged file is begun anew; where anything else is refused, it is left alone from then on."""
        self.close()
        if _is_damage(error):
            with suppress(sqlite3.Error, OSError, ValueError):
                forget(self._file)
                self._open()


def _is_damage(error: Exception) -> bool:
    """Whether the file itself is at fault, and not what other processes, the disk or the rights of files refuse."""
    code = getattr(error, "sqlite_errorcode", None)
    return isinstance(error, ValueError) or (code is not None and code & 0xFF not in _REFUSALS)


_REFUSALS = frozenset(
    {
        *(sqlite3.SQLITE_PERM, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_NOMEM),
        *(sqlite3.SQLITE_READONLY, sqlite3.SQLITE_INTERRUPT, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL),
        *(sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PROTOCOL, sqlite3.SQLITE_NOLFS, sqlite3.SQLITE_AUTH),
    }
)


def _size(database: sqlite3.Connection) -> int:
    """The bytes that are in use; what is free is used again before the file grows."""
    names = ("page_count", "freelist_count", "page_size")
    pages, free, size = (database.execute(f"PRAGMA {name}").fetchone()[0] for name in names)
    return int((pages - free) * size)


def _digest(key: bytes, held: bytes) -> bytes:
    """Of both, so that nothing is taken for what lies under another key."""
    return hashlib.sha256(key + held).digest()
