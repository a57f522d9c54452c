"""Layers of templates: what each gives, and the chain of them that a report is made with."""

from __future__ import annotations

import difflib
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from reportgen.base.errors import ContentError, UsageError
from reportgen.base.files import inside, read_bytes
from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.location import Location
from reportgen.base.messages import N_
from reportgen.document.narrative import SECTION_FILES
from reportgen.load import faults
from reportgen.load.fields import Faults, MapField, RecordField, TextField
from reportgen.load.nodes import Mapped, parse_yaml
from reportgen.load.profile import COLUMNS
from reportgen.load.settings import FORMATS, TomlFile, faults_of_choices, faults_of_keys
from reportgen.load.words import read_words
from reportgen.model.profile import Profile
from reportgen.model.wording import Wording

ONE_SIDED = Fault(
    "LAY001",
    "one_sided_layer",
    Severity.WARNING,
    N_("this layer changes {file}, but not {counterpart}: Word and the page will say different things"),
    N_("add {counterpart} to the layer"),
)
OLDER_BASE = Fault(
    "LAY002",
    "older_base",
    Severity.WARNING,
    N_("{file} was made against a {base} of the layer {below} that has changed since"),
    N_('compare the two, then write "{file}" = "{hash}"'),
)

WORD, PAGE, STYLE, MORE_STYLE, INDEX = "report.docx", "report.html.j2", "style.css", "style.extra.css", "index.html.j2"
TEMPLATES = (WORD, PAGE, STYLE, MORE_STYLE, INDEX)
"""The files that a layer may give beside its blocks."""
BLOCKS = "blocks"
OWN_FILE, LABELS_FILE = "layer.toml", "labels.yaml"
_BLOCK = re.compile(r"[\w-]+(\.docx|\.html\.j2)")
_HASH = re.compile(r"[0-9a-f]{16}")
_KINDS: Mapping[str, type] = {"formats": list, "base": dict}


@dataclass(frozen=True, slots=True)
class Labels:
    """Printed words of a layer: they replace those of the profile, key by key."""

    columns: Mapping[str, str] = field(default_factory=dict)
    sections: Mapping[str, str] = field(default_factory=dict)
    blank: str | None = None

    def over(self, profile: Profile) -> Profile:
        """`profile` with these words in it."""
        return replace(
            profile,
            columns={**profile.columns, **self.columns},
            sections={**profile.sections, **self.sections},
            blank=profile.blank if self.blank is None else self.blank,
        )

    def names(self) -> Iterator[str]:
        """What is set, as a path of keys."""
        yield from (f"columns.{key}" for key in self.columns)
        yield from (f"sections.{key}" for key in self.sections)
        yield from ("blank",) if self.blank is not None else ()


@dataclass(frozen=True, slots=True)
class Layer:
    """One folder of templates: only what differs from the layer below.

    `files` are its templates and blocks by name (`report.docx`, `blocks/title.docx`). `bases` are the hashes of what
    its files were made against, with the line each is recorded in.
    """

    name: str
    folder: Path
    files: Mapping[str, Path]
    labels: Labels = field(default_factory=Labels)
    formats: tuple[str, ...] | None = None
    bases: Mapping[str, tuple[str, Location]] = field(default_factory=dict)
    wordings: tuple[Wording, ...] = ()

    def told(self, file: str) -> str:
        """The name of one of its files as told to people."""
        return f"templates/{self.name}/{file}"


def read_layer(name: str, folder: Path) -> Layer:
    """The layer `name` in `folder`. Raises ContentError with every fault of its settings, labels and words."""
    bare = Layer(name, folder, dict(_files(folder)))
    noted = Faults()
    labels = _labels(bare, noted)
    formats, bases = _own_settings(bare, noted)
    wordings = read_words(f"templates/{name}", folder, noted)
    if noted.findings:
        raise ContentError(noted.findings)
    return replace(bare, labels=labels, formats=formats, bases=bases, wordings=wordings)


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    for name in TEMPLATES:
        if (folder / name).is_file():
            yield name, inside(folder, folder / name)
    if (folder / BLOCKS).is_dir():
        for file in sorted((folder / BLOCKS).iterdir()):
            if _BLOCK.fullmatch(file.name) and file.is_file():
                yield f"{BLOCKS}/{file.name}", inside(folder, file)


_WORDS = MapField(TextField(plain=True, filled=True))
_LABELS = RecordField(
    Labels, {"columns": _WORDS, "sections": _WORDS, "blank": TextField(plain=True, filled=True)}, placed=False
)


