"""Imports filled forms: each becomes the content of a report, and what was there before is never overwritten."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from reportgen.base.errors import UsageError
from reportgen.base.files import inside, write_files
from reportgen.base.finding import Finding
from reportgen.base.messages import N_
from reportgen.load.evaluation import FILE_NAME
from reportgen.load.forms.printed import PrintedForm
from reportgen.load.importing import fallback_profile, propose_profile, read_form
from reportgen.load.profile import load_profile, profile_ids
from reportgen.load.workspace import NEVER_SEARCHED, Workspace
from reportgen.model.profile import Profile

LONGEST_NAME = 60
"""So many characters of a printed name make the name of a folder."""
_UNSAFE = re.compile(r'[\\/:*?"<>|\s.]+')


@dataclass(frozen=True, slots=True)
class Imported:
    """A form that was imported: the report it became, the files written, and what was repaired or inferred."""

    report: str
    files: tuple[str, ...]
    findings: tuple[Finding, ...]


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


def read_printed(file: Path, profile: Profile | None) -> PrintedForm:
    """The form in `file` as printed; nothing is written. Raises ContentError or UsageError where there is none."""
    return read_form(file, profile or fallback_profile())[0].printed


def import_form(workspace: Workspace, file: Path, profile: Profile | None, into: str | None) -> Imported:
    """Makes the content of a report from the form in `file`, below `content/`.

    Without `into` the report is `<year>/<unit as printed>`; without `profile` one is proposed from what the form
    prints. Raises UsageError where the report is already there: nothing of it is touched.
    """
    source = read_form(file, profile or fallback_profile())[0]
    chosen = profile or propose_profile(source.printed, workspace.profile_folders)
    content = source.content(chosen)
    report = _below_content(into or _name_of(source.printed))
    folder = inside(workspace.content, workspace.content / report)
    if (folder / FILE_NAME).exists():
        raise UsageError(
            N_("content/{report} is already there and is not touched; import into another folder with --into, "
               "or move it away"), report=report,
        )  # fmt: skip
    write_files({folder / name: data for name, data in content.files.items()})
    findings = sorted((*source.printed.findings, *content.findings), key=lambda finding: finding.order)
    told = tuple(finding.of_report(report) for finding in findings)
    return Imported(report, tuple(f"content/{report}/{name}" for name in sorted(content.files)), told)


def _name_of(form: PrintedForm) -> str:
    names = [form.year or "", form.department.text if form.department is not None else ""]
    if form.project is not None:
        names.append(form.project.text)
    return "/".join(_UNSAFE.sub("-", name).strip("-_")[:LONGEST_NAME] or "form" for name in names)


def _below_content(into: str) -> str:
    """The report that `--into` names. Raises UsageError where reports are never looked for, or outside of content/."""
    parts = into.replace("\\", "/").strip("/").split("/")
    if Path(into).is_absolute() or any(part in NEVER_SEARCHED or part.startswith((".", "_")) for part in parts):
        raise UsageError(N_("{into} cannot be the folder of a report below content/"), into=into)
    return "/".join(parts)
