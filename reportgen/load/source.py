"""The form that a report was imported from, as it is kept in the folder `source` of the report."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from reportgen.base.errors import ReportgenError
from reportgen.base.files import inside, read_bytes
from reportgen.base.location import Location
from reportgen.load.forms.places import places_of
from reportgen.load.importing import SourceForm, read_form
from reportgen.load.tables.grid import importers
from reportgen.load.workspace import Workspace
from reportgen.model.form import Evaluation

FOLDER = "source"


@dataclass(frozen=True, slots=True)
class Source:
    """An imported file: its name, its bytes, its printed rows, and the place in it of each fact by id."""

    name: str
    data: bytes
    form: SourceForm
    places: dict[str, Location]


def source_of(workspace: Workspace, report: str, evaluation: Evaluation) -> Source | None:
    """The file that `report` was imported from; None where there is none, or none that can still be read as a form."""
    folder = workspace.folder_of(report) / FOLDER
    if not folder.is_dir() or folder.is_symlink():
        return None
    for file in sorted(folder.iterdir()):
        if file.suffix.lower() in importers() and file.name != "note.txt":
            found = _read(workspace, file, evaluation)
            if found is not None:
                return found
    return None


def _read(workspace: Workspace, file: Path, evaluation: Evaluation) -> Source | None:
    try:
        inside(workspace.content, file)
        data = read_bytes(file, links=False)
        forms = read_form(file, evaluation.profile)
    except ReportgenError:
        return None
    form = next((one for one in forms if _is_of(one, evaluation)), forms[0])
    return Source(file.name, data, form, places_of(form.printed, form.grid, evaluation))


def _is_of(form: SourceForm, evaluation: Evaluation) -> bool:
    """Whether a form of a file with several is that of this department and project."""
    printed, own = form.printed, evaluation.form
    return (printed.department and printed.department.text, printed.project and printed.project.text) == (
        own.department.text,
        own.project and own.project.text,
    )
