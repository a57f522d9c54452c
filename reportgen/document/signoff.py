"""The sign-off of a version: who prepared, reviewed, checked and approved it, and when."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from reportgen.base.location import Location
from reportgen.model.values import printed_day

STEPS = ("prepared", "reviewed", "confidentiality", "approved")
"""The steps of a sign-off, in the order in which they are taken."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step: the name of the person and the day; `where` is the place of the day in the file that says it."""

    name: str
    date: date
    where: Location | None = field(default=None, compare=False)

    @property
    def day(self) -> str:
        """The day as documents print it."""
        return printed_day(self.date)


@dataclass(frozen=True, slots=True)
class Signoff:
    """All four steps. `address` and `number` are where the version is published and its index number, where known."""

    prepared: Step
    reviewed: Step
    confidentiality: Step
    approved: Step
    address: str | None = None
    number: str | None = None
