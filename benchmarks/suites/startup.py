"""What it costs to start, and to make a first report: whole processes."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.bench import Bench, UnequalError
from benchmarks.contexts import context_of
from benchmarks.data import department
from benchmarks.equality import differing_parts
from benchmarks.languages import DOCXTPL
from benchmarks.measure import Work, interleaved, process, ratios
from benchmarks.suites import Options
from benchmarks.table import Figure, Table, costs, figures
from benchmarks.templates import template

ROOT = Path(__file__).resolve().parents[2]
OURS = ("-m", "reportgen")
WITH_DOCXTPL = """
import json, sys
from docxtpl import DocxTemplate
template, data, out = sys.argv[1:]
made = DocxTemplate(template)
with open(data, encoding="utf-8") as file:
    made.render(json.load(file), autoescape=True)
made.save(out)
"""
CACHES = ("XDG_CACHE_HOME", "REPORTGEN_CACHE")
"""The variables that say where compiled templates and parsed content are kept."""


def startup(options: Options) -> Iterator[Table]:
    """Starting over a bare interpreter; a first report over a process that does the same with docxtpl."""
    with Bench() as bench:
        starting = interleaved(_commands(bench.folder), options.rounds)
        yield costs("Starting", starting)
        first = interleaved(_first_reports(bench), options.rounds)
        yield costs("A first report, as a whole process", first)
        bare, instant, *_ = starting
        theirs, _, again = first
        yield figures(
            "starting",
            [
                Figure("--help, cost of a bare interpreter", ratios(instant, bare)[1], 4),
                Figure(f"{again.name}, cost of docxtpl's process", ratios(again, theirs)[1], 0.5),
            ],
        )


def _commands(folder: Path) -> dict[str, Work]:
    environment = _environment(folder, "commands")

    def work(*command: str, fine: tuple[int, ...] = (0,)) -> Work:
        return process([sys.executable, *command], fine, env=environment)

    return {
        "bare interpreter": work("-c", "pass"),
        "--help": work(*OURS, "--help"),
        "check --help": work(*OURS, "check", "--help"),
        "check, the seed": work(*OURS, "-C", str(ROOT), "check", "--format", "json", "-o", "-", fine=(0, 1)),
        "build, the seed": work(*OURS, "-C", str(ROOT), "build"),
    }


def _first_reports(bench: Bench) -> dict[str, Work]:
    source = bench.write("template.docx", template(DOCXTPL))
    data = bench.write("data.json", json.dumps(context_of(department(0)), ensure_ascii=False).encode())
    theirs, ours = (bench.folder / f"{name}.docx" for name in ("docxtpl", "reportgen"))
    render = [sys.executable, *OURS, "template", "render", source, "--data", data, "-o", str(ours)]
    fresh = bench.folder / "fresh"
    work = {
        "docxtpl": process(
            [sys.executable, "-c", WITH_DOCXTPL, source, data, str(theirs)], env=_environment(bench.folder, "docxtpl")
        ),
        "template render, nothing cached": _emptied(fresh, process(render, env=_environment(bench.folder, fresh.name))),
        "template render, again": process(render, env=_environment(bench.folder, "kept")),
    }
    for piece in work.values():
        piece()
    if different := differing_parts(theirs.read_bytes(), ours.read_bytes()):
        raise UnequalError(f"the first report is not that of docxtpl: {', '.join(different)}")
    return work


def _environment(folder: Path, cache: str) -> dict[str, str]:
    """Templates and content are kept in the folder `cache`; bytecode is kept, as where a package is installed."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {
        **kept,
        "PYTHONPATH": str(ROOT),
        "PYTHONPYCACHEPREFIX": str(folder / "bytecode"),
        **dict.fromkeys(CACHES, str(folder / cache)),
    }


def _emptied(folder: Path, work: Work) -> Work:
    def run() -> tuple[float, float]:
        shutil.rmtree(folder, ignore_errors=True)
        return work()

    return run
