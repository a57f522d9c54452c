"""Builds what changed of a workspace and writes it: each file aside and renamed, each read back before that."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.base.clock import Stopwatch
from reportgen.base.errors import TemplateError, UsageError
from reportgen.base.files import to_disk
from reportgen.base.finding import Finding
from reportgen.base.messages import N_, Message, current_language, tr
from reportgen.batch import reasons
from reportgen.batch.basis import Bases, Reader
from reportgen.batch.executors import LOCAL, crew_for, scheduler_of
from reportgen.batch.interruption import Ear, Interrupted, listening
from reportgen.batch.leftovers import Leftovers
from reportgen.batch.listing import refresh_list
from reportgen.batch.lock import only_build
from reportgen.batch.manifest import refresh_manifest
from reportgen.batch.outcome import COUNTED, Became, BuildResult, Outcome, failure
from reportgen.batch.packages import Packages
from reportgen.batch.plan import Planner, Step, lines, readers, related_reports
from reportgen.batch.state import Record, State
from reportgen.load.workspace import FORMATS, Workspace

if TYPE_CHECKING:
    from reportgen.batch.work import Made, Results

Progress = Callable[[int, int, str], None]
"""Told how many of how many reports are done, and which one was done last."""
Folders = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """How to build: in `formats`, or those of layers and settings; by whom; when to stop.

    By `jobs` processes of this machine at most, or by the cluster whose scheduler has the address `scheduler`.
    """

    formats: tuple[str, ...] = ()
    jobs: int = 1
    scheduler: str | None = None
    fail_fast: bool = False
    progress: Progress | None = None


def build(  # noqa: PLR0913 - one for each option of the command
    workspace: Workspace,
    reports: Sequence[str],
    formats: Sequence[str] = (),
    *,
    jobs: int = 1,
    executor: str = LOCAL,
    fail_fast: bool = False,
    public: Path | None = None,
    progress: Progress | None = None,
    folders: Folders | None = None,
) -> BuildResult:
    """Builds what changed of `reports` in `formats` into `build/`; without formats, as layers or the settings ask.

    `jobs` is how many processes may work; they are spawned, so that a script that asks for more than one has to keep
    what it does under `if __name__ == "__main__"`. `executor` is who builds: `local`, or `dask://HOST:PORT` for the
    workers of a Dask cluster, which must see the workspace at the same path. What may be published is written below
    `public` as well, under its official name. `folders` are all reports of the workspace as `Workspace.folders` gives
    them, where the caller has searched for them. Files of reports that are no more are removed. One failing report, or
    one layer at fault, never stops the rest unless `fail_fast`.

    Raises TemplateError where its templates keep every report from being built, UsageError where nothing public may
    be written below `public`, where another build is under way and where no cluster can build, Interrupted where
    somebody interrupts it.
    """
    if public is not None:
        from reportgen.batch.public import refuse_folder

        refuse_folder(workspace, public)
    scheduler = scheduler_of(executor)
    watch, result = Stopwatch(), BuildResult()
    if not reports and not workspace.build.is_dir():
        return result
    asked = Asked(tuple(formats), jobs, scheduler, fail_fast, progress)
    with only_build(workspace.build) as began:
        _Build(workspace, asked, folders or workspace.folders(), began).run(reports, result)
        if public is not None:
            from reportgen.batch.public import write_public

            result.public = write_public(workspace, result.outcomes, public)
    result.seconds = watch.seconds
    return result


class _Build:
    """One build of one workspace; `began` is when, by the clock of the file system."""

    def __init__(self, workspace: Workspace, asked: Asked, folders: Folders, began: int) -> None:
        self._workspace, self._asked, self._folders, self._began = workspace, asked, folders, began
        self._state = State(workspace.build)
        self._state.begin()
        self._known = self._state.records()
        self._bases = Bases(workspace)
        self._planner = Planner(workspace, self._state, self._bases, folders, began)
        self._leftovers = Leftovers(workspace)
        self._has_written = False

    def run(self, reports: Sequence[str], result: BuildResult) -> None:
        """Builds, removes, lists; what became of everything stands in `result`."""
        if self._state.is_new or self._state.was_cut_off:
            self._leftovers.sweep({*self._folders, *self._known})
        if self._state.is_new:
            self._leftovers.unknown(self._folders)
        self._leftovers.of_reports(self._state, self._known, self._folders)
        try:
            with listening() as ear:
                result.outcomes = sorted(self._outcomes(reports, ear, result.told), key=lambda outcome: outcome.report)
        except UsageError:
            if not self._has_written:
                self._end()
            raise
        self._state.keep(self._planner.refreshed)
        if ear.heard:
            self._end()
            raise Interrupted(len(result.outcomes), len(reports))
        try:
            _refuse_if_all_are_refused(result.outcomes)
            result.outcomes = _with_each_refusal_once(result.outcomes)
            result.layers = self._workspace.layer_findings(reports, self._folders)
            html = "html" in (self._asked.formats or self._workspace.settings.formats or FORMATS)
            result.packages = self._packages().build(reports, self._leftovers)
            self._has_written |= any(package.became is Became.BUILT for package in result.packages)
            refresh_list(self._workspace, self._state, self._bases.program, result.outcomes, self._folders, html=html)
            refresh_manifest(self._workspace, self._state, self._bases, result.outcomes, self._folders)
        finally:
            self._end()
        result.removed, result.left = self._leftovers.removed, self._leftovers.left

    def _packages(self) -> Packages:
        return Packages(
            self._workspace,
            self._state,
            self._folders,
            self._began,
            self._bases.program,
            self._asked.formats,
            self._formats_of,
        )

    def _end(self) -> None:
        if self._has_written:
            to_disk()
        self._state.end()

    def _outcomes(self, reports: Sequence[str], ear: Ear, told: list[Message]) -> Iterator[Outcome]:
        stale: dict[str, Step] = {}
        for report in reports:
            if not self._workspace.has_layers(report):
                self._keep_failed(report)
                yield failure(report, tr(N_("one of its layers cannot be read")))
                continue
            step = self._planner.step(report, self._known.get(report), self._formats_of(report))
            if step.why:
                stale[report] = step
            else:
                assert step.known is not None
                yield _unchanged(step.known)
        yield from self._built(stale, ear, told)

    def _built(self, stale: Mapping[str, Step], ear: Ear, told: list[Message]) -> Iterator[Outcome]:
        """Builds what is stale; what became of it is kept task by task, so that a later build goes on from there."""
        if not stale:
            return
        self._look_at_layers(stale)
        done = 0
        for results in self._results(stale, ear):
            self._has_written = True
            records, outcomes, used = [], [], set()
            for made in results.made:
                step = stale[made.outcome.report]
                if not (ear.heard and made.outcome.failed):
                    records.append(self._record(made, step))
                    used.add(records[-1].basis)
                    outcomes.append(replace(made.outcome, why=step.why))
            self._planner.keep_parts(used - {""})
            self._state.keep(records)
            told += [message for message in results.told if message not in told]
            done += len(outcomes)
            if outcomes and self._asked.progress is not None:
                self._asked.progress(done, len(stale), outcomes[-1].report)
            yield from outcomes

    def _results(self, stale: Mapping[str, Step], ear: Ear) -> Iterator[Results]:
        from reportgen.batch.pool import Pool
        from reportgen.batch.station import Order
        from reportgen.batch.work import Task, Worker, alone

        asked = self._asked
        order = Order(asked.formats, self._began, current_language())
        reports = sorted(stale, key=lambda report: (self._workspace.layers_of(report), report))
        tasks = [Task(report, stale[report].related) for report in reports]
        fonts = any("pdf" in self._formats_of(report) for report in stale)
        with crew_for(
            self._workspace, order, scheduler=asked.scheduler, jobs=asked.jobs, reports=len(tasks), fonts=fonts
        ) as crew:
            if crew is None:
                source, stop = alone(Worker(self._workspace, asked.formats, self._began), tasks), None
            else:
                pool = Pool(crew)
                source, stop = pool.built(tasks), pool.stop
            for results in source:
                yield results
                if ear.heard or (asked.fail_fast and any(made.outcome.failed for made in results.made)):
                    if stop is None:
                        return
                    stop()

    def _look_at_layers(self, stale: Mapping[str, Step]) -> None:
        """Notes what is in layers and profiles before anything is made from them: a later change is then seen."""
        for report, step in stale.items():
            self._bases.of(self._formats_of(report), (Reader(self._workspace.layers_of(report), ()),))
            for other in (report, *related_reports(step.related)):
                if self._workspace.has_layers(other):
                    self._bases.note_profiles(self._workspace.chain_of(other))

    def _record(self, made: Made, step: Step) -> Record:
        """What is to be known of a report now; files that it does not make any more are removed."""
        report, known = made.outcome.report, step.known
        if made.outcome.failed:
            return replace(known or Record(report), basis="")
        record = made.record
        if record.inputs:
            formats = self._formats_of(report)
            record = replace(record, basis=self._bases.of(formats, readers(self._workspace, report, record.profiles)))
        others = {name: one for name, one in (known.made if known else {}).items() if name not in made.outcome.files}
        if others and self._asked.formats:
            return replace(record, older="\n".join(f"{name}\t{one}" for name, one in others.items()))
        self._leftovers.of_report(report, others)
        return record

    def _keep_failed(self, report: str) -> None:
        if report in self._known:
            self._state.keep([replace(self._known[report], basis="")])

    def _formats_of(self, report: str) -> tuple[str, ...]:
        names = self._asked.formats or self._workspace.formats_of(report) or self._installed
        return tuple(name for name in FORMATS if name in names)

    @cached_property
    def _installed(self) -> tuple[str, ...]:
        """The formats that can be made here; finding that out anew loads what makes them."""
        name = f"formats of {self._bases.program}"
        known = self._state.fact(name)
        if known is None:
            from reportgen.render.output import installed

            known = ",".join(installed())
            self._state.keep_facts({name: known})
        return tuple(known.split(","))


def jobs_by_default() -> int:
    """As many processes as there are cores for this one."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _unchanged(known: Record) -> Outcome:
    counts = dict(zip(COUNTED, map(int, known.counts.split()), strict=True))
    return Outcome(
        known.report, lines(known.outputs), counts, entry=known.entry, why=(reasons.UNCHANGED,), unchanged=True
    )


def _refuse_if_all_are_refused(outcomes: Sequence[Outcome]) -> None:
    refused = [outcome for outcome in outcomes if outcome.refusal]
    if refused and len(refused) == len(outcomes):
        raise TemplateError(_once(finding for outcome in refused for finding in outcome.findings))


def _with_each_refusal_once(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """The outcomes, a fault that several reports share told with the first of them."""
    told: dict[str, str] = {}
    return [
        replace(outcome, findings=(), error=tr(N_("its templates have the faults told at {report}"), report=first))
        if outcome.refusal and (first := told.setdefault(repr(outcome.findings), outcome.report)) != outcome.report
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
