"""What the last build knew, in SQLite below `build/`: a cache, which may be deleted at any time.

A file that is damaged or of another version is put aside for a new one. Every row carries a checksum, so that not one
changed letter is taken for knowledge. Where the disk refuses, the build goes on in memory and the next one knows less.
Rows are read some at a time: of very many reports no more than that is held.
"""

from __future__ import annotations

import marshal
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from reportgen.base.databases import bears, forget, mark, transaction
from reportgen.base.errors import UsageError
from reportgen.base.messages import N_

FILE = ".state.sqlite"
VERSION = 3
"""Changed with every change of what is kept."""
_MAGIC = 0x52475354
_WITHOUT_REFERENCES = 2
"""The version of marshal in which equal values are equal bytes."""
_AT_ONCE = 200
"""So many reports are asked for at once."""
_CACHED = 1_000
"""So many kilobytes of the file are held at most."""


class Record(NamedTuple):
    """What is known of one report: what it was made from, and what was made.

    `basis` is the digest of what it shares with others; empty where it has to be built whatever else is said here.
    `kind` is that of its form. `profiles` are the profiles that were read: lines of a report, a tab and ids. `related`
    are the reports it was compared with. `inputs` are names below its folder, or below `content/` where they begin with
    a slash; `outputs` names below its folder of `build/`. Names, their digests and how they looked are in the same
    order. `older` are outputs of other formats that are still there: lines of a name, a tab and a digest.
    """

    report: str
    basis: str = ""
    kind: str = ""
    profiles: str = ""
    related: str = ""
    inputs: str = ""
    input_digests: str = ""
    input_looks: bytes = b""
    outputs: str = ""
    output_digests: str = ""
    output_looks: bytes = b""
    older: str = ""
    counts: str = ""

    @property
    def made(self) -> dict[str, str]:
        """Every file that was made for it and may be there, with its digest."""
        older = (line.partition("\t") for line in self.older.split("\n") if line)
        known = zip(self.outputs.split("\n"), self.output_digests.split("\n"), strict=True)
        return {name: digest for name, _, digest in older} | {name: digest for name, digest in known if name}


_COLUMNS = ", ".join(Record._fields)
_TABLES = {"reports": _COLUMNS, "lines": "report, line", "facts": "name, value"}
"""What is kept under the first of some columns; a checksum of all of them comes after the last."""


