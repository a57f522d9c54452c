"""A report that may be published, and its life: what the tests of releases start from."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.run import SEED, change, reportgen, seed_workspace

SIGNOFF = """\
prepared: {name: 张弘, date: 2025-01-20}
reviewed: {name: 李明, date: 2025-01-20}
confidentiality: {name: 王芳, date: 2025-01-20}
approved: {name: 陈强, date: 2025-01-20}
address: 单位门户网站
number: 000014349/2025-00012
"""
WAIVER = """\
waivers:
  - {code: TOT003, fact: totals.weight, value: "90", print: stated, reason: 与系统审定表一致, by: 张弘}
"""
GOALS = "\n\n## g4\n\n项目已按计划建成。\n\n## g5\n\n已完成提质改造。\n\n## g6\n\n各项服务均已开展。\n"
REFERENCE = "全年执行{{ funds.total.executed | wan }}，执行率{{ funds.total.rate }}，得{{ totals.score }}分。"
NOW = {"SOURCE_DATE_EPOCH": "1737345600"}
"""The clock of the tests: 20 January 2025."""


def publishable(root: Path, formats: str = '["docx", "html", "data"]', *, imported: bool = False) -> Path:
    """A workspace whose one report has no error; returns the report's folder. The sign-off is `signoff.yaml`.

    With `imported` its content is what `import` makes of the department's form, not what lies here.
    """
    report = seed_workspace(root)
    if imported:
        shutil.copy(report / "source/000.txt", root / "form.txt")
        shutil.rmtree(report)
        done = reportgen("import", "form.txt", "--into", SEED, cwd=root)
        assert done.code == 0, done.out + done.err
    settings = root / "reportgen.toml"
    settings.write_text(f"{settings.read_text('utf-8')}formats = {formats}\n", "utf-8")
    (root / "signoff.yaml").write_text(SIGNOFF, "utf-8")
    _append(report / "completion.md", GOALS)
    _append(report / "evaluation.yaml", "\n" + WAIVER)
    _append(report / "experience.md", f"\n\n{REFERENCE}\n")
    return report


def correct_amount(report: Path) -> None:
    """Corrects what the targeted projects spent, and the typed total with it: 1,000,000.00 yuan less."""
    change(report / "evaluation.yaml", 'executed: "52,245,328.6"}', 'executed: "51,245,328.60"}')
    change(report / "evaluation.yaml", 'executed: "60,704,518.55"}', 'executed: "59,704,518.55"}')


def correct_sentence(report: Path) -> None:
    """Corrects one sentence of the narrative."""
    change(report / "completion.md", "项目已按计划建成。", "项目已按计划建成并投入使用。")


def add_indicator(report: Path) -> None:
    """Adds an indicator, and gives it half of the points of the last one."""
    last = "    actual: 90%\n    weight: 10\n    score: 10\n    reason:\nconclusion"
    points = "    weight: 5\n    score: 5\n    reason:\n"
    row = "  - id: q19\n    level1: 满意度指标\n    level2: 满意度指标\n    name: 服务对象满意度\n    target: ≥90%\n"
    changed = f"    actual: 90%\n{points}{row}    actual: 92%\n{points}conclusion"
    change(report / "evaluation.yaml", last, changed)


def _append(file: Path, text: str) -> None:
    file.write_text(file.read_text("utf-8").rstrip("\n") + text, "utf-8")


__all__ = ["NOW", "SEED", "add_indicator", "correct_amount", "correct_sentence", "publishable"]
