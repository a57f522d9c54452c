"""Time of a PDF, alone and in a batch, beside the page through WeasyPrint and the Word file through LibreOffice.

    python -m benchmarks.pdf [REPORTS]

Each report differs in its department, so that no cache serves it. What is not installed is skipped by name.
"""

from __future__ import annotations

import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

from reportgen.compose.disclosure import compose
from reportgen.document.disclosure import Disclosure
from reportgen.load.report import load_report
from reportgen.load.workspace import find_workspace
from reportgen.readback.pdf_text import tagged_text
from reportgen.render.output import formats

ROOT = Path(__file__).resolve().parent.parent
REPORTS = 100
PEERS = 10
"""So many documents the slower programs get."""
ALONE = "import sys; from benchmarks.pdf import disclosures, rendered; rendered('pdf', disclosures(1)[0])"


def disclosures(count: int) -> list[Disclosure]:
    """The report of this repository under `count` names."""
    workspace = find_workspace(ROOT)
    report = workspace.reports()[0]
    loaded = load_report(workspace, report)
    made = compose(report, loaded.assessment, loaded.narrative)
    named = (replace(made.form.department, text=f"第{number}民政局") for number in range(count))
    return [replace(made, form=replace(made.form, department=name)) for name in named]


def rendered(name: str, disclosure: Disclosure) -> bytes:
    """The main file of one format."""
    chain = find_workspace(ROOT).chain
    key = {"pdf": "report.pdf", "html": "report.html", "docx": "report.docx"}[name]
    return formats()[name].prepare(chain.find, chain.pieces)(disclosure)[key]


def each(work: Callable[[Disclosure], object], made: Sequence[Disclosure]) -> str:
    """The median time of `work` on each, the slowest beside it."""
    times = []
    for disclosure in made:
        start = time.perf_counter()
        work(disclosure)
        times.append(time.perf_counter() - start)
    return f"{statistics.median(times):.3f} s a report (median of {len(times)}; slowest {max(times):.3f} s)"


def alone() -> str:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", ALONE], cwd=ROOT, check=True)
    return f"{time.perf_counter() - start:.2f} s"


def weasyprint(made: Sequence[Disclosure]) -> str:
    if find_spec("weasyprint") is None:
        return "skipped: WeasyPrint is not installed"
    from weasyprint import HTML  # type: ignore[import-not-found]

    pages = {id(one): rendered("html", one).decode() for one in made}
    return each(lambda one: HTML(string=pages[id(one)]).write_pdf(pdf_variant="pdf/ua-1"), made)


def libreoffice(made: Sequence[Disclosure]) -> str:
    office = shutil.which("soffice")
    if office is None:
        return "skipped: LibreOffice is not installed"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number, one in enumerate(made):
            (folder / f"{number}.docx").write_bytes(rendered("docx", one))
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        files = [str(file) for file in folder.glob("*.docx")]
        words = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", name]
        start = time.perf_counter()
        subprocess.run([*words, *files], check=True, capture_output=True, timeout=600)
        seconds = time.perf_counter() - start
        if len(list(folder.glob("*.pdf"))) != len(files):
            return "failed: not every file was made"
    return f"{seconds / len(files):.3f} s a report ({len(files)} in one run)"


def main(words: Sequence[str]) -> None:
    made = disclosures(int(words[0]) if words else REPORTS)
    chain = find_workspace(ROOT).chain
    render = formats()["pdf"].prepare(chain.find, chain.pieces)
    files: list[bytes] = []
    print(f"one PDF in a process of its own: {alone()}")
    files.append(render(made[0])["report.pdf"])
    print(f"PDF in a batch: {each(lambda one: files.append(render(one)['report.pdf']), made[1:])}")
    children = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"  {len(files[0]) / 1024:.0f} kB a file; memory of this process {children:.0f} MB")
    start = time.perf_counter()
    for file in files:
        tagged_text(file)
    print(f"reading a PDF back: {(time.perf_counter() - start) / len(files):.3f} s")
    print(f"WeasyPrint from the page: {weasyprint(made[:PEERS])}")
    print(f"LibreOffice from the Word file: {libreoffice(made[:PEERS])}")


if __name__ == "__main__":
    main(sys.argv[1:])
