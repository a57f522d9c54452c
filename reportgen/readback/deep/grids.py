"""The tables of the form, found by the labels of their columns and compared row by row and cell by cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from reportgen.base.finding import Finding
from reportgen.base.location import Location
from reportgen.base.text import says_nothing
from reportgen.readback.deep.faults import OTHER_CELL, OTHER_ROWS
from reportgen.readback.deep.seen import Seen, Table, bare
from reportgen.readback.deep.source import Source, TableOf
from reportgen.readback.expected import compare_rows

_ENOUGH = 4
"""So many labels of its columns make a row the head of a table."""
_LEVELS = frozenset({"level1", "level2"})
_ADDED = r"(?:[（(][^（）()]*[)）])?"


@dataclass(frozen=True)
class _Found:
    """A table of the form in a file: the place of each column, and the rows below its head."""

    places: Mapping[str, int]
    rows: Sequence[Sequence[str]]


def compare_tables(source: Source, seen: Seen) -> Iterator[Finding]:
    """Every row and cell of the funds and indicators that is not the form's, in any table that holds them.

    A template may name its columns otherwise; then label and figures must at least stand in one row, in order.
    """
    for table in source.tables:
        found = [one for grid in seen.tables if (one := _find(source, table, grid)) is not None]
        for one in found:
            yield from _compare(source, table, one, seen.file)
        if not found:
            kept = tuple(one for one in source.expected.records if one.id.startswith(f"{table.block}."))
            expected = replace(source.expected, records=kept)
            yield from compare_rows(expected, (row for grid in seen.tables for row in grid), seen.file)


def _find(source: Source, table: TableOf, grid: Table) -> _Found | None:
    labels = {key: bare(source.columns[key]) for key in table.columns}
    for place, row in enumerate(grid):
        cells = [bare(cell) for cell in row]
        places = {key: at for key, label in labels.items() if (at := _place(cells, label)) is not None}
        if len(places) >= _ENOUGH and table.names in places and places.keys() >= set(table.columns[1:4]) - _LEVELS:
            below = [[bare(cell) for cell in line] for line in grid[place + 1 :]]
            return _Found(places, [line for line in below if line != cells])
    return None


def _place(cells: Sequence[str], label: str) -> int | None:
    if label in cells:
        return cells.index(label)
    return next((at for at, cell in enumerate(cells) if re.fullmatch(re.escape(label) + _ADDED, cell)), None)


def _compare(source: Source, table: TableOf, found: _Found, file: str) -> Iterator[Finding]:
    at = found.places[table.names]
    wanted = [bare(row[table.names]) for row in table.rows]
    known = set(wanted)
    named = [row for row in found.rows if len(row) > max(found.places.values())]
    rows = named[: len(wanted)]
    rows += [row for row in named[len(wanted) :] if row[at] in known]
    names = [row[at] for row in rows]
    told = source.columns[table.block]
    if names != wanted:
        yield OTHER_ROWS.at(
            Location.of_file(file), table=told, found="、".join(names) or "-", expected="、".join(wanted)
        )
        return
    yield from _compare_total(source, table, found, file)
    for number, (id, expected, row) in enumerate(zip(table.ids, table.rows, rows, strict=True), start=1):
        for key, place in found.places.items():
            if not _says(key, row[place], expected[key]):
                yield OTHER_CELL.at(
                    Location.of_file(file),
                    fact=id if key in _LEVELS or key == "source" else f"{id}.{key}",
                    table=told,
                    row=number,
                    column=source.columns[key],
                    found=row[place],
                    expected=bare(expected[key]),
                )


def _compare_total(source: Source, table: TableOf, found: _Found, file: str) -> Iterator[Finding]:
    """The sum row below the indicators, where the table has one."""
    label = bare(source.columns["total"])
    columns = [key for key in ("weight", "score") if key in found.places]
    if table.block != "indicators":
        return
    for row in found.rows[len(table.rows) :]:
        for key in columns if label in row[: found.places[table.names] + 1] else ():
            expected, place = source.text_of(f"totals.{key}"), found.places[key]
            printed = row[place] if place < len(row) else ""
            if not _says(key, printed, expected):
                yield OTHER_CELL.at(
                    Location.of_file(file),
                    fact=f"totals.{key}",
                    table=source.columns[table.block],
                    row=source.columns["total"],
                    column=source.columns[key],
                    found=printed,
                    expected=bare(expected),
                )


def _says(key: str, cell: str, expected: str) -> bool:
    wanted = bare(expected)
    if key in _LEVELS:
        return re.fullmatch(re.escape(wanted) + _ADDED, cell) is not None
    return cell == wanted or (not wanted and says_nothing(cell))
