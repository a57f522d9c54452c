"""What a build knows of the last one is a cache: whatever befalls its file, nothing wrong is taken from it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from reportgen.base.errors import UsageError
from reportgen.batch import state as module
from reportgen.batch.state import FILE, Record, State, known_in

NAMES = [f"2024/d{number:04}" for number in range(450)]
RECORDS = [Record(name, "basis", inputs="a\nb", input_looks=b"\0\1", counts="0 0 0 0") for name in NAMES]
LINES = {name: f'{{"report": "{name}"}}' for name in NAMES}


@pytest.fixture
def state(tmp_path: Path) -> Iterator[State]:
    state = State(tmp_path)
    state.begin()
    state.keep(RECORDS, LINES)
    yield state
    state.end()


def known(state: State, names: Sequence[str] = NAMES) -> tuple[list[Record | None], list[str | None]]:
    return [record for _, record in state.records(names)], [line for _, line in state.lines(names)]


def test_what_was_kept_comes_back_in_the_order_asked_for_of_any_number(state: State, tmp_path: Path) -> None:
    assert list(state.reports()) == NAMES
    assert known(state) == (RECORDS, list(LINES.values()))
    assert list(state.records([NAMES[3], "2024/none", NAMES[1]])) == [
        (NAMES[3], RECORDS[3]),
        ("2024/none", None),
        (NAMES[1], RECORDS[1]),
    ]
    state.end()
    again = State(tmp_path)
    again.begin()
    assert (again.is_new, again.was_cut_off) == (False, False)
    assert known(again) == (RECORDS, list(LINES.values()))
    again.end()
    assert known_in(tmp_path)[0] == {record.report: record for record in RECORDS}


def test_what_is_dropped_is_forgotten_with_its_line(state: State) -> None:
    state.drop(NAMES[1:])
    assert list(state.reports()) == NAMES[:1]
    assert known(state, NAMES[:2]) == ([RECORDS[0], None], [LINES[NAMES[0]], None])


def test_a_build_that_did_not_end_is_told(state: State, tmp_path: Path) -> None:
    other = State(tmp_path)
    other.begin()
    assert other.was_cut_off
    other.end()


@pytest.mark.parametrize("table", ["reports", "lines"])
def test_a_changed_row_is_none(state: State, tmp_path: Path, table: str) -> None:
    """Whatever of a row is changed to a value of another kind; the rows around it stay."""
    changed = _change_each_column(tmp_path / FILE, table, "report", NAMES)
    records, lines = known(state)
    found, others = (records, lines) if table == "reports" else (lines, records)
    kept, kept_others = (RECORDS, list(LINES.values()))[:: 1 if table == "reports" else -1]
    assert found == [None] * changed + list(kept[changed:])
    assert others == kept_others


def test_a_changed_fact_is_none(state: State, tmp_path: Path) -> None:
    facts = {"a": "1", "b": "2", "c": "3"}
    state.keep_facts(facts)
    changed = _change_each_column(tmp_path / FILE, "facts", "name", list(facts))
    assert [state.fact(name) for name in facts] == [None] * changed + ["3"]


def test_a_text_that_is_none_any_more_is_not_known(state: State, tmp_path: Path) -> None:
    no_text = "cast(x'61ff62' AS TEXT)"
    _change_each_column(tmp_path / FILE, "lines", "report", NAMES, no_text)
    changed = _change_each_column(tmp_path / FILE, "reports", "report", NAMES, no_text)
    with closing(sqlite3.connect(tmp_path / FILE, isolation_level=None)) as database:
        database.execute(f"UPDATE reports SET report = {no_text} WHERE report = ?", (NAMES[-1],))  # noqa: S608
    records, lines = known(state, NAMES[:-1])
    assert records == [None] * changed + RECORDS[changed:-1]
    assert lines[0] is None
    assert list(state.reports()) == NAMES[:-1]
    state.end()
    assert set(known_in(tmp_path)[0]) == set(NAMES[changed:-1])


def _change_each_column(file: Path, table: str, key: str, names: Sequence[str], to: str = "7") -> int:
    """Changes one column of each of the first rows to an expression; how many there were."""
    with closing(sqlite3.connect(file, isolation_level=None)) as database:
        columns = [row[1] for row in database.execute(f"PRAGMA table_info({table})")][1:]
        for name, column in zip(names, columns, strict=False):
            database.execute(f"UPDATE {table} SET {column} = {to} WHERE {key} = ?", (name,))  # noqa: S608
    return len(columns)


@pytest.mark.parametrize("place", range(0, 4096 * 6, 509))
def test_a_damaged_file_costs_knowledge_and_tells_nothing_wrong(state: State, tmp_path: Path, place: int) -> None:
    state.end()
    file = tmp_path / FILE
    data = bytearray(file.read_bytes())
    data[place : place + 300] = bytes(byte ^ 0xA5 for byte in data[place : place + 300])
    file.write_bytes(data)
    damaged = State(tmp_path)
    damaged.begin()
    records, lines = known(damaged)
    assert all(found in (None, kept) for found, kept in zip(records, RECORDS, strict=True))
    assert all(found in (None, kept) for found, kept in zip(lines, LINES.values(), strict=True))
    damaged.keep(RECORDS, LINES)
    assert known(damaged) == (RECORDS, list(LINES.values()))
    damaged.end()


def test_where_the_disk_refuses_the_build_goes_on_and_the_next_one_knows_less(
    state: State, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, put = tmp_path.joinpath(FILE).read_bytes(), module._put
    refused = []

    def refuse(database: sqlite3.Connection, table: str, rows: Sequence[tuple[object, ...]]) -> None:
        if database.execute("PRAGMA database_list").fetchone()[2]:
            refused.append(table)
            raise sqlite3.OperationalError("database or disk is full")
        put(database, table, rows)

    monkeypatch.setattr(module, "_put", refuse)
    more = Record("2024/more", "basis", counts="0 0 0 0")
    state.keep([more], {"2024/more": "{}"})
    state.keep_facts({"a": "b"})
    assert refused == ["reports"]
    assert known(state, [*NAMES, "2024/more"]) == ([*RECORDS, more], [*LINES.values(), "{}"])
    assert state.fact("a") == "b"
    state.end()
    assert tmp_path.joinpath(FILE).read_bytes() == whole
    monkeypatch.undo()
    later = State(tmp_path)
    later.begin()
    assert later.was_cut_off
    assert known(later, ["2024/more"]) == ([None], [None])
    later.end()


def test_a_link_in_its_place_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "theirs").touch()
    (tmp_path / FILE).symlink_to("theirs")
    state = State(tmp_path)
    state.begin()
    state.end()
    assert (tmp_path / "theirs").read_bytes() == b""
    assert not (tmp_path / FILE).is_symlink()


def test_where_no_file_can_be_made_nothing_is_known_and_the_build_goes_on(tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir()
    state = State(tmp_path)
    state.begin()
    state.keep(RECORDS, LINES)
    assert known(state) == (RECORDS, list(LINES.values()))
    state.end()
    assert known_in(tmp_path) == ({}, {})


def test_a_file_that_cannot_be_read_any_more_is_told(state: State, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / FILE)) as database:
        database.execute("DROP TABLE lines")
    with pytest.raises(UsageError, match=r"state.sqlite cannot be read any more: .*; build again"):
        list(state.lines(NAMES))
    state.end()
    again = State(tmp_path)
    assert again.is_new, "or every later build would fail as well"
    again.begin()
    again.end()
