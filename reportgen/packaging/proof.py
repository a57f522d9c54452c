"""The built files of packages read back against their reports: by their marks, and on the road that has none."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from reportgen.base.errors import ContentError
from reportgen.base.files import read_bytes
from reportgen.base.finding import Finding
from reportgen.base.location import Location
from reportgen.document.package import FORMATS, INSERTED, PAGE, PDF, WORD
from reportgen.load.package import find_packages, parts_of, read_declaration, read_target
from reportgen.load.workspace import Workspace
from reportgen.packaging.packager import AT_ONCE, Ingredients, Packager, pages_of
from reportgen.pipeline import Pipeline, files_there
from reportgen.readback.expected import MISSING_FILE
from reportgen.readback.package import ExpectedPart, read_html, read_page_numbers, read_pdf, read_word

if TYPE_CHECKING:
    from reportgen.readback.deep.binding import Binding
    from reportgen.readback.deep.bound import BoundFiles

Read: TypeAlias = Callable[[bytes, str, Sequence[ExpectedPart]], Iterator[Finding]]


def _read_word(data: bytes, file: str, parts: Sequence[ExpectedPart]) -> Iterator[Finding]:
    return read_word(data, file, parts, None)


READERS: Mapping[str, Read] = {WORD: _read_word, INSERTED: _read_word, PAGE: read_html, PDF: read_pdf}
"""What reads each file of a package back."""


@dataclass(frozen=True)
class _Built:
    """A package as it should be, and its built files by name."""

    one: Ingredients
    files: Mapping[str, bytes]


def verify_packages(workspace: Workspace, reports: Sequence[str], *, deep: bool = False) -> list[Finding]:
    """Reads back the built files of every package that binds one of `reports`; every difference is a finding.

    With `deep` they are read a second time, by other programs than made them. Raises UsageError, before that, where one
    of those is missing.
    """
    folders = workspace.folders()
    known, asked = sorted(folders), set(reports)
    packager = Packager(Pipeline(workspace), known)
    found: list[Finding] = []
    waiting: list[_Built] = []
    for package in find_packages(workspace, folders, folders.__getitem__):
        try:
            declaration, _ = read_declaration(workspace, package)
            if asked.isdisjoint(parts_of(package, declaration, known)):
                continue
            one = packager.ingredients(package)
        except ContentError as error:
            found += error.findings
            continue
        wanted = _wanted(packager, one)
        files = files_there(workspace, package, wanted)
        found += (MISSING_FILE.at(Location.of_file(f"build/{package}/{name}")) for name in wanted if name not in files)
        for name, data in files.items():
            found += READERS[name](data, f"build/{package}/{name}", one.expected)
        waiting.append(_Built(one, files))
        if deep and len(waiting) == AT_ONCE:
            found += _find_deep(workspace, waiting)
            waiting.clear()
    return [*found, *(_find_deep(workspace, waiting) if deep and waiting else ())]


def _wanted(packager: Packager, one: Ingredients) -> list[str]:
    """The files that should be there: where the settings ask for a format, or others of that format are there."""
    folder = packager.workspace.build / one.id
    names = {"docx": [WORD, *([INSERTED] if one.declaration.into else [])], "html": [PAGE], "pdf": [PDF]}
    there = {format for format in FORMATS if any((folder / name).is_file() for name in names[format])}
    formats = packager.workspace.formats_of(one.id) or there or packager.formats_of(one.id)
    return [name for format in FORMATS if format in formats for name in names[format]]


def _find_deep(workspace: Workspace, packages: Sequence[_Built]) -> list[Finding]:
    """Everything that differs, in each piece of each file; and page numbers that are not those of a layout made now."""
    from reportgen.readback.deep import run
    from reportgen.readback.deep.bound import find_in_bound

    word = {built.one.id: built.files[WORD] for built in packages if WORD in built.files}
    run.require(word=any(name.endswith(".docx") for built in packages for name in built.files))
    found = find_in_bound([bound_files(workspace, built.one, built.files) for built in packages])
    pages = pages_of(word)
    for id, data in word.items():
        found += read_page_numbers(data, f"build/{id}/{WORD}", pages.get(id))
    return found


def bound_files(workspace: Workspace, one: Ingredients, files: Mapping[str, bytes]) -> BoundFiles:
    """The finished `files` of a package, with all that they are compared with."""
    from reportgen.readback.deep.bound import OWN, TEMPLATES, BoundFiles

    chain = workspace.chain_of(one.id)
    target = one.declaration.into if INSERTED in files else None
    return BoundFiles(
        _binding(one),
        f"build/{one.id}",
        files,
        [files_there(workspace, part.report, sorted(set(OWN.values()))) for part in one.expected],
        {TEMPLATES[name]: read_bytes(chain.find(TEMPLATES[name])) for name in files},
        None if target is None else read_target(workspace, one.id, target),
    )


def _binding(one: Ingredients) -> Binding:
    from reportgen.readback.deep.binding import Binding
    from reportgen.readback.deep.source import Source

    sources = (Source(part.report, part.form, text) for part, text in zip(one.expected, one.narratives, strict=True))
    return Binding(one.declaration.title, one.declaration.contents, one.declaration.summary, tuple(sources))
