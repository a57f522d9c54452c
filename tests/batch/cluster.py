"""A real Dask cluster for tests: a scheduler and workers, each a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.run import ROOT

ODD = 'import zlib\nzlib.ZLIB_RUNTIME_VERSION = "0.9"\n'
"""What a worker of another kind does first: it has another zlib."""


class DaskCluster:
    """One scheduler, and the workers that are asked for. Everything ends with `close`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._told = folder / "scheduler.json"
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self._start("scheduler", "dask_scheduler", "--port", "0", "--scheduler-file", str(self._told))
        _wait(lambda: self._told.is_file() and bool(self._told.read_text("utf-8")))
        self.address = json.loads(self._told.read_text("utf-8"))["address"].removeprefix("tcp://")

    @property
    def executor(self) -> str:
        return f"dask://{self.address}"

    def add(self, *names: str) -> None:
        """Workers of those names; one that is named `odd` is not fit."""
        (self._folder / "odd.py").write_text(ODD, "utf-8")
        for name in names:
            words = ["--nthreads", "1", "--no-nanny", "--local-directory", str(self._folder), "--name", name]
            words += ["--preload", str(self._folder / "odd.py")] if name == "odd" else []
            self._start(name, "dask_worker", self.address, *words)
        for name in names:
            log = self._log(name)
            _wait(lambda log=log: b"Starting established connection" in log.read_bytes())

    def kill(self, name: str) -> None:
        self.processes[name].kill()
        self.processes.pop(name).wait(timeout=30)

    def close(self) -> None:
        for name in list(self.processes):
            self.kill(name)

    def _log(self, name: str) -> Path:
        return self._folder / f"{name}.log"

    def _start(self, name: str, module: str, *words: str) -> None:
        with self._log(name).open("wb") as log:
            self.processes[name] = subprocess.Popen(
                [sys.executable, "-m", f"distributed.cli.{module}", *words, "--host", "127.0.0.1", "--no-dashboard"],
                cwd=self._folder,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )


def _wait(done: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not done():
        assert time.monotonic() < end
        time.sleep(0.02)
