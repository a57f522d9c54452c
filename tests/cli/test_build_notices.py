"""What only a build can find is told by it."""

from __future__ import annotations

from pathlib import Path

from tests.run import SEED, change, reportgen, seed_workspace

NEVER_SEEN = "\U0010fffd"


def test_a_character_that_no_face_has_is_told_with_its_file(tmp_path: Path) -> None:
    change(seed_workspace(tmp_path) / "evaluation.yaml", "contact: 张弘", f"contact: 张{NEVER_SEEN}")
    run = reportgen("build", "--format", "pdf", cwd=tmp_path)
    assert run.code == 0
    assert f"build/{SEED}/report.pdf: warning PDF003 {NEVER_SEEN}" in run.out
    assert "［U+10FFFD］" in run.out
    assert "PDF003" not in reportgen("build", "--format", "data", cwd=tmp_path).out


def test_a_report_that_cannot_be_written_is_counted_as_failed_and_not_as_without_findings(tmp_path: Path) -> None:
    seed_workspace(tmp_path)
    (tmp_path / "build" / SEED / "report.json").mkdir(parents=True)
    run = reportgen("build", "--format", "data", cwd=tmp_path)
    assert run.code == 2
    assert "built 0, unchanged 0, failed 1" in run.out
    assert "no findings" not in run.out
