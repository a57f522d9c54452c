"""The Word format: one `report.docx`, rendered from the template of the same name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path

from reportgen.base.files import read_bytes
from reportgen.document.disclosure import Disclosure, PublicFile
from reportgen.render.output import NO_PIECES, OutputFormat, Pieces, Renderer, TemplateFinder

FILE_NAME = "report.docx"
"""The name of the template, and of the file that is made from it."""

BLOCKS, BLOCK_ENDING = "blocks/", ".docx"


def prepare(finder: TemplateFinder, pieces: Pieces = NO_PIECES) -> Renderer:
    """Opens, checks and compiles the template once. Raises TemplateError with every fault of all its parts."""
    from reportgen.render.word.template import WordTemplate

    names = tuple(field.name for field in fields(Disclosure))
    file = finder(FILE_NAME)
    blocks = {
        piece.removeprefix(BLOCKS).removesuffix(BLOCK_ENDING): (_told(files[-1], 4), read_bytes(files[-1]))
        for piece, files in pieces.items()
        if piece.startswith(BLOCKS) and piece.endswith(BLOCK_ENDING)
    }
    template = WordTemplate.open(read_bytes(file), _told(file, 3), names, blocks)

    def render(disclosure: Disclosure) -> Mapping[str, bytes]:
        return {FILE_NAME: template.render(disclosure.context(), _title(disclosure), disclosure.language)}

    return render


def _told(file: Path, steps: int) -> str:
    """A template's path as told to people: `templates/<layer>/<name>`, or a block's."""
    return "/".join(file.parts[-steps:])


def _title(disclosure: Disclosure) -> str:
    form = disclosure.form
    return f"{form.department.text}{form.year.text}年度{form.title}"


DOCX = OutputFormat("docx", prepare, (".docx",), (PublicFile(FILE_NAME, "Word"),))
"""Word: `report.docx`."""
