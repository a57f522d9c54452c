"""How many forms a second are imported, of each kind of file: read, recognised, made into the files of a report.

Every kind holds the same forms, one in each of the layouts the tests know. Nothing is written.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from benchmarks.measure import call, interleaved
from benchmarks.suites import Options
from benchmarks.table import Table
from reportgen.load.importing import fallback_profile, propose_profile, read_form
from tests.load.forms.generator.layouts import LAYOUTS
from tests.load.tables.writers import MERGING, PLAIN
from tests.load.test_same_content import table_of


def importing(options: Options) -> Iterator[Table]:
    """Forms a second of each kind; PDF where LibreOffice is installed."""
    with tempfile.TemporaryDirectory() as folder:
        made = _forms(Path(folder), 2 if options.quick else len(LAYOUTS))
        work = {suffix: call(partial(_import_all, files), 1) for suffix, files in made.items()}
        measured = interleaved(work, options.rounds)
    count = {suffix: len(files) for suffix, files in made.items()}
    rows = tuple(
        (one.name, f"{count[one.name] / one.median:.1f}", f"{one.median / count[one.name] * 1e3:.1f}")
        for one in measured
    )
    skipped = () if ".pdf" in made else (".pdf: skipped, LibreOffice is not installed.",)
    yield Table("Forms imported, by kind", ("", "forms/s", "CPU ms a form"), rows, skipped, tuple(measured))


def _forms(folder: Path, count: int) -> Mapping[str, Sequence[Path]]:
    """The same forms as files of every kind."""
    tables = [table_of(LAYOUTS[place % len(LAYOUTS)], place) for place in range(count)]
    made: dict[str, Sequence[Path]] = {}
    for suffix, write in {**MERGING, **PLAIN}.items():
        files = [folder / f"{place:03}{suffix}" for place in range(count)]
        for file, table in zip(files, tables, strict=True):
            file.write_bytes(write(table))
        made[suffix] = files
    office = shutil.which("soffice")
    if office is not None:
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
        subprocess.run([*command, *map(str, made[".docx"])], check=True, capture_output=True, timeout=600)
        made[".pdf"] = [file.with_suffix(".pdf") for file in made[".docx"]]
    return made


def _import_all(files: Sequence[Path]) -> int:
    """How many forms the files gave."""
    forms = (form for file in files for form in read_form(file, fallback_profile()))
    return sum(bool(form.content(propose_profile(form.printed)).files) for form in forms)
