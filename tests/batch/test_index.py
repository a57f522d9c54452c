"""The list of reports stays whole, whatever part of the workspace is built."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from reportgen.batch.index import totals_of
from reportgen.document.listing import IndexEntry
from tests.run import SEED, change, reportgen, seed_workspace


def listed(workspace: Path) -> list[str]:
    return [report["report"] for report in json.loads((workspace / "build/index.json").read_text("utf-8"))["reports"]]


def test_building_one_report_keeps_the_others_listed(tmp_path: Path) -> None:
    shutil.copytree(seed_workspace(tmp_path, "docx", "html"), tmp_path / "content/2024/另一个单位")
    assert reportgen("build", cwd=tmp_path).code == 0
    assert reportgen("build", SEED, cwd=tmp_path).code == 0
    assert listed(tmp_path) == [SEED, "2024/另一个单位"]
    page = (tmp_path / "build/index.html").read_text("utf-8")
    assert "2024/%E5%8F%A6%E4%B8%80%E4%B8%AA%E5%8D%95%E4%BD%8D/report.html" in page


def test_a_removed_report_is_listed_no_more(tmp_path: Path) -> None:
    shutil.copytree(seed_workspace(tmp_path, "docx", "html"), tmp_path / "content/2024/other")
    assert reportgen("build", cwd=tmp_path).code == 0
    shutil.rmtree(tmp_path / "content/2024/other")
    assert reportgen("build", cwd=tmp_path).code == 0
    assert listed(tmp_path) == [SEED]


def test_a_failed_report_leaves_its_old_files_whole_and_is_not_listed(tmp_path: Path) -> None:
    report = seed_workspace(tmp_path, "docx", "html")
    assert reportgen("build", cwd=tmp_path).code == 0
    before = (tmp_path / "build" / SEED / "report.docx").read_bytes()
    shutil.copytree(report, tmp_path / "content/2024/other")
    change(report / "evaluation.yaml", "year: 2024", "year: MMXXIV")
    assert reportgen("build", cwd=tmp_path).code == 1
    assert (tmp_path / "build" / SEED / "report.docx").read_bytes() == before
    assert listed(tmp_path) == ["2024/other"]
    assert not list((tmp_path / "build").rglob("*.part"))


def an_entry(department: str, year: str = "2024", *, project: str | None = None, **texts: str | None) -> IndexEntry:
    figures = {"score": "90", "grade": "优", "executed": "1.00元", "amount": "1.00"} | texts
    return IndexEntry(f"{year}/{department}", department, project, year, "甲", **figures)


def test_totals_are_of_one_year_and_count_no_money_twice() -> None:
    new, old = totals_of(
        [
            an_entry("甲", "2023"),
            an_entry("甲", amount="100.50"),
            an_entry("甲", project="其中一个项目", amount="40.00", score="80", grade="良"),
            an_entry("乙", amount=None, score="", grade=""),
        ]
    )
    assert (old.year, old.reports, old.executed) == ("2023", 1, "1.00")
    assert (new.year, new.reports, new.departments, new.score, new.executed) == ("2024", 3, 2, "85.00", "100.50")
    assert new.grades == (("优", 1), ("良", 1))


def test_a_list_written_before_there_were_amounts_is_read(tmp_path: Path) -> None:
    shutil.copytree(seed_workspace(tmp_path, "docx", "html"), tmp_path / "content/2024/other")
    assert reportgen("build", cwd=tmp_path).code == 0
    file = tmp_path / "build/index.json"
    known = json.loads(file.read_text("utf-8"))
    for report in known["reports"]:
        del report["amount"]
    file.write_text(json.dumps(known), encoding="utf-8")
    assert reportgen("build", SEED, cwd=tmp_path).code == 0
    assert listed(tmp_path) == ["2024/other", SEED]
