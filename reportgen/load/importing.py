"""Reads a filled form as it arrives: any file an importer knows, to a printed form and the content it makes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportgen.base.errors import ContentError
from reportgen.base.files import read_bytes
from reportgen.base.finding import Finding
from reportgen.load.forms import faults
from reportgen.load.forms.content import Content, content_of
from reportgen.load.forms.dictionary import dictionary, normal
from reportgen.load.forms.printed import PrintedForm
from reportgen.load.forms.recognise import recognise
from reportgen.load.profile import load_profile, profile_ids
from reportgen.load.tables.faults import OTHER_SHEET
from reportgen.load.tables.grid import Grid
from reportgen.load.tables.kept import NAME as CELLS
from reportgen.load.tables.kept import cells_json
from reportgen.load.tables.reading import read_grids
from reportgen.load.updating import RECORD, record_of
from reportgen.model.profile import Profile

FALLBACK = "national-2020"
"""The profile by which a form is read before one is chosen for it, and that it gets where none fits better."""


@dataclass(frozen=True, slots=True)
class SourceForm:
    """A form read from a file: as printed, with the grid and the bytes it came from, and what was noted."""

    printed: PrintedForm
    grid: Grid
    source: bytes
    notes: tuple[Finding, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What reading the file and recognising the form found."""
        return tuple(sorted((*self.notes, *self.printed.findings), key=lambda finding: finding.order))

    def content(self, profile: Profile) -> Content:
        """The files of a report made from it. Raises ContentError for cells of the wrong kind."""
        made = content_of(self.printed, profile, self.grid, self.source)
        kept = {CELLS: cells_json(self.grid), RECORD: record_of(made.files)}
        return Content({**made.files, **kept}, made.findings)

    def as_dict(self) -> dict[str, Any]:
        """The object that `import --print` writes."""
        return {**self.printed.as_dict(), "findings": [finding.as_dict() for finding in self.findings]}


@dataclass(frozen=True, slots=True)
class SourceFile:
    """What a file held: its forms in the order of reading, and why others of its sheets were refused."""

    forms: tuple[SourceForm, ...]
    refused: tuple[Finding, ...]


def read_file(path: Path, profile: Profile) -> SourceFile:
    """The forms in the file `path`; a sheet without a form is noted where another has one.

    Raises UsageError where the file cannot be read, ContentError where it holds no form that can be told.
    """
    source = read_bytes(path)
    weights = {level.label: level.weight for level in profile.level1 if level.weight is not None}
    grids = read_grids(source, path.name)
    notes = [note for grid in grids for note in grid.notes]
    found: list[tuple[PrintedForm, Grid]] = []
    refused: list[Finding] = []
    for grid in grids:
        try:
            found += [(form, grid) for form in recognise(grid, weights)]
        except ContentError as error:
            refused += error.findings
            if grid.name is not None and {finding.code for finding in error.findings} == {faults.NO_FORM.code}:
                notes.append(OTHER_SHEET.at(grid.rows[0].where, name=grid.name))
    if not found:
        raise ContentError([*refused, *notes])
    forms = (SourceForm(form, grid, source, () if place else tuple(notes)) for place, (form, grid) in enumerate(found))
    return SourceFile(tuple(forms), tuple(finding for finding in refused if finding.code != faults.NO_FORM.code))


def read_form(path: Path, profile: Profile) -> tuple[SourceForm, ...]:
    """The forms in the file `path`, at least one. Raises as `read_file` does."""
    return read_file(path, profile).forms


def fallback_profile() -> Profile:
    """The national profile: a form is read by it before one is chosen."""
    profile = load_profile(FALLBACK)
    assert profile is not None
    return profile


def propose_profile(form: PrintedForm, folders: tuple[Path, ...] = ()) -> Profile:
    """The profile whose own fund lines (`recognised_by`) the form prints, most of them first; else the national one."""
    printed = {dictionary().fund_lines.get(normal(fund.label.text)) for fund in form.funds}
    best, most = FALLBACK, 0
    for id in profile_ids(folders):
        profile = load_profile(id, folders)
        if profile is not None and len(profile.recognised_by) > most and profile.recognised_by <= printed:
            best, most = id, len(profile.recognised_by)
    chosen = load_profile(best, folders)
    assert chosen is not None
    return chosen
