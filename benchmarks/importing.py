"""`python -m benchmarks.importing [--rounds N] [--forms N]`: how many forms a second are imported of each kind.

Every kind holds the same forms, one in each of the layouts the tests know. A form is read, recognised and made into the
files of a report; nothing is written. The kinds take turns, and CPU time of one core is told: the middle of the rounds,
with the slowest and the fastest.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median

from reportgen.load.importing import fallback_profile, propose_profile, read_form
from tests.load.forms.generator.layouts import LAYOUTS
from tests.load.tables.writers import MERGING, PLAIN
from tests.load.test_same_content import table_of


def write_forms(folder: Path, count: int) -> Mapping[str, Sequence[Path]]:
    """The same forms as files of every kind; as PDF where LibreOffice is installed."""
    tables = [table_of(LAYOUTS[place % len(LAYOUTS)], place) for place in range(count)]
    made: dict[str, Sequence[Path]] = {}
    for suffix, write in {**MERGING, **PLAIN}.items():
        files = [folder / f"{place:03}{suffix}" for place in range(count)]
        for file, table in zip(files, tables, strict=True):
            file.write_bytes(write(table))
        made[suffix] = files
    office = shutil.which("soffice")
    if office is not None:
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
        subprocess.run([*command, *map(str, made[".docx"])], check=True, capture_output=True)
        made[".pdf"] = [file.with_suffix(".pdf") for file in made[".docx"]]
    return made


def import_all(files: Sequence[Path]) -> int:
    """How many forms the files gave."""
    count = 0
    for file in files:
        for form in read_form(file, fallback_profile()):
            count += bool(form.content(propose_profile(form.printed)).files)
    return count


def measure(made: Mapping[str, Sequence[Path]], rounds: int) -> Mapping[str, Sequence[float]]:
    """Forms a second of each kind, by round; a first round is not counted."""
    found: dict[str, list[float]] = {suffix: [] for suffix in made}
    for turn in range(rounds + 1):
        for suffix, files in made.items():
            spent = _seconds(lambda files=files: import_all(files))  # type: ignore[misc]
            if turn:
                found[suffix].append(len(files) / spent)
    return found


def _seconds(work: Callable[[], int]) -> float:
    before = time.process_time()
    work()
    return time.process_time() - before


def main() -> None:
    """Measures and prints one line a kind."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.importing")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--forms", type=int, default=len(LAYOUTS))
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        made = write_forms(Path(folder), asked.forms)
        for suffix, rates in measure(made, asked.rounds).items():
            told = f"{median(rates):7.1f} forms/s  ({min(rates):.1f} to {max(rates):.1f})"
            print(f"{suffix:6} {told}")


if __name__ == "__main__":
    main()
