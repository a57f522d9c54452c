"""The page of a report in HTML: accessible, self-contained, and every figure in it marked with its id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields

from reportgen.document.disclosure import Disclosure
from reportgen.render.html.page import PageTemplate
from reportgen.render.output import NO_PIECES, OutputFormat, Pieces, Renderer, TemplateFinder

TEMPLATE = "report.html.j2"
FILE_NAME = "report.html"


def prepare(finder: TemplateFinder, pieces: Pieces = NO_PIECES) -> Renderer:
    """Opens, checks and compiles `report.html.j2` and `style.css`. Raises TemplateError with every fault of both."""
    page = PageTemplate(finder, TEMPLATE, (field.name for field in fields(Disclosure)), pieces)

    def render(disclosure: Disclosure) -> Mapping[str, bytes]:
        return {FILE_NAME: page.render(disclosure.context())}

    return render


HTML = OutputFormat("html", prepare, (".html.j2", ".css"))
