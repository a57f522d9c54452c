"""One template, many reports: the engines beside one another, and where reportgen's time goes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from statistics import median
from typing import Any

from benchmarks.bench import Bench
from benchmarks.data import department
from benchmarks.engines import Job
from benchmarks.measure import Sample
from benchmarks.stages import GATE
from benchmarks.suites import Options
from benchmarks.table import Table, against, milliseconds, speeds, stages
from benchmarks.templates import DOCXTPL, MUSTACHE, flat, template

BASE, REUSING, SCRATCH = "docxtpl", "docxtpl reusing all", "python-docx from scratch"
OURS, MARKED, NEWLINE = "reportgen", "reportgen marked", "reportgen with a newline"
READ_BACK, FLOOR, MARKED_FLOOR = "reportgen read-back", "floor", "floor of marked"
NODE = ("docxtemplater", "easy-template-x")
EQUAL = f"Equal: {REUSING}, {OURS} part for part with {BASE}; the others in what a reader sees."
THE_FLOOR = "The floor is deflate and CRC of the parts that differ between reports."


def engines(options: Options) -> Iterator[Table]:
    """The engines with the lean template and the fat one; then, for each, what reportgen's time is spent on."""
    for fat in (False,) if options.quick else (False, True):
        with Bench() as bench:
            _start(bench, options, fat=fat)
            _hold(bench)
            for floor, row in ((FLOOR, OURS), (MARKED_FLOOR, MARKED)):
                bench.start(floor, "floor", Job(options.reports, rendered=str(bench.saved(row))))
            measured = bench.measure(options.rounds, options.reports)
            name = "fat" if fat else "lean"
            rows = [one for one in measured if one.name != READ_BACK]
            yield speeds(f"Engines, {name} template", rows, bench.last, (EQUAL, THE_FLOOR, *bench.skipped))
            yield from _stages(bench, {one.name: one for one in measured}, options, name)


def _start(bench: Bench, options: Options, *, fat: bool) -> None:
    contexts = [department(number).context() for number in range(options.reports)]
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
    for name in (REUSING, SCRATCH):
        if options.asks_for(name):
            bench.start(name, name, job)
    for name in NODE:
        if options.asks_for(name):
            bench.start(name, name, mustache)
    for name in (OURS, MARKED, READ_BACK):
        bench.start(name, name, job)
    bench.start(NEWLINE, OURS, broken)
    bench.start(f"{BASE} with a newline", BASE, broken)


def _with_newline(context: dict[str, Any]) -> dict[str, Any]:
    first, *others = context["rows"]
    return {**context, "rows": [{**first, "reason": "一行\n又一行"}, *others]}


def _hold(bench: Bench) -> None:
    """Nobody is timed whose documents are not docxtpl's; the row that only shows that of the newlines is let go."""
    for name in (REUSING, OURS):
        bench.hold(BASE, name, exact=True)
    bench.hold(f"{BASE} with a newline", NEWLINE, exact=True)
    del bench.peers[f"{BASE} with a newline"]
    for name in (SCRATCH, *NODE, MARKED):
        bench.hold(BASE, name, exact=False)


def _stages(bench: Bench, samples: dict[str, Sample], options: Options, name: str) -> Iterator[Table]:
    for row in (OURS, MARKED):
        spent = bench.peers[row].ask("stages", kind="rendering", times=options.reports)["stages"]
        notes = tuple(_distances(samples, row, spent[GATE] / sum(spent.values())))
        yield stages(f"Stages of {row}, {name} template", spent, notes)


def _distances(samples: dict[str, Sample], row: str, gate: float) -> Iterator[str]:
    """The ratios that the project answers for; `gate` is the share of the output gate in the row."""
    floor = samples[FLOOR if row == OURS else MARKED_FLOOR]
    rendering = [one * (1 - gate) / other for one, other in zip(samples[row].seconds, floor.seconds, strict=True)]
    yield (
        f"Distance to the floor: {against(samples[row], floor, faster=False)[0]}; "
        f"without the output gate {median(rendering):.1f}×."
    )
    if row == OURS:
        yield f"A newline in a value: {against(samples[NEWLINE], samples[OURS], faster=False)[0]} the same without."
    else:
        shares = [
            (whole + back) / (whole * (1 - gate))
            for whole, back in zip(samples[MARKED].seconds, samples[READ_BACK].seconds, strict=True)
        ]
        yield (
            f"Marked rendering with output gate and read-back ({milliseconds(samples[READ_BACK])} ms): "
            f"{median(shares):.2f}× the marked rendering alone."
        )
