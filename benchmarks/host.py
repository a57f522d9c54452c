"""Runs one engine in a process of its own: `python -m benchmarks.host ENGINE`.

Requests and answers are JSON objects, one a line, on standard input and output:

    {"do": "load", "job": {...}}                          makes the engine ready and renders three reports
    {"do": "round", "times": 24}                          CPU and wall seconds and bytes a report, peak and resident MB
    {"do": "save", "folder": "..."}                       writes every report as <place>.docx
    {"do": "stages", "kind": "rendering", "times": 24}    CPU seconds a report by stage

What an engine cannot do is answered by {"error": ...}.
"""

from __future__ import annotations

import gc
import json
import resource
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.engines import Job, Render, engine
from benchmarks.stages import timed

WARM_UP = 3


class Host:
    """Answers requests for the engine `name`."""

    def __init__(self, name: str) -> None:
        self._make = engine(name)
        self._job: Job
        self._render: Render

    def answer(self, request: dict[str, Any]) -> dict[str, Any]:
        """What `do` of the request gives, called with the rest of it."""
        told: dict[str, Any] = getattr(self, f"_{request.pop('do')}")(**request)
        return told

    def _load(self, job: dict[str, Any]) -> dict[str, Any]:
        self._job = Job(**job)
        self._render = self._make(self._job)
        for turn in range(WARM_UP):
            self._render(turn % self._job.count)
        return {}

    def _round(self, times: int) -> dict[str, Any]:
        gc.collect()
        size, places = 0, self._job.count
        wall, cpu = time.perf_counter(), time.process_time()
        for turn in range(times):
            size += len(self._render(turn % places))
        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
        return {"cpu": cpu / times, "wall": wall / times, "bytes": size / times, **memory()}

    def _save(self, folder: str) -> dict[str, Any]:
        for place in range(self._job.count):
            Path(folder, f"{place}.docx").write_bytes(self._render(place))
        return {}

    def _stages(self, kind: str, times: int) -> dict[str, Any]:
        with timed(kind) as seconds:
            for turn in range(times):
                self._render(turn % self._job.count)
        return {"stages": {name: spent / times for name, spent in seconds.items()}}


def memory() -> dict[str, float]:
    """The peak and the present resident megabytes of this process.

    Linux hands `ru_maxrss` on from the process that started this one; its own peak stands in /proc.
    """
    status = Path("/proc/self/status")
    if not status.exists():
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
        return {"peak": peak, "resident": peak}
    found = dict(line.split(":", 1) for line in status.read_text().splitlines() if line.startswith("Vm"))
    return {name: int(found[key].split()[0]) / 1024 for name, key in (("peak", "VmHWM"), ("resident", "VmRSS"))}


def main() -> None:
    host, out = Host(sys.argv[1]), sys.stdout
    sys.stdout = sys.stderr
    for line in sys.stdin:
        try:
            answer = host.answer(json.loads(line))
        except Exception as error:
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), file=out, flush=True)


if __name__ == "__main__":
    main()
