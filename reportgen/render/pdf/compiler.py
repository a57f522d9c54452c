"""Runs typst in a child process: a fresh folder for each document, a time limit, nothing kept from one to the next."""

from __future__ import annotations

import atexit
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from reportgen.base.errors import ReportgenError, UsageError
from reportgen.base.files import reason_of
from reportgen.base.limits import PDF, limit
from reportgen.base.messages import N_

MOST_SERVED = 500
"""A child is replaced after so many documents, so that its caches do not grow with a batch."""
FONT_PACKAGE = "pylopdf_fonts_zh_cn"
"""Where Chinese faces come from on a machine that has none."""
_WORKER = Path(__file__).with_name("worker.py")
_PLACE = re.compile(r"([\w.-]+\.typ):(\d+):\d+")
_NOWHERE = "http://127.0.0.1:9"
_PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")


class RefusedError(ReportgenError):
    """typst did not compile; `reason` is what it says, `file` and `line` where, None where it does not know."""

    def __init__(self, reason: str, trace: str = "") -> None:
        place = _PLACE.search(trace)
        self.reason = reason
        self.file: str | None = place[1] if place else None
        self.line: int | None = int(place[2]) if place else None
        super().__init__("{reason}", reason=reason)


@dataclass
class Compiler:
    """Compiles documents one after another. `fonts` are folders of fonts beside those of the system.

    A document may take `seconds`, else what the limits of the workspace say; its child is then ended, and the next
    document gets a new one.
    """

    fonts: tuple[str, ...]
    seconds: float | None = None
    _child: subprocess.Popen[str] | None = None
    _owner: int = 0
    _served: int = 0
    _faces: list[dict[str, Any]] | None = None
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def start(self) -> None:
        """Starts the child, if there is none that can serve; it looks for fonts while other work goes on.

        Raises UsageError where the system starts no process.
        """
        with self._lock:
            if self._child is not None and (self._served >= MOST_SERVED or self._child.poll() is not None):
                self.close()
            if self._child is None or self._owner != os.getpid():
                self._child, self._owner, self._served, self._faces = self._started(), os.getpid(), 0, None

    @property
    def faces(self) -> list[dict[str, Any]]:
        """Every face of this machine: family, style, weight, file and index in it."""
        with self._lock:
            self.start()
            if self._faces is None:
                self._faces = self._answer("")
            return self._faces

    def compile(self, files: Mapping[str, bytes], timestamp: int) -> bytes:
        """The PDF of `main.typ` among `files`, which lie alone in a folder that is its root.

        Raises RefusedError with what typst says, ReportgenError where the child died or took too long.
        """
        with self._lock, tempfile.TemporaryDirectory(prefix="reportgen-") as name:
            folder = Path(name)
            for file, data in files.items():
                (folder / file).parent.mkdir(exist_ok=True)
                (folder / file).write_bytes(data)
            assert self.faces is not None
            answer = self._answer(json.dumps({"folder": name, "timestamp": timestamp}) + "\n")
            self._served += 1
            if answer["error"] is not None:
                raise RefusedError("; ".join([answer["error"], *answer["hints"]]), answer["trace"])
            return (folder / "out.pdf").read_bytes()

    def _answer(self, task: str) -> Any:
        """The next line of the child, after it was given `task`."""
        child = self._child
        assert child is not None
        assert child.stdin is not None
        assert child.stdout is not None
        late = threading.Event()

        def end() -> None:
            late.set()
            child.kill()

        seconds = limit(PDF) if self.seconds is None else self.seconds
        timer = threading.Timer(seconds, end)
        timer.start()
        try:
            child.stdin.write(task)
            child.stdin.flush()
            line = child.stdout.readline()
        except OSError:
            line = ""
        finally:
            timer.cancel()
        if not line:
            self.close()
            if late.is_set():
                raise ReportgenError(N_("the PDF took longer than {seconds:.0f} s"), seconds=seconds)
            raise ReportgenError(N_("the process that makes the PDF ended; it may have needed too much memory"))
        return json.loads(line)

    def _started(self) -> subprocess.Popen[str]:
        try:
            return subprocess.Popen(  # noqa: S603 - our own file, with our own Python
                [sys.executable, "-P", "-B", str(_WORKER), *self.fonts],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=surroundings(os.environ),
                encoding="utf-8",
            )
        except OSError as error:
            raise UsageError(
                N_("the process that makes the PDF cannot be started: {path}: {reason}"),
                path=error.filename or sys.executable,
                reason=reason_of(error),
            ) from error

    def close(self) -> None:
        """Ends the child, if there is one."""
        if (child := self._child) is not None:
            self._child = None
            child.kill()
            child.communicate()


def surroundings(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment of the child: no setting of typst, no way out to fetch a package, one thread."""
    kept = {name: value for name, value in environment.items() if not name.upper().startswith(("TYPST_", *_PROXIES))}
    blocked = {name: _NOWHERE for proxy in _PROXIES for name in (proxy, proxy.lower())}
    return {**kept, **blocked, "NO_PROXY": "", "no_proxy": "", "RAYON_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "2"}


@cache
def shared_compiler() -> Compiler:
    """The compiler of this process; its child ends with it."""
    from importlib.util import find_spec

    package = find_spec(FONT_PACKAGE)
    folders = package.submodule_search_locations if package is not None else None
    compiler = Compiler(tuple(folders or ()))
    atexit.register(compiler.close)
    return compiler
