"""Measuring: CPU time before wall time, interleaved A B C A B C, told as medians with their spread."""

from __future__ import annotations

import resource
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import log
from statistics import median
from typing import Any

Work = Callable[[], tuple[float, float]]
"""Does a piece of work; its CPU and its wall seconds."""


@dataclass(frozen=True, slots=True)
class Sample:
    """CPU and wall seconds of one subject over several rounds."""

    name: str
    seconds: tuple[float, ...]
    wall: tuple[float, ...] = ()

    @property
    def median(self) -> float:
        """The CPU seconds of the middle round."""
        return median(self.seconds)


def interleaved(work: Mapping[str, Work], rounds: int) -> list[Sample]:
    """Every piece of work once a round; a first round is not counted."""
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in work}
    for turn in range(rounds + 1):
        for name, piece in work.items():
            spent = piece()
            if turn:
                found[name].append(spent)
    return [Sample(name, *map(tuple, zip(*spent, strict=True))) for name, spent in found.items()]


def process(command: Sequence[str], fine: Sequence[int] = (0,), **options: Any) -> Work:
    """A whole process, what it starts included. Raises RuntimeError where its exit code is none of `fine`."""

    def run() -> tuple[float, float]:
        before, start = children(), time.perf_counter()
        done = subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, **options)
        if done.returncode not in fine:
            raise RuntimeError(f"{' '.join(command)}: {done.stderr.decode(errors='replace')}")
        return children() - before, time.perf_counter() - start

    return run


def children() -> float:
    """The CPU seconds of the processes that this one started and that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def call(function: Callable[[], object], times: int) -> Work:
    """A call in this process, the mean of `times`."""

    def run() -> tuple[float, float]:
        start, before = time.perf_counter(), time.process_time()
        for _ in range(times):
            function()
        return (time.process_time() - before) / times, (time.perf_counter() - start) / times

    return run


def ratios(sample: Sample, base: Sample) -> tuple[float, float, float]:
    """Smallest, median and largest ratio of `sample` to `base`, round by round."""
    pairs = sorted(one / other for one, other in zip(sample.seconds, base.seconds, strict=True) if other)
    return pairs[0], median(pairs), pairs[-1]


def exponents(sizes: Sequence[int], seconds: Sequence[float]) -> tuple[float, float]:
    """How cost grows with size, as a power of it: between the last two sizes, and fitted over all."""
    points = [(log(size), log(spent)) for size, spent in zip(sizes, seconds, strict=True)]
    (x0, y0), (x1, y1) = points[-2:]
    middle_x, middle_y = (sum(axis) / len(points) for axis in zip(*points, strict=True))
    slope = sum((x - middle_x) * (y - middle_y) for x, y in points) / sum((x - middle_x) ** 2 for x, _ in points)
    return (y1 - y0) / (x1 - x0), slope
