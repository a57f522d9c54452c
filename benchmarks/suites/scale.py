"""How cost grows: with the rows of the data, with the rows of the template, with the number of reports."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from benchmarks.bench import Bench
from benchmarks.data import department
from benchmarks.engines import Job
from benchmarks.measure import Sample, exponents
from benchmarks.suites import Options
from benchmarks.table import Table, milliseconds
from benchmarks.templates import DOCXTPL, template

BASE, OURS, MARKED, COMPILING = "docxtpl", "reportgen", "reportgen marked", "reportgen compile"
DATA_ROWS = (10, 100, 1_000, 10_000)
TEMPLATE_ROWS = (10, 100, 400, 1_600)
REPORTS = (200, 2_000, 20_000)
WORK = 400
"""So many rows are rendered a round, in at least one report."""
QUICK = 20
"""When it must be quick, only the two smallest sizes are measured, with so many times less work."""


def scale(options: Options) -> Iterator[Table]:
    """Three tables, each with the power by which cost grows."""
    yield _rows("Rows of data", DATA_ROWS, (BASE, OURS, MARKED), _with_data_rows, options)
    yield _rows("Rows of the template", TEMPLATE_ROWS, (BASE, OURS, COMPILING), _with_template_rows, options)
    yield _reports(options)


def _with_data_rows(bench: Bench, rows: int) -> Job:
    contexts = bench.contexts("contexts.json", [department(number, rows).context() for number in range(2)])
    return Job(2, bench.write("template.docx", template(DOCXTPL)), contexts)


def _with_template_rows(bench: Bench, rows: int) -> Job:
    contexts = bench.contexts("contexts.json", [department(number).context() for number in range(2)])
    return Job(2, bench.write("template.docx", template(DOCXTPL, rows=rows)), contexts)


def _rows(
    title: str, sizes: Sequence[int], names: Sequence[str], job: Callable[[Bench, int], Job], options: Options
) -> Table:
    sizes, work = (sizes[:2], WORK // QUICK) if options.quick else (sizes, WORK)
    found: dict[str, list[Sample]] = {name: [] for name in names}
    peaks: dict[str, float] = {}
    with Bench() as bench:
        for size in sizes:
            given = job(bench, size)
            for name in names:
                bench.start(name, name, given)
            bench.hold(BASE, OURS, exact=True)
            bench.hold(BASE, MARKED, exact=False)
            for sample in bench.measure(options.rounds, max(work // size, 1)):
                found[sample.name].append(sample)
                peaks[sample.name] = bench.last[sample.name]["peak"]
    rows = tuple(
        (name, *map(milliseconds, samples), *_growth(sizes, samples), f"{peaks[name]:.0f}")
        for name, samples in found.items()
    )
    columns = ("CPU ms", *(f"{size:,}" for size in sizes), "power, last two", "over all", "peak MB at last")
    flat = tuple(
        Sample(f"{name}, {size}", sample.seconds, sample.wall)
        for name, samples in found.items()
        for size, sample in zip(sizes, samples, strict=True)
    )
    return Table(title, columns, rows, ("The power is 1 where twice the rows cost twice the time.",), flat)


def _growth(sizes: Sequence[int], samples: Sequence[Sample]) -> tuple[str, str]:
    last, whole = exponents(sizes, [sample.median for sample in samples])
    return f"{last:.2f}", f"{whole:.2f}"


def _reports(options: Options) -> Table:
    """One process renders ever more reports: what it costs, and what it holds in the end."""
    sizes = tuple(size // QUICK for size in REPORTS[:2]) if options.quick else REPORTS
    rows, samples = [], []
    for name in (OURS, MARKED):
        with Bench() as bench:
            contexts = bench.contexts("contexts.json", [department(number).context() for number in range(20)])
            bench.start(name, name, Job(20, bench.write("template.docx", template(DOCXTPL)), contexts))
            told = [bench.peers[name].ask("round", times=size) for size in sizes]
        spent = [one["cpu"] * size for one, size in zip(told, sizes, strict=True)]
        memory = (f"{one['resident']:.1f}" for one in told)
        rows.append((name, *memory, *(f"{power:.2f}" for power in exponents(sizes, spent))))
        samples += [
            Sample(f"{name}, {size}", (one["cpu"],), (one["wall"],)) for one, size in zip(told, sizes, strict=True)
        ]
    columns = ("resident MB after", *(f"{size:,}" for size in sizes), "power of CPU, last two", "over all")
    return Table("Reports of one process", columns, tuple(rows), (), tuple(samples))
