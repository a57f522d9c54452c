"""What it costs to share reports among processes: CPU a report over that of one process, and the pool's own part."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time

from benchmarks.cluster import DaskCluster
from benchmarks.empty import EmptyCluster, EmptyProcesses
from benchmarks.measure import Sample, Work, children, interleaved, ratios
from benchmarks.suites import Options
from benchmarks.suites.incremental import command
from benchmarks.table import Figure, Table, costs, figures
from benchmarks.workspace import workspace
from reportgen.batch.crew import Crew
from reportgen.batch.lock import only_build
from reportgen.batch.pool import Pool
from reportgen.batch.station import Order
from reportgen.batch.work import Task
from reportgen.load.workspace import Workspace, find_workspace

EMPTY, QUICK = 20_000, 100
"""So many reports that cost nothing; when it must be quick, so many times fewer."""
ONE, TWO, DASK = "one process", "two processes", "two Dask workers"
SMALL, WHOLE = 8, 1_000
MICRO = 1_000_000


def pool(options: Options) -> Iterator[Table]:
    """The same workspace built from nothing by one process, by two, and by two workers; what sharing alone costs."""
    count = SMALL if options.quick else WHOLE
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        whole = workspace(folder / "whole", count)
        work = {ONE: _anew(whole, command(whole, "-j1")), TWO: _anew(whole, command(whole, "-j2"))}
        cluster = _cluster(folder / "cluster", stack)
        if cluster is not None:
            work[DASK] = _anew(whole, _with(cluster, command(whole, "--executor", cluster.executor)))
        found = {one.name: one for one in interleaved(work, options.rounds)}
        shared = list(_sharing(find_workspace(whole), cluster, options))
    notes = () if cluster is not None else (f"{DASK}: skipped, make extras in the folder of reportgen installs it.",)
    yield costs(f"{count:,} departments built from nothing", list(found.values()), notes)
    yield Table(
        "Sharing alone: reports that cost nothing to build",
        ("CPU µs a report", "all processes", "of it, the one that leads"),
        tuple((one.name, *(f"{median(seconds) * MICRO:.1f}" for seconds in (one.seconds, one.wall))) for one in shared),
        notes,
    )
    yield figures(
        TWO,
        [
            Figure("CPU of a whole build, cost of one process", ratios(found[TWO], found[ONE])[1], 1.15),
            Figure("what sharing alone costs a report, of the process that leads", _led(shared[0]), 20, unit=" µs"),
        ],
    )


def _led(sharing: Sample) -> float:
    return median(sharing.wall) * MICRO


def _cluster(folder: Path, stack: ExitStack) -> DaskCluster | None:
    """Two workers; None where Dask is not installed."""
    if find_spec("distributed") is None:
        return None
    folder.mkdir()
    cluster = stack.enter_context(DaskCluster(folder))
    cluster.add("one", "two")
    return cluster


def _sharing(place: Workspace, cluster: DaskCluster | None, options: Options) -> Iterator[Sample]:
    """The CPU a report more of all processes, and, in the place of wall time, that of this one."""
    count = EMPTY // QUICK if options.quick else EMPTY
    crews: dict[str, Callable[[Order], Crew]] = {TWO: lambda order: EmptyProcesses(place, order, 2)}
    if cluster is not None:
        crews[DASK] = partial(EmptyCluster, place, address=cluster.address, fonts=False)
    tasks = [Task(f"2024/{turn}") for turn in range(count)]
    with only_build(place.build) as began:
        order = Order(("data",), began, "en")
        for name, make in crews.items():
            rounds = []
            for _ in range(options.rounds + 1):
                few, many = (_spent(make(order), some, cluster) for some in (tasks[: count // 10], tasks))
                rounds.append([(one - other) / (count - count // 10) for one, other in zip(many, few, strict=True)])
            yield Sample(name, *map(tuple, zip(*rounds[1:], strict=True)))


def _spent(crew: Crew, tasks: Sequence[Task], cluster: DaskCluster | None) -> tuple[float, float]:
    """The CPU seconds of all processes, and those of this one."""

    def others() -> float:
        return children() + (cluster.seconds if cluster is not None else 0)

    began, led = others(), process_time()
    with crew:
        assert sum(len(results.made) for results in Pool(crew).built(tasks, len(tasks))) == len(tasks)
    own = process_time() - led
    return own + others() - began, own


def _anew(root: Path, build: Work) -> Work:
    def run() -> tuple[float, float]:
        shutil.rmtree(root / "build", ignore_errors=True)
        return build()

    return run


def _with(cluster: DaskCluster, build: Work) -> Work:
    """What a build costs its own process and those of the cluster together."""

    def run() -> tuple[float, float]:
        before = cluster.seconds
        seconds, wall = build()
        return seconds + cluster.seconds - before, wall

    return run
