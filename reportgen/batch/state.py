"""What the last build knew, in SQLite below `build/`: a cache, which may be deleted at any time.

A file that is damaged or of another version is put aside for a new one. Every row carries a checksum, so that not one
changed letter is taken for knowledge. Where the disk refuses, the build goes on and the next one knows less.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from reportgen.base.databases import forget, transaction

FILE = ".state.sqlite"
VERSION = 1
"""Changed with every change of what is kept."""
_MAGIC = 0x52475354
_SEPARATOR = "\0"


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of one report: what it was made from, and what was made.

    `basis` is the digest of what it shares with others; empty where it has to be built whatever else is said here.
    `profiles` are the profiles that were read: lines of a report, a tab and ids. `related` are the reports it was
    compared with. `inputs` are names below its folder, or below `content/` where they begin with a slash; `outputs`
    names below its folder of `build/`. Names, their digests and how they looked are in the same order. `older` are
    outputs of other formats that are still there: lines of a name, a tab and a digest.
    """

    report: str
    basis: str = ""
    profiles: str = ""
    related: str = ""
    inputs: str = ""
    input_digests: str = ""
    input_looks: bytes = b""
    outputs: str = ""
    output_digests: str = ""
    output_looks: bytes = b""
    older: str = ""
    entry: str = ""
    counts: str = ""

    @property
    def made(self) -> dict[str, str]:
        """Every file that was made for it and may be there, with its digest."""
        older = (line.partition("\t") for line in self.older.split("\n") if line)
        known = zip(self.outputs.split("\n"), self.output_digests.split("\n"), strict=True)
        return {name: digest for name, _, digest in older} | {name: digest for name, digest in known if name}


_COLUMNS = tuple(field.name for field in fields(Record))


