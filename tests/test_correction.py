"""The use that decides: one amount is corrected, and everything that rests on it follows in every format."""

from __future__ import annotations

import json
import re
from pathlib import Path

from lxml import html

from tests.run import SEED, change, reportgen, seed_workspace


def test_one_corrected_amount_is_followed_by_everything_that_rests_on_it(tmp_path: Path) -> None:
    report = seed_workspace(tmp_path, "docx", "html", "data")
    amounts = "执行{{ funds.total.executed | wan }}，执行率{{ funds.total.rate }}，"
    result = "得{{ totals.score }}分，等级{{ conclusion.grade }}。\n"
    (report / "experience.md").write_text(amounts + result, encoding="utf-8")
    change(report / "evaluation.yaml", 'executed: "52,245,328.6"}', 'executed: "6,245,328.60"}')
    assert reportgen("build", cwd=tmp_path).code == 0

    folder = tmp_path / "build" / SEED
    facts = {fact["id"]: fact["text"] for fact in json.loads((folder / "report.json").read_text("utf-8"))["facts"]}
    assert facts["funds.targeted.executed"] == "6,245,328.60"
    assert facts["funds.total.executed"] == "14,704,518.55"
    assert facts["funds.total.rate"] == "24.22%"
    assert facts["funds.total.score"] == "2.42"
    assert facts["totals.score"] == "89.42"
    assert facts["conclusion.grade"] == "良"

    page = html.fromstring((folder / "report.html").read_text("utf-8"))
    assert "执行1,470.45万元，执行率24.22%，得89.42分，等级良。" in page.text_content()
    assert reportgen("verify", cwd=tmp_path).code == 0
    found = reportgen("check", cwd=tmp_path).out
    assert "GRD001  the form states 优; 89.42 points are 良" in found
    assert "FND001" in found  # the typed total has not been corrected yet, and that is told


def test_a_reference_that_names_nothing_stops_the_report_with_its_line(tmp_path: Path) -> None:
    report = seed_workspace(tmp_path, "docx", "html", "data")
    (report / "results.md").write_text("第一行\n\n执行{{ funds.total.execute }}\n", encoding="utf-8")
    run = reportgen("build", cwd=tmp_path)
    assert run.code == 2
    assert "results.md:3: error LOD031 there is no figure funds.total.execute" in run.err
    assert "did you mean funds.total.executed?" in run.err


def test_a_budget_of_zero_has_no_rate_and_the_report_says_so(tmp_path: Path) -> None:
    report = seed_workspace(tmp_path, "docx", "html", "data")
    text = (report / "evaluation.yaml").read_text(encoding="utf-8")
    (report / "evaluation.yaml").write_text(re.sub(r'adjusted: "[^"]+"', 'adjusted: "0"', text), encoding="utf-8")
    (report / "results.md").write_text("执行率{{ funds.total.rate }}。\n", encoding="utf-8")
    assert reportgen("build", cwd=tmp_path).code == 0
    page = html.fromstring((tmp_path / "build" / SEED / "report.html").read_text("utf-8"))
    assert "执行率不适用。" in page.text_content()
    assert "FND004" in reportgen("check", cwd=tmp_path).out
