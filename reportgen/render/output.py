"""What an output format is, and the catalogue of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import Protocol, TypeAlias

from reportgen.base.catalogue import declared
from reportgen.base.errors import UsageError
from reportgen.base.finding import Finding
from reportgen.base.messages import N_, Message
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


def _nothing_told() -> Sequence[Message]:
    return ()


def _nothing_found(disclosure: Disclosure) -> Iterable[Finding]:
    del disclosure
    return ()


@dataclass(frozen=True, slots=True)
class OutputFormat:
    """One format. `suffixes` end the names of the templates it is made from: where these are the same, so is it.

    `files` are those that a page offers to its readers.
    `modules` are what it needs beside the program; the extra of the same name installs them. `told` is what a build
    says of it once; `findings` what this format cannot show of a disclosure as other formats can.
    """

    name: str
    prepare: Prepare
    suffixes: tuple[str, ...] = ()
    files: tuple[PublicFile, ...] = ()
    modules: tuple[str, ...] = ()
    told: Callable[[], Sequence[Message]] = _nothing_told
    findings: Callable[[Disclosure], Iterable[Finding]] = _nothing_found

    @property
    def is_installed(self) -> bool:
        """Whether everything that it needs is there."""
        return all(find_spec(module) is not None for module in self.modules)

    def require(self) -> None:
        """Raises UsageError, with the way to get it, where something that it needs is missing."""
        if not self.is_installed:
            raise UsageError(
                N_("what makes {name} is not installed; get it by: make extras in the folder of reportgen"),
                name=self.name,
            )


@cache
def installed() -> tuple[str, ...]:
    """The formats that can be made here."""
    return tuple(name for name, format in formats().items() if format.is_installed)


@cache
def formats() -> Mapping[str, OutputFormat]:
    """Every output format by name; each is declared by a module or a package of this room."""
    import reportgen.render as package

    return declared(package, OutputFormat, lambda format: format.name, nested=False)
