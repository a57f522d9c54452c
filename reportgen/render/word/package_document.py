"""The Word document of a package: what its template makes of it, and the forms where the template places them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields
from typing import TypeAlias

from reportgen.base.files import read_bytes
from reportgen.document.package import WORD, Package
from reportgen.render.output import TemplateFinder
from reportgen.render.word.assembly.binding import Bound, bind
from reportgen.render.word.template import WordTemplate

Binder: TypeAlias = Callable[[Package, Sequence[bytes]], Bound]
"""Binds the finished Word files of a package's parts, in their order."""


def prepare(finder: TemplateFinder) -> Binder:
    """Opens, checks and compiles `package.docx`. Raises TemplateError with every fault of it."""
    file = finder(WORD)
    told = "/".join(file.parts[-3:])
    template = WordTemplate.open(read_bytes(file), told, [field.name for field in fields(Package)])

    def bound(package: Package, forms: Sequence[bytes]) -> Bound:
        return bind(template.render(package.context(), package.name, package.language), forms, told)

    return bound