class State:
    """The state of a workspace. `is_new`: nothing was known; `was_cut_off`: the last build did not end."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._database: sqlite3.Connection | None = None
        self.is_new = self.was_cut_off = False
        with suppress(sqlite3.Error, OSError):
            self._open()

    def _open(self) -> None:
        try:
            self._database = self._connected()
        except (sqlite3.DatabaseError, ValueError):
            self._forget()
            self._database = self._connected()

    def _connected(self) -> sqlite3.Connection:
        """Raises ValueError or DatabaseError for a file that is damaged or of another version."""
        database = sqlite3.connect(self._path, isolation_level=None)
        try:
            (magic,), (version,) = (database.execute(f"PRAGMA {name}").fetchone() for name in _HEAD)
            (tables,) = database.execute("SELECT count(*) FROM sqlite_schema").fetchone()
            if tables and (magic, version) != tuple(_HEAD.values()):
                raise ValueError
            database.execute("PRAGMA trusted_schema = OFF")
            database.execute("PRAGMA synchronous = OFF")  # what a loss of power spoils, checksums tell
            if not tables:
                self.is_new = True
                columns = ", ".join(f"{name} NOT NULL" for name in (*_COLUMNS[1:], "checksum"))
                with transaction(database):
                    database.execute(f"CREATE TABLE reports (report TEXT PRIMARY KEY, {columns}) WITHOUT ROWID")
                    database.execute("CREATE TABLE facts (name TEXT PRIMARY KEY, value, checksum) WITHOUT ROWID")
                    for name, value in _HEAD.items():
                        database.execute(f"PRAGMA {name} = {value}")
            return database
        except BaseException:
            database.close()
            raise

    def _forget(self) -> None:
        """Begins anew: what cannot be relied on is deleted."""
        self.close()
        forget(self._path)

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection | None]:
        """The database in one transaction; what it refuses is not written, and nothing after that."""
        if self._database is None:
            yield None
            return
        try:
            with transaction(self._database):
                yield self._database
        except (sqlite3.Error, OSError):
            self.close()

    def begin(self) -> None:
        """Notes that a build is under way."""
        self.was_cut_off = not self.is_new and self.fact("running") != "no"
        self.keep_facts({"running": "yes"})

    def end(self) -> None:
        """Notes that everything that was made is known, and closes the file."""
        self.keep_facts({"running": "no"})
        self.close()

    def close(self) -> None:
        """Closes the file; nothing is known and nothing kept from then on."""
        if self._database is not None:
            with suppress(sqlite3.Error):
                self._database.close()
            self._database = None

    def records(self) -> dict[str, Record]:
        """Everything that is known of reports; nothing where the file is damaged, which then begins anew."""
        if self._database is None:
            return {}
        try:
            rows = self._database.execute(f"SELECT {', '.join(_COLUMNS)}, checksum FROM reports").fetchall()  # noqa: S608
            return {row[0]: Record(*row[:-1]) for row in rows if row[-1] == _checksum(row[:-1])}
        except (sqlite3.Error, TypeError, ValueError):
            with suppress(sqlite3.Error, OSError):
                self._forget()
                self._database = self._connected()
            return {}

    def keep(self, records: Iterable[Record]) -> None:
        """Keeps what is known of reports now."""
        rows = [(*values, _checksum(values)) for values in map(astuple, records)]
        marks = ", ".join("?" * (len(_COLUMNS) + 1))
        with self._writing() as database:
            if database is not None and rows:
                database.executemany(f"INSERT OR REPLACE INTO reports VALUES ({marks})", rows)  # noqa: S608 - marks only

    def drop(self, reports: Iterable[str]) -> None:
        """Forgets reports."""
        with self._writing() as database:
            if database is not None:
                database.executemany("DELETE FROM reports WHERE report = ?", [(report,) for report in reports])

    def fact(self, name: str) -> str | None:
        """Something kept under a name; None where there is nothing."""
        try:
            asked = "SELECT value, checksum FROM facts WHERE name = ?"
            row = self._database and self._database.execute(asked, (name,)).fetchone()
            return row[0] if row and row[1] == _checksum((name, row[0])) else None
        except (sqlite3.Error, TypeError):
            return None

    def keep_facts(self, facts: Mapping[str, str]) -> None:
        """Keeps something under a name."""
        with self._writing() as database:
            if database is not None:
                rows = [(*fact, _checksum(fact)) for fact in facts.items()]
                database.executemany("INSERT OR REPLACE INTO facts VALUES (?, ?, ?)", rows)


def known_in(folder: Path) -> tuple[dict[str, Record], dict[str, str]]:
    """What a build that ended knew of reports, and its facts; nothing where it tells none. Its file stays as it is."""
    try:
        address = f"{(folder / FILE).resolve().as_uri()}?mode=ro&immutable=1"
        with closing(sqlite3.connect(address, uri=True)) as database:
            heads = tuple(database.execute(f"PRAGMA {name}").fetchone()[0] for name in _HEAD)
            if heads != tuple(_HEAD.values()):
                return {}, {}
            rows = database.execute(f"SELECT {', '.join(_COLUMNS)}, checksum FROM reports").fetchall()  # noqa: S608
            facts = database.execute("SELECT name, value, checksum FROM facts").fetchall()
        records = {row[0]: Record(*row[:-1]) for row in rows if row[-1] == _checksum(row[:-1])}
        return records, {row[0]: row[1] for row in facts if row[-1] == _checksum(row[:-1])}
    except (sqlite3.Error, OSError, TypeError, ValueError):
        return {}, {}


_HEAD = {"application_id": _MAGIC, "user_version": VERSION}


def _checksum(values: Iterable[object]) -> int:
    """Over everything in a row; raises TypeError where a value is of no kind that is kept."""
    whole = _SEPARATOR.encode().join(value if isinstance(value, bytes) else _text(value) for value in values)
    return zlib.crc32(whole)


def _text(value: object) -> bytes:
    if not isinstance(value, str):
        raise TypeError
    return value.encode()
