"""Builds reports of a workspace and writes them: each file aside and renamed, each read back before that."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from reportgen.base.clock import Stopwatch
from reportgen.base.errors import ContentError, ReportgenError, TemplateError
from reportgen.base.files import write_bytes
from reportgen.base.finding import Finding
from reportgen.load.workspace import Workspace
from reportgen.pipeline import INTERNAL, BuiltReport, Pipeline, summary_of
from reportgen.render.html.index import IndexEntry, render_index

Progress = Callable[[int, int, str], None]
"""Told how many of how many reports are done, and which one is next."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one report: its files if it was built, its findings, and why it failed if it did."""

    report: str
    files: tuple[str, ...]
    findings: tuple[Finding, ...]
    error: str | None = None
    entry: IndexEntry | None = None

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
    """The outcomes of a build in the order of reports, and how long it took."""

    outcomes: list[Outcome] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def findings(self) -> list[Finding]:
        """Every finding of every report."""
        return [finding for outcome in self.outcomes for finding in outcome.findings]

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
                "seconds": round(self.seconds, 3),
            },
        }


def build(
    workspace: Workspace,
    reports: Sequence[str],
    formats: Sequence[str],
    *,
    fail_fast: bool = False,
    progress: Progress | None = None,
) -> BuildResult:
    """Builds `reports` in `formats` into `build/`. One failing report never stops the rest unless `fail_fast`.

    Raises TemplateError or UsageError where nothing at all can be built.
    """
    watch, result = Stopwatch(), BuildResult()
    pipeline = Pipeline(workspace, formats)
    for place, report in enumerate(reports):
        if progress is not None:
            progress(place, len(reports), report)
        result.outcomes.append(_build_one(pipeline, report))
        if fail_fast and result.outcomes[-1].failed:
            break
    _write_index(workspace, result, pipeline)
    result.seconds = watch.seconds
    if progress is not None:
        progress(len(reports), len(reports), "")
    return result


def _build_one(pipeline: Pipeline, report: str) -> Outcome:
    try:
        built = pipeline.build(report)
        if built.differences:
            return Outcome(report, (), built.differences, str(ContentError(built.differences)))
        for name, data in sorted(built.files.items()):
            write_bytes(pipeline.workspace.build / report / name, data)
    except ContentError as error:
        findings = tuple(finding.of_report(report) for finding in error.findings)
        return Outcome(report, (), findings, str(error))
    except TemplateError:
        raise
    except ReportgenError as error:
        return Outcome(report, (), (), str(error))
    return Outcome(report, tuple(sorted(built.files)), built.findings, None, _entry(built))


_LABELS = {"report.html": "HTML", "report.docx": "Word", "report.pdf": "PDF", "report.json": "JSON"}


def _entry(built: BuiltReport) -> IndexEntry:
    disclosure = built.disclosure
    total = next((row for row in disclosure.funds if row.id == "total"), None)
    links = tuple((label, f"{built.id}/{name}") for name, label in _LABELS.items() if name in built.files)
    return IndexEntry(
        report=built.id,
        department=disclosure.form.department.text,
        project=disclosure.form.project.text if disclosure.form.project is not None else None,
        year=disclosure.form.year.text,
        title=disclosure.form.title,
        score=disclosure.totals.score.text if disclosure.totals.score is not None else "",
        grade=disclosure.grade.text if disclosure.grade is not None else "",
        executed=total.executed.text if total is not None and total.executed is not None else "",
        links=links,
    )


def _write_index(workspace: Workspace, result: BuildResult, pipeline: Pipeline) -> None:
    """The list of reports as a page and as data; it names the reports of this build."""
    entries = [outcome.entry for outcome in result.outcomes if outcome.entry is not None]
    if not entries:
        return
    if "html" in pipeline.formats:
        page = render_index(lambda name: workspace.template(name)[1], entries, _title(entries))
        write_bytes(workspace.build / "index.html", page)
    write_bytes(workspace.build / "index.json", _index_json(entries))


def _title(entries: Iterable[IndexEntry]) -> str:
    titles = {entry.title for entry in entries}
    return titles.pop() if len(titles) == 1 else "绩效自评公开"


def _index_json(entries: Iterable[IndexEntry]) -> bytes:
    document = {
        "schema": 1,
        "reports": [
            {
                "report": entry.report,
                "department": entry.department,
                "project": entry.project,
                "year": entry.year,
                "title": entry.title,
                "score": entry.score or None,
                "grade": entry.grade or None,
                "files": [href for _, href in entry.links],
            }
            for entry in entries
        ],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


PUBLIC_EXCEPT = frozenset({INTERNAL})
"""Built files that are never published."""
