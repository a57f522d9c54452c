"""Workspaces started, forms imported, reports built."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.batch.importing import Choices, FileOutcome
    from reportgen.batch.outcome import BuildResult
    from reportgen.batch.starting import Started
    from reportgen.load.importing import SourceForm
    from reportgen.load.workspace import Workspace


def start(folder: str | Path, form: str | Path | None = None) -> Started:
    """Makes a workspace that builds in `folder`, from the example of the program or from a filled form.

    Raises UsageError where there is one already, ContentError where `form` holds none, before anything is written.
    """
    from reportgen.batch.starting import start_workspace

    return start_workspace(Path(folder), Path(form) if form is not None else None)


def build(  # noqa: PLR0913 - one for each option of the command
    workspace: Workspace,
    reports: Sequence[str] | None = None,
    formats: Sequence[str] = (),
    *,
    jobs: int | None = 1,
    executor: str = "local",
    fail_fast: bool = False,
    public: str | Path | None = None,
    progress: Callable[[int, int, str], None] | None = None,
    folders: Mapping[str, frozenset[str]] | None = None,
) -> BuildResult:
    """Builds what changed of `reports`, else of all, into `build/`; without `formats` as layers or the settings ask.

    `jobs` processes work; None leaves it to the settings, then to the cores. They are spawned, so that a script that
    asks for more than one keeps what it does under `if __name__ == "__main__"`. `executor` may be `dask://HOST:PORT`.
    What may be published is written below `public` too. `progress` is told how many of how many reports are done, and
    which was the last. `folders` is what `Workspace.folders` gave, where the caller has searched already.

    Raises TemplateError where templates keep every report from being built, UsageError where another build is under
    way, nothing public may be written below `public`, or no cluster can build.
    """
    from reportgen.batch import build as room

    known = workspace.folders() if folders is None else folders
    return room.build(
        workspace,
        sorted(known) if reports is None else reports,
        formats,
        jobs=jobs or workspace.settings.jobs or room.jobs_by_default(),
        executor=executor,
        fail_fast=fail_fast,
        public=Path(public) if public is not None else None,
        progress=progress,
        folders=known,
    )


def files_to_import(named: Iterable[str | Path]) -> list[Path]:
    """The files named, and all files below the folders named. Raises UsageError for a folder that holds none."""
    from reportgen.batch.importing import files_of

    return files_of(map(Path, named))


def import_choices(
    workspace: Workspace | None,
    *,
    profile: str | None = None,
    into: str | None = None,
    update: bool = False,
    complete_names: str | None = None,
    started: str | Path = ".",
) -> Choices:
    """How forms are to be read: by which profile, into which folder below content/, over what is there.

    `complete_names` names a form, relative to `started`, or a report that has the names of indicators whole. Raises
    UsageError for a profile or a form that is not there.
    """
    from reportgen.batch.importing import Choices, names_from, profile_for

    names = names_from(complete_names, Path(started), workspace) if complete_names is not None else None
    return Choices(profile_for(profile, workspace), into, update, names)


def import_files(workspace: Workspace, files: Sequence[Path], choices: Choices) -> Iterator[FileOutcome]:
    """Imports each file when its turn is asked for; one that fails never stops the rest."""
    from reportgen.batch import importing as room

    return room.import_files(workspace, files, choices)


def forms_in(file: str | Path, choices: Choices) -> tuple[SourceForm, ...]:
    """The forms in a file as printed; nothing is written. Raises ContentError or UsageError where one is refused."""
    from reportgen.batch.importing import read_printed

    return read_printed(Path(file), choices.profile, choices.names)
