"""A report in HTML: the page, with every figure marked with its id, and the same to be pasted into a web site."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields

from reportgen.base.errors import TemplateError
from reportgen.base.finding import Finding
from reportgen.document.disclosure import Disclosure
from reportgen.render.html.page import PASTE, PageTemplate
from reportgen.render.html.sources import MORE_STYLE
from reportgen.render.output import NO_PIECES, OutputFormat, Pieces, Renderer, TemplateFinder

PAGES = {"report.html": "report.html.j2", "paste.html": PASTE}
"""The files, and the templates they are made from."""


def prepare(finder: TemplateFinder, pieces: Pieces = NO_PIECES) -> Renderer:
    """Opens, checks and compiles the templates and `style.css`. Raises TemplateError with every fault of all."""
    names = [field.name for field in fields(Disclosure)]
    pages = {}
    found: list[Finding] = []
    for file, template in PAGES.items():
        own = pieces if template != PASTE else {name: piece for name, piece in pieces.items() if name == MORE_STYLE}
        try:
            pages[file] = PageTemplate(finder, template, names, own)
        except TemplateError as error:
            found += (finding for finding in error.findings if finding not in found)
    if found:
        raise TemplateError(found)

    def render(disclosure: Disclosure) -> Mapping[str, bytes]:
        context = disclosure.context()
        return {file: page.render(context) for file, page in pages.items()}

    return render


HTML = OutputFormat("html", prepare, (".html.j2", ".css"))
