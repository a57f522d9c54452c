"""Reads a sign-off: a YAML file with who prepared, reviewed, checked and approved a version."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path

from reportgen.base.errors import ContentError
from reportgen.base.files import read_bytes
from reportgen.base.finding import Fault, Severity
from reportgen.base.location import Location
from reportgen.base.messages import N_
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


def _step(name: str, date: Day) -> Step:
    return Step(name, date.value)


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
    """Notes each step that is dated before the one that it follows."""
    for earlier, later in pairwise(STEPS):
        before, day = getattr(signoff, earlier).date, getattr(signoff, later).date
        if day < before:
            noted.add(OUT_OF_ORDER, where, earlier=earlier, before=before.isoformat(), later=later, day=day.isoformat())


def signoff_of(prepared: Step, reviewed: Step, confidentiality: Step, approved: Step) -> Signoff:
    """The sign-off that was typed. Raises ContentError where the days are out of order."""
    signoff = Signoff(prepared, reviewed, confidentiality, approved)
    noted = Faults()
    note_disorder(signoff, Location.of_file("signoff"), noted)
    if noted.findings:
        raise ContentError(noted.findings)
    return signoff


def day_of(text: str) -> date:
    """The day that `text` spells. Raises ValueError where it spells none."""
    return parse_date(text.strip())
