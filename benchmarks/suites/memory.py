"""What a build's own process holds as departments grow: it plans, keeps the state, and tells what became of each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.measure import Sample, exponents
from benchmarks.suites import Options
from benchmarks.suites.incremental import command
from benchmarks.table import Figure, Table, figures
from benchmarks.workspace import workspace

DEPARTMENTS = (200, 2_000, 20_000)
QUICK = (16, 32)
WORDS = ("-j2", "--format", "data")


NAMES = ("built", "nothing changed")
Measured = dict[int, tuple[Sample, float]]
"""What a build cost, and the most megabytes that its own process took, by departments."""


def memory(options: Options) -> Iterator[Table]:
    """Builds from nothing and again, by two processes, in one format; the process that leads them is asked."""
    sizes = QUICK if options.quick else DEPARTMENTS
    found: dict[str, Measured] = {name: {} for name in NAMES}
    for size in sizes:
        with TemporaryDirectory() as folder:
            root = workspace(Path(folder), size)
            for name in NAMES:
                found[name][size] = _measured(f"{name}, {size}", root)
    yield Table(
        "Departments of one build",
        ("", *(f"{size:,}" for size in sizes), "growth"),
        tuple(row for name in NAMES for row in _rows(name, found[name])),
        (f"`build {' '.join(WORDS)}`; CPU is that of all processes, memory that of the one that leads them.",),
        tuple(sample for measured in found.values() for sample, _ in measured.values()),
    )
    first, last = sizes[0], sizes[-1]
    told = [Figure(f"{name}, memory of {first:,}", found[name][last][1] / found[name][first][1], 1.1) for name in NAMES]
    yield figures(f"the process that leads {last:,} departments", told)


def _measured(name: str, root: Path) -> tuple[Sample, float]:
    told = root / "peak.txt"
    seconds, wall = command(root, *WORDS, module=("benchmarks.peak", str(told)))()
    return Sample(name, (seconds,), (wall,)), float(told.read_text(encoding="utf-8"))


def _rows(name: str, measured: Measured) -> Iterator[tuple[str, ...]]:
    sizes = list(measured)
    seconds = [sample.median for sample, _ in measured.values()]
    peaks = [peak for _, peak in measured.values()]
    each = (spent / size * 1000 for spent, size in zip(seconds, sizes, strict=True))
    held = (peaks[-1] - peaks[0]) / (sizes[-1] - sizes[0]) * 1024
    yield (f"{name}, CPU ms each", *(f"{one:.2f}" for one in each), f"power {exponents(sizes, seconds)[1]:.2f}")
    yield (f"{name}, peak MB", *(f"{peak:.1f}" for peak in peaks), f"{held:.2f} kB each")
