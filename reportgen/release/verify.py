"""Finds every change to what was published: in the chain of the ledger, in a manifest, in a file of a version."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from reportgen.base.files import read_bytes
from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.location import Location
from reportgen.base.messages import N_
from reportgen.release.canonical import check_code, digest
from reportgen.release.ledger import ATTACHMENT, LEDGER, Entry, read_ledger, versions_of
from reportgen.release.store import ATTACHED, FACTS, MANIFEST, Store, files_of

CHANGED_FILE = Fault(
    "LED003",
    "released_file_changed",
    Severity.ERROR,
    N_("this file was changed after it was published as part of version {version}"),
    N_("bring it back from a copy, or from where it was published; to change a report, use `reportgen correct`"),
)
MISSING_FILE = Fault(
    "LED004",
    "released_file_missing",
    Severity.ERROR,
    N_("this file of version {version} is gone"),
    N_("bring it back from a copy, or from where it was published"),
)
STRANGE_FILE = Fault(
    "LED005",
    "released_file_added",
    Severity.ERROR,
    N_("this file was put into version {version} after it was published"),
    N_("move it elsewhere: a version never changes"),
)
UNLISTED = Fault(
    "LED006",
    "release_not_in_ledger",
    Severity.ERROR,
    N_("no line of the ledger names this: a publication was interrupted here, or the ledger was cut"),
    N_("compare the ledger with the last hash that a notice or `reportgen publish` printed: `reportgen log REPORT "
       "--verify --head HASH`; if only a publication was interrupted, run it again"),
)  # fmt: skip
UNKNOWN_HEAD = Fault(
    "LED007",
    "hash_not_in_ledger",
    Severity.ERROR,
    N_("no line of the ledger has the hash {head}: lines were cut off or written anew"),
    N_("bring back the ledger from a copy that holds this hash"),
)
WRONG_CODE = Fault(
    "LED008",
    "check_code_differs",
    Severity.ERROR,
    N_("the ledger says {code}, but the facts of version {version} have the check code {own}"),
    N_("bring back the ledger and the version from a copy"),
)
MOST_BYTES = 256 * 1024 * 1024
SHORTEST_HEAD = 12
"""So many digits of a hash are enough to ask for it."""


def verify(store: Store, head: str | None = None) -> list[Finding]:
    """Everything that was changed since it was published, each told of its report; `head` is a hash that was printed.

    What is found needs no second look at the program: the chain covers each manifest, a manifest each file.
    """
    entries, found = read_ledger(store.ledger(), store.told(LEDGER))
    for entry in entries:
        found += _attached(store, entry) if entry.kind == ATTACHMENT else _version(store, entry)
    found += _unlisted(store, entries)
    if head is not None and not any(_is_head(entry, head) for entry in entries):
        found.append(UNKNOWN_HEAD.at(Location.of_file(store.told(LEDGER)), head=head))
    return sorted((finding.of_report(store.report) for finding in found), key=lambda finding: finding.order)


def is_hash(text: str) -> bool:
    """Whether `text` is a hash of a ledger, or enough of the beginning of one."""
    return re.fullmatch(rf"[0-9a-f]{{{SHORTEST_HEAD},64}}", text.strip().lower()) is not None


def _is_head(entry: Entry, head: str) -> bool:
    wanted = head.strip().lower()
    return len(wanted) >= SHORTEST_HEAD and entry.hash.startswith(wanted)


def _attached(store: Store, entry: Entry) -> Iterator[Finding]:
    assert entry.file is not None
    yield from _file(store, entry, entry.file, entry.sha256 or "")


def _version(store: Store, entry: Entry) -> Iterator[Finding]:
    folder, name = store.folder / str(entry.version), f"{entry.version}/{MANIFEST}"
    changed = list(_file(store, entry, name, entry.manifest or ""))
    if changed:
        yield from changed
        return
    files = files_of(_read(folder / MANIFEST))
    for file, hash in files.items():
        yield from _file(store, entry, f"{entry.version}/{file}", hash)
    for path in sorted(folder.rglob("*")):
        inner = path.relative_to(folder).as_posix()
        if (path.is_symlink() or not path.is_dir()) and inner not in files and inner != MANIFEST:
            yield STRANGE_FILE.at(_place(store, f"{entry.version}/{inner}"), version=entry.version)
    facts = folder / FACTS
    if facts.is_file() and digest(_read(facts)) == files.get(FACTS) and (own := check_code(_read(facts))) != entry.code:
        yield WRONG_CODE.at(_place(store, LEDGER), code=entry.code, version=entry.version, own=own)


def _file(store: Store, entry: Entry, name: str, hash: str) -> Iterator[Finding]:
    path = store.folder / name
    if path.is_symlink() or not path.is_file():
        yield MISSING_FILE.at(_place(store, name), version=entry.version)
    elif digest(_read(path)) != hash:
        yield CHANGED_FILE.at(_place(store, name), version=entry.version)


def _unlisted(store: Store, entries: list[Entry]) -> Iterator[Finding]:
    """What lies beside the versions that the ledger names; names with a dot are the program's own."""
    known = {LEDGER, ATTACHED, *(str(entry.version) for entry in versions_of(entries))}
    papers = {entry.file for entry in entries}
    for path in sorted(store.folder.iterdir()) if store.folder.is_dir() else ():
        if path.name not in known and not path.name.startswith("."):
            yield UNLISTED.at(_place(store, path.name))
    for path in sorted((store.folder / ATTACHED).glob("*")):
        if f"{ATTACHED}/{path.name}" not in papers and not path.name.startswith("."):
            yield UNLISTED.at(_place(store, f"{ATTACHED}/{path.name}"))


def _place(store: Store, name: str) -> Location:
    return Location.of_file(store.told(name))


def _read(path: Path) -> bytes:
    return read_bytes(path, limit=MOST_BYTES)
