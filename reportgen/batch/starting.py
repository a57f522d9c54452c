"""Starts a workspace: from the starter that the package ships, or from a filled form."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from reportgen.base.errors import UsageError
from reportgen.base.files import read_bytes, write_bytes
from reportgen.base.finding import Finding
from reportgen.base.messages import N_
from reportgen.batch.importing import import_form, read_printed
from reportgen.load.workspace import OWN_FILE, PROJECT_FILE, find_workspace

STARTER = Path(__file__).resolve().parent.parent / "starter"


@dataclass(frozen=True, slots=True)
class Started:
    """The files of a new workspace, and what importing the form found."""

    files: tuple[str, ...]
    findings: tuple[Finding, ...]


def start_workspace(folder: Path, form: Path | None) -> Started:
    """Makes a workspace in `folder`, which may be missing or empty of workspaces.

    Raises UsageError where one is already there, ContentError where `form` holds none, before anything is written.
    """
    for name in (OWN_FILE, "content"):
        if (folder / name).exists():
            raise UsageError(N_("{folder} already holds {name}; nothing was changed"), folder=folder, name=name)
    if (folder / PROJECT_FILE).is_file() and "[tool.reportgen]" in (folder / PROJECT_FILE).read_text("utf-8"):
        raise UsageError(N_("{folder} already holds {name}; nothing was changed"), folder=folder, name=PROJECT_FILE)
    if form is not None:
        read_printed(form, None)
    files = [_copy(file, folder) for file in sorted(STARTER.rglob("*")) if file.is_file() and _wanted(file, form)]
    if form is None:
        return Started(tuple(files), ())
    imported = import_form(find_workspace(folder), form, None, None)
    return Started((*files, *imported.files), imported.findings)


def _wanted(file: Path, form: Path | None) -> bool:
    return form is None or "content" not in file.relative_to(STARTER).parts


def _copy(file: Path, folder: Path) -> str:
    name = file.relative_to(STARTER).as_posix()
    name = ".gitignore" if name == "gitignore" else name
    if not (folder / name).exists():
        write_bytes(folder / name, read_bytes(file))
    return name
