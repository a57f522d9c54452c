"""The folder `releases/` of a report: what is in it, and the only ways in which something is added."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from reportgen import __version__
from reportgen.base.clock import now
from reportgen.base.errors import ContentError, UsageError
from reportgen.base.files import move_away, read_bytes, write_durably, write_folder
from reportgen.base.fingerprint import made_with
from reportgen.base.locks import alone
from reportgen.base.messages import N_
from reportgen.load.workspace import Workspace
from reportgen.release.canonical import digest, readable
from reportgen.release.ledger import LEDGER, Entry, head_of, read_ledger, versions_of
from reportgen.release.snapshot import Snapshot, read
from reportgen.render.pdf.surroundings import fonts_by_name

FOLDER, ATTACHED, PUBLIC, INPUTS, INTERNAL = "releases", "attached", "public", "inputs", "internal"
FACTS, MANIFEST, PROFILE = "facts.json", "manifest.json", "profile.yaml"
MANIFEST_SCHEMA = 1
GIT = ".gitattributes"
KEEP_BYTES = b"* -text\n"
"""Git changes no line break below this folder: each byte was published, and is hashed."""


@dataclass(frozen=True, slots=True)
class Store:
    """The releases of one report. Whoever adds to them holds the lock."""

    report: str
    folder: Path

    @classmethod
    def of(cls, workspace: Workspace, report: str) -> Store:
        """The store of a report of `workspace`, whether anything was published or not."""
        return cls(report, workspace.folder_of(report) / FOLDER)

    def told(self, name: str = "") -> str:
        """The name of something in the store as people are told it."""
        return f"content/{self.report}/{FOLDER}/{name}".rstrip("/")

    def locked(self) -> AbstractContextManager[None]:
        """Keeps others from adding meanwhile; waits for whoever does so now."""
        return alone(self.folder / ".lock")

    def ledger(self) -> bytes:
        """The bytes of the ledger; none where nothing was published."""
        path = self.folder / LEDGER
        return read_bytes(path, links=False) if path.exists() or path.is_symlink() else b""

    def entries(self) -> list[Entry]:
        """The lines of the ledger. Raises ContentError where one of them was changed."""
        entries, found = read_ledger(self.ledger(), self.told(LEDGER))
        if found:
            raise ContentError([finding.of_report(self.report) for finding in found])
        return entries

    def latest(self) -> Entry | None:
        """The line of the version that is published now; None where there is none."""
        return next(iter(reversed(list(versions_of(self.entries())))), None)

    def snapshot(self, version: int) -> Snapshot:
        """The frozen facts of a version. Raises UsageError where there is no such version."""
        known = [entry.version for entry in versions_of(self.entries())]
        if version not in known:
            raise UsageError(
                N_("{report} has no version {version}; versions: {known}"),
                report=self.report,
                version=version,
                known=", ".join(map(str, known)) or "-",
            )
        name = f"{version}/{FACTS}"
        return read(read_bytes(self.folder / name, links=False), self.told(name))

    def file(self, version: int, name: str) -> bytes | None:
        """A file of a version; None where the version has none of that name."""
        path = self.folder / str(version) / name
        return read_bytes(path, links=False) if path.exists() else None

    def freeze(self, entry: Entry, files: Mapping[str, bytes]) -> Entry:
        """Adds the version that `entry` tells of, with `files` by their paths in it; the ledger's line comes last.

        What an interrupted call left of this version is put aside, not deleted. Raises UsageError where the file system
        refuses: then nothing was published.
        """
        before = self.entries()
        manifest = _manifest(self.report, entry, head_of(before), files)
        target = self.folder / str(entry.version)
        if target.exists():
            move_away(target, self.folder / f".unlisted-{entry.version}-{digest(_bytes_of(target))[:8]}")
        if not (self.folder / GIT).exists():
            write_durably(self.folder / GIT, KEEP_BYTES)
        write_folder(target, {**files, MANIFEST: manifest})
        return self._append(before, entry, manifest=digest(manifest))

    def attach(self, entry: Entry, name: str, data: bytes) -> Entry:
        """Files a paper with the version that `entry` names, as `name` below `attached/`."""
        path = f"{ATTACHED}/{name}"
        write_durably(self.folder / path, data)
        return self._append(self.entries(), entry, file=path, sha256=digest(data))

    def _append(self, before: list[Entry], entry: Entry, **values: Any) -> Entry:
        at = now().isoformat().replace("+00:00", "Z")
        line = replace(entry, at=at, **values).sealed(before)
        write_durably(self.folder / LEDGER, b"".join(one.as_line() for one in (*before, line)))
        return line


def _manifest(report: str, entry: Entry, head: str, files: Mapping[str, bytes]) -> bytes:
    """Every file of a version with its hash and size, what it was made with, and the ledger's last hash before it."""
    fonts = fonts_by_name() if any(name.endswith(".pdf") for name in files) else None
    document = {
        "schema": MANIFEST_SCHEMA,
        "report": report,
        "version": entry.version,
        "kind": entry.kind,
        "code": entry.code,
        "previous": head,
        "program": __version__,
        "made_with": made_with(fonts),
        "files": {name: {"sha256": digest(data), "size": len(data)} for name, data in sorted(files.items())},
    }
    return readable(document)


def _bytes_of(folder: Path) -> bytes:
    manifest = folder / MANIFEST
    return read_bytes(manifest) if manifest.is_file() else b""


def files_of(manifest: bytes) -> dict[str, str]:
    """The hash of every file that a manifest names."""
    return {name: str(one["sha256"]) for name, one in json.loads(manifest)["files"].items()}
