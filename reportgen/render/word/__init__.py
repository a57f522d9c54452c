"""The Word format: one `report.docx`, rendered from the template of the same name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields

from reportgen.base.files import read_bytes
from reportgen.document.disclosure import Disclosure
from reportgen.render.output import OutputFormat, Renderer, TemplateFinder

FILE_NAME = "report.docx"
"""The name of the template, and of the file that is made from it."""


def prepare(find: TemplateFinder) -> Renderer:
    """Opens, checks and compiles the template once. Raises TemplateError with every fault of all its parts."""
    from reportgen.render.word.template import WordTemplate

    names = tuple(field.name for field in fields(Disclosure))
    template = WordTemplate.open(read_bytes(find(FILE_NAME)), FILE_NAME, names)

    def render(disclosure: Disclosure) -> Mapping[str, bytes]:
        return {FILE_NAME: template.render(disclosure.context(), _title(disclosure), disclosure.language)}

    return render


def _title(disclosure: Disclosure) -> str:
    form = disclosure.form
    return f"{form.department.text}{form.year.text}年度{form.title}"


DOCX = OutputFormat("docx", prepare)
"""Word: `report.docx`."""
