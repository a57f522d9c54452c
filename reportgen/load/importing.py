"""Reads a filled form as it arrives: any file an importer knows, to a printed form and the content it makes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from reportgen.base.errors import ContentError
from reportgen.base.files import read_bytes
from reportgen.base.location import Location
from reportgen.load.forms import faults
from reportgen.load.forms.content import Content, content_of
from reportgen.load.forms.dictionary import dictionary, normal
from reportgen.load.forms.printed import PrintedForm
from reportgen.load.forms.recognise import recognise
from reportgen.load.profile import load_profile, profile_ids
from reportgen.load.tables.grid import Grid, importers
from reportgen.model.profile import Profile

FALLBACK = "national-2020"
"""The profile by which a form is read before one is chosen for it, and that it gets where none fits better."""


@dataclass(frozen=True, slots=True)
class SourceForm:
    """A form read from a file: as printed, with the grid and the bytes it came from."""

    printed: PrintedForm
    grid: Grid
    source: bytes

    def content(self, profile: Profile) -> Content:
        """The files of a report made from it. Raises ContentError for cells of the wrong kind."""
        return content_of(self.printed, profile, self.grid, self.source)


def read_form(path: Path, profile: Profile) -> tuple[SourceForm, ...]:
    """The forms in the file `path`, in the order of reading; at least one.

    Raises UsageError where the file cannot be read, ContentError where it holds no form that can be told.
    """
    importer = importers().get(path.suffix.lower())
    if importer is None:
        known = ", ".join(sorted(importers()))
        where = Location.of_file(path.name)
        raise ContentError([faults.NO_IMPORTER.at(where, suffix=path.suffix or path.name, known=known)])
    source = read_bytes(path)
    weights = {level.label: level.weight for level in profile.level1 if level.weight is not None}
    grids = importer.read(source, path.name)
    return tuple(SourceForm(form, grid, source) for grid in grids for form in recognise(grid, weights))


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
