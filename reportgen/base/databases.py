"""What every SQLite file of the program has in common: each is a cache, which may be begun anew."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path


def forget(file: Path) -> None:
    """Deletes a database, with what SQLite keeps beside it. Raises OSError where the file system refuses."""
    for suffix in ("", "-journal", "-wal", "-shm"):
        file.with_name(file.name + suffix).unlink(missing_ok=True)


def bears(database: sqlite3.Connection, head: Mapping[str, int]) -> bool:
    """Whether a database is of the kind and version that `head` says by the names of pragmas."""
    return all(database.execute(f"PRAGMA {name}").fetchone() == (value,) for name, value in head.items())


def mark(database: sqlite3.Connection, head: Mapping[str, int]) -> None:
    """Lets a database bear `head`."""
    for name, value in head.items():
        database.execute(f"PRAGMA {name} = {value}")


@contextmanager
def transaction(database: sqlite3.Connection) -> Iterator[None]:
    """All or nothing of what is done with `database`, while no other process writes to it."""
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
        database.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):
            database.execute("ROLLBACK")
        raise
