"""Reads profiles: what a form requires in one place and year. Built-in ones lie in `reportgen/profiles/`."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from itertools import pairwise
from pathlib import Path

from reportgen.base.errors import ContentError, ReportgenError
from reportgen.base.files import read_bytes
from reportgen.base.finding import Finding, Severity
from reportgen.document.narrative import SECTION_FILES
from reportgen.load import faults
from reportgen.load.fields import (
    Faults,
)
from reportgen.load.nodes import Mapped, Node, Scalar, Sequence, parse_yaml
from reportgen.load.profile_shape import COLUMNS, LATER, PROFILE
from reportgen.model.profile import (
    Profile,
)

NEAR = 0.8
"""How alike a label must be to one of every form to be taken for that one mistyped."""
BUILT_IN = Path(__file__).resolve().parent.parent / "profiles"


def profile_ids(folders: Iterable[Path] = ()) -> list[str]:
    """The ids of every profile in `folders` and of the built-in ones, sorted."""
    return sorted({file.stem for folder in (*folders, BUILT_IN) for file in folder.glob("*.yaml")})


def load_profile(id: str, folders: tuple[Path, ...] = ()) -> Profile | None:
    """The profile `id` from the first of `folders` that holds it, else the built-in one; None where there is none.

    A profile that `extends` another takes every key it does not set from there; mappings are merged key by key.
    Raises ContentError with every fault.
    """
    file = profile_file(id, folders)
    return None if file is None else _load(file, folders)


@cache
def _load(file: Path, folders: tuple[Path, ...]) -> Profile:
    node = _resolved(file, folders, ())
    noted = Faults()
    profile = PROFILE.read(node, file.name, noted)
    if isinstance(profile, Profile) and isinstance(node, Mapped):
        _note_contradictions(profile, node, file.stem, noted)
    if noted.findings:
        raise ContentError(noted.findings)
    assert isinstance(profile, Profile)
    return profile


def _note_contradictions(profile: Profile, node: Mapped, name: str, noted: Faults) -> None:
    """Notes rules that could each stand alone and together mean something that nobody meant."""
    if profile.id != name:
        noted.add(faults.PROFILE_NAMED_OTHERWISE, node.entries["id"].where, id=profile.id, name=name)
    for key, bands in (("grades", profile.grades), ("tiers", profile.tiers)):
        labels = set[str]()
        for above, band in pairwise((None, *bands)):
            assert band is not None
            if above is not None and (band.lower >= above.lower or band.label in labels | {above.label}):
                values = {"key": key, "label": band.label, "lower": band.lower, "above": above.lower}
                noted.add(faults.BANDS_OUT_OF_ORDER, node.entries[key].where, **values)
            labels.add(band.label)
    if profile.grades and profile.grades[-1].lower > 0:
        lowest = profile.grades[-1]
        noted.add(faults.LOWEST_BAND_OPEN, node.entries["grades"].where, label=lowest.label, lower=lowest.lower)
    if isinstance(project := node.entries.get("project"), Mapped):
        note_unknown_labels(project, frozenset(profile.columns), noted)


def note_unknown_labels(node: Mapped, columns: Collection[str], noted: Faults) -> None:
    """Notes what `columns` and `sections` of `node` set that is none of `columns` and no section of a report."""
    for key, known in (("columns", columns), ("sections", tuple(SECTION_FILES))):
        words = node.entries.get(key)
        for name, where in words.keys.items() if isinstance(words, Mapped) else ():
            if name not in known:
                near = difflib.get_close_matches(name, sorted(known), n=1, cutoff=0) or ["?"]
                noted.add(faults.UNKNOWN_LABEL, where, label=name, suggestion=near[0])


def label_names(folders: Iterable[Path] = ()) -> frozenset[str]:
    """The labels that some profile gives words for: those of every form, and those that a profile adds.

    Profiles are the built-in ones and those in `folders`; what cannot be read there is told where it is used.
    """
    known = {*COLUMNS, *LATER}
    for folder in (*folders, BUILT_IN):
        for file in sorted(folder.glob("*.yaml")):
            with suppress(ContentError):
                profile = parse_yaml(read_bytes(file), file.name)
                columns = profile.entries.get("columns") if isinstance(profile, Mapped) else None
                known |= set(columns.entries) if isinstance(columns, Mapped) else set()
    return frozenset(known)


def unknown_names(file: Path, codes: Callable[[], Collection[str]]) -> Iterator[Finding]:
    """What a profile sets of findings that are none of `codes()`, and for labels that nearly are those of every form.

    Other labels are the profile's own, for templates of its own. What cannot be read is told where it is used.
    """
    try:
        node = parse_yaml(read_bytes(file), _told(file))
    except ReportgenError:
        return
    entries = node.entries if isinstance(node, Mapped) else {}
    severities, unwaivable, columns = (entries.get(key) for key in ("severities", "unwaivable", "columns"))
    named = dict(severities.keys) if isinstance(severities, Mapped) else {}
    items = unwaivable.items if isinstance(unwaivable, Sequence) else ()
    named |= {item.text: item.where for item in items if isinstance(item, Scalar) and item.text}
    known = codes() if named else ()
    for code, where in named.items():
        if code not in known:
            near = difflib.get_close_matches(code, sorted(known), n=1, cutoff=0) or ["?"]
            yield faults.UNKNOWN_CODE.at(where, code=code, suggestion=near[0])
    labels = label_names()
    for label, where in columns.keys.items() if isinstance(columns, Mapped) else ():
        if label not in labels and (near := difflib.get_close_matches(label, labels, n=1, cutoff=NEAR)):
            yield faults.UNKNOWN_LABEL.at(where, severity=Severity.WARNING, label=label, suggestion=near[0])


def profile_file(id: str, folders: Iterable[Path]) -> Path | None:
    """The file of the profile `id` in the first of `folders` that holds it, else the built-in one; None if none."""
    if "/" in id or "\\" in id or id.startswith("."):
        return None
    return next((file for folder in (*folders, BUILT_IN) if (file := folder / f"{id}.yaml").is_file()), None)


@cache
def lineage(id: str, folders: tuple[Path, ...]) -> tuple[str, ...]:
    """The ids of the profile `id` and of those that it extends, from itself downwards; empty where there is none."""
    found: list[str] = []
    while id not in found and (file := profile_file(id, folders)) is not None:
        found.append(id)
        node = parse_yaml(read_bytes(file), _told(file))
        id = getattr(node.entries.get("extends"), "text", None) or "" if isinstance(node, Mapped) else ""
    return tuple(found)


def _resolved(file: Path, folders: tuple[Path, ...], seen: tuple[Path, ...]) -> Node:
    node = parse_yaml(read_bytes(file), _told(file))
    parent = node.entries.get("extends") if isinstance(node, Mapped) else None
    if parent is None or not isinstance(node, Mapped):
        return node
    name = getattr(parent, "text", None) or ""
    base = profile_file(name, folders)
    if base is None:
        known = ", ".join(profile_ids(folders))
        raise ContentError([faults.UNKNOWN_PROFILE.at(parent.where, profile=name, known=known)])
    if base in (*seen, file):
        raise ContentError([faults.PROFILE_OF_ITSELF.at(parent.where, profile=name)])
    below = _resolved(base, folders, (*seen, file))
    return _merged(_without_id(below), node)


def _without_id(node: Node) -> Node:
    """Everything but the id is taken over."""
    if not isinstance(node, Mapped):
        return node
    entries = {key: entry for key, entry in node.entries.items() if key != "id"}
    return Mapped(entries, {key: node.keys[key] for key in entries}, node.where)


def _told(file: Path) -> str:
    """The file as people know it: from `templates/` on in a layer, else among the installed profiles."""
    return f"profiles/{file.name}" if file.parent == BUILT_IN else "/".join(file.parts[-4:])


def _merged(below: Node, above: Node) -> Node:
    """`above` laid over `below`: mappings key by key, everything else replaced."""
    if not isinstance(below, Mapped) or not isinstance(above, Mapped):
        return above
    entries: Mapping[str, Node] = {
        **below.entries,
        **{
            key: _merged(below.entries[key], node) if key in below.entries else node
            for key, node in above.entries.items()
        },
    }
    return Mapped(entries, {**below.keys, **above.keys}, above.where)
