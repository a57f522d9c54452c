"""`python -m benchmarks [--suite startup|report] [--rounds N] [--json FILE]`."""

from __future__ import annotations

import argparse
import json
import platform
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks.measure import Sample, calls, processes, ratios

ROOT = Path(__file__).resolve().parents[1]


def startup(rounds: int) -> list[Sample]:
    """What it costs to start, over a bare interpreter."""
    python = sys.executable
    return processes(
        {
            "bare interpreter": [python, "-c", "pass"],
            "--help": [python, "-m", "reportgen", "--help"],
            "check --help": [python, "-m", "reportgen", "check", "--help"],
            "check, the seed": [python, "-m", "reportgen", "-C", str(ROOT), "check", "--format", "json", "-o", "-"],
            "build, the seed": [python, "-m", "reportgen", "-C", str(ROOT), "build"],
        },
        rounds,
    )


def report(rounds: int) -> list[Sample]:
    """What each stage of the seed's report costs, over reading its files."""
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
    work: dict[str, Callable[[], object]] = {
        "read": lambda: load_report(workspace, name),
        "check": lambda: find_all(Subject(loaded.assessment, loaded.narrative)),
        "compose": lambda: compose(name, loaded.assessment, loaded.narrative),
    }
    for key, render in renderers.items():
        work[f"render {key}"] = lambda render=render: render(disclosure)  # type: ignore[misc]
        work[f"read back {key}"] = lambda key=key: read_back(files[key], "build", expected)  # type: ignore[misc]
    return calls(work, rounds, repeat=5)


SUITES = {"startup": startup, "report": report}


def main() -> None:
    """Runs the suites asked for and prints each subject's CPU time and its ratio to the first."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--suite", choices=SUITES, action="append")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--json", type=Path, help="append one line a suite to this file")
    asked = parser.parse_args()
    print(f"{platform.python_implementation()} {platform.python_version()}, {platform.machine()}, CPU time of one core")
    for suite in asked.suite or SUITES:
        samples = SUITES[suite](asked.rounds)
        print(f"\n{suite}: {asked.rounds} rounds, interleaved; ratios to the first row, round by round")
        for sample in samples:
            low, middle, high = ratios(sample, samples[0])
            print(f"  {sample.name:20} {sample.median * 1000:9.2f} ms   {middle:7.2f}x  ({low:.2f} to {high:.2f})")
        if asked.json:
            line = {"suite": suite, "seconds": {sample.name: sample.seconds for sample in samples}}
            with asked.json.open("a", encoding="utf-8") as file:
                file.write(json.dumps(line) + "\n")


main()
