"""What the list of all reports shows: a line for each report and each package, and the totals of each year."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """One report of the index, every figure as its pages print it; None where it has none.

    `amount` is what was executed as a plain decimal in yuan, for sorting. `links` are pairs of a label and an address
    relative to the index, percent-encoded, with forward slashes.
    """

    report: str
    department: str
    project: str | None
    year: str
    title: str
    score: str | None
    grade: str | None
    executed: str | None
    links: tuple[tuple[str, str], ...] = ()
    amount: str | None = None


@dataclass(frozen=True, slots=True)
class PackageEntry:
    """One package of the index: the reports it binds, and links as an `IndexEntry` has them."""

    package: str
    title: str
    reports: tuple[str, ...]
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class YearTotals:
    """What the reports of one year come to: counts, the mean score, what departments spent in yuan, and the grades.

    A project's money is part of its department's and is not counted again. `grades` are pairs of a grade and how many
    reports have it.
    """

    year: str
    reports: int
    departments: int
    score: str | None
    executed: str | None
    grades: tuple[tuple[str, int], ...]
