"""What is told of reports that were checked: findings with the place in the form that they are about."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.base.finding import Finding
from reportgen.base.location import Location


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """A cell of the form: what it is called, what it says, and whether a finding is about it."""

    label: str
    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class FormRow:
    """The row of the form that a finding is about."""

    cells: tuple[PrintedCell, ...]


@dataclass(frozen=True, slots=True)
class TextLine:
    """The line of a text file that a finding is about; `marked` is what is wrong in it, the whole line at the most."""

    before: str
    marked: str
    after: str


@dataclass(frozen=True, slots=True)
class Told:
    """A finding with what a person needs to put it right.

    `area` is what it is about: the area of a check, else `files`. `passage` is the row or the line it stands in, and
    `printed` its cell in the imported form; either is None where there is none.
    """

    finding: Finding
    area: str
    passage: FormRow | TextLine | None = None
    printed: Location | None = None


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One report and its findings in order; only its id is known where it cannot be read."""

    id: str
    told: tuple[Told, ...]
    department: str | None = None
    project: str | None = None
    year: int | None = None

    @property
    def findings(self) -> list[Finding]:
        """Its findings alone."""
        return [one.finding for one in self.told]


@dataclass(frozen=True, slots=True)
class Review:
    """Reports in order, and what was found of none of them alone: of templates and settings."""

    reports: tuple[Reviewed, ...]
    general: tuple[Told, ...] = ()

    @property
    def findings(self) -> list[Finding]:
        """Every finding: the general ones first, then those of each report."""
        return [*(one.finding for one in self.general), *(found for one in self.reports for found in one.findings)]
