"""The index: one page that leads to every report of a build."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from reportgen.document.listing import IndexEntry, PackageEntry, YearTotals
from reportgen.render.html.page import PageTemplate
from reportgen.render.html.sources import MORE_STYLE
from reportgen.render.output import NO_PIECES, Pieces, TemplateFinder

TEMPLATE = "index.html.j2"


NAMES = ("entries", "packages", "totals", "years", "grades", "title", "language")
"""The names that the template of the index sees."""


def render_index(
    finder: TemplateFinder,
    entries: Sequence[IndexEntry],
    title: str,
    language: str = "zh-CN",
    pieces: Pieces = NO_PIECES,
    totals: Sequence[YearTotals] = (),
    packages: Sequence[PackageEntry] = (),
) -> Iterator[bytes]:
    """The index page of `entries` and `packages`, in their order and in pieces.

    It needs no server, and no script to be a plain table. Raises TemplateError with every fault of `index.html.j2` and
    `style.css`.
    """
    own = {name: files for name, files in pieces.items() if name == MORE_STYLE}
    page = PageTemplate(finder, TEMPLATE, NAMES, own)
    context = {
        "entries": tuple(entries),
        "packages": tuple(packages),
        "totals": tuple(totals),
        "years": _each(entry.year for entry in entries),
        "grades": _each(entry.grade for entry in entries if entry.grade),
        "title": title,
        "language": language,
    }
    return page.pieces(context)


def _each(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))
