"""The other side of `benchmarks.host`: an engine in a process of its own, asked from here."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from benchmarks import npm

ROOT = Path(__file__).resolve().parents[1]


class SkippedError(Exception):
    """An engine that is not to be had here, and why."""


class Peer:
    """An engine in its own process, from `with` to the end of it.

    Raises SkippedError where the engine is not installed, and RuntimeError where it fails.
    """

    def __init__(self, engine: str) -> None:
        self.engine = engine
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "0"}
        self._process = subprocess.Popen(
            _command(engine), cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def __enter__(self) -> Peer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait()

    def ask(self, do: str, **request: Any) -> dict[str, Any]:
        """The answer to a request."""
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(json.dumps({"do": do, **request}) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"{self.engine} ended with exit code {self._process.wait()}")
        answer: dict[str, Any] = json.loads(line)
        if "error" in answer:
            raise RuntimeError(f"{self.engine}: {answer['error']}")
        return answer


def _command(engine: str) -> Sequence[str]:
    if engine not in npm.ENGINES:
        return [sys.executable, "-m", "benchmarks.host", engine]
    if (reason := npm.missing()) is not None:
        raise SkippedError(reason)
    return ["node", str(npm.HOST), engine, str(npm.FOLDER)]
