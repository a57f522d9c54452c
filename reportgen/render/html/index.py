"""The index: one page that leads to every report of a build."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.render.html.page import MORE_STYLE, PageTemplate
from reportgen.render.output import NO_PIECES, Pieces, TemplateFinder

TEMPLATE = "index.html.j2"


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """One report of the index, every figure as its pages print it; None where it has none.

    `links` are pairs of a label and an address relative to the index, percent-encoded, with forward slashes.
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


def render_index(
    finder: TemplateFinder,
    entries: Sequence[IndexEntry],
    title: str,
    language: str = "zh-CN",
    pieces: Pieces = NO_PIECES,
) -> bytes:
    """The index page of `entries`, in their order. It needs no server and no script.

    Raises TemplateError with every fault of `index.html.j2` and `style.css`.
    """
    own = {name: files for name, files in pieces.items() if name == MORE_STYLE}
    page = PageTemplate(finder, TEMPLATE, ("entries", "title", "language"), own)
    return page.render({"entries": tuple(entries), "title": title, "language": language})
