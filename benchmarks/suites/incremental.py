"""A build of a workspace in which nothing changed, or one figure, beside the least that anything must do for it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.measure import Work, interleaved, process, ratios
from benchmarks.suites import Options
from benchmarks.table import Figure, Table, costs, figures
from benchmarks.workspace import workspace

ROOT = Path(__file__).resolve().parents[2]
SMALL, WHOLE = 12, 10_000
TEN = 10
STAT = """
import os, sqlite3, sys
for folder in sys.argv[2:]:
    for base, _, names in os.walk(folder):
        for name in names:
            os.stat(base + "/" + name)
rows = sqlite3.connect(sys.argv[1]).execute("SELECT * FROM reports").fetchall()
assert rows
"""
"""A bare start, a look at files without reading one, and the reading of what the last build noted."""


def incremental(options: Options) -> Iterator[Table]:
    """No change, and one figure, in a workspace that was built; the first row is the least."""
    count = SMALL if options.quick else WHOLE
    with TemporaryDirectory() as folder:
        root = workspace(Path(folder), count)
        build = command(root)
        build()
        build()
        state = str(root / "build/.state.sqlite")
        inputs, outputs = str(root / "content"), str(root / "build/2024")
        measured = interleaved(
            {
                "start, inputs, manifest": process([sys.executable, "-c", STAT, state, inputs]),
                "and outputs": process([sys.executable, "-c", STAT, state, inputs, outputs]),
                "nothing changed": build,
                "one figure corrected": _after_corrections(root, 1, build),
                f"{TEN + 1} figures corrected": _after_corrections(root, TEN + 1, build),
            },
            options.rounds,
        )
    yield costs(f"A build of {count:,} departments that is there already", measured)
    least, with_outputs, same, one, more = measured
    ten = (more.median - one.median) / same.median
    yield figures(
        f"{count:,} departments, {TEN} reports being {ten:.2f} of a build without a change",
        [
            Figure("nothing changed, cost of start, inputs and manifest", ratios(same, least)[1], 3),
            Figure("nothing changed, cost of these and the outputs", ratios(same, with_outputs)[1], 3),
            Figure("one figure corrected, cost of no change and 10 reports", one.median / same.median / (1 + ten), 1),
        ],
    )


def command(root: Path, *words: str, module: Sequence[str] = ("reportgen",)) -> Work:
    """A build of a workspace as a whole process, its bytecode, compiled templates and parsed content kept beside it."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    caches = {"PYTHONPYCACHEPREFIX": str(root / ".bytecode"), "REPORTGEN_CACHE": str(root / ".cache")}
    (root / ".cache").mkdir(mode=0o700, exist_ok=True)
    words = ("-m", *module, "-C", str(root), "build", *words)
    return process([sys.executable, *words], env={**kept, **caches, "PYTHONPATH": str(ROOT)})


def _after_corrections(root: Path, count: int, build: Work) -> Work:
    """Corrects one figure in each of `count` departments before each round, another each time."""
    turn = 0

    def run() -> tuple[float, float]:
        nonlocal turn
        turn += 1
        for file in (
            sorted(root.glob("content/2024/d0000*/evaluation.yaml"))[:count]
            + sorted(root.glob("content/2024/d0001*/evaluation.yaml"))[: max(0, count - 10)]
        ):
            text = file.read_text(encoding="utf-8")
            head, _, rest = text.partition("filed: ")
            file.write_text(
                f"{head}filed: 2025年3月{turn % 28 + 1}日{rest[rest.index(', contact') :]}", encoding="utf-8"
            )
        return build()

    return run
