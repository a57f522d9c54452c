"""What it saves that files are parsed once: reading, checking and building with what was parsed before, and without."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from benchmarks.measure import Work, call, interleaved, process, ratios
from benchmarks.suites import Options
from benchmarks.table import Figure, Table, costs, figures
from benchmarks.workspace import workspace
from reportgen.base.cache import FOLDER
from reportgen.load.parsed import FILE
from reportgen.load.report import load_report
from reportgen.load.workspace import find_workspace

ROOT = Path(__file__).resolve().parents[2]
SMALL, WHOLE = 12, 200
SETTINGS = 'formats = ["docx", "html", "data"]\nlayers = ["default", "bureau"]\n'
STYLE = "templates/bureau/style.extra.css"
ANEW, FIRST, AGAIN = "nothing is kept", "for the first time", "parsed before"


def parsed(options: Options) -> Iterator[Table]:
    """Each with nothing kept, for the first time, and with everything parsed before; compiled templates always are."""
    count = SMALL if options.quick else WHOLE
    with TemporaryDirectory() as folder:
        bench = _Bench(Path(folder), count)
        reading = interleaved(bench.each(bench.reading), options.rounds)
        yield costs(f"Reading {count} departments, in one process", reading)
        checking = interleaved(bench.each(lambda cache: bench.program(cache, "check")), options.rounds)
        yield costs(f"check of {count} departments", checking)
        building = interleaved(bench.each(bench.rebuild), options.rounds)
        yield costs(f"A build of {count} departments after a change of templates", building)
    told = [
        Figure("a report read again, cost of parsing it", ratios(reading[2], reading[0])[1], 0.5),
        Figure("check again, cost of parsing again", ratios(checking[2], checking[0])[1], 0.9),
        Figure("a report read for the first time, cost of parsing it", ratios(reading[1], reading[0])[1], 1.25),
    ]
    yield figures("inputs that were parsed before", told)


class _Bench:
    """A workspace, and a cache for each way of measuring; all keep compiled templates.

    The one that keeps nothing parsed holds a folder in the place of the file.
    """

    def __init__(self, folder: Path, count: int) -> None:
        self._root = workspace(folder / "workspace", count)
        (self._root / "reportgen.toml").write_text(SETTINGS, encoding="utf-8")
        (self._root / STYLE).parent.mkdir(parents=True)
        self._caches = {name: folder / name for name in (ANEW, FIRST, AGAIN)}
        for cache in self._caches.values():
            cache.mkdir(mode=0o700)
        (self._caches[ANEW] / FILE).mkdir()
        self._bytecode = str(folder / "bytecode")
        self._turn = 0

    def each(self, work: Callable[[Path], Work]) -> dict[str, Work]:
        """The same work with each cache."""
        made = {name: work(cache) for name, cache in self._caches.items()}
        return {**made, FIRST: self._forgetting(self._caches[FIRST], made[FIRST])}

    def reading(self, cache: Path) -> Work:
        """Every report is read in this process."""
        found = find_workspace(self._root)
        reports = found.reports()

        def read() -> None:
            with patch.dict(os.environ, {FOLDER: str(cache)}):
                for report in reports:
                    load_report(found, report)

        return call(read, 1)

    def program(self, cache: Path, *words: str) -> Work:
        """A command as a whole process."""
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        added = {FOLDER: str(cache), "PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": self._bytecode}
        return process(
            [sys.executable, "-m", "reportgen", "-C", str(self._root), *words], (0, 1), env={**kept, **added}
        )

    def rebuild(self, cache: Path) -> Work:
        """A build of everything, because a template is another than before."""
        work = self.program(cache, "build", "-j1")

        def build() -> tuple[float, float]:
            self._turn += 1
            (self._root / STYLE).write_text(f"/* {self._turn} */\n", encoding="utf-8")
            return work()

        return build

    def _forgetting(self, cache: Path, work: Work) -> Work:
        def run() -> tuple[float, float]:
            (cache / FILE).unlink(missing_ok=True)
            return work()

        return run
