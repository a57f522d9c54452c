"""Files that nothing reads because of their names: mistyped ones, and others that lie in a layer."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.location import Location
from reportgen.base.messages import N_
from reportgen.load.evaluation import FILE_NAME
from reportgen.load.layers import BASE_FILE, BLOCKS, LABELS_FILE, OWN_FILE, TEMPLATES, Layer
from reportgen.load.words import WORDS_FILE

MISSPELLED_FILE = Fault(
    "LOD076",
    "misspelled_file",
    Severity.WARNING,
    N_("nothing reads {name}: no file of this name is known here"),
    N_("did you mean {suggestion}? Then rename it"),
)
UNREAD_FILE = Fault(
    "LOD077",
    "unread_file",
    Severity.INFO,
    N_("nothing reads {name}"),
    N_("known here: {known}"),
)
PROFILES = "profiles"
KNOWN = (*TEMPLATES, OWN_FILE, BASE_FILE, LABELS_FILE, WORDS_FILE, BLOCKS, PROFILES)
"""What a layer may hold."""
NEAR = 0.85
"""How alike a name must be to one that may have been meant."""


def stray_in_layer(layer: Layer) -> Iterator[Finding]:
    """The files of a layer that nothing reads; hidden ones and those of an open editor are let pass."""
    for entry in _seen(layer.folder):
        if entry.name in KNOWN and entry.is_dir() == (entry.name in (BLOCKS, PROFILES)):
            continue
        yield _told(layer.told(entry.name), entry.name, KNOWN)
    for file in _seen(layer.folder / BLOCKS):
        if f"{BLOCKS}/{file.name}" not in layer.files:
            yield _told(layer.told(f"{BLOCKS}/{file.name}"), file.name, _blocks_like(file))
    for file in _seen(layer.folder / PROFILES):
        if file.suffix != ".yaml":
            yield _told(layer.told(f"{PROFILES}/{file.name}"), file.name, (f"{file.stem}.yaml",))


def stray_evaluations(folders: Iterable[tuple[str, Collection[str]]]) -> Iterator[Finding]:
    """The files of `content/` that may be meant for an evaluation where there is none; `folders` with their names."""
    for folder, names in folders:
        if FILE_NAME not in names:
            for name in sorted(names):
                if _nearest(name, (FILE_NAME,)) is not None:
                    yield _told("/".join(filter(None, ("content", folder, name))), name, (FILE_NAME,))


def _seen(folder: Path) -> list[Path]:
    entries = folder.iterdir() if folder.is_dir() else ()
    return sorted(entry for entry in entries if not entry.name.startswith((".", "~$", "_")))


def _blocks_like(file: Path) -> tuple[str, ...]:
    """How a block of the name of `file` may end."""
    stem = file.name.partition(".")[0]
    return (f"{stem}.docx", f"{stem}.html.j2")


def _told(path: str, name: str, known: Collection[str]) -> Finding:
    near, where = _nearest(name, known), Location.of_file(path)
    if near is not None:
        return MISSPELLED_FILE.at(where, name=name, suggestion=near)
    return UNREAD_FILE.at(where, name=name, known=", ".join(known))


def _nearest(name: str, known: Collection[str]) -> str | None:
    """The known name that `name` is nearly, whatever its case; None where it is like none."""
    folded = {one.casefold(): one for one in known}
    near = difflib.get_close_matches(name.casefold(), folded, n=1, cutoff=NEAR)
    return folded[near[0]] if near else None
