"""YAML and Markdown on disk to Word on disk: reportgen with all it does beside what a script does today."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from benchmarks.bench import Bench
from benchmarks.data import department
from benchmarks.engines import Job
from benchmarks.languages import DOCXTPL, REPORT
from benchmarks.measure import ratios
from benchmarks.suites import Options
from benchmarks.table import Figure, Table, figures, speeds, stages
from benchmarks.templates import template

BASE, PARSED = "usual pipeline", "usual pipeline from parsed inputs"
OURS, OURS_PARSED = "reportgen pipeline", "reportgen pipeline from parsed inputs"
FLOOR = "floor with write"


def e2e(options: Options) -> Iterator[Table]:
    """The pipelines on one workspace; their documents are equal to a reader."""
    with Bench() as bench:
        job = Job(options.reports, bench.write("docxtpl.docx", template(DOCXTPL)), workspace=str(bench.folder / "all"))
        write_workspace(job)
        for name in (BASE, PARSED, OURS, OURS_PARSED):
            bench.start(name, name, job)
        for name in (PARSED, OURS, OURS_PARSED):
            bench.hold(BASE, name, exact=False)
        bench.start(FLOOR, FLOOR, replace(job, rendered=str(bench.saved(OURS))))
        samples = bench.measure(options.rounds, options.reports)
        notes = (
            "Usual: yaml.safe_load, a new MarkdownIt and DocxTemplate a report, save; nothing is checked or marked.",
            "reportgen: checks, every fact marked, output gate, read-back, internal.json, files renamed into place.",
        )
        yield speeds("YAML + Markdown to .docx", samples, bench.last, notes)
        spent = bench.peers[OURS].ask("stages", kind="pipeline", times=options.reports)["stages"]
        yield stages(f"Stages of {OURS}", spent)
        base, _, ours, parsed, _ = samples
        yield figures(
            "from YAML and Markdown to Word",
            [
                Figure(f"{OURS}, speed of {BASE}", ratios(base, ours)[1], 12, least=True),
                Figure(f"{OURS_PARSED}, speed of {BASE}", ratios(base, parsed)[1], 25, least=True),
            ],
        )


def write_workspace(job: Job) -> None:
    """A workspace of `job.count` departments with a Word template of its own."""
    root = Path(job.workspace)
    (root / "templates" / "default").mkdir(parents=True)
    (root / "templates" / "default" / "report.docx").write_bytes(template(REPORT))
    (root / "reportgen.toml").write_text('profile = "guizhou-2024"\nlang = "zh"\n', encoding="utf-8")
    for number in range(job.count):
        one = department(number)
        folder = root / "content" / "2024" / f"department-{number:05}"
        folder.mkdir(parents=True)
        for name, text in {"evaluation.yaml": one.evaluation(), **one.narrative()}.items():
            (folder / name).write_text(text, encoding="utf-8")
