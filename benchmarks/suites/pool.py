"""What it costs to share reports among processes: CPU a report over that of one process, and the pool's own part."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.measure import Sample, Work, interleaved, ratios
from benchmarks.suites import Options
from benchmarks.suites.incremental import command
from benchmarks.table import Figure, Table, costs, figures
from benchmarks.workspace import workspace

SMALL, WHOLE = 8, 1_000
MICRO = 1_000_000


def pool(options: Options) -> Iterator[Table]:
    """The same workspace built from nothing by one process and by two, and a quarter of it."""
    count = SMALL if options.quick else WHOLE
    with TemporaryDirectory() as folder:
        whole, part = workspace(Path(folder) / "whole", count), workspace(Path(folder) / "part", count // 2)
        measured = interleaved(
            {
                "one process": _anew(whole, "-j1"),
                "two processes": _anew(whole, "-j2"),
                "one process, half": _anew(part, "-j1"),
                "two processes, half": _anew(part, "-j2"),
            },
            options.rounds,
        )
    yield costs(f"{count:,} departments built from nothing", measured)
    serial, shared, half_serial, half_shared = measured
    added = _growth(shared, half_shared, count) - _growth(serial, half_serial, count)
    yield figures(
        "two processes",
        [
            Figure("CPU of a whole build, cost of one process", ratios(shared, serial)[1], 1.15),
            Figure("CPU that a report more costs over one process", added * MICRO, 20, unit=" µs"),
        ],
    )


def _anew(root: Path, jobs: str) -> Work:
    build = command(root, jobs)

    def run() -> tuple[float, float]:
        shutil.rmtree(root / "build", ignore_errors=True)
        return build()

    return run


def _growth(whole: Sample, half: Sample, count: int) -> float:
    """What a report more costs: starting is in both and falls out."""
    return (whole.median - half.median) / (count - count // 2)
