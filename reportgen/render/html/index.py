"""The index: one page that leads to every report of a build."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reportgen.render.html.page import MORE_STYLE, PageTemplate
from reportgen.render.output import NO_PIECES, Pieces, TemplateFinder

TEMPLATE = "index.html.j2"


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


NAMES = ("entries", "totals", "years", "grades", "title", "language")
"""The names that the template of the index sees."""


def render_index(
    finder: TemplateFinder,
    entries: Sequence[IndexEntry],
    title: str,
    language: str = "zh-CN",
    pieces: Pieces = NO_PIECES,
    totals: Sequence[YearTotals] = (),
) -> bytes:
    """The index page of `entries`, in their order. It needs no server, and without its script it is a plain table.

    Raises TemplateError with every fault of `index.html.j2` and `style.css`.
    """
    own = {name: files for name, files in pieces.items() if name == MORE_STYLE}
    page = PageTemplate(finder, TEMPLATE, NAMES, own)
    context = {
        "entries": tuple(entries),
        "totals": tuple(totals),
        "years": _each(entry.year for entry in entries),
        "grades": _each(entry.grade for entry in entries if entry.grade),
        "title": title,
        "language": language,
    }
    return page.render(context)


def _each(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))
