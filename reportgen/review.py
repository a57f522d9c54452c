"""Checks many reports and gathers what people need to put them right: passages, places in the imported form."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from reportgen.base.catalogue import declared
from reportgen.base.errors import ContentError, TemplateError
from reportgen.base.files import read_bytes
from reportgen.base.finding import Fault, Finding, Severity
from reportgen.checks.across import Across
from reportgen.checks.rule import checks
from reportgen.compose.passages import row_of
from reportgen.document.review import Review, Reviewed, Told
from reportgen.load.chains import Chain
from reportgen.load.passages import Passages
from reportgen.load.profile import label_names
from reportgen.load.related import Related
from reportgen.load.report import Report
from reportgen.load.source import Source, source_of
from reportgen.load.workspace import Workspace
from reportgen.pipeline import examine
from reportgen.render.output import formats, installed

FILES = "files"
"""The area of what keeps a file from being read."""
Progress = Callable[[int, int, str], None]


def general_findings(workspace: Workspace, reports: Sequence[str]) -> list[Finding]:
    """What is wrong with the layers of `reports`, the templates in them, and files that nothing reads."""
    found = [
        *workspace.layer_findings(reports),
        *workspace.profile_findings(reports, all_faults),
        *workspace.stray_findings(reports),
        *template_findings(workspace, reports),
    ]
    return sorted(found, key=lambda finding: finding.order)


def template_findings(workspace: Workspace, reports: Sequence[str]) -> Iterator[Finding]:
    """The errors of the Word and HTML files in the workspace's own layers, as `template check` tells them, each once.

    What is no error is left to that. What shows only when a whole file is made is told by the build.
    """
    checked: set[tuple[str, str]] = set()
    readable = [report for report in reports if workspace.has_layers(report)]
    for chain in {workspace.layers_of(report): workspace.chain_of(report) for report in readable}.values():
        wanted = _suffixes(chain.formats or workspace.settings.formats or installed())
        labels = label_names(chain.profile_folders)
        for layer in chain.layers:
            names = [name for name in layer.files if name.endswith(wanted) and (layer.name, name) not in checked]
            checked |= {(layer.name, name) for name in names}
            if layer.folder.is_relative_to(workspace.root):
                for name in names:
                    yield from _found_in(layer.files[name], layer.told(name), chain, labels)


def _suffixes(names: Sequence[str]) -> tuple[str, ...]:
    known = tuple(suffix for name in names for suffix in formats()[name].suffixes)
    return tuple(suffix for suffix in known if suffix.endswith((".docx", ".j2")))


def _found_in(file: Path, told: str, chain: Chain, labels: frozenset[str]) -> list[Finding]:
    from reportgen.render.word.check.run import check_page, check_word
    from reportgen.render.word.check.shapes import disclosure_shape, template_shape

    names = template_shape(file.name) or disclosure_shape(labels)
    try:
        if file.name.endswith(".docx"):
            found = check_word(read_bytes(file), told, names)
        else:
            found = check_page(file, told, chain.find, names)
    except TemplateError as error:
        found = list(error.findings)
    return [finding for finding in found if finding.severity is Severity.ERROR]


@cache
def all_faults() -> dict[str, Fault]:
    """Every kind of finding by code: of reading, importing, checking, templates and reading back."""
    import reportgen as package

    return declared(package, Fault, lambda fault: fault.code)


def examined(
    workspace: Workspace, reports: Sequence[str], across: Across | None = None
) -> Iterator[tuple[str, Report | None, list[Finding]]]:
    """Each report with what is wrong with it; None for one that cannot be read, and no finding without layers.

    `across` is given the head of each: when all are done, it can tell what is wrong between them.
    """
    related = Related(workspace)
    for report in reports:
        if not workspace.has_layers(report):
            yield report, None, []
            continue
        try:
            loaded, found = examine(workspace, report, related)
            if across is not None:
                across.add(report, related.family, loaded.assessment.evaluation.form)
            yield report, loaded, found
        except ContentError as error:
            yield report, None, [finding.of_report(report) for finding in error.findings]


def review(
    workspace: Workspace, reports: Sequence[str], progress: Progress | None = None, *, printed: bool = True
) -> Review:
    """Everything that is wrong with `reports`, each finding with its passage.

    With `printed` each has its place in the imported form as well, for which that is read again.
    """
    passages = Passages(workspace.root)
    general = tuple(_told(one, None, None, passages) for one in general_findings(workspace, reports))
    reviewed, across = [], Across()
    for place, (report, loaded, found) in enumerate(examined(workspace, reports, across)):
        if progress is not None:
            progress(place, len(reports), report)
        source = source_in(workspace, loaded) if printed and found and loaded is not None else None
        reviewed.append(_reviewed(report, loaded, found, source, passages))
    if progress is not None:
        progress(len(reports), len(reports), "")
    between: dict[str | None, list[Told]] = {}
    for one in across.findings():
        between.setdefault(one.report, []).append(_told(one, None, None, passages))
    whole = (replace(one, told=(*one.told, *between.get(one.id, ()))) for one in reviewed)
    return Review(tuple(whole), general)


def source_in(workspace: Workspace, loaded: Report) -> Source | None:
    """The imported form of a report, None where it has none."""
    return source_of(workspace, loaded.id, loaded.assessment.evaluation)


def _reviewed(
    report: str, loaded: Report | None, found: Sequence[Finding], source: Source | None, passages: Passages
) -> Reviewed:
    told = tuple(_told(one, loaded, source, passages) for one in found)
    if loaded is None:
        return Reviewed(report, told)
    form = loaded.assessment.evaluation.form
    return Reviewed(
        report,
        told,
        form.department.text,
        None if form.project is None else form.project.text,
        form.year,
    )


def _told(finding: Finding, loaded: Report | None, source: Source | None, passages: Passages) -> Told:
    row = None
    if loaded is not None and finding.fact is not None:
        row = row_of(loaded.assessment, finding.fact, finding.values)
    passage = row or passages.line_at(finding.where, finding.values)
    printed = source.places.get(finding.fact or "") if source is not None else None
    return Told(finding, area_of(finding.code), passage, printed)


@cache
def area_of(code: str) -> str:
    """The package of `reportgen.checks` that holds the check `code`; `files` for every other finding."""
    check = checks().get(code)
    module = None if check is None else inspect.getmodule(check.find)
    return FILES if module is None else module.__name__.removeprefix("reportgen.checks.").partition(".")[0]
