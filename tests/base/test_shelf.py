"""What is found on a shelf is what was laid there, whatever befell its file; and nothing that befalls it is told."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from reportgen.base import shelf
from reportgen.base.shelf import Shelf

ROOT = Path(__file__).resolve().parents[2]
ROWS = {bytes([number]) * 32: bytes([number]) * (200 * number + 1) for number in range(12)}
TRIES = 400


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "kept.sqlite"


def filled(file: Path, rows: dict[bytes, bytes] = ROWS) -> bytes:
    """The file of a shelf that holds `rows`."""
    made = Shelf(file)
    made.keep(rows)
    made.close()
    return file.read_bytes()


def found(file: Path) -> dict[bytes, bytes]:
    """What a shelf finds of ROWS."""
    made = Shelf(file)
    held = {key: one for key in ROWS if (one := made.found(key)) is not None}
    made.close()
    return held


def test_what_was_kept_is_found_by_the_next_and_nothing_else_is(file: Path) -> None:
    filled(file)
    assert found(file) == ROWS
    assert Shelf(file).found(b"x" * 32) is None


def test_a_later_row_takes_the_place_of_an_earlier(file: Path) -> None:
    filled(file)
    key = bytes(32)
    filled(file, {key: b"new"})
    assert found(file) == {**ROWS, key: b"new"}


def damaged(file: Path, whole: bytes, places: list[int]) -> None:
    """With one byte changed a shelf finds what was kept or nothing, and keeps anew."""
    for place in places:
        changed = bytearray(whole)
        changed[place] ^= random.Random(place).randrange(1, 256)
        file.write_bytes(changed)
        held = found(file)
        assert held.items() <= ROWS.items(), place
        filled(file)
        filled(file)
        assert found(file) == ROWS, place


def test_a_changed_byte_costs_what_it_changed_and_no_more(file: Path) -> None:
    whole = filled(file)
    damaged(file, whole, [*range(100), *random.Random(1).sample(range(100, len(whole)), TRIES)])


@pytest.mark.soak
def test_every_changed_byte(file: Path) -> None:
    whole = filled(file)
    damaged(file, whole, list(range(len(whole))))


def test_what_lies_under_another_key_is_not_taken_for_it(file: Path) -> None:
    filled(file)
    one, other = list(ROWS)[3:5]
    with closing(sqlite3.connect(file)) as database, database:
        row = database.execute("SELECT digest, held FROM kept WHERE key = ?", (one,)).fetchone()
        database.execute("UPDATE kept SET digest = ?, held = ? WHERE key = ?", (*row, other))
    assert found(file) == {key: held for key, held in ROWS.items() if key != other}


@pytest.mark.parametrize("other", ["text", "half", "nothing", "another program's", "newer", "without its table"])
def test_a_file_of_another_kind_is_begun_anew(file: Path, other: str) -> None:
    whole = filled(file)
    match other:
        case "text":
            file.write_text("not a database at all\n" * 100)
        case "half":
            file.write_bytes(whole[: len(whole) // 2])
        case "nothing":
            file.write_bytes(b"")
        case "another program's":
            file.unlink()
            with closing(sqlite3.connect(file)) as database:
                database.execute("CREATE TABLE kept (key, digest, held)")
        case _:
            change = "PRAGMA user_version = 99" if other == "newer" else "DROP TABLE kept"
            with closing(sqlite3.connect(file)) as database:
                database.execute(change)
    assert found(file).items() <= ROWS.items()
    filled(file)
    assert found(file) == ROWS


def test_a_file_that_is_spoilt_or_gone_while_it_is_in_use_is_no_fault(file: Path) -> None:
    for spoil in (lambda: file.write_bytes(b"x" * 9_000), file.unlink, lambda: file.write_bytes(b"")):
        filled(file)
        made = Shelf(file)
        spoil()
        for key, held in ROWS.items():
            assert made.found(key) in (held, None)
        made.keep(ROWS)
        made.close()
        filled(file)
        assert found(file) == ROWS


def test_the_oldest_make_room_and_the_file_stays_within_its_bound(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "MOST", 200_000)
    made = Shelf(file)
    keys = [number.to_bytes(32, "big") for number in range(1_000)]
    for key in keys:
        made.keep({key: key * 40})
    there = [key for key in keys if made.found(key) is not None]
    assert 100 < len(there) < 200
    assert there == keys[-len(there) :]
    assert file.stat().st_size < 220_000


def test_what_is_too_large_is_not_kept(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "MOST_OF_ONE", 1_000)
    filled(file)
    assert found(file) == {key: held for key, held in ROWS.items() if len(held) <= 1_000}


def test_a_full_disk_is_no_fault(file: Path) -> None:
    filled(file)
    made = Shelf(file)
    assert made._database is not None
    made._database.execute("PRAGMA max_page_count = 1")  # as many as there are: not one more
    new = {bytes([200 + number]) * 32: b"x" * 9_000 for number in range(9)}
    made.keep(new)
    assert [made.found(key) for key in new] == [None] * len(new)
    assert found(file) == ROWS


def test_where_another_holds_the_file_nothing_is_waited_for_twice(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "PATIENCE", 0.01)
    filled(file)
    made = Shelf(file)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert made.found(bytes(32)) is None
        assert Shelf(file).found(bytes(32)) is None
        other.execute("COMMIT")
    assert made.found(bytes(32)) is None, "it was let go of"
    assert found(file) == ROWS


@pytest.mark.parametrize("missing", ["folder", "file"])
def test_a_place_that_cannot_be_written_is_no_fault(tmp_path: Path, missing: str) -> None:
    (tmp_path / "file").mkdir()
    made = Shelf(tmp_path / missing / "file" if missing == "folder" else tmp_path / "file")
    made.keep(ROWS)
    assert not made.is_open
    assert made.found(bytes(32)) is None


@pytest.mark.skipif(sys.platform == "win32", reason="files of a user are private there by themselves")
def test_nobody_else_may_read_it(file: Path) -> None:
    filled(file)
    assert file.stat().st_mode & 0o077 == 0


WRITER = """
import sys
from pathlib import Path
from reportgen.base.shelf import Shelf
made = Shelf(Path(sys.argv[1]))
for number in range(300):
    key = f"{sys.argv[2] if number % 2 else 'all'} {number}".encode()
    made.keep({key: key * 50})
    assert made.found(key) == key * 50, key
"""


def test_processes_that_begin_and_write_it_at_once_lose_nothing(file: Path) -> None:
    names = ("one", "two", "three")
    begun = [subprocess.Popen([sys.executable, "-c", WRITER, str(file), name], cwd=ROOT) for name in names]
    assert [one.wait(timeout=120) for one in begun] == [0, 0, 0]
    made = Shelf(file)
    keys = [f"{name if number % 2 else 'all'} {number}".encode() for name in names for number in range(300)]
    assert all(made.found(key) == key * 50 for key in keys)


def test_threads_may_share_it(file: Path) -> None:
    made, wrong = Shelf(file), []

    def work(name: str) -> None:
        for number in range(100):
            key = f"{name} {number}".encode()
            made.keep({key: key})
            if made.found(key) != key:
                wrong.append(key)

    threads = [threading.Thread(target=work, args=(name,)) for name in "abcd"]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert wrong == []
