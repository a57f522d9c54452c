"""Imports filled forms: each becomes the content of a report; what is there is overwritten only when asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from reportgen.base.errors import ContentError, ReportgenError, UsageError
from reportgen.base.files import inside, read_bytes, write_files
from reportgen.base.finding import Finding
from reportgen.base.messages import N_
from reportgen.document.narrative import SECTION_FILES
from reportgen.load.evaluation import FILE_NAME, read_evaluation
from reportgen.load.forms.completing import WholeNames, whole_names, with_whole_names
from reportgen.load.forms.printed import PrintedForm
from reportgen.load.importing import SourceForm, fallback_profile, propose_profile, read_file
from reportgen.load.profile import load_profile, profile_ids
from reportgen.load.settings import NEVER_SEARCHED
from reportgen.load.updating import RECORD, Change, update_of
from reportgen.load.workspace import Workspace
from reportgen.model.form import Evaluation
from reportgen.model.profile import Profile

LONGEST_NAME = 60
"""So many characters of a printed name make the name of a folder."""
_UNSAFE = re.compile(r'[\\/:*?"<>|\s.]+')
_NO_FORMS = re.compile(r"~\$.*|\..*|thumbs\.db|desktop\.ini", re.IGNORECASE)
"""Files that programs leave in folders and nobody means to import."""


class State(StrEnum):
    """What became of a form."""

    NEW = "new"
    SAME = "same"
    DIFFERS = "differs"
    UPDATED = "updated"


@dataclass(frozen=True, slots=True)
class Imported:
    """A form that was read: the report it is, what became of it, the files written, and what was found.

    `changes` are the facts that the file changes in content that was there; they are written where `state` is UPDATED
    and only told where it is DIFFERS.
    """

    report: str
    state: State
    files: tuple[str, ...]
    findings: tuple[Finding, ...]
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What became of one file: its forms, and why it, or some of its forms, were refused."""

    file: Path
    forms: tuple[Imported, ...]
    errors: tuple[ReportgenError, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether something that was asked for was not done."""
        return bool(self.errors) or any(form.state is State.DIFFERS for form in self.forms)


@dataclass(frozen=True, slots=True)
class Choices:
    """How forms are imported: by which profile, into which folder below content/, over what is there.

    `names` completes the names of indicators that are cut.
    """

    profile: Profile | None = None
    into: str | None = None
    update: bool = False
    names: WholeNames | None = None


def profile_for(id: str | None, workspace: Workspace | None) -> Profile | None:
    """The profile asked for, or the workspace's own, or None. Raises UsageError for an unknown id."""
    folders = workspace.profile_folders if workspace is not None else ()
    wanted = id or (workspace.settings.profile if workspace is not None else None)
    if wanted is None:
        return None
    profile = load_profile(wanted, folders)
    if profile is None:
        known = ", ".join(profile_ids(folders))
        raise UsageError(N_("there is no profile {profile}; profiles: {known}"), profile=wanted, known=known)
    return profile


def files_of(named: Iterable[Path]) -> list[Path]:
    """The files named, and for each folder all files below it by name, without those that programs leave there.

    Raises UsageError for a folder that holds none.
    """
    found: list[Path] = []
    for path in named:
        if not path.is_dir():
            found.append(path)
            continue
        below = sorted(file for file in path.rglob("*") if file.is_file() and not _is_left(file.relative_to(path)))
        if not below:
            raise UsageError(N_("the folder {folder} holds no file to import"), folder=path)
        found += below
    return found


def _is_left(path: Path) -> bool:
    return any(_NO_FORMS.fullmatch(part) for part in path.parts)


def names_from(source: str, started: Path, workspace: Workspace | None) -> WholeNames:
    """The names of indicators in `source`: a filled form, relative to `started`, or a report of the workspace.

    Raises UsageError where it is neither, ContentError where it cannot be read.
    """
    file = started / source
    if file.is_file():
        rows = [row for form in read_file(file, fallback_profile()).forms for row in form.printed.indicators]
        named = [(row.level2.text if row.level2 else None, row.level3.text) for row in rows if row.level3 is not None]
        return whole_names(file.name, named)
    if workspace is not None:
        report = _below_content(source.removeprefix("content/"))
        folder = inside(workspace.content, workspace.content / report)
        if (folder / FILE_NAME).is_file():
            data = read_bytes(folder / FILE_NAME, links=False)
            indicators = _evaluated(data, report, workspace).indicators
            return whole_names(report, [(str(row.level2), str(row.name)) for row in indicators])
    raise UsageError(N_("{name} is neither a file nor a report of the workspace"), name=source)


def read_printed(file: Path, profile: Profile | None, names: WholeNames | None = None) -> tuple[SourceForm, ...]:
    """The forms in `file`; nothing is written. Raises ContentError or UsageError where one cannot be read."""
    read = read_file(file, profile or fallback_profile())
    if read.refused:
        raise ContentError(read.refused)
    return tuple(_completed(form, names) for form in read.forms)


def _completed(form: SourceForm, names: WholeNames | None) -> SourceForm:
    return form if names is None else replace(form, printed=with_whole_names(form.printed, names))


def import_files(workspace: Workspace, files: Sequence[Path], choices: Choices) -> Iterator[FileOutcome]:
    """Imports each file when it is asked for; one that fails never stops the rest, and none is kept in memory."""
    made: dict[str, Path] = {}
    for file in files:
        forms: list[Imported] = []
        errors: list[ReportgenError] = []
        try:
            read = read_file(file, choices.profile or fallback_profile())
        except ReportgenError as error:
            yield FileOutcome(file, (), (error,))
            continue
        if read.refused:
            errors.append(ContentError(read.refused))
        for source in read.forms:
            try:
                forms.append(_import_one(workspace, _completed(source, choices.names), choices, file, made))
            except ReportgenError as error:
                errors.append(error)
        yield FileOutcome(file, tuple(forms), tuple(errors))


def import_form(workspace: Workspace, file: Path, profile: Profile | None, into: str | None) -> Imported:
    """Imports the first form in `file`. Raises what stops it."""
    (outcome,) = import_files(workspace, [file], Choices(profile, into))
    if outcome.errors:
        raise outcome.errors[0]
    return outcome.forms[0]


def _import_one(
    workspace: Workspace, source: SourceForm, choices: Choices, file: Path, made: dict[str, Path]
) -> Imported:
    """One form as the content of a report. Raises UsageError where an earlier file of this run became that report."""
    report = _below_content(choices.into or _name_of(source.printed, workspace))
    folder = inside(workspace.content, workspace.content / report)
    if report in made:
        raise UsageError(
            N_("{other} is content/{report} already: two forms of one unit and year; import one of them with --into"),
            other=made[report].name, report=report,
        )  # fmt: skip
    there = folder / FILE_NAME
    current = _current(folder) if there.exists() else None
    profile = _evaluated(current[FILE_NAME], report, workspace).profile if current is not None else None
    content = source.content(profile or choices.profile or propose_profile(source.printed, workspace.profile_folders))
    findings = sorted((*source.findings, *content.findings), key=lambda finding: finding.order)
    told = tuple(finding.of_report(report) for finding in findings)
    made[report] = file
    if current is None:
        write_files({folder / name: data for name, data in content.files.items()})
        return Imported(report, State.NEW, _names(report, content.files), told)
    update = update_of(current, content.files, report)
    if not update.changes:
        return Imported(report, State.SAME, (), update.findings)
    if not choices.update:
        return Imported(report, State.DIFFERS, (), (*told, *update.findings), update.changes)
    _evaluated(update.files[FILE_NAME], report, workspace)
    write_files({folder / name: data for name, data in update.files.items()})
    return Imported(report, State.UPDATED, _names(report, update.files), (*told, *update.findings), update.changes)


def _current(folder: Path) -> dict[str, bytes]:
    """The files of a report that an import may change."""
    names = (FILE_NAME, RECORD, *SECTION_FILES.values())
    return {name: read_bytes(folder / name, links=False) for name in names if (folder / name).exists()}


def _evaluated(data: bytes, report: str, workspace: Workspace) -> Evaluation:
    file = f"content/{report}/{FILE_NAME}"
    return read_evaluation(data, file, lambda id: load_profile(id, workspace.profile_folders))


def _names(report: str, files: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"content/{report}/{name}" for name in sorted(files))


def _name_of(form: PrintedForm, workspace: Workspace) -> str:
    names = [form.department.text if form.department is not None else ""]
    if form.project is not None:
        names.append(form.project.text)
    return "/".join(
        [_folder(form.year or ""), *(workspace.settings.folder_named(name) or _folder(name) for name in names)]
    )


def _folder(name: str) -> str:
    return _UNSAFE.sub("-", name).strip("-_")[:LONGEST_NAME] or "form"


def _below_content(into: str) -> str:
    """The report that `--into` names. Raises UsageError where reports are never looked for, or outside of content/."""
    parts = into.replace("\\", "/").strip("/").split("/")
    if Path(into).is_absolute() or any(part in NEVER_SEARCHED or part.startswith((".", "_")) for part in parts):
        raise UsageError(N_("{into} cannot be the folder of a report below content/"), into=into)
    return "/".join(parts)