def _labels(layer: Layer, noted: Faults) -> Labels:
    file = layer.folder / LABELS_FILE
    if not file.is_file():
        return Labels()
    node = parse_yaml(read_bytes(inside(layer.folder, file)), layer.told(LABELS_FILE))
    labels = _LABELS.read(node, LABELS_FILE, noted)
    if isinstance(node, Mapped):
        _note_unknown(node, "columns", _known_columns(layer), noted)
        _note_unknown(node, "sections", frozenset(SECTION_FILES), noted)
    return labels if isinstance(labels, Labels) else Labels()


def _known_columns(layer: Layer) -> frozenset[str]:
    """The labels of every form, and those that profiles of the layer itself add."""
    known = set(COLUMNS)
    for file in sorted((layer.folder / "profiles").glob("*.yaml")):
        profile = parse_yaml(read_bytes(file), file.name)
        columns = profile.entries.get("columns") if isinstance(profile, Mapped) else None
        known |= set(columns.entries) if isinstance(columns, Mapped) else set()
    return frozenset(known)


def _note_unknown(node: Mapped, key: str, known: frozenset[str], noted: Faults) -> None:
    words = node.entries.get(key)
    for name, where in words.keys.items() if isinstance(words, Mapped) else ():
        if name not in known:
            noted.add(faults.UNKNOWN_LABEL, where, label=name, suggestion=_nearest(name, known))


def _own_settings(layer: Layer, noted: Faults) -> tuple[tuple[str, ...] | None, Mapping[str, tuple[str, Location]]]:
    path = layer.folder / OWN_FILE
    if not path.is_file():
        return None, {}
    file = TomlFile(inside(layer.folder, path), layer.told(OWN_FILE))
    found = list(faults_of_keys(file.table, _KINDS, file.place))
    formats, bases = file.table.get("formats"), file.table.get("base", {})
    if isinstance(formats, list):
        found += faults_of_choices(formats, FORMATS, file.place("formats"))
    if isinstance(bases, dict):
        found += [fault for name, text in bases.items() for fault in _faults_of_base(layer, name, text, file)]
    noted.findings += found
    if found:
        return None, {}
    return None if formats is None else tuple(formats), {
        name: (text, file.place(name, "base")) for name, text in bases.items()
    }


def _faults_of_base(layer: Layer, name: str, text: Any, file: TomlFile) -> Iterator[Finding]:
    where = file.place(name, "base")
    if name not in layer.files:
        yield faults.NOT_OF_LAYER.at(where, file=name, suggestion=_nearest(name, layer.files))
    elif not (isinstance(text, str) and _HASH.fullmatch(text)):
        yield faults.NOT_A_HASH.at(where, text=text)


def _nearest(name: str, known: Iterable[str]) -> str:
    return (difflib.get_close_matches(name, sorted(known), n=1, cutoff=0) or ["?"])[0]


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
        whole = {name: self.template(name)[0] for name in (WORD, PAGE, STYLE)}
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
    def profile_folders(self) -> tuple[Path, ...]:
        """The folders of profiles that the layers bring, the highest layer first."""
        return tuple(folder for layer in self.layers if (folder := layer.folder / "profiles").is_dir())

    @cached_property
    def wordings(self) -> tuple[Wording, ...]:
        """The word lists of the layers as one: an entry of a higher layer replaces one of the same words below."""
        lowest_first = (entry for layer in reversed(self.layers) for entry in layer.wordings)
        return tuple({entry.avoid: entry for entry in lowest_first}.values())

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
        """What is odd about the layers: those that change one format alone, and those made for a base that changed."""
        for layer in self.layers[:-1]:
            if "html" in (formats or FORMATS) and "docx" in (formats or FORMATS):
                yield from _one_sided(layer)
            for file, (known, where) in layer.bases.items():
                base = self.base(layer, file)
                if base is not None and base[2] != known:
                    yield OLDER_BASE.at(where, file=file, base=base[0], below=base[1], hash=base[2])


def _one_sided(layer: Layer) -> Iterator[Finding]:
    for file in layer.files:
        counterpart = file.removesuffix(".docx") + ".html.j2"
        if file.endswith(".docx") and not {counterpart, PAGE} & layer.files.keys():
            yield ONE_SIDED.at(Location.of_file(layer.told(file)), file=file, counterpart=counterpart)


def base_of(file: str) -> str:
    """The template that `file` of a layer changes a part of, or itself where it is a whole one."""
    if file == MORE_STYLE:
        return STYLE
    if not file.startswith(f"{BLOCKS}/"):
        return file
    return WORD if file.endswith(".docx") else PAGE


def is_piece(file: str) -> bool:
    """Whether `file` of a layer changes a part of a template and is none itself."""
    return base_of(file) != file


def hash_of(file: Path) -> str:
    """Tells one content of a file from another: the first 16 digits of its SHA-256."""
    return hashlib.sha256(read_bytes(file)).hexdigest()[:16]