class State:
    """The state of a workspace. `is_new`: nothing was known; `was_cut_off`: the last build did not end."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self.is_new = self.was_cut_off = False
        self._database = self._opened()

    def _opened(self) -> sqlite3.Connection:
        for _ in range(2):
            try:
                if self._path.is_symlink():  # what it leads to is somebody else's
                    raise ValueError
                return self._connected(str(self._path))
            except (sqlite3.DatabaseError, ValueError, OSError):
                with suppress(OSError):
                    forget(self._path)
        return self._connected(_NOWHERE)

    def _connected(self, path: str) -> sqlite3.Connection:
        """Raises ValueError or DatabaseError for a file that is damaged or of another version."""
        database = sqlite3.connect(path, isolation_level=None)
        try:
            self.is_new = not database.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
            if not self.is_new and (not bears(database, _HEAD) or not _is_whole(database)):
                raise ValueError
            database.execute("PRAGMA trusted_schema = OFF")
            database.execute(f"PRAGMA cache_size = -{_CACHED}")
            database.execute("PRAGMA synchronous = OFF")  # what a loss of power spoils, checksums tell
            if self.is_new:
                _make_tables(database)
            return database
        except BaseException:
            database.close()
            raise

    def begin(self) -> None:
        """Notes that a build is under way."""
        self.was_cut_off = not self.is_new and self.fact("running") != "no"
        self.keep_facts({"running": "yes"})

    def end(self) -> None:
        """Notes that everything that was made is known, and closes the file."""
        self.keep_facts({"running": "no"})
        with suppress(sqlite3.Error):
            self._database.close()

    def reports(self) -> Iterator[str]:
        """The reports that something is known of, in order."""
        asked, last = f"SELECT report FROM reports WHERE report > ? ORDER BY report LIMIT {_AT_ONCE}", ""  # noqa: S608
        while some := self._found(asked, (last,)):
            yield from (report for (report,) in some if isinstance(report, str))
            (last,) = some[-1]

    def records(self, reports: Sequence[str]) -> Iterator[tuple[str, Record | None]]:
        """Each of `reports` in their order, and what is known of it."""
        for report, values in self._of("reports", reports):
            yield report, Record(report, *values) if values is not None else None

    def lines(self, reports: Sequence[str]) -> Iterator[tuple[str, str | None]]:
        """Each of `reports` in their order, and its line of the list."""
        for report, values in self._of("lines", reports):
            yield report, values[0] if values is not None else None

    def keep(self, records: Iterable[Record], lines: Mapping[str, str] = MappingProxyType({})) -> None:
        """Keeps what is known of reports now, and lines of the list, all or nothing."""
        rows = {"reports": _rows(records), "lines": _rows(lines.items())}

        def write(database: sqlite3.Connection) -> None:
            for table, some in rows.items():
                _put(database, table, some)

        self._write(write)

    def drop(self, reports: Iterable[str]) -> None:
        """Forgets reports."""
        named = [(report,) for report in reports]

        def write(database: sqlite3.Connection) -> None:
            for table in ("reports", "lines"):
                database.executemany(f"DELETE FROM {table} WHERE report = ?", named)  # noqa: S608 - names of this module

        self._write(write)

    def fact(self, name: str) -> str | None:
        """Something kept under a name; None where there is nothing."""
        for row in self._found("SELECT name, value, checksum FROM facts WHERE name = ?", (name,)):
            return str(row[1]) if _is_sound(row) else None
        return None

    def keep_facts(self, facts: Mapping[str, str]) -> None:
        """Keeps something under a name."""
        self._write(lambda database: _put(database, "facts", _rows(facts.items())))

    def _of(self, table: str, reports: Sequence[str]) -> Iterator[tuple[str, tuple[Any, ...] | None]]:
        """Each of `reports` in their order, and its row of a table without the id; None where there is no sound one."""
        for first in range(0, len(reports), _AT_ONCE):
            some = reports[first : first + _AT_ONCE]
            asked = f"SELECT {_TABLES[table]}, checksum FROM {table} WHERE report IN ({_marks(len(some))})"  # noqa: S608
            rows = {row[0]: row[1:-1] for row in self._found(asked, some) if _is_sound(row)}
            for report in some:
                yield report, rows.get(report)

    def _found(self, asked: str, values: Sequence[str] = ()) -> list[tuple[Any, ...]]:
        """Rows. Raises UsageError where the file can be read no more, which the next build then begins anew."""
        try:
            return _fetched(self._database, asked, values)
        except sqlite3.Error as error:
            self._database.close()
            with suppress(OSError):
                forget(self._path)
            raise UsageError(
                N_("{path} cannot be read any more: {reason}; build again"), path=self._path, reason=str(error)
            ) from error

    def _write(self, write: Callable[[sqlite3.Connection], None]) -> None:
        """Writes in one transaction; in memory from now on where the disk refuses."""
        try:
            with transaction(self._database):
                write(self._database)
        except (sqlite3.Error, OSError):
            self._database = self._in_memory()
            with transaction(self._database):
                write(self._database)

    def _in_memory(self) -> sqlite3.Connection:
        """What is known, as far as it can be read, where no disk refuses."""
        memory = sqlite3.connect(_NOWHERE, isolation_level=None)
        try:
            self._database.backup(memory)
        except sqlite3.Error:
            memory.close()
            memory = self._connected(_NOWHERE)
        with suppress(sqlite3.Error):
            self._database.close()
        return memory


def known_in(folder: Path) -> tuple[dict[str, Record], dict[str, str]]:
    """What a build that ended knew of reports, and its facts; nothing where it tells none. Its file stays as it is."""
    try:
        address = f"{(folder / FILE).resolve().as_uri()}?mode=ro&immutable=1"
        with closing(sqlite3.connect(address, uri=True)) as database:
            if not bears(database, _HEAD):
                return {}, {}
            rows = _fetched(database, f"SELECT {_COLUMNS}, checksum FROM reports")  # noqa: S608
            facts = _fetched(database, "SELECT name, value, checksum FROM facts")
        return {row[0]: Record(*row[:-1]) for row in rows if _is_sound(row)}, {
            row[0]: row[1] for row in facts if _is_sound(row)
        }
    except (sqlite3.Error, OSError, ValueError):
        return {}, {}


_HEAD = {"application_id": _MAGIC, "user_version": VERSION}
_NOWHERE = ":memory:"


def _fetched(database: sqlite3.Connection, asked: str, values: Sequence[str] = ()) -> list[tuple[Any, ...]]:
    """Rows. A text that is none any more comes as its bytes, which no checksum fits."""
    try:
        return database.execute(asked, values).fetchall()
    except sqlite3.OperationalError:
        database.text_factory = _text
        try:
            return database.execute(asked, values).fetchall()
        finally:
            database.text_factory = str


def _text(data: bytes) -> str | bytes:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data


def _is_whole(database: sqlite3.Connection) -> bool:
    """Whether every row can be reached; what is in the rows, their checksums tell."""
    return bool(database.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))


def _make_tables(database: sqlite3.Connection) -> None:
    with transaction(database):
        for table, columns in _TABLES.items():
            first, _, others = f"{columns}, checksum".partition(", ")
            rest = " NOT NULL, ".join(others.split(", "))
            database.execute(f"CREATE TABLE {table} ({first} TEXT PRIMARY KEY, {rest} NOT NULL) WITHOUT ROWID")
        mark(database, _HEAD)


def _rows(values: Iterable[tuple[object, ...]]) -> list[tuple[object, ...]]:
    return [(*row, _checksum(tuple(row))) for row in values]


def _put(database: sqlite3.Connection, table: str, rows: Sequence[tuple[object, ...]]) -> None:
    if rows:
        database.executemany(f"INSERT OR REPLACE INTO {table} VALUES ({_marks(len(rows[0]))})", rows)  # noqa: S608


def _marks(count: int) -> str:
    return ", ".join("?" * count)


def _is_sound(row: tuple[Any, ...]) -> bool:
    """Whether a row is as it was kept."""
    return bool(row[-1] == _checksum(row[:-1]))


def _checksum(values: tuple[Any, ...]) -> int:
    """Over everything in a row, of each value what kind it is as well."""
    return zlib.crc32(marshal.dumps(values, _WITHOUT_REFERENCES))
