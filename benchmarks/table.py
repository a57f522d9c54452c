"""What a suite found: rows for people, rounds for programs."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.measure import Sample, ratios


@dataclass(frozen=True, slots=True)
class Table:
    """A titled table, notes below it, and the samples it was made of."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()
    samples: tuple[Sample, ...] = ()

    def text(self) -> str:
        """For a terminal: the first column to the left, figures to the right."""
        lines = [self.columns, *self.rows]
        widths = [max(_width(line[place]) for line in lines) for place in range(len(self.columns))]
        return "\n".join(
            [f"\n{self.title}", *("  " + _line(line, widths) for line in lines), *(f"  {note}" for note in self.notes)]
        )

    def markdown(self) -> str:
        """For README.md."""
        marks = ["---", *["---:"] * (len(self.columns) - 1)]
        lines = [f"| {' | '.join(line)} |" for line in (self.columns, marks, *self.rows)]
        notes = [f"\n{note}" for note in self.notes]
        return "\n".join([f"**{self.title}**\n", *lines, *notes, ""])

    def json_lines(self, suite: str) -> Iterator[str]:
        """One line a round: seconds of CPU and of wall time by subject."""
        for turn in range(max((len(sample.seconds) for sample in self.samples), default=0)):
            told = [sample for sample in self.samples if turn < len(sample.seconds)]
            line = {
                "suite": suite,
                "table": self.title,
                "round": turn + 1,
                "cpu": {sample.name: sample.seconds[turn] for sample in told},
                "wall": {sample.name: sample.wall[turn] for sample in told if sample.wall},
            }
            yield json.dumps(line, ensure_ascii=False)


def against(sample: Sample, base: Sample, *, faster: bool) -> tuple[str, str]:
    """The median ratio and its spread: how many times as `faster`, or as dear, as the base."""
    low, middle, high = ratios(base, sample) if faster else ratios(sample, base)
    digits = 1 if middle >= 10 else 2
    return f"{middle:.{digits}f}×", f"{low:.{digits}f} to {high:.{digits}f}"


def milliseconds(sample: Sample) -> str:
    """The median CPU time."""
    return f"{sample.median * 1000:.2f}"


def costs(title: str, samples: Sequence[Sample], notes: tuple[str, ...] = ()) -> Table:
    """What each subject costs, over the first of them."""
    rows = tuple((one.name, milliseconds(one), *against(one, samples[0], faster=False)) for one in samples)
    return Table(title, ("", "CPU ms", "of the first", "spread"), rows, notes, tuple(samples))


def speeds(
    title: str, samples: Sequence[Sample], told: Mapping[str, Mapping[str, float]], notes: tuple[str, ...]
) -> Table:
    """How fast each subject is, as multiples of the first; `told` is what each said of its memory and its bytes."""
    base = samples[0]
    rows = tuple(
        (
            one.name,
            milliseconds(one),
            f"{1 / one.median:.0f}",
            *against(one, base, faster=True),
            f"{told[one.name]['peak']:.0f}",
            f"{told[one.name]['bytes']:,.0f}",
        )
        for one in samples
    )
    columns = ("", "CPU ms", "reports/s", f"speed of {base.name}", "spread", "peak MB", "bytes")
    return Table(title, columns, rows, notes, tuple(samples))


@dataclass(frozen=True, slots=True)
class Figure:
    """What the project answers for: `value`, a ratio unless another `unit` is told, is at least or at most `bound`."""

    what: str
    value: float
    bound: float
    least: bool = False
    unit: str = "×"

    @property
    def met(self) -> bool:
        """Whether it is as it should be."""
        return self.value >= self.bound if self.least else self.value <= self.bound

    @property
    def cells(self) -> tuple[str, str, str, str]:
        """Its row."""
        asked = f"{'≥' if self.least else '≤'} {self.bound:g}{self.unit}"
        return self.what, asked, f"{self.value:.2f}{self.unit}", "met" if self.met else "missed"


def figures(title: str, told: Sequence[Figure]) -> Table:
    """What was asked and what was measured."""
    return Table(f"Answered for: {title}", ("", "asked", "measured", ""), tuple(one.cells for one in told))


def stages(title: str, seconds: Mapping[str, float], notes: tuple[str, ...] = ()) -> Table:
    """What each stage takes of a report, the dearest first."""
    whole = sum(seconds.values())
    told = [*sorted(seconds.items(), key=lambda one: -one[1]), ("all", whole)]
    rows = tuple((name, f"{spent * 1e6:.0f}", f"{spent / whole:.0%}") for name, spent in told)
    return Table(title, ("", "CPU µs", "share"), rows, notes)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first, *rest = [" " * (width - _width(cell)) for cell, width in zip(cells, widths, strict=True)]
    return "  ".join([cells[0] + first, *(pad + cell for pad, cell in zip(rest, cells[1:], strict=True))])


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)
