"""Builds what is stale; what became of it is kept task by task, so that a later build goes on from there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from reportgen.base.messages import Message, current_language
from reportgen.batch.basis import Bases, Reader
from reportgen.batch.interruption import Ear
from reportgen.batch.leftovers import Leftovers
from reportgen.batch.outcome import Outcome, counts_from
from reportgen.batch.plan import Planner, Step, is_all_read, lines, readers
from reportgen.batch.state import Record, State
from reportgen.load.workspace import Workspace

if TYPE_CHECKING:
    from reportgen.batch.work import Made, Results

Progress = Callable[[int, int, str], None]
"""Told how many of how many reports are done, and which one was done last."""


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


class Making:
    """Builds reports of one workspace; `began` is when the build began, `formats_of` says which a report is made in."""

    def __init__(
        self,
        workspace: Workspace,
        asked: Asked,
        began: int,
        state: State,
        bases: Bases,
        formats_of: Callable[[str], tuple[str, ...]],
    ) -> None:
        self._workspace, self._asked, self._began = workspace, asked, began
        self._state, self._bases, self._formats_of = state, bases, formats_of
        self.told: list[Message] = []
        self.has_written = False

    def outcomes(self, stale: dict[str, Step], ear: Ear, planner: Planner, leftovers: Leftovers) -> Iterator[Outcome]:
        """Builds what is `stale`, which empties with it. Files that a report does not make any more are removed."""
        if not stale:
            return
        self._look_at_layers(stale, planner)
        count, done = len(stale), 0
        for results in self._results(stale, ear):
            self.has_written = True
            made = [one for one in results.made if not (ear.heard and one.failed)]
            steps = [stale.pop(one.report) for one in made]
            self._keep(made, planner, leftovers)
            self.told += [message for message in results.told if message not in self.told]
            done += len(made)
            if made and self._asked.progress is not None:
                self._asked.progress(done, count, made[-1].report)
            yield from map(_outcome, made, steps)

    def _look_at_layers(self, stale: Mapping[str, Step], planner: Planner) -> None:
        """Notes what is in layers and profiles before anything is made from them: a later change is then seen."""
        for report in stale:
            self._bases.of(self._formats_of(report), (Reader(self._workspace.layers_of(report), ()),))
        for one in chain(stale, planner.around(stale)):
            if self._workspace.has_layers(one):
                self._bases.note_profiles(self._workspace.chain_of(one))

    def _results(self, stale: Mapping[str, Step], ear: Ear) -> Iterator[Results]:
        from reportgen.batch.executors import crew_for
        from reportgen.batch.station import Order
        from reportgen.batch.work import Task, Worker, alone

        asked = self._asked
        order = Order(asked.formats, self._began, current_language())
        reports = sorted(stale, key=self._workspace.layers_of)
        tasks = map(Task, reports)
        fonts = any("pdf" in self._formats_of(report) for report in stale)
        with crew_for(
            self._workspace, order, scheduler=asked.scheduler, jobs=asked.jobs, reports=len(reports), fonts=fonts
        ) as crew:
            if crew is None:
                source, stop = alone(Worker(self._workspace, asked.formats, self._began), tasks), None
            else:
                from reportgen.batch.pool import Pool

                pool = Pool(crew)
                source, stop = pool.built(tasks, len(reports)), pool.stop
            for results in source:
                yield results
                if ear.heard or (asked.fail_fast and any(made.failed for made in results.made)):
                    if stop is None:
                        return
                    stop()

    def _keep(self, made: Sequence[Made], planner: Planner, leftovers: Leftovers) -> None:
        """Keeps what is to be known of reports now."""
        known = dict(self._state.records([one.report for one in made]))
        records = [self._record(one, known[one.report], planner, leftovers) for one in made]
        planner.keep_parts({record.basis for record in records} - {""})
        self._state.keep(records, {one.report: one.line for one in made})

    def _record(self, made: Made, known: Record | None, planner: Planner, leftovers: Leftovers) -> Record:
        """What is to be known of a report now; files that it does not make any more are removed.

        Of a related report that cannot be read nobody knows what it would take: then all is to be built again.
        """
        report = made.report
        if made.failed:
            return (known or made.record)._replace(basis="")
        record = made.record._replace(related=planner.related(report, made.record.kind))
        if record.inputs and is_all_read(record):
            formats = self._formats_of(report)
            record = record._replace(basis=self._bases.of(formats, readers(self._workspace, report, record.profiles)))
        others = {name: one for name, one in (known.made if known else {}).items() if name not in lines(record.outputs)}
        if others and self._asked.formats:
            return record._replace(older="\n".join(f"{name}\t{one}" for name, one in others.items()))
        leftovers.of_report(report, others)
        return record


def _outcome(made: Made, step: Step) -> Outcome:
    """What became of a report, holding nothing that other outcomes hold as well."""
    if made.failure is not None:
        return replace(made.failure, why=step.why)
    files, counts = lines(made.record.outputs), counts_from(made.record.counts)
    return Outcome(step.report, files, counts, notices=made.notices, why=step.why)
