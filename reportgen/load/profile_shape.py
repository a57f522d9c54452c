"""What a profile may say: the shape of its file."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from reportgen.base.finding import Severity
from reportgen.base.location import Location
from reportgen.document.narrative import SECTION_FILES
from reportgen.load.fields import (
    ChoiceField,
    Field,
    IdField,
    ListField,
    MapField,
    NumberField,
    RecordField,
    TextField,
    WholeField,
)
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
    ProjectLabels,
    Thresholds,
    Tier,
)

COLUMNS = (
    *("department", "project", "year", "unit", "filed", "contact", "seal", "funds", "source"),
    *("initial", "adjusted", "executed", "rate", "weight", "score", "goals", "goal", "completion", "indicators"),
    *("level1", "level2", "name", "target", "actual", "reason", "total", "conclusion", "grade"),
)
"""The labels that every profile must give words for."""
LATER = {"central_supervisor": "中央主管部门", "supervisor": "主管部门"}
"""The words of labels that forms may do without, where a profile has none: it may be older than their fields."""
_WORDS = ListField(TextField(plain=True, filled=True))
_LABELS = MapField(TextField(plain=True, filled=True))
PROJECT = RecordField(ProjectLabels, {"columns": _LABELS, "sections": _LABELS}, placed=False)
"""The labels of projects, in a profile and in the labels of a layer."""
_POSITIVE, _PERCENT = NumberField(plain=True, least=0), NumberField(plain=True, least=0, most=100)
_SWITCH = ChoiceField(("yes", "no"))
HEAD = ("project", "central_supervisor", "supervisor", "filed", "contact")
"""The fields of the head that a profile may make mandatory; the others always are."""


def _profile(where: Location, **values: Any) -> Profile:
    """A profile from the values of its file, its switches and lists in the types of the model."""
    del where
    values.pop("extends", None)
    values["funds_sum"] = values["funds_sum"] == "yes"
    values["initial_budget"] = values.get("initial_budget", "yes") == "yes"
    values["print_contact"] = values["print_contact"] == "yes"
    values["columns"] = {**LATER, **values["columns"]}
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
                "weight": NumberField(plain=True, least=0, most=100),
                "denominator": ChoiceField(("adjusted", "initial")),
                "cap": NumberField(plain=True, least=1),
            },
            required=("weight", "denominator", "cap"),
            placed=False,
        ),
        "funds_sum": _SWITCH,
        "total_basis": NumberField(plain=True, least=1),
        "level1": ListField(
            RecordField(
                _level1,
                {
                    "id": IdField(),
                    "label": TextField(plain=True, filled=True),
                    "also": _WORDS,
                    "weight": NumberField(plain=True, least=0),
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
                {"label": TextField(plain=True, filled=True), "lower": NumberField(plain=True, least=0)},
                required=("label", "lower"),
                placed=False,
            )
        ),
        "thresholds": RecordField(
            _thresholds,
            {
                "over_achievement": NumberField(plain=True, least=0),
                "low_execution": NumberField(plain=True, least=0),
                "adjustment": NumberField(plain=True, least=0),
            },
            placed=False,
        ),
        "tiers": _records(Tier, label=TextField(plain=True, filled=True), lower=_PERCENT, words=_WORDS),
        "deduction": _record(OverAchievement, excess=_POSITIVE, points=_POSITIVE),
        "caps": _records(Cap, below=_PERCENT, most=_POSITIVE),
        "breakdowns": ListField(ListField(IdField())),
        "points": ListField(ChoiceField(("weight", "score"))),
        "initial_budget": _SWITCH,
        "mandatory": ListField(ChoiceField(HEAD)),
        "columns": MapField(TextField(plain=True, filled=True), required=COLUMNS),
        "sections": MapField(TextField(plain=True, filled=True), required=tuple(SECTION_FILES)),
        "project": PROJECT,
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
