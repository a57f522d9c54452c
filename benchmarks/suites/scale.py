"""How cost grows: with the rows of the data, with the rows of the template, with the number of reports."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from benchmarks.bench import Bench
from benchmarks.contexts import context_of
from benchmarks.data import department
from benchmarks.engines import Job
from benchmarks.languages import DOCXTPL
from benchmarks.measure import Sample, exponents
from benchmarks.suites import Options
from benchmarks.table import Figure, Table, figures, milliseconds
from benchmarks.templates import template

BASE, OURS, MARKED, COMPILING = "docxtpl", "reportgen", "reportgen marked", "reportgen compile"
DATA_ROWS = (10, 100, 1_000, 10_000)
TEMPLATE_ROWS = (10, 100, 400, 1_600)
REPORTS = (200, 2_000, 20_000)
WORK = 400
"""So many rows are rendered a round, in at least one report."""
QUICK = 20
"""When it must be quick, only the two smallest sizes are measured, with so many times less work."""


def scale(options: Options) -> Iterator[Table]:
    """Three tables, each with the power by which cost grows, and what is asked of reportgen in them."""
    told: list[Figure] = []
    for title, sizes, names, job in (
        ("Rows of data", DATA_ROWS, (BASE, OURS, MARKED), _with_data_rows),
        ("Rows of the template", TEMPLATE_ROWS, (BASE, OURS, COMPILING), _with_template_rows),
    ):
        found, peaks = _measured(sizes[:2] if options.quick else sizes, names, job, options)
        yield _table(title, found, peaks)
        told += [_power(f"{name}, {title.lower()}", samples) for name, samples in found.items() if name != BASE]
    table, of_reports = _reports(options)
    yield table
    yield figures("growth", [*told, *of_reports])


def _with_data_rows(bench: Bench, rows: int) -> Job:
    contexts = bench.contexts("contexts.json", [context_of(department(number, rows)) for number in range(2)])
    return Job(2, bench.write("template.docx", template(DOCXTPL)), contexts)


def _with_template_rows(bench: Bench, rows: int) -> Job:
    contexts = bench.contexts("contexts.json", [context_of(department(number)) for number in range(2)])
    return Job(2, bench.write("template.docx", template(DOCXTPL, rows=rows)), contexts)


Found = dict[str, dict[int, Sample]]
"""The sample of each size, by subject."""


def _measured(
    sizes: Sequence[int], names: Sequence[str], job: Callable[[Bench, int], Job], options: Options
) -> tuple[Found, dict[str, float]]:
    """What each size costs each engine, and the most memory that each took."""
    work = WORK // QUICK if options.quick else WORK
    found: Found = {name: {} for name in names}
    with Bench() as bench:
        for size in sizes:
            given = job(bench, size)
            for name in names:
                bench.start(name, name, given)
            bench.hold(BASE, OURS, exact=True)
            bench.hold(BASE, MARKED, exact=False)
            for sample in bench.measure(options.rounds, max(work // size, 1)):
                found[sample.name][size] = sample
        return found, {name: bench.last[name]["peak"] for name in names}


def _table(title: str, found: Found, peaks: dict[str, float]) -> Table:
    rows = tuple(
        (name, *map(milliseconds, samples.values()), *_powers(samples), f"{peaks[name]:.0f}")
        for name, samples in found.items()
    )
    sizes = next(iter(found.values()))
    columns = ("CPU ms", *(f"{size:,}" for size in sizes), "power, last two", "over all", "peak MB")
    flat = tuple(
        Sample(f"{name}, {size}", sample.seconds, sample.wall)
        for name, samples in found.items()
        for size, sample in samples.items()
    )
    return Table(title, columns, rows, ("The power is 1 where twice the rows cost twice the time.",), flat)


def _powers(samples: dict[int, Sample]) -> tuple[str, ...]:
    return tuple(f"{power:.2f}" for power in exponents(list(samples), [one.median for one in samples.values()]))


def _power(what: str, samples: dict[int, Sample]) -> Figure:
    """The larger power: it may hide neither between the last two sizes nor in the whole."""
    powers = exponents(list(samples), [one.median for one in samples.values()])
    return Figure(f"{what}, power", max(powers), 1.1, unit="")


def _reports(options: Options) -> tuple[Table, list[Figure]]:
    """One process renders ever more reports: what it costs, and what it holds in the end."""
    sizes = tuple(size // QUICK for size in REPORTS[:2]) if options.quick else REPORTS
    rows: list[tuple[str, ...]] = []
    samples: list[Sample] = []
    told: list[Figure] = []
    for name in (OURS, MARKED):
        with Bench() as bench:
            contexts = bench.contexts("contexts.json", [context_of(department(number)) for number in range(20)])
            bench.start(name, name, Job(20, bench.write("template.docx", template(DOCXTPL)), contexts))
            answers = [bench.peers[name].ask("round", times=size) for size in sizes]
        whole = {
            size: Sample(f"{name}, {size}", (one["cpu"] * size,), (one["wall"] * size,))
            for size, one in zip(sizes, answers, strict=True)
        }
        memory = [one["resident"] for one in answers]
        rows.append((name, *(f"{one:.1f}" for one in memory), *_powers(whole)))
        samples += whole.values()
        told.append(_power(f"{name}, reports", whole))
        told.append(Figure(f"{name}, memory after {sizes[-1]:,} reports of {sizes[0]:,}", memory[-1] / memory[0], 1.1))
    columns = ("resident MB after", *(f"{size:,}" for size in sizes), "power of CPU, last two", "over all")
    return Table("Reports of one process", columns, tuple(rows), (), tuple(samples)), told
