"""The public functions of reportgen, for programs. The command line is made of nothing else.

    from reportgen import api

    workspace = api.workspace("my-workspace")
    result = api.build(workspace)

Every function raises `ReportgenError` where it cannot go on; faults of content come back as findings.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportgen.base.finding import Fault, Finding
from reportgen.load.workspace import FORMATS, Workspace, find_workspace
from reportgen.model.figures import Figure


@dataclass(frozen=True, slots=True)
class LayersOf:
    """Which layer gave what to a report.

    `layers` go from the highest. `profile_layer` is None for a profile of the installed program, `formats` where no
    layer asks for any. `files` holds the layer of each template, block and style sheet, `labels` of each label;
    `bases`, by layer and file, the name, layer and hash of what a file lies over.
    """

    layers: tuple[str, ...]
    profile: str
    profile_layer: str | None
    files: Mapping[str, str]
    bases: Mapping[tuple[str, str], tuple[str, str, str]]
    labels: Mapping[str, str]
    formats: tuple[str, ...] | None
    formats_layer: str | None


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
    """Everything that is wrong with `reports` and their layers, and what keeps one of them from being read."""
    from reportgen.base.errors import ContentError
    from reportgen.pipeline import check_report

    found = workspace.layer_findings(reports)
    for report in reports:
        if not workspace.has_layers(report):
            continue
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


def layers_of(workspace: Workspace, report: str) -> LayersOf:
    """What each layer gives to a report. Raises ContentError where the report or one of its layers cannot be read."""
    from reportgen.load.profile import profile_file
    from reportgen.load.report import load_report

    chain = workspace.chain_of(report)
    profile = load_report(workspace, report).assessment.evaluation.profile.id
    file = profile_file(profile, chain.profile_folders)
    homes = {layer.folder / "profiles": layer.name for layer in chain.layers}
    formats = next((layer.name for layer in chain.layers if layer.formats is not None), None)
    return LayersOf(
        layers=tuple(layer.name for layer in chain.layers),
        profile=profile,
        profile_layer=homes.get(file.parent) if file is not None else None,
        files=chain.given,
        bases={
            (layer.name, file): base
            for layer in chain.layers
            for file in layer.files
            if (base := chain.base(layer, file)) is not None
        },
        labels=chain.labels,
        formats=chain.formats,
        formats_layer=formats,
    )


def fault_of(code: str) -> Fault:
    """The kind of finding that `code` names. Raises UsageError for a code that nothing finds."""
    from reportgen.base.errors import UsageError
    from reportgen.base.messages import N_

    found = all_faults().get(code)
    if found is None:
        raise UsageError(N_("there is no finding {code}; the codes are listed in docs/findings.md"), code=code)
    return found


def all_faults() -> dict[str, Fault]:
    """Every kind of finding by code: of reading, importing, checking, templates and reading back."""
    import reportgen as package
    from reportgen.base.catalogue import declared

    return declared(package, Fault, lambda fault: fault.code)


def manual_of(fault: Fault) -> str:
    """The page of the manual on a kind of finding, in the current language."""
    from reportgen.base.messages import tr
    from reportgen.checks.rule import checks

    check = checks().get(fault.code)
    if check is not None:
        return "\n\n".join(tr(part) for part in paragraphs_of(check.manual))
    words = (tr(text).replace("{{", "{").replace("}}", "}") for text in (fault.about, fault.message, fault.hint))
    return "\n".join(filter(None, words))


def paragraphs_of(manual: str) -> list[str]:
    """The paragraphs of a manual page, each in one line: what it finds, why, example, remedy."""
    parts = re.split(r"\n\s*\n|\n(?=(?:Why|Example|Remedy):)", manual)
    return [re.sub(r"\s*\n\s*", " ", part).strip() for part in parts if part.strip()]
