"""Notices of corrections, overviews of many, the form of the confidentiality review, the page of a comparison."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import asdict
from datetime import UTC, datetime

from reportgen.base.errors import TemplateError
from reportgen.base.files import read_bytes
from reportgen.base.location import Location
from reportgen.document.notice import Comparison, Notice, Overview, Review
from reportgen.render.output import TemplateFinder

WORD, PAGE, TYPST = "notice.docx", "notice.html.j2", "notice.typ"
REVIEW, COMPARISON = "review.docx", "diff.html.j2"
OVERVIEW_WORD, OVERVIEW_PAGE = "overview.docx", "overview.html.j2"


def render_notice(finder: TemplateFinder, notice: Notice, formats: Collection[str]) -> dict[str, bytes]:
    """The notice by the ending of its file: as Word and page always, as PDF where that is one of `formats`.

    Raises TemplateError with every fault of a template.
    """
    context = notice.context()
    made = {".docx": _word(finder, WORD, context), ".html": _page(finder, PAGE, context)}
    if "pdf" in formats:
        made[".pdf"] = _pdf(finder, notice)
    return made


def render_review(finder: TemplateFinder, review: Review) -> bytes:
    """The form of the confidentiality review, as Word."""
    return _word(finder, REVIEW, review.context())


def render_comparison(finder: TemplateFinder, comparison: Comparison) -> bytes:
    """The page of a comparison."""
    return _page(finder, COMPARISON, comparison.context())


def render_overview(finder: TemplateFinder, overview: Overview) -> dict[str, bytes]:
    """The overview of many corrections by the ending of its file, as Word and page."""
    context = overview.context()
    return {".docx": _word(finder, OVERVIEW_WORD, context), ".html": _page(finder, OVERVIEW_PAGE, context)}


def _word(finder: TemplateFinder, name: str, context: Mapping[str, object]) -> bytes:
    from reportgen.render.word.anything import render_any

    return render_any(read_bytes(finder(name)), f"templates/{finder(name).parent.name}/{name}", context)


def _page(finder: TemplateFinder, name: str, context: Mapping[str, object]) -> bytes:
    from reportgen.render.html.page import PageTemplate

    return PageTemplate(finder, name, tuple(context)).render(context)


def _pdf(finder: TemplateFinder, notice: Notice) -> bytes:
    """The notice set by typst; its moment is the day of approval that it prints."""
    from reportgen.render.pdf import LIBRARY, MAIN, fonts
    from reportgen.render.pdf.characters import missing_in, refuse, refused_in, spelled
    from reportgen.render.pdf.compiler import RefusedError, shared_compiler
    from reportgen.render.pdf.faults import REFUSED
    from reportgen.render.pdf.tree import texts_of

    data = json.loads(json.dumps({**asdict(notice)}, ensure_ascii=False))
    sources = {MAIN: read_bytes(finder(TYPST)), LIBRARY.name: read_bytes(LIBRARY)}
    while True:
        missing = missing_in(texts_of(data))
        inputs = {"notice.json": spelled(data, missing), "faces.json": fonts.for_template(), "attached.json": []}
        files = {**sources, **{name: json.dumps(one, ensure_ascii=False).encode() for name, one in inputs.items()}}
        try:
            return shared_compiler().compile(files, _moment(notice))
        except RefusedError as error:
            refused = refused_in(error.reason) - missing
            if not refused:
                file = f"templates/{finder(TYPST).parent.name}/{TYPST}"
                place = Location.in_text(file, error.line) if error.line else Location.of_file(file)
                raise TemplateError([REFUSED.at(place, reason=error.reason)]) from error
            refuse(refused)


def _moment(notice: Notice) -> int:
    day = datetime.strptime(notice.date, "%Y年%m月%d日")
    return int(day.replace(tzinfo=UTC).timestamp())
