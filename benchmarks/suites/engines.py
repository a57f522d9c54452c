"""One template, many reports: the engines beside one another, and where reportgen's time goes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from benchmarks.bench import Bench
from benchmarks.contexts import context_of, flat
from benchmarks.data import department
from benchmarks.engines import Job
from benchmarks.languages import DOCXTPL, MUSTACHE
from benchmarks.measure import Sample, ratios
from benchmarks.suites import PEERS, Options
from benchmarks.table import Figure, Table, figures, speeds, stages
from benchmarks.templates import template

BASE = "docxtpl"
REUSING, SCRATCH, *NODE = PEERS
OURS, MARKED, NEWLINE = "reportgen", "reportgen marked", "reportgen with a newline"
ALONE, MARKED_ALONE = "reportgen, rendering alone", "reportgen marked, rendering alone"
READ_BACK, FLOOR, MARKED_FLOOR = "reportgen read-back", "floor", "floor of marked"
EQUAL = f"Equal: {REUSING}, {OURS} part for part with {BASE}; the others in what a reader sees."
THE_FLOOR = "The floor is deflate and CRC of the parts that differ between reports; read-back renders nothing."
THE_GATE = "Rendering alone is without the output gate, which is always on outside of benchmarks."


def engines(options: Options) -> Iterator[Table]:
    """The engines with the lean template and the fat one; then, for each, what reportgen's time is spent on."""
    for fat in (False,) if options.quick else (False, True):
        with Bench() as bench:
            _start(bench, options, fat=fat)
            _hold(bench)
            for floor, row in ((FLOOR, OURS), (MARKED_FLOOR, MARKED)):
                bench.start(floor, "floor", Job(options.reports, rendered=str(bench.saved(row))))
            measured = bench.measure(options.rounds, options.reports)
            name = "fat template" if fat else "lean template"
            yield speeds(f"Engines, {name}", measured, bench.last, (EQUAL, THE_GATE, THE_FLOOR, *bench.skipped))
            spent = {}
            for row in (OURS, MARKED):
                spent[row] = bench.peers[row].ask("stages", kind="rendering", times=options.reports)["stages"]
                yield stages(f"Stages of {row}, {name}", spent[row])
            yield figures(name, list(_figures({one.name: one for one in measured})))


def _start(bench: Bench, options: Options, *, fat: bool) -> None:
    contexts = [context_of(department(number)) for number in range(options.reports)]
    job = Job(
        options.reports,
        bench.write("docxtpl.docx", template(DOCXTPL, fat=fat)),
        bench.contexts("contexts.json", contexts),
    )
    mustache = replace(
        job,
        template=bench.write("mustache.docx", template(MUSTACHE, fat=fat)),
        contexts=bench.contexts("flat.json", [flat(one) for one in contexts]),
    )
    broken = replace(job, contexts=bench.contexts("newlines.json", [_with_newline(one) for one in contexts]))
    bench.start(BASE, BASE, job)
    for name in options.peers:
        bench.start(name, name, mustache if name in NODE else job)
    for name in (ALONE, OURS, MARKED_ALONE, MARKED, READ_BACK):
        bench.start(name, name, job)
    bench.start(NEWLINE, OURS, broken)
    bench.start(f"{BASE} with a newline", BASE, broken)


def _with_newline(context: dict[str, Any]) -> dict[str, Any]:
    first, *others = context["rows"]
    return {**context, "rows": [{**first, "reason": "一行\n又一行"}, *others]}


def _hold(bench: Bench) -> None:
    """Nobody is timed whose documents are not docxtpl's; the row that only shows that of the newlines is let go."""
    for name in (REUSING, OURS, ALONE):
        bench.hold(BASE, name, exact=True)
    bench.hold(f"{BASE} with a newline", NEWLINE, exact=True)
    del bench.peers[f"{BASE} with a newline"]
    for name in (SCRATCH, *NODE, MARKED, MARKED_ALONE):
        bench.hold(BASE, name, exact=False)


def _figures(samples: dict[str, Sample]) -> Iterator[Figure]:
    """The ratios of a template."""

    def middle(one: str, other: str) -> float:
        return ratios(samples[one], samples[other])[1]

    yield Figure(f"{ALONE}, speed of {BASE}", middle(BASE, ALONE), 60, least=True)
    yield Figure(f"{MARKED_ALONE}, speed of {BASE}", middle(BASE, MARKED_ALONE), 30, least=True)
    if NODE[0] in samples:
        yield Figure(f"{ALONE}, speed of {NODE[0]}", middle(NODE[0], ALONE), 20, least=True)
    yield Figure(f"{ALONE}, cost of the floor", middle(ALONE, FLOOR), 2)
    yield Figure(f"{MARKED_ALONE}, cost of its floor", middle(MARKED_ALONE, MARKED_FLOOR), 2)
    proof = middle(MARKED, MARKED_ALONE) - 1 + middle(READ_BACK, MARKED_ALONE)
    yield Figure("output gate and read-back, cost of the marked rendering", proof, 1.5)
    yield Figure("a newline in a value, cost of none", middle(NEWLINE, OURS), 1.2)
