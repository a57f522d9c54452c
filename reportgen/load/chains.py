"""Chains of layers: which layer gives what to a report, and what is odd about that."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from reportgen.base.errors import UsageError
from reportgen.base.files import read_bytes
from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.location import Location
from reportgen.base.messages import N_
from reportgen.load.layers import (
    COUNTERPARTS,
    MORE_STYLE,
    PAGE,
    PASTE,
    STYLE,
    TYPST,
    WORD,
    Layer,
    base_of,
    counterpart_of,
    is_piece,
)
from reportgen.load.settings import FORMATS
from reportgen.model.profile import Profile
from reportgen.model.wording import Wording

ONE_SIDED = Fault(
    "LAY001",
    "one_sided_layer",
    Severity.WARNING,
    N_("this layer changes {file}, but not {counterpart}: the formats will say different things"),
    N_("add {counterpart} to the layer"),
)
OLDER_BASE = Fault(
    "LAY002",
    "older_base",
    Severity.WARNING,
    N_("{file} was made against a {base} of the layer {below} that has changed since"),
    N_("compare the two; when {file} is right again, run `reportgen template base {layer}`"),
)
UNKNOWN_BASE = Fault(
    "LAY003",
    "unknown_base",
    Severity.INFO,
    N_("nothing says which files below these of the layer were made against: {files}"),
    N_("run `reportgen template base {layer}`; from then on a change below them is told"),
)

NOT_IN_PDF = Fault(
    "LAY004",
    "change_not_in_pdf",
    Severity.WARNING,
    N_("this layer changes {file}, but no layer of it or above gives a {counterpart}: the PDF will look otherwise"),
    N_("give the layer of the bureau a {counterpart}, or leave `pdf` out of the formats of these reports"),
)


@dataclass(frozen=True)
class Chain:
    """The layers that one report is made with, the highest first; reports with the same layers share one chain."""

    layers: tuple[Layer, ...]

    def template(self, name: str) -> tuple[str, Path]:
        """The layer and file of the template `name`: the highest layer that has it. Raises UsageError if none."""
        for layer in self.layers:
            if name in layer.files:
                return layer.name, layer.files[name]
        raise UsageError(N_("no layer has the template {name}"), name=name)

    def find(self, name: str) -> Path:
        """The file of the template `name`. Raises UsageError where no layer has it."""
        return self.template(name)[1]

    @cached_property
    def given(self) -> Mapping[str, str]:
        """Every file a report is made from, with the layer it comes from."""
        whole = {name: self.template(name)[0] for name in (WORD, PAGE, PASTE, STYLE, TYPST)}
        return {**whole, **{name: " + ".join(layers) for name, (layers, _) in self._pieces.items()}}

    @property
    def pieces(self) -> Mapping[str, tuple[Path, ...]]:
        """The files that change a part of a template, by name, the lowest layer first; of a block only the highest."""
        return {name: files for name, (_, files) in self._pieces.items()}

    @cached_property
    def _pieces(self) -> Mapping[str, tuple[tuple[str, ...], tuple[Path, ...]]]:
        """Who replaces a whole file replaces what lower layers change in it, too."""
        found: dict[str, tuple[tuple[str, ...], tuple[Path, ...]]] = {}
        for at, layer in reversed(list(enumerate(self.layers))):
            for name, file in layer.files.items():
                base = base_of(name)
                if base == name or any(base in above.files for above in self.layers[:at]):
                    continue
                names, files = found.get(name, ((), ())) if name == MORE_STYLE else ((), ())
                found[name] = ((*names, layer.name), (*files, file))
        return dict(sorted(found.items()))

    @cached_property
    def formats(self) -> tuple[str, ...] | None:
        """The formats that the highest layer asks for which asks for any."""
        return next((layer.formats for layer in self.layers if layer.formats is not None), None)

    @cached_property
    def wordings(self) -> tuple[Wording, ...]:
        """The word lists of the layers as one: an entry of a higher layer replaces one of the same words below."""
        lowest_first = (entry for layer in reversed(self.layers) for entry in layer.wordings)
        return tuple({entry.avoid: entry for entry in lowest_first}.values())

    @cached_property
    def profile_folders(self) -> tuple[Path, ...]:
        """The folders of profiles that the layers bring, the highest layer first."""
        return tuple(folder for layer in self.layers if (folder := layer.folder / "profiles").is_dir())

    def labelled(self, profile: Profile) -> Profile:
        """`profile` with the labels of the layers over its own."""
        for layer in reversed(self.layers):
            if any(layer.labels.names()):
                profile = layer.labels.over(profile)
        return profile

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """Each label that a layer sets, as a path of keys, with the highest layer that sets it."""
        return {name: layer.name for layer in reversed(self.layers) for name in layer.labels.names()}

    def base(self, layer: Layer, file: str) -> tuple[str, str, str] | None:
        """What `file` of `layer` lies over: the base's name, its layer and its hash; None where that is nothing."""
        name = base_of(file)
        if file != name and name in layer.files:
            return None
        for below in self.layers[self.layers.index(layer) + 1 :]:
            if name in below.files:
                return name, below.name, hash_of(below.files[name])
        return None

    def findings(self, formats: tuple[str, ...] | None) -> Iterator[Finding]:
        """What is odd about the layers: those that change some formats only, and what they were made against."""
        if "pdf" in (formats or FORMATS):
            yield from self._not_in_pdf()
        for layer in self.layers[:-1]:
            yield from self._one_sided(layer, formats or FORMATS)
            yield from self._older_bases(layer)
            yield from self._unknown_bases(layer)

    def _one_sided(self, layer: Layer, formats: tuple[str, ...]) -> Iterator[Finding]:
        """What a layer changes in one format and not in the others that are made and have a template."""
        made = {
            format: whole
            for format, (whole, _) in COUNTERPARTS.items()
            if format in formats and any(whole in one.files for one in self.layers)
        }
        for file in layer.files:
            own = next((format for format in made if base_of(file) == made[format]), None)
            for other in made if own is not None else ():
                counterpart = counterpart_of(file, other)
                changed = {name for name in layer.files if base_of(name) == made[other]}
                if other != own and not {counterpart, made[other]} & changed and (is_piece(file) or not changed):
                    yield ONE_SIDED.at(Location.of_file(layer.told(file)), file=file, counterpart=counterpart)

    def _not_in_pdf(self) -> Iterator[Finding]:
        """The changes to the Word file that the PDF does not have, one for each layer."""
        for layer in self.layers:
            if TYPST in layer.files:
                return
            if file := next((name for name in sorted(layer.files) if base_of(name) == WORD), None):
                yield NOT_IN_PDF.at(Location.of_file(layer.told(file)), file=file, counterpart=TYPST)

    def _older_bases(self, layer: Layer) -> Iterator[Finding]:
        for file, (known, where) in layer.bases.items():
            base = self.base(layer, file)
            if base is not None and base[2] not in known:
                yield OLDER_BASE.at(where, file=file, base=base[0], below=base[1], layer=layer.name)

    def _unknown_bases(self, layer: Layer) -> Iterator[Finding]:
        files = [file for file in layer.files if file not in layer.bases and self.base(layer, file) is not None]
        if files:
            where = Location.of_file(layer.told(files[0]))
            yield UNKNOWN_BASE.at(where, files=", ".join(files), layer=layer.name)


def hash_of(file: Path) -> str:
    """Tells one content of a file from another: the first 16 digits of its SHA-256."""
    return hashlib.sha256(read_bytes(file)).hexdigest()[:16]
