"""One report from its folder: evaluation and narrative, or every fault that stops it."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from reportgen.base.errors import ContentError, ReportgenError
from reportgen.base.files import read_bytes
from reportgen.base.finding import Finding, Severity
from reportgen.base.location import Location
from reportgen.document.narrative import Narrative
from reportgen.load import faults
from reportgen.load.chains import Chain
from reportgen.load.evaluation import FILE_NAME, read_evaluation
from reportgen.load.fields import Faults
from reportgen.load.narrative import link_narrative, read_narrative_files
from reportgen.load.parsed import Parsed, parsed_before
from reportgen.load.profile import load_profile
from reportgen.load.workspace import Workspace
from reportgen.model.figures import Assessment, assess
from reportgen.model.profile import Profile
from reportgen.model.wording import Wording

POSSIBLE = frozenset({"funds.total.rate", "funds.total.score", "totals.weight", "totals.score", "conclusion.grade"})
"""Figures that are computed where the form gives enough for it: a source may print them even where it does not."""


@dataclass(frozen=True, slots=True)
class Report:
    """A report as read: figures, narrative, warnings of reading, the bytes of every file, the word list it follows."""

    id: str
    assessment: Assessment
    narrative: Narrative
    findings: tuple[Finding, ...]
    inputs: Mapping[str, bytes]
    wordings: tuple[Wording, ...] = ()


def load_report(workspace: Workspace, report: str) -> Report:
    """Reads the report `report`. Raises ContentError with every fault of all its files at once."""
    folder, name = workspace.folder_of(report), f"content/{report}"
    noted = Faults()
    with parsed_before() as known:
        assessment, data = _read_figures(workspace, folder, name, noted, known)
        files = read_narrative_files(folder, name, known)
    noted.findings.extend(files.findings)
    narrative = link_narrative(files, assessment, noted) if assessment is not None else Narrative()
    found = [finding.of_report(report) for finding in noted.findings]
    stops = [finding for finding in found if finding.severity is Severity.ERROR]
    if stops or assessment is None:
        raise ContentError(stops)
    wordings = workspace.chain_of(report).wordings
    return Report(report, assessment, narrative, tuple(found), {FILE_NAME: data, **files.read}, wordings)


def _read_figures(
    workspace: Workspace, folder: Path, name: str, noted: Faults, known: Parsed
) -> tuple[Assessment | None, bytes]:
    """The figures of evaluation.yaml and its bytes; None, and every fault noted, where they cannot be had."""
    file = f"{name}/{FILE_NAME}"
    if not (folder / FILE_NAME).exists():
        noted.add(faults.MISSING_FILE, Location.of_file(file))
        return None, b""
    try:
        data = read_bytes(folder / FILE_NAME, links=False)
        chain = workspace.chain_of(name.removeprefix("content/"))
        evaluation = read_evaluation(data, file, partial(_profile_of, chain), known)
        assessment = assess(evaluation)
        _refuse_idle_statements(assessment, noted)
        return assessment, data
    except ContentError as error:
        noted.findings.extend(error.findings)
    except ReportgenError as error:
        noted.findings.append(faults.unreadable(Location.of_file(file), error))
    return None, b""


def _profile_of(chain: Chain, id: str) -> Profile | None:
    profile = load_profile(id, chain.profile_folders)
    return None if profile is None else chain.labelled(profile)


def _refuse_idle_statements(assessment: Assessment, noted: Faults) -> None:
    """Notes every `stated` value that states nothing: of no figure, or of one that is typed and not computed."""
    derived = [id for id, figure in assessment.figures.items() if figure.is_derived]
    for id, text in assessment.evaluation.stated.items():
        if id in derived or id in POSSIBLE:
            continue
        if id in assessment.figures:
            noted.add(faults.STATED_TYPED, text.where, fact=id)
        else:
            near = difflib.get_close_matches(id, derived, n=1, cutoff=0) or ["?"]
            noted.add(faults.STATED_UNKNOWN, text.where, fact=id, suggestion=near[0])
