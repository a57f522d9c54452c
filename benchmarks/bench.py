"""A bench of engines: each in its process, its documents compared before it is timed, all timed in turn."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Any

from benchmarks.engines import Job
from benchmarks.equality import differing_parts, differing_views
from benchmarks.measure import Sample, Work, interleaved
from benchmarks.peer import Peer, SkippedError

Comparison = Callable[[bytes, bytes], list[str]]


class UnequalError(Exception):
    """An engine makes other documents than the one it is compared with: its figures would mean nothing."""


class Bench:
    """A folder for jobs, and the engines started on it; all end with `with`."""

    def __init__(self) -> None:
        self._stack = ExitStack()
        self.folder = Path(self._stack.enter_context(tempfile.TemporaryDirectory(prefix="benchmarks-")))
        self.peers: dict[str, Peer] = {}
        self.skipped: list[str] = []
        self.last: dict[str, dict[str, Any]] = {}
        self._saved: dict[str, Path] = {}

    def __enter__(self) -> Bench:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def write(self, name: str, data: bytes) -> str:
        """A file for jobs; its path."""
        path = self.folder / name
        path.write_bytes(data)
        return str(path)

    def contexts(self, name: str, contexts: Sequence[dict[str, Any]]) -> str:
        """Contexts for jobs; the path of their file."""
        return self.write(name, json.dumps(contexts, ensure_ascii=False).encode())

    def start(self, name: str, engine: str, job: Job) -> None:
        """Starts `engine` as the row `name`, or gives the row another job; one that is not installed is `skipped`."""
        if name not in self.peers:
            try:
                self.peers[name] = self._stack.enter_context(Peer(engine))
            except SkippedError as reason:
                self.skipped.append(f"{name}: skipped, {reason}")
                return
        self.peers[name].ask("load", job=asdict(job))
        self._saved.pop(name, None)

    def documents(self, name: str) -> list[bytes]:
        """Every report of a row."""
        return [path.read_bytes() for path in sorted(self.saved(name).glob("*.docx"), key=lambda one: int(one.stem))]

    def saved(self, name: str) -> Path:
        """The folder that holds every report of a row as <place>.docx."""
        if name not in self._saved:
            self._saved[name] = Path(tempfile.mkdtemp(dir=self.folder))
            self.peers[name].ask("save", folder=str(self._saved[name]))
        return self._saved[name]

    def hold(self, base: str, name: str, *, exact: bool) -> None:
        """Raises UnequalError unless every report of row `name` is that of `base`: `exact`ly, or to a reader."""
        if name not in self.peers:
            return
        compare: Comparison = differing_parts if exact else differing_views
        for place, pair in enumerate(zip(self.documents(base), self.documents(name), strict=True)):
            if different := compare(*pair):
                raise UnequalError(f"report {place} of {name} is not that of {base}: {', '.join(different)}")

    def measure(self, rounds: int, reports: int, names: Sequence[str] = ()) -> list[Sample]:
        """The rows timed in turn, or those of `names`, after a round that is not counted.

        `last` holds what each said last of its memory and its bytes.
        """
        rows = names or list(self.peers)
        return interleaved({name: self._round(name, reports) for name in rows}, rounds)

    def _round(self, name: str, reports: int) -> Work:
        def run() -> tuple[float, float]:
            self.last[name] = answer = self.peers[name].ask("round", times=reports)
            return answer["cpu"], answer["wall"]

        return run
