"""A chart as values: what it shows, not how it is written."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

KINDS = ("bar", "column", "line", "pie")
"""What a chart may be: bars from left to right, columns, lines, or a pie of one series."""

MAX_POINTS = 200
MAX_SERIES = 12
"""More than this nobody can read; a template that asks for more is refused."""


_WHOLE = "#,##0"


@dataclass(frozen=True, slots=True)
class Series:
    """One series: its name, and a figure for each category, None where there is none."""

    name: str
    values: tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of one document. `alt` is what it says to who cannot see it; `unit` is that of all its figures.

    `part` is the part of the document that it stands in.
    """

    kind: str
    title: str
    alt: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str | None = None
    part: str = ""

    @property
    def decimals(self) -> int:
        """The most decimals that any of its figures has."""
        values = (value for series in self.series for value in series.values if value is not None)
        return max((len(plain(value).partition(".")[2]) for value in values), default=0)

    @property
    def number_format(self) -> str:
        """How its figures are printed, as a spreadsheet says it."""
        return _WHOLE + ("." + "0" * self.decimals if self.decimals else "")

    @property
    def scale_format(self) -> str:
        """How the scale beside its figures is printed: decimals only where the figures are small."""
        values = (value for series in self.series for value in series.values if value is not None)
        return _WHOLE if max(map(abs, values), default=Decimal()) >= 100 else self.number_format


def plain(value: Decimal) -> str:
    """A figure in plain decimal digits, to its last one."""
    return f"{value:f}"
