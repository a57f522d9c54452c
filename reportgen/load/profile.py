"""Reads profiles: what a form requires in one place and year. Built-in ones lie in `reportgen/profiles/`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from reportgen.base.errors import ContentError
from reportgen.base.files import read_bytes
from reportgen.base.finding import Severity
from reportgen.base.location import Location
from reportgen.document.narrative import SECTION_FILES
from reportgen.load import faults
from reportgen.load.fields import (
    ChoiceField,
    Faults,
    Field,
    IdField,
    ListField,
    MapField,
    NumberField,
    RecordField,
    TextField,
    WholeField,
)
from reportgen.load.nodes import Mapped, Node, parse_yaml
from reportgen.model.form import UNITS
from reportgen.model.profile import (
    Band,
    Cap,
    Decimals,
    Execution,
    Level1,
    Level2,
    OverAchievement,
    Profile,
    Thresholds,
    Tier,
)

BUILT_IN = Path(__file__).resolve().parent.parent / "profiles"

COLUMNS = (
    *("department", "project", "year", "unit", "filed", "contact", "seal", "funds", "source"),
    *("initial", "adjusted", "executed", "rate", "weight", "score", "goals", "goal", "completion", "indicators"),
    *("level1", "level2", "name", "target", "actual", "reason", "total", "conclusion", "grade"),
)
"""The labels that every profile must give words for."""
_WORDS = ListField(TextField(plain=True, filled=True))
_SWITCH = ChoiceField(("yes", "no"))
HEAD = ("project", "filed", "contact")
"""The fields of the head that a profile may make mandatory; the others always are."""


def _profile(where: Location, **values: Any) -> Profile:
    """A profile from the values of its file, its switches and lists in the types of the model."""
    del where
    values.pop("extends", None)
    values["funds_sum"] = values["funds_sum"] == "yes"
    values["print_contact"] = values["print_contact"] == "yes"
    values["severities"] = {code: Severity(severity) for code, severity in values["severities"].items()}
    values["unwaivable"] = frozenset(values["unwaivable"])
    values["recognised_by"] = frozenset(values.get("recognised_by", ()))
    values.setdefault("name_limit", None)
    return Profile(**{key: value for key, value in values.items() if value is not None or key == "name_limit"})


def _thresholds(**values: Decimal | None) -> Thresholds:
    return Thresholds(**{name: values.get(name) for name in ("over_achievement", "low_execution", "adjustment")})


def _level1(weight: Decimal | None = None, also: tuple[str, ...] = (), **values: Any) -> Level1:
    return Level1(weight=weight, also=also, **values)


def _record(kind: Callable[..., Any], **fields: Field) -> RecordField:
    """A record whose fields are all required."""
    return RecordField(kind, fields, required=tuple(fields), placed=False)


def _records(kind: Callable[..., Any], **fields: Field) -> ListField:
    return ListField(_record(kind, **fields))


PROFILE = RecordField(
    _profile,
    {
        "id": TextField(plain=True, filled=True),
        "extends": TextField(plain=True),
        "title": TextField(plain=True, filled=True),
        "project_title": TextField(plain=True, filled=True),
        "unit": ChoiceField(UNITS),
        "decimals": RecordField(
            Decimals,
            {"amount": WholeField(0, 6), "rate": WholeField(0, 6), "score": WholeField(0, 6)},
            required=("amount", "rate", "score"),
            placed=False,
        ),
        "execution": RecordField(
            Execution,
            {
                "weight": NumberField(plain=True),
                "denominator": ChoiceField(("adjusted", "initial")),
                "cap": NumberField(plain=True),
            },
            required=("weight", "denominator", "cap"),
            placed=False,
        ),
        "funds_sum": _SWITCH,
        "total_basis": NumberField(plain=True),
        "level1": ListField(
            RecordField(
                _level1,
                {
                    "id": IdField(),
                    "label": TextField(plain=True, filled=True),
                    "also": _WORDS,
                    "weight": NumberField(plain=True),
                    "level2": ListField(
                        RecordField(
                            Level2,
                            {"label": TextField(plain=True, filled=True), "words": _WORDS},
                            required=("label",),
                            placed=False,
                        )
                    ),
                },
                required=("id", "label", "level2"),
                placed=False,
            ),
            unique="id",
        ),
        "grades": ListField(
            RecordField(
                Band,
                {"label": TextField(plain=True, filled=True), "lower": NumberField(plain=True)},
                required=("label", "lower"),
                placed=False,
            )
        ),
        "thresholds": RecordField(
            _thresholds,
            {
                "over_achievement": NumberField(plain=True),
                "low_execution": NumberField(plain=True),
                "adjustment": NumberField(plain=True),
            },
            placed=False,
        ),
        "tiers": _records(Tier, label=TextField(plain=True, filled=True), lower=NumberField(plain=True), words=_WORDS),
        "deduction": _record(OverAchievement, excess=NumberField(plain=True), points=NumberField(plain=True)),
        "caps": _records(Cap, below=NumberField(plain=True), most=NumberField(plain=True)),
        "breakdowns": ListField(ListField(IdField())),
        "points": ListField(ChoiceField(("weight", "score"))),
        "mandatory": ListField(ChoiceField(HEAD)),
        "columns": MapField(TextField(plain=True, filled=True), required=COLUMNS),
        "sections": MapField(TextField(plain=True, filled=True), required=tuple(SECTION_FILES)),
        "blank": TextField(plain=True, filled=True),
        "print_contact": _SWITCH,
        "name_limit": WholeField(4, 200),
        "severities": MapField(ChoiceField(tuple(Severity))),
        "unwaivable": _WORDS,
        "recognised_by": _WORDS,
        "sources": MapField(TextField(plain=True, filled=True)),
    },
    required=(
        *(
            "id",
            "title",
            "project_title",
            "unit",
            "decimals",
            "execution",
            "funds_sum",
            "total_basis",
            "level1",
            "grades",
        ),
        *("thresholds", "columns", "sections", "blank", "print_contact", "severities", "unwaivable"),
    ),
)


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
    if noted.findings:
        raise ContentError(noted.findings)
    assert isinstance(profile, Profile)
    return profile


def label_names(folders: Iterable[Path] = ()) -> frozenset[str]:
    """The labels that some profile gives words for: those of every form, and those that a profile adds.

    Profiles are the built-in ones and those in `folders`; what cannot be read there is told where it is used.
    """
    known = set(COLUMNS)
    for folder in (*folders, BUILT_IN):
        for file in sorted(folder.glob("*.yaml")):
            with suppress(ContentError):
                profile = parse_yaml(read_bytes(file), file.name)
                columns = profile.entries.get("columns") if isinstance(profile, Mapped) else None
                known |= set(columns.entries) if isinstance(columns, Mapped) else set()
    return frozenset(known)


def profile_file(id: str, folders: Iterable[Path]) -> Path | None:
    """The file of the profile `id` in the first of `folders` that holds it, else the built-in one; None if none."""
    if "/" in id or "\\" in id or id.startswith("."):
        return None
    return next((file for folder in (*folders, BUILT_IN) if (file := folder / f"{id}.yaml").is_file()), None)


def _resolved(file: Path, folders: tuple[Path, ...], seen: tuple[Path, ...]) -> Node:
    node = parse_yaml(read_bytes(file), f"profiles/{file.name}")
    parent = node.entries.get("extends") if isinstance(node, Mapped) else None
    if parent is None or not isinstance(node, Mapped):
        return node
    name = getattr(parent, "text", None) or ""
    base = profile_file(name, folders)
    if base is None or base in (*seen, file):
        known = ", ".join(profile_ids(folders))
        raise ContentError([faults.UNKNOWN_PROFILE.at(parent.where, profile=name, known=known)])
    return _merged(_resolved(base, folders, (*seen, file)), node)


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
