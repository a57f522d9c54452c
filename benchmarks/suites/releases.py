"""What versions of a report cost: publishing one, correcting it, comparing two, tracking changes, verifying all."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import count
from pathlib import Path

from benchmarks.measure import Work, call, interleaved
from benchmarks.suites import Options
from benchmarks.table import Table, costs

ROOT = Path(__file__).resolve().parents[2]
REPORT = "2024/qiannan-civil-affairs"
WAIVERS = """
waivers:
  - {code: TOT003, fact: totals.weight, value: "90", print: stated, reason: 与系统审定表一致, by: 张弘}
"""
GOALS = "\n\n## g4\n\n项目已按计划建成。\n\n## g5\n\n已完成提质改造。\n\n## g6\n\n各项服务均已开展。\n"
CORRECTED = (("52,245,328.6", "51,245,328.60"), ("60,704,518.55", "59,704,518.55"))
"""An amount and the total typed with it, as they were executed."""
DAY = date(2025, 1, 15)


def releases(options: Options) -> Iterator[Table]:
    """A version of Word, page and data; an amount corrected, with all that follows from it."""
    with tempfile.TemporaryDirectory(prefix="reportgen-") as folder:
        work = _work(Path(folder), 1 if options.quick else 3)
        note = "publish and correct build, read back, sync and rename every file; the rest reads frozen files alone"
        yield costs("Versions of the seed's report", interleaved(work, options.rounds), (note,))


def _work(folder: Path, times: int) -> Mapping[str, Work]:
    from reportgen import api
    from reportgen.document.signoff import Signoff, Step
    from reportgen.load.workspace import Workspace
    from reportgen.readback.revisions import unlike
    from reportgen.release.compare import compare
    from reportgen.release.store import Store
    from reportgen.render.word.blackline import blackline

    step = Step("张弘", DAY)
    signed = Signoff(step, step, step, step)
    numbers = count()

    def fresh(source: Path) -> Workspace:
        root = folder / f"w{next(numbers)}"
        shutil.copytree(source, root)
        return api.workspace(root)

    def published() -> Workspace:
        workspace = fresh(start)
        api.publish(workspace, REPORT, lambda: signed)
        return workspace

    start = _publishable(folder / "start")
    kept = published()
    form = kept.folder_of(REPORT) / "evaluation.yaml"
    for typed, corrected in CORRECTED:
        words = form.read_text("utf-8").replace(f'executed: "{typed}"', f'executed: "{corrected}"')
        form.write_text(words, "utf-8")
    before = fresh(kept.root)
    api.correct(kept, REPORT, "多记一笔支出", lambda: signed)
    store = Store.of(kept, REPORT)
    old, new = (_word(store.folder / str(version)) for version in (1, 2))
    tracked = blackline(old, new, "张弘", DAY)
    return {
        "publish": call(published, times),
        "correct": call(lambda: api.correct(fresh(before.root), REPORT, "多记一笔支出", lambda: signed), times),
        "diff": call(lambda: compare(store.snapshot(1), store.snapshot(2)), times * 5),
        "diff page": call(lambda: api.comparison_page(kept, REPORT, "1", "2"), times),
        "blackline": call(lambda: blackline(old, new, "张弘", DAY), times),
        "prove blackline": call(lambda: unlike(tracked, new, accept=True) + unlike(tracked, old, accept=False), times),
        "verify": call(lambda: api.verify_log(kept, REPORT), times * 5),
    }


def _publishable(root: Path) -> Path:
    """A workspace with the seed's report, everything chosen and completed that publishing asks for."""
    report = root / "content" / REPORT
    shutil.copytree(ROOT / "content" / REPORT, report, ignore=shutil.ignore_patterns("releases"))
    settings = 'profile = "guizhou-2024"\nformats = ["docx", "html", "data"]\n'
    (root / "reportgen.toml").write_text(settings, "utf-8")
    for name, text in (("completion.md", GOALS), ("evaluation.yaml", WAIVERS)):
        file = report / name
        file.write_text(file.read_text("utf-8").rstrip("\n") + text, "utf-8")
    return root


def _word(version: Path) -> bytes:
    """The report of a version, not its notice."""
    (file,) = (one for one in (version / "public").glob("*.docx") if not one.name.startswith("关于"))
    return file.read_bytes()
