"""The list of reports stays whole, whatever part of the workspace is built."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from tests.run import SEED, change, reportgen, seed_workspace


def listed(workspace: Path) -> list[str]:
    return [report["report"] for report in json.loads((workspace / "build/index.json").read_text("utf-8"))["reports"]]


def test_building_one_report_keeps_the_others_listed(tmp_path: Path) -> None:
    shutil.copytree(seed_workspace(tmp_path), tmp_path / "content/2024/另一个单位")
    assert reportgen("build", cwd=tmp_path).code == 0
    assert reportgen("build", SEED, cwd=tmp_path).code == 0
    assert listed(tmp_path) == [SEED, "2024/另一个单位"]
    page = (tmp_path / "build/index.html").read_text("utf-8")
    assert "2024/%E5%8F%A6%E4%B8%80%E4%B8%AA%E5%8D%95%E4%BD%8D/report.html" in page


def test_a_removed_report_is_listed_no_more(tmp_path: Path) -> None:
    shutil.copytree(seed_workspace(tmp_path), tmp_path / "content/2024/other")
    assert reportgen("build", cwd=tmp_path).code == 0
    shutil.rmtree(tmp_path / "content/2024/other")
    assert reportgen("build", cwd=tmp_path).code == 0
    assert listed(tmp_path) == [SEED]


def test_a_failed_report_leaves_its_old_files_whole_and_is_not_listed(tmp_path: Path) -> None:
    report = seed_workspace(tmp_path)
    assert reportgen("build", cwd=tmp_path).code == 0
    before = (tmp_path / "build" / SEED / "report.docx").read_bytes()
    shutil.copytree(report, tmp_path / "content/2024/other")
    change(report / "evaluation.yaml", "year: 2024", "year: MMXXIV")
    assert reportgen("build", cwd=tmp_path).code == 1
    assert (tmp_path / "build" / SEED / "report.docx").read_bytes() == before
    assert listed(tmp_path) == ["2024/other"]
    assert not list((tmp_path / "build").rglob("*.part"))
