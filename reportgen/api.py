"""The public functions of reportgen, for programs. The command line is made of nothing else.

    from reportgen import api

    workspace = api.workspace("my-workspace")
    result = api.build(workspace)

Every function raises `ReportgenError` where it cannot go on; faults of content come back as findings.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reportgen.base.finding import Finding
from reportgen.load.workspace import FORMATS, Workspace, find_workspace
from reportgen.model.figures import Figure


def workspace(folder: str | Path = ".") -> Workspace:
    """The workspace that holds `folder`. Raises UsageError where there is none."""
    return find_workspace(Path(folder))


def reports(workspace: Workspace, asked: Sequence[str] = ()) -> list[str]:
    """The ids of the reports asked for; all of them where nothing is asked for."""
    return workspace.reports(asked)


def chosen_formats(workspace: Workspace, asked: Sequence[str] = ()) -> tuple[str, ...]:
    """The formats asked for, else the workspace's, else all. Raises UsageError for one that does not exist."""
    from reportgen.base.errors import UsageError
    from reportgen.base.messages import N_

    wanted = tuple(asked) or workspace.settings.formats or FORMATS
    unknown = [name for name in wanted if name not in FORMATS]
    if unknown:
        raise UsageError(N_("there is no format {name}; formats: {known}"), name=unknown[0], known=", ".join(FORMATS))
    return wanted


def figure(workspace: Workspace, report: str, fact: str) -> Figure:
    """The figure `fact` of a report, with the steps it was computed by. Raises UsageError where there is none."""
    import difflib

    from reportgen.base.errors import UsageError
    from reportgen.base.messages import N_
    from reportgen.load.report import load_report

    figures = load_report(workspace, report).assessment.figures
    found = figures.get(fact)
    if found is None:
        near = difflib.get_close_matches(fact, figures, n=3, cutoff=0.3)
        raise UsageError(
            N_("{report} has no figure {fact}; near: {near}"), report=report, fact=fact, near=", ".join(near) or "-"
        )
    return found


def check(workspace: Workspace, reports: Sequence[str]) -> list[Finding]:
    """Everything that is wrong with `reports`; what stops a report from being read is among the findings."""
    from reportgen.base.errors import ContentError
    from reportgen.pipeline import check_report

    found: list[Finding] = []
    for report in reports:
        try:
            found += check_report(workspace, report)
        except ContentError as error:
            found += [finding.of_report(report) for finding in error.findings]
    return found


def verify(workspace: Workspace, reports: Sequence[str]) -> list[Finding]:
    """Reads the built files of `reports` back against their evaluations; empty where all of them agree."""
    from reportgen.base.errors import ContentError
    from reportgen.pipeline import verify_report

    found: list[Finding] = []
    for report in reports:
        try:
            found += verify_report(workspace, report)
        except ContentError as error:
            found += [finding.of_report(report) for finding in error.findings]
    return found
