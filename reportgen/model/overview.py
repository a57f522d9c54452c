"""What many reports come to together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, localcontext

from reportgen.model.values import EXACT, grouped, round_half_up


@dataclass(frozen=True, slots=True)
class Overview:
    """Counts and sums over reports, as texts that are printed; None where no report has such a figure.

    `score` is the mean of the scores to two decimals, half up; `executed` is in yuan. `grades` are pairs of a grade and
    how many reports have it, the most frequent first.
    """

    reports: int
    departments: int
    score: str | None
    executed: str | None
    grades: tuple[tuple[str, int], ...]


def overview(
    departments: Iterable[str],
    scores: Iterable[Decimal],
    amounts: Iterable[Decimal],
    grades: Iterable[str],
) -> Overview:
    """The overview of reports: a department for each, and whatever scores, amounts in yuan and grades they have."""
    each, points, sums = list(departments), list(scores), list(amounts)
    counts: dict[str, int] = {}
    for grade in grades:
        counts[grade] = counts.get(grade, 0) + 1
    with localcontext(EXACT):
        mean = round_half_up(sum(points, Decimal(0)) / len(points), 2) if points else None
        total = sum(sums, Decimal(0)) if sums else None
    return Overview(
        len(each),
        len(set(each)),
        None if mean is None else f"{mean}",
        None if total is None else grouped(total, 2),
        tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0]))),
    )
