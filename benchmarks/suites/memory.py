"""What the process that leads a build holds and costs as departments grow: the plan, the state, what became of each."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.measure import Sample, exponents
from benchmarks.suites import Options
from benchmarks.suites.incremental import command
from benchmarks.table import Figure, Table, figures
from benchmarks.workspace import workspace

DEPARTMENTS, TRULY = (200, 2_000, 20_000), 2_000
"""How many are led, and up to how many of them are built as well."""
QUICK = (16, 32)
WORDS = ("-j2", "--format", "data")
LED, BUILT, AGAIN = "led alone", "built", "nothing changed"
NOTE = (
    f"`build {' '.join(WORDS)}`; CPU is that of all processes, memory that of the one that leads them. Led alone: to "
    f"the processes it leads, a report costs nothing. Up to {TRULY:,} are built as well, and looked at again."
)
Measured = dict[int, tuple[Sample, float]]
"""What a build cost, and the most megabytes that its own process took, by departments."""


def memory(options: Options) -> Iterator[Table]:
    """Each size once, by two processes, in one format."""
    sizes = QUICK if options.quick else DEPARTMENTS
    found: dict[str, Measured] = {name: {} for name in (LED, BUILT, AGAIN)}
    for size in sizes:
        with TemporaryDirectory() as folder:
            root = workspace(Path(folder), size)
            found[LED][size] = _measured(f"{LED}, {size}", root, "--empty")
            shutil.rmtree(root / "build")
            for name in (BUILT, AGAIN) if size <= TRULY else ():
                found[name][size] = _measured(f"{name}, {size}", root)
    rows = tuple(row for name, measured in found.items() for row in _rows(name, measured, len(sizes)))
    told = tuple(sample for measured in found.values() for sample, _ in measured.values())
    yield Table("Departments of one build", ("", *(f"{size:,}" for size in sizes), "growth"), rows, (NOTE,), told)
    figure = Figure(f"memory of {sizes[0]:,}", found[LED][sizes[-1]][1] / found[LED][sizes[0]][1], 1.1)
    yield figures(f"the process that leads {sizes[-1]:,} departments", [figure])


def _measured(name: str, root: Path, *mode: str) -> tuple[Sample, float]:
    told = root / "peak.txt"
    seconds, wall = command(root, *WORDS, module=("benchmarks.peak", str(told), *mode))()
    return Sample(name, (seconds,), (wall,)), float(told.read_text(encoding="utf-8"))


def _rows(name: str, measured: Measured, columns: int) -> Iterator[tuple[str, ...]]:
    sizes = list(measured)
    seconds = [sample.median for sample, _ in measured.values()]
    peaks = [peak for _, peak in measured.values()]
    each = [f"{spent / size * 1000:.2f}" for spent, size in zip(seconds, sizes, strict=True)]
    held = (peaks[-1] - peaks[0]) / (sizes[-1] - sizes[0]) * 1024
    missing = [""] * (columns - len(sizes))
    yield (f"{name}, CPU ms each", *each, *missing, f"power {exponents(sizes, seconds)[1]:.2f}")
    yield (f"{name}, peak MB", *(f"{peak:.1f}" for peak in peaks), *missing, f"{held:.2f} kB each")
