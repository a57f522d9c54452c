"""Builds what changed of a workspace and writes it: each file aside and renamed, each read back before that."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import chain
from pathlib import Path

from reportgen.base.clock import Stopwatch
from reportgen.base.errors import UsageError
from reportgen.base.files import to_disk
from reportgen.base.messages import N_, tr
from reportgen.batch import reasons
from reportgen.batch.basis import Bases
from reportgen.batch.executors import LOCAL, scheduler_of
from reportgen.batch.index import NOT_LISTED, entry_of, package_of
from reportgen.batch.interruption import Interrupted, listening
from reportgen.batch.leftovers import Leftovers
from reportgen.batch.listing import Listing
from reportgen.batch.lock import only_build
from reportgen.batch.making import Asked, Making, Progress
from reportgen.batch.manifest import refresh_manifest
from reportgen.batch.outcome import (
    Became,
    BuildResult,
    Outcome,
    counts_from,
    failure,
    refuse_if_all_are_refused,
    with_each_refusal_once,
)
from reportgen.batch.packages import Packages
from reportgen.batch.plan import Planner, Step, lines
from reportgen.batch.state import Record, State
from reportgen.load.workspace import FORMATS, Workspace

Folders = Mapping[str, frozenset[str]]


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
        _Build(workspace, asked, folders or workspace.folders(), began).run(reports, result, public)
    result.seconds = watch.seconds
    return result


class _Build:
    """One build of one workspace; `began` is when, by the clock of the file system."""

    def __init__(self, workspace: Workspace, asked: Asked, folders: Folders, began: int) -> None:
        self._workspace, self._asked, self._folders, self._began = workspace, asked, folders, began
        self._state = State(workspace.build)
        self._state.begin()
        self._bases = Bases(workspace)
        self._known = sorted(folders)
        self._planner = Planner(workspace, self._state, self._bases, folders, self._known, began)
        self._making = Making(workspace, asked, began, self._state, self._bases, self._formats_of)
        self._leftovers = Leftovers(workspace)

    def run(self, reports: Sequence[str], result: BuildResult, public: Path | None) -> None:
        """Builds, removes, lists; what became of everything stands in `result`."""
        reports = sorted(reports)
        if reports == self._known:
            reports = self._known  # one list instead of two
        if self._state.is_new or self._state.was_cut_off:
            self._leftovers.sweep(chain(self._folders, self._state.reports()))
        if self._state.is_new:
            self._leftovers.unknown(self._folders)
        self._leftovers.of_reports(self._state, self._folders)
        try:
            with listening() as ear:
                stale: dict[str, Step] = {}
                result.outcomes = list(self._unchanged(reports, stale))
                result.outcomes += self._making.outcomes(stale, ear, self._planner, self._leftovers)
        except UsageError:
            if not self._making.has_written:
                self._end()
            raise
        result.outcomes.sort(key=lambda outcome: outcome.report)
        result.told = self._making.told
        self._state.keep(self._planner.refreshed)
        if ear.heard:
            self._end()
            raise Interrupted(len(result.outcomes), len(reports))
        try:
            self._finish(reports, result, public)
        finally:
            self._end()
        result.removed, result.left = self._leftovers.removed, self._leftovers.left

    def _finish(self, reports: Sequence[str], result: BuildResult, public: Path | None) -> None:
        """Everything that comes after the reports themselves."""
        refuse_if_all_are_refused(result.outcomes)
        result.outcomes = with_each_refusal_once(result.outcomes)
        result.layers = self._workspace.layer_findings(reports, self._folders)
        packages = self._packages()
        result.packages = packages.build(reports, self._leftovers)
        self._making.has_written |= any(package.became is Became.BUILT for package in result.packages)
        asked = self._folders if reports is self._known else frozenset(reports)
        listing = Listing(self._workspace, self._state, self._known, asked, packages.lines)
        html = "html" in (self._asked.formats or self._workspace.settings.formats or FORMATS)
        listing.refresh(self._bases.program, html=html)
        refresh_manifest(self._workspace, self._state, self._bases, result.outcomes, self._folders)
        if public is not None:
            from reportgen.batch.public import PackagesBuilt, write_public

            entries = {entry.report: entry for entry in map(entry_of, listing.lines())}
            bound = {entry.package: entry for entry in map(package_of, listing.packages())}
            packages_built = PackagesBuilt(result.packages, bound)
            result.public = write_public(self._workspace, result.outcomes, entries, public, packages_built)

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
        if self._making.has_written:
            to_disk()
        self._state.end()

    def _unchanged(self, reports: Sequence[str], stale: dict[str, Step]) -> Iterator[Outcome]:
        """The outcomes of what need not be built; what has to be is then in `stale`."""
        unread: list[str] = []
        for (report, known), (_, line) in zip(self._state.records(reports), self._state.lines(reports), strict=True):
            if not self._workspace.has_layers(report):
                unread.append(report)
                continue
            step = self._planner.step(report, known if line is not None else None, self._formats_of(report))
            if known is None or step.why:
                stale[report] = step
            else:
                files, counts = lines(known.outputs), counts_from(known.counts)
                yield Outcome(report, files, counts, why=(reasons.UNCHANGED,), unchanged=True)
        failed = [Record(report) if known is None else known for report, known in self._state.records(unread)]
        self._state.keep([record._replace(basis="") for record in failed], dict.fromkeys(unread, NOT_LISTED))
        for report in unread:
            yield failure(report, tr(N_("one of its layers cannot be read")))

    def _formats_of(self, report: str) -> tuple[str, ...]:
        return _in_order(self._asked.formats or self._workspace.formats_of(report) or self._installed)

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


@lru_cache(maxsize=64)
def _in_order(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in FORMATS if name in names)


def jobs_by_default() -> int:
    """As many processes as there are cores for this one."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
