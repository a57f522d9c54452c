"""What reports have in common: the program, the settings, layers, profiles, fonts. Each part is named and digested.

A report is built again when a part of its basis is another; the names of the parts say why.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from reportgen.base.fingerprint import running
from reportgen.base.language import DEFAULT_LANGUAGE
from reportgen.batch.sight import NOTHING, digest, digest_of
from reportgen.load.chains import Chain
from reportgen.load.layers import LABELS_FILE, is_piece
from reportgen.load.profile import BUILT_IN, profile_file
from reportgen.load.words import WORDS_FILE
from reportgen.load.workspace import Workspace

PROGRAM, FORMATS, LANGUAGE, LIMITS = "program", "formats", "language", "limits"
FILTERS, FONTS = "filters", "fonts"
LAYER, PROFILE = "layer:", "profile:"
"""How the names of parts begin that are a file of a layer (`layer:name/file`) or a profile (`profile:id`)."""

Parts = Mapping[str, str]


class Reader(NamedTuple):
    """How one report is read: with which layers, the lowest first, and by which profiles, itself before its bases."""

    layers: tuple[str, ...]
    profiles: tuple[str, ...]


class Bases:
    """The bases of the reports of one workspace, each found once."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._found: dict[tuple[tuple[str, ...], tuple[Reader, ...]], str] = {}
        self._digests: dict[Path, str] = {}
        self._parts: dict[str, Parts] = {}
        self._noted: set[int] = set()

    def of(self, formats: tuple[str, ...], readers: tuple[Reader, ...]) -> str:
        """The digest of the basis of a report made in `formats`.

        `readers` are how it is read itself, first, and how the reports are read that it is compared with.
        """
        key = formats, readers
        if key not in self._found:
            parts = dict(sorted(self._made(formats, readers)))
            self._found[key] = digest_of(json.dumps(parts, ensure_ascii=False).encode())
            self._parts[self._found[key]] = parts
        return self._found[key]

    def parts(self, basis: str) -> Parts:
        """The parts of a basis by name; empty for one that is none of this run."""
        return self._parts.get(basis, {})

    def note_profiles(self, chain: Chain) -> None:
        """Notes what is in the profiles that a report with these layers may follow."""
        if id(chain) not in self._noted:
            self._noted.add(id(chain))
            for folder in (*chain.profile_folders, BUILT_IN):
                for file in folder.glob("*.yaml"):
                    self._digest(file)

    def _made(self, formats: tuple[str, ...], readers: tuple[Reader, ...]) -> Iterator[tuple[str, str]]:
        settings = self._workspace.settings
        yield PROGRAM, self.program
        yield FORMATS, ",".join(formats)
        yield LANGUAGE, settings.lang or DEFAULT_LANGUAGE
        if settings.limits:
            yield LIMITS, json.dumps(settings.limits, sort_keys=True)
        if settings.own_filters:
            files = sorted((self._workspace.root / "filters").glob("[a-z]*.py"))
            yield FILTERS, digest_of("\n".join(f"{file.name} {self._digest(file)}" for file in files).encode())
        if "pdf" in formats:
            yield FONTS, self.fonts
        yield from self._of_templates(self._workspace.chain_of_layers(readers[0].layers), formats)
        for reader in dict.fromkeys(readers):
            yield from self._of_reading(reader)

    def _of_templates(self, chain: Chain, formats: tuple[str, ...]) -> Iterator[tuple[str, str]]:
        endings = tuple(ending for format in formats for ending in _ENDINGS.get(format, ()))
        names = {name for layer in chain.layers for name in layer.files if not is_piece(name)}
        files = {name: (chain.find(name),) for name in names} | dict(chain.pieces)
        homes = {file: layer.name for layer in chain.layers for file in layer.files.values()}
        for name, own in files.items():
            if name.endswith(endings) and name != _LIST:
                for file in own:
                    yield f"{LAYER}{homes[file]}/{name}", self._digest(file)

    def _of_reading(self, reader: Reader) -> Iterator[tuple[str, str]]:
        chain = self._workspace.chain_of_layers(reader.layers)
        for layer in chain.layers:
            for name in (LABELS_FILE, WORDS_FILE):
                if (found := self._digest(layer.folder / name)) != NOTHING:
                    yield f"{LAYER}{layer.name}/{name}", found
        order = ",".join(layer.name for layer in chain.layers)
        yield f"order:{order}", ""
        for id in reader.profiles:
            file = profile_file(id, chain.profile_folders)
            yield (
                f"{PROFILE}{id}:{order}",
                NOTHING if file is None else f"{file.parent.parent.name} {self._digest(file)}",
            )

    def _digest(self, file: Path) -> str:
        if file not in self._digests:
            self._digests[file] = digest(file)
        return self._digests[file]

    @cached_property
    def program(self) -> str:
        """Tells one program from another: its version and files, the libraries, Python, and what deflates."""
        return running()

    @cached_property
    def fonts(self) -> str:
        """Tells the fonts of this machine from others."""
        from reportgen.render.pdf.surroundings import fonts_on_disk

        return fonts_on_disk()


_ENDINGS: Mapping[str, Sequence[str]] = {
    "docx": (".docx",),
    "html": (".html.j2", ".css"),
    "pdf": (".typ",),
}
"""How the templates of each format end."""
_LIST = "index.html.j2"


def digest_of_list(chain: Chain, program: str) -> str:
    """Tells one look of the list of reports from another."""
    names = (_LIST, "style.css")
    files = [chain.find(name) for name in names] + [file for files in chain.pieces.values() for file in files]
    seen = [program, *(digest(file) for file in files)]
    return hashlib.sha256("\n".join(seen).encode()).hexdigest()
