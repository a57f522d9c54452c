"""PDF in a batch, beside the page through WeasyPrint and the Word file through LibreOffice.

Each report differs in its department, so that no cache serves it. typst and LibreOffice work in other processes, so
that these figures are of wall time. What is not installed is skipped by name.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from statistics import median

from benchmarks.suites import Options
from benchmarks.table import Figure, Table, figures
from reportgen.compose.disclosure import compose
from reportgen.document.disclosure import Disclosure
from reportgen.load.report import load_report
from reportgen.load.workspace import find_workspace
from reportgen.readback.pdf_text import tagged_text
from reportgen.render.output import Renderer, formats

ROOT = Path(__file__).resolve().parents[2]
LIMIT = 0.3
"""So many seconds a PDF may take in a batch."""
PEERS = 10
"""So many documents the slower programs get."""

Times = Sequence[float]


def pdf(options: Options) -> Iterator[Table]:
    """Seconds a PDF, and what others take for the same report."""
    made = _disclosures(4 if options.quick else 100)
    render = _renderer("pdf")
    files = [render(made[0])["report.pdf"]]
    told: list[tuple[str, Times]] = [
        ("reportgen", _each(lambda one: files.append(render(one)["report.pdf"]), made[1:])),
        ("reading it back", _each(lambda one: tagged_text(files[one]), range(len(files)))),
    ]
    few = made[: 2 if options.quick else PEERS]
    skipped = []
    for name, peer in (("WeasyPrint from the page", _weasyprint), ("LibreOffice from the Word file", _libreoffice)):
        times = peer(few)
        if times:
            told.append((name, times))
        else:
            skipped.append(f"{name}: skipped, it is not installed.")
    rows = tuple((name, f"{median(times):.3f}", f"{max(times):.3f}", str(len(times))) for name, times in told)
    yield Table("PDF", ("", "median s", "slowest s", "documents"), rows, tuple(skipped))
    yield figures("PDF", [Figure("a PDF in a batch", median(told[0][1]), LIMIT, unit=" s")])


def _disclosures(count: int) -> list[Disclosure]:
    """The report of this repository under `count` names."""
    workspace = find_workspace(ROOT)
    report = workspace.reports()[0]
    loaded = load_report(workspace, report)
    made = compose(report, loaded.assessment, loaded.narrative)
    named = (replace(made.form.department, text=f"第{number}民政局") for number in range(count))
    return [replace(made, form=replace(made.form, department=name)) for name in named]


def _renderer(name: str) -> Renderer:
    chain = find_workspace(ROOT).chain
    return formats()[name].prepare(chain.find, chain.pieces)


def _each(work: Callable[..., object], subjects: Sequence[object]) -> Times:
    times = []
    for one in subjects:
        start = time.perf_counter()
        work(one)
        times.append(time.perf_counter() - start)
    return times


def _weasyprint(made: Sequence[Disclosure]) -> Times:
    if find_spec("weasyprint") is None:
        return ()
    from weasyprint import HTML  # type: ignore[import-not-found]

    render = _renderer("html")
    pages = [render(one)["report.html"].decode() for one in made]
    return _each(lambda page: HTML(string=page).write_pdf(pdf_variant="pdf/ua-1"), pages)


def _libreoffice(made: Sequence[Disclosure]) -> Times:
    """Many files in one run, each taken to last as long as the others."""
    office = shutil.which("soffice")
    if office is None:
        return ()
    render = _renderer("docx")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number, one in enumerate(made):
            (folder / f"{number}.docx").write_bytes(render(one)["report.docx"])
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        files = [str(file) for file in folder.glob("*.docx")]
        words = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", name]
        start = time.perf_counter()
        subprocess.run([*words, *files], check=True, capture_output=True, timeout=600)
        seconds = time.perf_counter() - start
        if len(list(folder.glob("*.pdf"))) != len(files):
            raise RuntimeError("LibreOffice did not make every file")
    return [seconds / len(made)] * len(made)
