"""Builds reports of a workspace and writes them: each file aside and renamed, each read back before that."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from reportgen.base.clock import Stopwatch
from reportgen.base.errors import ContentError, ReportgenError, TemplateError
from reportgen.base.files import write_files
from reportgen.base.finding import Finding
from reportgen.base.messages import N_, Message, tr
from reportgen.batch.index import entry_of, write_index
from reportgen.batch.public import Public, refuse_folder, write_public
from reportgen.load.workspace import FORMATS, Workspace
from reportgen.pipeline import Pipeline, summary_of
from reportgen.render.html.index import IndexEntry

Progress = Callable[[int, int, str], None]
"""Told how many of how many reports are done, and which one is next."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one report: its files if it was built, its findings, and why it failed if it did.

    `notices` are those of the findings that no check tells. `refusal` is the fault of its templates, where that was it;
    reports with the same layers may share it.
    """

    report: str
    files: tuple[str, ...]
    findings: tuple[Finding, ...]
    error: str | None = None
    entry: IndexEntry | None = None
    refusal: TemplateError | None = None
    notices: tuple[Finding, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether it was not built."""
        return self.error is not None

    def as_dict(self) -> dict[str, Any]:
        """Its part of `build --json`."""
        return {
            "report": self.report,
            "built": not self.failed,
            "error": self.error,
            "files": list(self.files),
            "findings": summary_of(self.findings),
        }


@dataclass(slots=True)
class BuildResult:
    """The outcomes of a build in the order of reports, what is odd about their layers, and how long it took.

    `told` is what the formats have to say of it once, `public` what was written for publication.
    """

    outcomes: list[Outcome] = field(default_factory=list)
    layers: list[Finding] = field(default_factory=list)
    told: list[Message] = field(default_factory=list)
    public: Public = field(default_factory=Public)
    seconds: float = 0.0

    @property
    def findings(self) -> list[Finding]:
        """Every finding about the layers and the public files, and every finding of every report."""
        return [
            *self.layers,
            *self.public.findings,
            *(finding for outcome in self.outcomes for finding in outcome.findings),
        ]

    @property
    def failed(self) -> list[Outcome]:
        """The reports that were not built."""
        return [outcome for outcome in self.outcomes if outcome.failed]

    def as_dict(self) -> dict[str, Any]:
        """What `build --json` prints."""
        return {
            "reports": [outcome.as_dict() for outcome in self.outcomes],
            "summary": {
                "built": len(self.outcomes) - len(self.failed),
                "failed": len(self.failed),
                "findings": summary_of(self.findings),
                "public": self.public.files,
                "seconds": round(self.seconds, 3),
            },
        }


def build(
    workspace: Workspace,
    reports: Sequence[str],
    formats: Sequence[str] = (),
    *,
    fail_fast: bool = False,
    public: Path | None = None,
    progress: Progress | None = None,
) -> BuildResult:
    """Builds `reports` in `formats` into `build/`; without formats, each in those its layers or the settings ask for.

    What may be published is written below `public` as well, under its official name.
    One failing report, or one layer at fault, never stops the rest unless `fail_fast`.
    Raises TemplateError where its templates keep every report from being built, UsageError where nothing public may
    be written below `public`.
    """
    if public is not None:
        refuse_folder(workspace, public)
    watch, result = Stopwatch(), BuildResult()
    pipeline = Pipeline(workspace, formats)
    for place, report in enumerate(sorted(reports, key=pipeline.order)):
        if progress is not None:
            progress(place, len(reports), report)
        result.outcomes.append(_build_one(pipeline, report))
        if fail_fast and result.outcomes[-1].failed:
            break
    _refuse_if_all_are_refused(result.outcomes)
    result.outcomes = _with_each_refusal_once(sorted(result.outcomes, key=lambda outcome: outcome.report))
    result.told = pipeline.told() if len(result.outcomes) > len(result.failed) else []
    result.layers = workspace.layer_findings(reports)
    entries = [outcome.entry for outcome in result.outcomes if outcome.entry is not None]
    wants_page = "html" in (formats or workspace.settings.formats or FORMATS)
    write_index(workspace, entries, {outcome.report for outcome in result.outcomes}, html=wants_page)
    if public is not None:
        result.public = write_public(workspace, result.outcomes, public)
    result.seconds = watch.seconds
    if progress is not None:
        progress(len(reports), len(reports), "")
    return result


def _build_one(pipeline: Pipeline, report: str) -> Outcome:
    if not pipeline.workspace.has_layers(report):
        return Outcome(report, (), (), tr(N_("one of its layers cannot be read")))
    try:
        built = pipeline.build(report)
        if built.differences:
            return Outcome(report, (), built.differences, str(ContentError(built.differences)))
        folder = pipeline.workspace.build / report
        write_files({folder / name: data for name, data in sorted(built.files.items())})
    except TemplateError as error:
        return Outcome(report, (), error.findings, str(error), refusal=error)
    except ContentError as error:
        findings = tuple(finding.of_report(report) for finding in error.findings)
        return Outcome(report, (), findings, str(error))
    except ReportgenError as error:
        return Outcome(report, (), (), str(error))
    except Exception as error:
        words = N_("a fault of the program: {kind}: {problem}")
        return Outcome(report, (), (), tr(words, kind=type(error).__name__, problem=str(error)))
    return Outcome(report, tuple(sorted(built.files)), built.findings, None, entry_of(built), notices=built.notices)


def _refuse_if_all_are_refused(outcomes: Sequence[Outcome]) -> None:
    refusals = [outcome.refusal for outcome in outcomes if outcome.refusal is not None]
    if refusals and len(refusals) == len(outcomes):
        raise TemplateError(_once(finding for refusal in refusals for finding in refusal.findings))


def _with_each_refusal_once(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """The outcomes, a fault that several reports share told with the first of them."""
    told: dict[int, str] = {}
    return [
        replace(outcome, findings=(), error=tr(N_("its templates have the faults told at {report}"), report=first))
        if outcome.refusal is not None
        and (first := told.setdefault(id(outcome.refusal), outcome.report)) != outcome.report
        else outcome
        for outcome in outcomes
    ]


def _once(findings: Iterable[Finding]) -> list[Finding]:
    """The findings, of equal ones the first."""
    found: list[Finding] = []
    for finding in findings:
        if finding not in found:
            found.append(finding)
    return found
