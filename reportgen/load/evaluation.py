"""Reads `evaluation.yaml`: the shape of the file, and the values it may hold. The format is in `docs/content.md`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from reportgen.base.errors import ContentError
from reportgen.base.location import NOWHERE, Location
from reportgen.load import faults
from reportgen.load.fields import (
    ChoiceField,
    DateField,
    Faults,
    IdField,
    ListField,
    MapField,
    NumberField,
    RecordField,
    TextField,
    WholeField,
)
from reportgen.load.nodes import Mapped, Scalar, parse_yaml
from reportgen.load.parsed import ANEW, Kind, Parsed
from reportgen.load.profile import profile_ids
from reportgen.model.form import KINDS, STAGES, UNITS, Evaluation, Form, FundLine, Goal, Indicator, Waiver
from reportgen.model.profile import Profile
from reportgen.model.values import Day, Number, Text

SCHEMA = "1"
FILE_NAME = "evaluation.yaml"


@dataclass(frozen=True, slots=True)
class _Conclusion:
    grade: Text | None = None


@dataclass(frozen=True, slots=True)
class _File:
    """The file as read, before its profile is known."""

    form: Form
    schema: str | None = None
    profile: Text | None = None
    funds: tuple[FundLine, ...] = ()
    goals: tuple[Goal, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    conclusion: _Conclusion | None = None
    stated: dict[str, Text] | None = None
    waivers: tuple[Waiver, ...] = ()
    where: Location = NOWHERE


@dataclass(frozen=True, slots=True)
class _Read:
    """What a file says, None where there are faults, and the profile that it names, where it names one."""

    file: _File | None
    profile: Scalar | None


FORM = RecordField(
    Form,
    {
        "kind": ChoiceField(KINDS),
        "stage": ChoiceField(STAGES),
        "department": TextField(filled=True),
        "project": TextField(),
        "central_supervisor": TextField(),
        "supervisor": TextField(),
        "year": WholeField(1990, 2199),
        "unit": ChoiceField(UNITS),
        "filed": DateField(),
        "contact": TextField(),
    },
    required=("kind", "stage", "department", "year", "unit"),
)
FUND = RecordField(
    FundLine,
    {
        "id": IdField(),
        "label": TextField(filled=True),
        "initial": NumberField(),
        "adjusted": NumberField(),
        "executed": NumberField(),
        "reason": TextField(),
    },
    required=("id", "label"),
)
GOAL = RecordField(Goal, {"id": IdField(), "text": TextField(filled=True)}, required=("id", "text"))
INDICATOR = RecordField(
    Indicator,
    {
        "id": IdField(),
        "level1": TextField(filled=True),
        "level2": TextField(filled=True),
        "name": TextField(filled=True),
        "target": TextField(),
        "actual": TextField(),
        "weight": NumberField(),
        "score": NumberField(),
        "reason": TextField(),
    },
    required=("id", "level1", "level2", "name"),
)
WAIVER = RecordField(
    Waiver,
    {
        "code": TextField(plain=True, filled=True),
        "fact": TextField(plain=True, filled=True),
        "value": TextField(plain=True, filled=True),
        "print": ChoiceField(("stated", "computed")),
        "reason": TextField(plain=True, filled=True),
        "by": TextField(plain=True, filled=True),
    },
    required=("code", "fact", "value", "reason", "by"),
)
EVALUATION = RecordField(
    _File,
    {
        "schema": ChoiceField((SCHEMA,)),
        "profile": TextField(filled=True),
        "form": FORM,
        "funds": ListField(FUND, unique="id"),
        "goals": ListField(GOAL, unique="id"),
        "indicators": ListField(INDICATOR, unique="id"),
        "conclusion": RecordField(_Conclusion, {"grade": TextField()}, placed=False),
        "stated": MapField(TextField()),
        "waivers": ListField(WAIVER),
    },
    required=("schema", "profile", "form"),
)


_RECORDS = (_Read, _File, _Conclusion, Form, FundLine, Goal, Indicator, Waiver)
KIND = Kind("evaluation", _Read, (*_RECORDS, Scalar, Text, Number, Day, Location, Decimal, date))
"""What an evaluation is parsed to, before its profile is known."""


def read_evaluation(
    data: bytes, file: str, profile_of: Callable[[str], Profile | None], known: Parsed = ANEW
) -> Evaluation:
    """The evaluation in the bytes of `file`, which need not be parsed where they are `known`.

    `profile_of` finds a profile by id. Raises ContentError with every fault of the file, each with line and column.
    """
    noted = Faults()
    parsed = known.of(KIND, file, data, noted, partial(_parse, data, file, noted))
    profile = _profile(parsed.profile, profile_of, noted)
    if noted.findings:
        raise ContentError(noted.findings)
    assert parsed.file is not None
    assert profile is not None
    read = parsed.file
    return Evaluation(
        profile=profile,
        form=read.form,
        funds=read.funds,
        goals=read.goals,
        indicators=read.indicators,
        grade=read.conclusion.grade if read.conclusion is not None else None,
        stated=read.stated or {},
        waivers=read.waivers,
        where=Location.of_file(file),
    )


def _parse(data: bytes, file: str, noted: Faults) -> _Read:
    root = parse_yaml(data, file, noted.findings)
    named = root.entries.get("profile") if isinstance(root, Mapped) else None
    return _Read(EVALUATION.read(root, FILE_NAME, noted), named if isinstance(named, Scalar) else None)


def _profile(named: Scalar | None, profile_of: Callable[[str], Profile | None], noted: Faults) -> Profile | None:
    """The profile that the file names; noted where there is none of that name."""
    if named is None or not named.text:
        return None
    profile = profile_of(named.text)
    if profile is None:
        noted.add(faults.UNKNOWN_PROFILE, named.where, profile=named.text, known=", ".join(profile_ids()))
    return profile


def json_schema() -> dict[str, Any]:
    """The JSON Schema of evaluation.yaml, for editors and other programs."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "evaluation.yaml",
        "$comment": "Amounts and scores are exact decimals: quote them, or write them plainly; both are read as text.",
        **EVALUATION.schema(),
    }
