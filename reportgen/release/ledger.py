"""The ledger of a report: a line for each version and each paper filed with one, each sealed with the hash of the last.

A line is canonical JSON. `previous` is the hash of the line before (zeros for the first) and `hash` that of the line
without itself, so that nobody changes a line, takes one out or puts one in without all later hashes being other ones.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.location import Location
from reportgen.base.messages import N_
from reportgen.release.canonical import canonical, digest

SCHEMA = 1
LEDGER = "ledger.jsonl"
START = "0" * 64
"""What the first line names as the hash before it."""
PUBLICATION, CORRECTION, REVISION, ATTACHMENT = "publication", "correction", "revision", "attachment"
VERSIONS = (PUBLICATION, CORRECTION, REVISION)
"""The kinds of lines that make a version."""

CHANGED_LINE = Fault(
    "LED001",
    "ledger_line_changed",
    Severity.ERROR,
    N_("this line of the ledger was changed: its hash is not that of what it says"),
    N_("bring back the ledger from a copy; a ledger is never edited"),
)
BROKEN_CHAIN = Fault(
    "LED002",
    "ledger_chain_broken",
    Severity.ERROR,
    N_("this line does not follow the line before it: a line was taken out, put in or moved"),
    N_("bring back the ledger from a copy; a ledger is never edited"),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line. `kind` is one of VERSIONS or attachment; `manifest` is the hash of the version's manifest.

    `file` and `sha256` are the paper that was filed, below `releases/`. `at` is when the line was written, in UTC;
    `date` the day of approval, `by` who approved. `address` and `number` are where the version is published.
    """

    line: int
    kind: str
    version: int
    at: str
    code: str | None = None
    manifest: str | None = None
    reason: str | None = None
    by: str | None = None
    date: str | None = None
    address: str | None = None
    number: str | None = None
    file: str | None = None
    sha256: str | None = None
    previous: str = START
    hash: str = ""
    schema: int = SCHEMA

    def sealed(self, before: Sequence[Entry]) -> Entry:
        """This entry as the line after `before`, with its hash."""
        placed = replace(self, line=len(before) + 1, previous=head_of(before), hash="")
        return replace(placed, hash=placed.own_hash())

    def own_hash(self) -> str:
        """The hash of what the line says."""
        return digest(canonical({key: value for key, value in asdict(self).items() if key != "hash"}))

    def as_line(self) -> bytes:
        """The line as it stands in the ledger."""
        return canonical(asdict(self)) + b"\n"


_KEYS = frozenset(field.name for field in fields(Entry))


def head_of(entries: Sequence[Entry]) -> str:
    """The hash of the last line."""
    return entries[-1].hash if entries else START


def read_ledger(data: bytes, told: str) -> tuple[list[Entry], list[Finding]]:
    """The lines of a ledger and everything that is wrong with them; a line that was changed is not among the lines."""
    entries: list[Entry] = []
    found: list[Finding] = []
    previous = START
    for number, line in enumerate(data.splitlines(keepends=True), start=1):
        entry = _entry(line)
        place = Location.in_text(told, number)
        if entry is None:
            found.append(CHANGED_LINE.at(place))
            continue
        if (entry.previous, entry.line) != (previous, number):
            found.append(BROKEN_CHAIN.at(place))
        previous = entry.hash
        entries.append(entry)
    return entries, found


def _entry(line: bytes) -> Entry | None:
    """The entry of a line that stands there byte for byte as it was written, else None."""
    try:
        values: Any = json.loads(line)
        if not isinstance(values, dict) or values.keys() != _KEYS:
            return None
        entry = Entry(**values)
        return entry if entry.as_line() == line and entry.own_hash() == entry.hash else None
    except (ValueError, TypeError, RecursionError):
        return None


def versions_of(entries: Sequence[Entry]) -> Iterator[Entry]:
    """The lines that make a version, in order."""
    return (entry for entry in entries if entry.kind in VERSIONS)
