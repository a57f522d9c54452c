"""One report from files to bytes: read, check, compose, render, read back. Nothing is written here."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from reportgen.base.errors import ContentError, ReportgenError, UsageError
from reportgen.base.files import read_bytes
from reportgen.base.finding import Finding, Severity
from reportgen.base.language import DEFAULT_LANGUAGE
from reportgen.base.location import Location
from reportgen.base.messages import N_, Message, in_language
from reportgen.checks.rule import Subject
from reportgen.checks.run import find_all
from reportgen.compose.disclosure import compose
from reportgen.document.disclosure import INTERNAL, Disclosure
from reportgen.load.chains import Chain
from reportgen.load.families import related_to
from reportgen.load.layers import is_piece
from reportgen.load.related import Related
from reportgen.load.report import Report, load_report
from reportgen.load.workspace import FORMATS, Workspace
from reportgen.model.figures import Assessment
from reportgen.readback.deep.source import Source
from reportgen.readback.expected import MISSING_FILE, expected_of
from reportgen.readback.places import Place, places_of
from reportgen.readback.reader import read_back, readers
from reportgen.render.output import OutputFormat, Renderer, formats, installed

if TYPE_CHECKING:
    from reportgen.readback.deep.run import BuiltFiles

Progress = Callable[[int, int, str], None]
"""Told how many of how many reports are done, and which one is next."""


@dataclass(frozen=True, slots=True)
class BuiltReport:
    """The files of one report by name, the disclosure they show, and everything that was found on the way.

    `notices` are those of the findings that no check tells: what a format cannot show as the others do. `read` are the
    reports that were looked at for it by id, itself among them: None for what is not there or cannot be read.
    """

    id: str
    disclosure: Disclosure
    files: Mapping[str, bytes]
    findings: tuple[Finding, ...]
    differences: tuple[Finding, ...]
    notices: tuple[Finding, ...] = ()
    read: Mapping[str, Report | None] = field(default_factory=dict)


Key: TypeAlias = tuple[str, tuple[tuple[str, tuple[Path, ...]], ...]]
"""A format and the files it is made from: what two chains of layers have in common is prepared once."""

MOST_PREPARED = 32
"""So many prepared templates are kept, so that memory does not grow with the number of layers."""


class Pipeline:
    """Builds reports of one workspace in the formats `names`; without names, in those that layers and settings ask for.

    The templates of each chain of layers are opened, checked and compiled once for all reports that have it.
    """

    def __init__(self, workspace: Workspace, names: Sequence[str] = ()) -> None:
        self.workspace = workspace
        self._names = names
        self._renderers: OrderedDict[Key, Renderer] = OrderedDict()
        self._refusals: dict[Key, ReportgenError] = {}
        self._related = Related(workspace)

    def formats_of(self, report: str) -> tuple[str, ...]:
        """The formats that `report` is built in."""
        names = self._names or self.workspace.formats_of(report) or installed()
        return tuple(name for name in FORMATS if name in names)

    def told(self) -> list[Message]:
        """What is to be said once of the formats used so far."""
        used = {name for name, _ in self._renderers}
        return [message for name in FORMATS if name in used for message in formats()[name].told()]

    def places(self, report: str, fact: str) -> list[Place]:
        """Every place of the files of `report`, as they would be built now, that prints the figure `fact`."""
        _, disclosure, files = self._rendered(report)
        lines = {f"funds.{row.id}": at for at, row in enumerate(disclosure.funds, start=2)}
        lines |= {f"goals.{row.id}": at for at, row in enumerate(disclosure.goals, start=2)}
        indicators = [row for level in disclosure.levels for row in level.indicators]
        lines |= {f"indicators.{row.id}": at for at, row in enumerate(indicators, start=2)}
        return places_of(files, fact, lines)

    def order(self, report: str) -> tuple[tuple[str, ...], str]:
        """Reports in this order have those with the same layers one after another."""
        return self.workspace.layers_of(report), report

    def renderers_of(self, report: str) -> list[Renderer]:
        """What renders `report`, one for each of its formats.

        Raises TemplateError where a template is at fault, UsageError where one is missing: the same object each time.
        """
        chain = self.workspace.chain_of(report)
        return [self._renderer(_key(formats()[name], chain), chain) for name in self.formats_of(report)]

    def renderer_of(self, report: str, format: str) -> Renderer:
        """What renders `report` in one format, whether it is built in that or not. Raises as `renderers_of`."""
        chain = self.workspace.chain_of(report)
        return self._renderer(_key(formats()[format], chain), chain)

    def _renderer(self, key: Key, chain: Chain) -> Renderer:
        if key in self._refusals:
            raise self._refusals[key]
        if key not in self._renderers:
            try:
                formats()[key[0]].require()
                self._renderers[key] = formats()[key[0]].prepare(chain.find, chain.pieces)
            except ReportgenError as error:
                self._refusals[key] = error
                raise
        self._renderers.move_to_end(key)
        if len(self._renderers) > MOST_PREPARED:
            self._renderers.popitem(last=False)
        return self._renderers[key]

    def build(
        self,
        report: str,
        loaded: Report | None = None,
        marked: Callable[[Disclosure], Disclosure] | None = None,
    ) -> BuiltReport:
        """Builds one report, or what was `loaded` of it before; `marked` gives its disclosure the marks of a version.

        Raises ContentError where its content cannot be parsed or typed.
        """
        loaded, disclosure, files = self._rendered(report, loaded, marked)
        expected = expected_of(loaded.assessment, disclosure)
        differences = read_back(files, f"build/{report}", expected)
        notices = tuple(self._of_formats(report, disclosure))
        findings = [*findings_of(loaded, self._related), *notices]
        with in_language(self.workspace.settings.lang or DEFAULT_LANGUAGE):
            files[INTERNAL] = _internal(loaded, findings)
        return BuiltReport(
            report,
            disclosure,
            files,
            tuple(findings),
            tuple(finding.of_report(report) for finding in differences),
            notices,
            {report: loaded, **self._read_for(report)},
        )

    def _rendered(
        self,
        report: str,
        loaded: Report | None = None,
        marked: Callable[[Disclosure], Disclosure] | None = None,
    ) -> tuple[Report, Disclosure, dict[str, bytes]]:
        """The report as loaded and as composed, and its files, which nobody has read back yet."""
        renderers = self.renderers_of(report)
        loaded = loaded or load_report(self.workspace, report)
        offered = [file for name in self.formats_of(report) for file in formats()[name].files]
        disclosure = compose(report, loaded.assessment, loaded.narrative, offered)
        if marked is not None:
            disclosure = marked(disclosure)
        files: dict[str, bytes] = {}
        for render in renderers:
            files |= render(disclosure)
        return loaded, disclosure, files

    def _read_for(self, report: str) -> Mapping[str, Report | None]:
        seen, family = self._related.looked_at, self._related.family
        members = [id for id in seen if f"{id}/".startswith(f"{family}/")]
        return {id: seen[id] for id in related_to(report, seen, family, members)}

    def _of_formats(self, report: str, disclosure: Disclosure) -> Iterator[Finding]:
        for name in self.formats_of(report):
            for finding in formats()[name].findings(disclosure):
                yield finding.of_report(report)


def _key(format: OutputFormat, chain: Chain) -> Key:
    whole = {name: (chain.find(name),) for layer in chain.layers for name in layer.files if not is_piece(name)}
    used = {name: files for name, files in {**whole, **chain.pieces}.items() if name.endswith(format.suffixes)}
    return format.name, tuple(sorted(used.items())) if format.suffixes else ()


def findings_of(report: Report, related: Related) -> list[Finding]:
    """Everything that reading and the checks found, in order, each told of its report."""
    found = find_all(_subject(report, related))
    told = [*report.findings, *(finding.of_report(report.id) for finding in found)]
    return sorted(told, key=lambda finding: finding.order)


def _subject(report: Report, related: Related) -> Subject:
    """The report as the checks see it, with the reports that it is compared with."""
    related.read(report)
    approved, previous = related.approved(report.id), related.previous(report.id)
    return Subject(
        report.assessment,
        report.narrative,
        report.id,
        report.wordings,
        approved=None if approved is None else approved.assessment.evaluation,
        previous=None if previous is None else _alone(previous),
        others=tuple(map(_alone, related.others(report.id))),
    )


def _alone(report: Report) -> Subject:
    return Subject(report.assessment, report.narrative, report.id)


def examine(workspace: Workspace, report: str, related: Related | None = None) -> tuple[Report, list[Finding]]:
    """One report as read, and what is wrong with it. Raises ContentError where it cannot be read.

    A caller that examines many hands the same `related` each time, so that what they share is read once.
    """
    related = related or Related(workspace)
    loaded = related.known(report) or load_report(workspace, report)
    return loaded, findings_of(loaded, related)


def verify_report(workspace: Workspace, report: str) -> list[Finding]:
    """Reads the built files of one report back against its evaluation; every difference is a finding.

    A file is missing where the settings ask for its format, or where others of its format are there.
    """
    expected = _source_of(workspace, report).expected
    folder = workspace.build / report
    formats_there = {reader.format for name, reader in readers().items() if (folder / name).is_file()}
    formats_wanted = workspace.formats_of(report) or formats_there or installed()
    wanted = [name for name, reader in readers().items() if reader.format in formats_wanted]
    files = files_there(workspace, report, wanted)
    missing = [MISSING_FILE.at(Location.of_file(f"build/{report}/{name}")) for name in wanted if name not in files]
    return _in_order(report, [*read_back(files, f"build/{report}", expected), *missing])


def verify_deeply(workspace: Workspace, reports: Sequence[str], progress: Progress | None = None) -> list[Finding]:
    """Reads the built files of `reports` on the road that shares nothing with what made them.

    Raises UsageError, before anything is read, where a program or package for it is missing. A report that cannot be
    loaded is left out: `verify_report` raises for it.
    """
    from reportgen.readback.deep import run
    from reportgen.readback.deep.office import AT_ONCE

    run.require(word=any((workspace.build / report / "report.docx").is_file() for report in reports))
    names = [*readers(), *run.ALSO_READ]
    found: list[Finding] = []
    for first in range(0, len(reports), AT_ONCE):
        if progress is not None:
            progress(first, len(reports), reports[first])
        for one in run.find_deep(_built(workspace, reports[first : first + AT_ONCE], names)):
            report = one.where.file.removeprefix("build/").partition("#")[0].rpartition("/")[0]
            found.append(one.of_report(report))
    return found


def verify_page(workspace: Workspace, report: str, page: Path) -> list[Finding]:
    """Compares a page as it stands on a site with `report`, by its text and tables alone.

    Raises UsageError where the page cannot be read or a package is missing, ContentError where the report cannot.
    """
    from reportgen.readback.deep import run

    run.require(word=False)
    data = read_bytes(page)
    if not run.is_page(data):
        raise UsageError(
            N_("{page} is no web page; save the page of the site from the browser as HTML only, and name that file"),
            page=page,
        )  # fmt: skip
    text = run.page_text(data)
    return _in_order(report, run.find_on_page(_source_of(workspace, report), text, page.as_posix()))


def _source_of(workspace: Workspace, report: str) -> Source:
    loaded = load_report(workspace, report)
    expected = expected_of(loaded.assessment, compose(report, loaded.assessment, loaded.narrative))
    return Source(report, expected, loaded.narrative)


def _built(workspace: Workspace, reports: Sequence[str], names: Sequence[str]) -> list[BuiltFiles]:
    from reportgen.readback.deep.run import BuiltFiles

    built = []
    for report in reports:
        with suppress(ContentError):
            source = _source_of(workspace, report)
            built.append(BuiltFiles(source, f"build/{report}", files_there(workspace, report, names)))
    return built


def files_there(workspace: Workspace, report: str, names: Iterable[str]) -> dict[str, bytes]:
    """The built files of a report or package among `names`, by name; without those that are not there."""
    folder = workspace.build / report
    return {name: read_bytes(folder / name) for name in names if (folder / name).is_file()}


def _in_order(report: str, findings: Iterable[Finding]) -> list[Finding]:
    return sorted((finding.of_report(report) for finding in findings), key=lambda finding: finding.order)


def summary_of(findings: Sequence[Finding]) -> dict[str, int]:
    """How many findings of each severity there are, waived ones apart."""
    counts = {severity.value: 0 for severity in Severity}
    for finding in findings:
        if not finding.waived:
            counts[finding.severity.value] += 1
    return {**counts, "waived": sum(1 for finding in findings if finding.waived)}


def _internal(report: Report, findings: Sequence[Finding]) -> bytes:
    """A line for each finding and each source, so that two versions are easily compared."""
    told = {"findings": [finding.as_dict() for finding in findings], "sources": _sources(report.assessment)}
    lists = ",\n".join(f"{_json(name)}: [\n{_lines(items)}\n]" for name, items in told.items())
    return f'{{"schema": 1, "report": {_json(report.id)},\n{lists}}}\n'.encode()


def _lines(items: Sequence[Mapping[str, object]]) -> str:
    return ",\n".join(map(_json, items))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _sources(assessment: Assessment) -> list[dict[str, object]]:
    return [
        {
            "id": figure.id,
            "text": figure.text,
            "where": figure.where.as_dict(),
            "steps": [str(step) for step in figure.steps],
        }
        for figure in assessment.figures.values()
    ]
