"""Layers of templates: folders that hold only what differs from the layer below."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from reportgen.base.errors import ContentError
from reportgen.base.files import inside, read_bytes
from reportgen.base.location import Location
from reportgen.load.fields import Faults, MapField, RecordField, TextField
from reportgen.load.nodes import Mapped, parse_yaml
from reportgen.load.profile import label_names, note_unknown_labels
from reportgen.load.profile_shape import PROJECT
from reportgen.load.settings import FORMATS, TomlFile, faults_of_choices, faults_of_keys
from reportgen.load.words import read_words
from reportgen.model.profile import Profile, ProjectLabels
from reportgen.model.wording import Wording

WORD, PAGE, PASTE, INDEX = "report.docx", "report.html.j2", "paste.html.j2", "index.html.j2"
STYLE, MORE_STYLE = "style.css", "style.extra.css"
TYPST, TYPST_ENDING = "report.typ", ".typ"
NOTICES = ("notice.docx", "notice.html.j2", "notice.typ", "review.docx", "diff.html.j2",
           "overview.docx", "overview.html.j2")  # fmt: skip
"""What is made of a version and what it changes; see docs/corrections.md."""
PACKAGES = ("package.docx", "package.html.j2", "package.typ")
"""What binds several reports; see docs/packages.md."""
TEMPLATES = (WORD, PAGE, PASTE, STYLE, MORE_STYLE, INDEX, TYPST, *NOTICES, *PACKAGES)
"""The files that a layer may give beside its blocks."""
BLOCKS = "blocks"
OWN_FILE, BASE_FILE, LABELS_FILE = "layer.toml", "base.toml", "labels.yaml"

COUNTERPARTS: Mapping[str, tuple[str, str]] = {
    "docx": (WORD, ".docx"),
    "html": (PAGE, ".html.j2"),
}
"""The template of each format that says the same as the others', and how its blocks end; empty where it has none."""
_BLOCK = re.compile(r"[\w-]+(\.docx|\.html\.j2)")
_KINDS: Mapping[str, type] = {"formats": list}


@dataclass(frozen=True, slots=True)
class Labels:
    """Printed words of a layer: they replace those of the profile, key by key; `project` those of projects alone."""

    columns: Mapping[str, str] = field(default_factory=dict)
    sections: Mapping[str, str] = field(default_factory=dict)
    blank: str | None = None
    project: ProjectLabels = field(default_factory=ProjectLabels)

    def over(self, profile: Profile) -> Profile:
        """`profile` with these words in it."""
        return replace(
            profile,
            columns={**profile.columns, **self.columns},
            sections={**profile.sections, **self.sections},
            blank=profile.blank if self.blank is None else self.blank,
            project=ProjectLabels(
                columns={**profile.project.columns, **self.project.columns},
                sections={**profile.project.sections, **self.project.sections},
            ),
        )

    def names(self) -> Iterator[str]:
        """What is set, as a path of keys."""
        yield from (f"columns.{key}" for key in self.columns)
        yield from (f"sections.{key}" for key in self.sections)
        yield from ("blank",) if self.blank is not None else ()
        yield from (f"project.columns.{key}" for key in self.project.columns)
        yield from (f"project.sections.{key}" for key in self.project.sections)


@dataclass(frozen=True, slots=True)
class Layer:
    """One folder of templates: only what differs from the layer below.

    `files` are its templates and blocks by name (`report.docx`, `blocks/title.docx`). `bases` are the hashes of what
    its files were made against (several where it lies over several layers), with the line they are noted in.
    """

    name: str
    folder: Path
    files: Mapping[str, Path]
    labels: Labels = field(default_factory=Labels)
    formats: tuple[str, ...] | None = None
    bases: Mapping[str, tuple[tuple[str, ...], Location]] = field(default_factory=dict)
    wordings: tuple[Wording, ...] = ()

    def told(self, file: str) -> str:
        """The name of one of its files as told to people."""
        return f"templates/{self.name}/{file}"


def read_layer(name: str, folder: Path) -> Layer:
    """The layer `name` in `folder`. Raises ContentError with every fault of its settings, labels and words."""
    bare = Layer(name, folder, dict(_files(folder)))
    noted = Faults()
    labels = _labels(bare, noted)
    formats, bases = _formats(bare, noted), _bases(bare)
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
    Labels,
    {"columns": _WORDS, "sections": _WORDS, "blank": TextField(plain=True, filled=True), "project": PROJECT},
    placed=False,
)


def _labels(layer: Layer, noted: Faults) -> Labels:
    file = layer.folder / LABELS_FILE
    if not file.is_file():
        return Labels()
    node = parse_yaml(read_bytes(inside(layer.folder, file)), layer.told(LABELS_FILE))
    labels = _LABELS.read(node, LABELS_FILE, noted)
    if isinstance(node, Mapped):
        known = label_names(layer.folder.parent.glob("*/profiles"))
        for labelled in (node, node.entries.get("project")):
            if isinstance(labelled, Mapped):
                note_unknown_labels(labelled, known, noted)
    return labels if isinstance(labels, Labels) else Labels()


def _formats(layer: Layer, noted: Faults) -> tuple[str, ...] | None:
    path = layer.folder / OWN_FILE
    if not path.is_file():
        return None
    file = TomlFile(inside(layer.folder, path), layer.told(OWN_FILE))
    found = list(faults_of_keys(file.table, _KINDS, file.place))
    formats = file.table.get("formats")
    if isinstance(formats, list):
        found += faults_of_choices(formats, FORMATS, file.place("formats"))
    noted.findings += found
    return None if formats is None or found else tuple(formats)


def _bases(layer: Layer) -> Mapping[str, tuple[tuple[str, ...], Location]]:
    """What is noted; of files that the layer has no more nothing, and what is no hash is a hash of nothing."""
    path = layer.folder / BASE_FILE
    if not path.is_file():
        return {}
    file = TomlFile(inside(layer.folder, path), layer.told(BASE_FILE))
    noted = {name: hashes if isinstance(hashes, list) else [hashes] for name, hashes in file.table.items()}
    return {name: (tuple(map(str, noted[name])), file.place(name)) for name in layer.files if name in noted}


def counterpart_of(file: str, format: str) -> str:
    """The file that says in another format what `file` of a layer says in its own."""
    whole, suffix = COUNTERPARTS[format]
    if not is_piece(file) or not suffix:
        return whole
    return f"{BLOCKS}/{file.removeprefix(f'{BLOCKS}/').partition('.')[0]}{suffix}"


def base_of(file: str) -> str:
    """The template that `file` of a layer changes a part of, or itself where it is a whole one."""
    if file == MORE_STYLE:
        return STYLE
    if not file.startswith(f"{BLOCKS}/"):
        return file
    return next((whole for whole, suffix in COUNTERPARTS.values() if suffix and file.endswith(suffix)), PAGE)


def is_piece(file: str) -> bool:
    """Whether `file` of a layer changes a part of a template and is none itself."""
    return base_of(file) != file
