"""Reads a sign-off: a YAML file with who prepared, reviewed, checked and approved a version."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

from reportgen.base.errors import ContentError
from reportgen.base.files import read_bytes
from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.location import Location
from reportgen.base.messages import N_, Message
from reportgen.document.signoff import STEPS, Signoff, Step
from reportgen.load.fields import DateField, Faults, RecordField, TextField
from reportgen.load.nodes import parse_yaml
from reportgen.model.values import Day, parse_date

OUT_OF_ORDER = Fault(
    "SIG001",
    "signoff_out_of_order",
    Severity.ERROR,
    N_("{later} on {day} comes before {earlier} on {before}"),
    N_("a version is prepared, reviewed, checked for confidentiality and approved in this order; correct the dates"),
)
NOT_YET = Fault(
    "SIG002",
    "signoff_after_today",
    Severity.ERROR,
    N_("{step} is dated {day}; today is {today}"),
    N_("only what was done is signed off; correct the date, or the clock of this computer"),
)
BEFORE_VERSION = Fault(
    "SIG003",
    "signoff_before_version",
    Severity.ERROR,
    N_("{step} is dated {day}, before version {version}, which this corrects, was approved on {approved}"),
    N_("a correction is signed off anew; write the dates of this sign-off"),
)
BEFORE_FILED = Fault(
    "SIG004",
    "signoff_before_filed",
    Severity.ERROR,
    N_("{step} is dated {day}, before the day the form was filed, {filed}"),
    N_("correct the date, or `filed` in the evaluation of the report"),
)
STEP_WORDS = (N_("Prepared"), N_("Reviewed"), N_("Confidentiality check"), N_("Approval"))
"""What the steps are called, in their order."""
_TYPED = Location.of_file("signoff")
"""The place of what was typed at a terminal."""


def _step(name: str, date: Day) -> Step:
    return Step(name, date.value, date.where)


_STEP = RecordField(
    _step, {"name": TextField(plain=True, filled=True), "date": DateField()}, required=("name", "date"), placed=False
)
SIGNOFF = RecordField(
    Signoff,
    {**dict.fromkeys(STEPS, _STEP), "address": TextField(plain=True), "number": TextField(plain=True)},
    required=STEPS,
    placed=False,
)


def read_signoff(path: Path) -> Signoff:
    """The sign-off in the file `path`. Raises ContentError with every fault of it."""
    noted = Faults()
    file = path.name
    signoff = SIGNOFF.read(parse_yaml(read_bytes(path), file, noted.findings), file, noted)
    if isinstance(signoff, Signoff):
        note_disorder(signoff, Location.of_file(file), noted)
    if noted.findings:
        raise ContentError(noted.findings)
    assert isinstance(signoff, Signoff)
    return signoff


def note_disorder(signoff: Signoff, where: Location, noted: Faults) -> None:
    """Notes each step that is dated before the one that it follows, at its own place, else at `where`."""
    for (before, earlier), (after, later) in pairwise(_steps(signoff)):
        if later.date < earlier.date:
            noted.add(OUT_OF_ORDER, later.where or where, earlier=before, before=earlier.date.isoformat(),
                      later=after, day=later.date.isoformat())  # fmt: skip


def faults_of_days(
    signoff: Signoff, today: date, filed: date | None, corrected: tuple[int, date] | None = None
) -> Iterator[Finding]:
    """Each step that cannot have been taken on its day: after `today`, or before the version corrected.

    A form may be prepared and reviewed before it is filed, and is not approved before. `corrected` is the number of
    that version and the day it was approved.
    """
    for name, step in _steps(signoff):
        told: dict[str, Any] = {"step": name, "day": step.date.isoformat()}
        where = step.where or _TYPED
        if step.date > today:
            yield NOT_YET.at(where, **told, today=today.isoformat())
        if filed is not None and step is signoff.approved and step.date < filed:
            yield BEFORE_FILED.at(where, **told, filed=filed.isoformat())
        if corrected is not None and step.date < corrected[1]:
            version, approved = corrected
            yield BEFORE_VERSION.at(where, **told, version=version, approved=approved.isoformat())


def _steps(signoff: Signoff) -> list[tuple[Message, Step]]:
    return [(Message(words), getattr(signoff, step)) for words, step in zip(STEP_WORDS, STEPS, strict=True)]


def signoff_of(prepared: Step, reviewed: Step, confidentiality: Step, approved: Step) -> Signoff:
    """The sign-off that was typed. Raises ContentError where the days are out of order."""
    signoff = Signoff(prepared, reviewed, confidentiality, approved)
    noted = Faults()
    note_disorder(signoff, _TYPED, noted)
    if noted.findings:
        raise ContentError(noted.findings)
    return signoff


def day_of(text: str) -> date:
    """The day that `text` spells. Raises ValueError where it spells none."""
    return parse_date(text.strip())
