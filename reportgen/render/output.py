"""What an output format is, and the catalogue of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeAlias

from reportgen.base.catalogue import declared
from reportgen.document.disclosure import Disclosure

TemplateFinder: TypeAlias = Callable[[str], Path]
"""Finds the file of a template by name (`report.docx`) in the highest layer that has it; raises UsageError if none."""

Renderer: TypeAlias = Callable[[Disclosure], Mapping[str, bytes]]
"""Renders one disclosure into files, by the names they get in the report's build folder."""


@dataclass(frozen=True, slots=True)
class OutputFormat:
    """One format. `prepare` opens, checks and compiles its templates once; what it returns renders many reports.

    `prepare` raises TemplateError with every fault of the templates.
    """

    name: str
    prepare: Callable[[TemplateFinder], Renderer]


@cache
def formats() -> Mapping[str, OutputFormat]:
    """Every output format by name."""
    import reportgen.render as package

    return declared(package, OutputFormat, lambda format: format.name)
