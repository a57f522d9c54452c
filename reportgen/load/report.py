"""One report from its folder: evaluation and narrative, or every fault that stops it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reportgen.base.errors import ContentError, ReportgenError
from reportgen.base.files import read_bytes
from reportgen.base.finding import Finding, Severity
from reportgen.base.location import Location
from reportgen.document.narrative import Narrative
from reportgen.load import faults
from reportgen.load.evaluation import FILE_NAME, read_evaluation
from reportgen.load.fields import Faults
from reportgen.load.narrative import link_narrative, read_narrative_files
from reportgen.load.profile import load_profile
from reportgen.load.workspace import Workspace
from reportgen.model.figures import Assessment, assess


@dataclass(frozen=True, slots=True)
class Report:
    """A report as read: its figures, its narrative, the warnings of reading, and the bytes of every file read."""

    id: str
    assessment: Assessment
    narrative: Narrative
    findings: tuple[Finding, ...]
    inputs: Mapping[str, bytes]


def load_report(workspace: Workspace, report: str) -> Report:
    """Reads the report `report`. Raises ContentError with every fault of all its files at once."""
    folder, name = workspace.folder_of(report), f"content/{report}"
    stops: list[Finding] = []
    inputs: dict[str, bytes] = {}
    assessment: Assessment | None = None
    try:
        inputs[FILE_NAME] = read_bytes(folder / FILE_NAME)
        evaluation = read_evaluation(
            inputs[FILE_NAME], f"{name}/{FILE_NAME}", lambda id: load_profile(id, workspace.profile_folders)
        )
        assessment = assess(evaluation)
    except ContentError as error:
        stops += error.findings
    except ReportgenError as error:
        stops.append(faults.UNREADABLE_FILE.at(Location.of_file(f"{name}/{FILE_NAME}"), reason=str(error)))
    files = read_narrative_files(folder, name)
    noted = Faults()
    noted.findings.extend(files.findings)
    narrative = link_narrative(files, assessment, noted) if assessment is not None else Narrative()
    stops += [finding for finding in noted.findings if finding.severity is Severity.ERROR]
    if stops or assessment is None:
        raise ContentError(finding.of_report(report) for finding in stops)
    kept = tuple(finding.of_report(report) for finding in noted.findings)
    return Report(report, assessment, narrative, kept, {**inputs, **files.read})
