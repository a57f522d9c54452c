"""What an output format is, and the catalogue of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Protocol, TypeAlias

from reportgen.base.catalogue import declared
from reportgen.document.disclosure import Disclosure, PublicFile

TemplateFinder: TypeAlias = Callable[[str], Path]
"""Finds the file of a template by name (`report.docx`) in the highest layer that has it; raises UsageError if none."""

Pieces: TypeAlias = Mapping[str, tuple[Path, ...]]
"""The files of layers that change a part of a template, by name (`blocks/title.docx`), the lowest layer first."""

NO_PIECES: Pieces = MappingProxyType({})

Renderer: TypeAlias = Callable[[Disclosure], Mapping[str, bytes]]
"""Renders one disclosure into files, by the names they get in the report's build folder."""


class Prepare(Protocol):
    """Opens, checks and compiles the templates of a format once; what it returns renders many reports.

    Raises TemplateError with every fault of the templates and of the pieces laid into them.
    """

    def __call__(self, finder: TemplateFinder, pieces: Pieces = NO_PIECES) -> Renderer:
        """The renderer of the templates that `finder` finds, with `pieces` in them."""


@dataclass(frozen=True, slots=True)
class OutputFormat:
    """One format. `suffixes` end the names of the templates it is made from: where these are the same, so is it.

    `files` are those that a page offers to its readers.
    """

    name: str
    prepare: Prepare
    suffixes: tuple[str, ...] = ()
    files: tuple[PublicFile, ...] = ()


@cache
def formats() -> Mapping[str, OutputFormat]:
    """Every output format by name."""
    import reportgen.render as package

    return declared(package, OutputFormat, lambda format: format.name)
