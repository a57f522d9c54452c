"""A Dask cluster on this machine: a scheduler and workers, each a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Self

ROOT = Path(__file__).resolve().parent.parent
SOON = 60
"""Seconds within which every process is there."""

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
        _wait(lambda: all(b"Starting established connection" in self._log(name).read_bytes() for name in names))

    def kill(self, name: str) -> None:
        self.processes[name].kill()
        self.processes.pop(name).wait(SOON)

    @property
    def seconds(self) -> float:
        """The CPU seconds that all its processes have used."""
        import psutil

        return sum(sum(psutil.Process(one.pid).cpu_times()[:2]) for one in self.processes.values())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

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
    end = time.monotonic() + SOON
    while not done():
        assert time.monotonic() < end
        time.sleep(0.02)
