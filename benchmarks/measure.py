"""Measuring: CPU time of child processes and of calls, interleaved, told as medians with their spread."""

from __future__ import annotations

import resource
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Sample:
    """CPU seconds of one subject over several rounds."""

    name: str
    seconds: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle round."""
        return median(self.seconds)


def processes(commands: Mapping[str, Sequence[str]], rounds: int) -> list[Sample]:
    """CPU seconds of whole processes, A B C A B C; the first round of each is not counted."""
    found: dict[str, list[float]] = {name: [] for name in commands}
    for turn in range(rounds + 1):
        for name, command in commands.items():
            before = _children()
            subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            if turn:
                found[name].append(_children() - before)
    return [Sample(name, tuple(seconds)) for name, seconds in found.items()]


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def calls(work: Mapping[str, Callable[[], object]], rounds: int, repeat: int) -> list[Sample]:
    """CPU seconds of one call each, the mean of `repeat`, A B C A B C; the first round is not counted."""
    found: dict[str, list[float]] = {name: [] for name in work}
    for turn in range(rounds + 1):
        for name, call in work.items():
            before = time.process_time()
            for _ in range(repeat):
                call()
            if turn:
                found[name].append((time.process_time() - before) / repeat)
    return [Sample(name, tuple(seconds)) for name, seconds in found.items()]


def ratios(sample: Sample, base: Sample) -> tuple[float, float, float]:
    """Smallest, median and largest ratio of `sample` to `base`, round by round."""
    pairs = sorted(one / other for one, other in zip(sample.seconds, base.seconds, strict=True) if other)
    return pairs[0], median(pairs), pairs[-1]
