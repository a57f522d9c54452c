"""Sends findings back in the department's own form: a copy of what was imported, the cells marked and commented."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportgen.base.errors import UsageError
from reportgen.base.files import write_bytes
from reportgen.base.finding import Finding
from reportgen.base.location import Location
from reportgen.base.messages import N_
from reportgen.load.source import Source
from reportgen.load.tables.grid import Grid
from reportgen.load.workspace import Workspace
from reportgen.render.findings.printed import printed_workbook
from reportgen.render.findings.sheet import address
from reportgen.render.findings.workbook import Cell, marked_workbook
from reportgen.review import area_of, examined, source_in

WORKBOOK = ".xlsx"
OF_THE_WORKSPACE = "waivers"
"""The area of findings that no form shows, and that its department need not put right."""


@dataclass(frozen=True, slots=True)
class Marked:
    """What became of one report with findings: its file, None where it has no imported form or could not be read.

    `own` is true where the file is the department's own workbook, not one made of its printed rows. `marked` findings
    stand at a cell of it, `left` ones at none.
    """

    report: str
    file: Path | None
    own: bool
    marked: int
    left: int


def mark_forms(workspace: Workspace, reports: Sequence[str], folder: Path) -> list[Marked]:
    """Writes `<folder>/<report>.xlsx` for each report with findings that are neither waived nor about waivers.

    Raises UsageError where `folder` lies below `content/`, whose forms stay as they came, or cannot be written.
    """
    target, content = folder.resolve(), workspace.content.resolve()
    if target == content or content in target.parents:
        raise UsageError(N_("{folder} lies in content/; forms are sent back from another folder"), folder=folder)
    done = []
    for report, loaded, findings in examined(workspace, reports):
        live = [one for one in findings if not one.waived and area_of(one.code) != OF_THE_WORKSPACE]
        if live:
            source = None if loaded is None else source_in(workspace, loaded)
            done.append(_mark(report, live, source, folder))
    return done


def _mark(report: str, findings: Sequence[Finding], source: Source | None, folder: Path) -> Marked:
    if source is None:
        return Marked(report, None, False, 0, len(findings))
    by_place: dict[Location, list[Finding]] = {}
    for finding in findings:
        place = _place_in(source, finding)
        if place is not None:
            by_place.setdefault(place, []).append(finding)
    own = _own(source, by_place) if source.name.lower().endswith(WORKBOOK) else None
    data = own or _printed(source.form.grid, by_place)
    file = folder / f"{report}{WORKBOOK}"
    write_bytes(file, data)
    marked = sum(map(len, by_place.values()))
    return Marked(report, file, own is not None, marked, len(findings) - marked)


def _place_in(source: Source, finding: Finding) -> Location | None:
    if finding.where.kind == "cell" and Path(finding.where.file).name == source.name:
        return finding.where
    return source.places.get(finding.fact or "")


def _own(source: Source, by_place: Mapping[Location, Sequence[Finding]]) -> bytes | None:
    cells: dict[Cell, Sequence[Finding]] = {
        (place.sheet, place.cell): findings for place, findings in by_place.items() if place.cell is not None
    }
    return marked_workbook(source.data, source.name, cells)


def _printed(grid: Grid, by_place: Mapping[Location, Sequence[Finding]]) -> bytes:
    rows = [[(cell.column, cell.text) for cell in row.cells] for row in grid.rows]
    addresses = {
        cell.where: address(number, cell.column + 1)
        for number, row in enumerate(grid.rows, start=1)
        for cell in row.cells
    }
    cells: dict[Cell, Sequence[Finding]] = {
        (None, addresses[place]): findings for place, findings in by_place.items() if place in addresses
    }
    data = marked_workbook(printed_workbook(rows), grid.file, cells)
    assert data is not None
    return data
