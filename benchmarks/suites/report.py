"""What each stage of the seed's report costs, over reading its files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.measure import call, interleaved
from benchmarks.suites import Options
from benchmarks.table import Table, costs

ROOT = Path(__file__).resolve().parents[2]


def report(options: Options) -> Iterator[Table]:
    """Reading, checking, composing; rendering and reading back each format."""
    work = {name: call(function, 1 if options.quick else 5) for name, function in _stages().items()}
    yield costs("Stages of the seed's report", interleaved(work, options.rounds))


def _stages() -> dict[str, Callable[[], object]]:
    from reportgen.checks.rule import Subject
    from reportgen.checks.run import find_all
    from reportgen.compose.disclosure import compose
    from reportgen.load.report import load_report
    from reportgen.load.workspace import find_workspace
    from reportgen.readback.expected import expected_of
    from reportgen.readback.reader import read_back
    from reportgen.render.output import formats

    workspace = find_workspace(ROOT)
    (name,) = workspace.reports()[:1]
    loaded = load_report(workspace, name)
    disclosure = compose(name, loaded.assessment, loaded.narrative)
    expected = expected_of(loaded.assessment, disclosure)
    renderers = {key: value.prepare(lambda file: workspace.template(file)[1]) for key, value in formats().items()}
    files = {key: render(disclosure) for key, render in renderers.items()}
    stages: dict[str, Callable[[], object]] = {
        "read": lambda: load_report(workspace, name),
        "check": lambda: find_all(Subject(loaded.assessment, loaded.narrative)),
        "compose": lambda: compose(name, loaded.assessment, loaded.narrative),
    }
    for key, render in renderers.items():
        stages[f"render {key}"] = lambda render=render: render(disclosure)  # type: ignore[misc]
        stages[f"read back {key}"] = lambda key=key: read_back(files[key], "build", expected)  # type: ignore[misc]
    return stages
