"""The line and the cell that a finding is about."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.base.location import Location
from reportgen.document.review import TextLine
from reportgen.load.passages import AROUND, Passages
from reportgen.load.report import load_report
from reportgen.load.source import source_of
from reportgen.load.workspace import find_workspace
from tests.run import ROOT, SEED


def line_in(
    folder: Path, name: str, text: str, line: int, column: int | None = None, /, **values: str
) -> TextLine | None:
    (folder / name).write_text(text, "utf-8")
    return Passages(folder).line_at(Location.in_text(name, line, column), values)


@pytest.mark.parametrize(
    ("text", "column", "marked"),
    [
        ("form: {year: 2024, filed: 20250230, unit: 元}", 27, "20250230"),
        ('  - {id: total, executed: "1,000.00"}', 27, '"1,000.00"'),
        ("    actual: 28个", 13, "28个"),
        ("    reason: '它''说'", 13, "'它''说'"),
        ("  - {id: q1, name: 甲 }", 20, "甲"),
        ("    actual:", 12, "actual:"),
    ],
)
def test_the_value_that_begins_at_the_place_is_marked(tmp_path: Path, text: str, column: int, marked: str) -> None:
    found = line_in(tmp_path, "evaluation.yaml", f"schema: 1\n{text}\n", 2, column)
    assert found is not None
    assert found.marked == marked
    assert found.before + found.marked + found.after == text.strip()


def test_in_narrative_the_longest_value_of_the_paragraph_is_marked(tmp_path: Path) -> None:
    text = "上段截至10月\n\n2024年的工作\n已完成，截至10月共完成3件。\n\n截至10月"
    found = line_in(tmp_path, "results.md", text, 3, None, text="截至10月", year="2024")
    assert found == TextLine("已完成，", "截至10月", "共完成3件。")
    whole = line_in(tmp_path, "results.md", text, 3, None, text="不在这里")
    assert whole == TextLine("", "2024年的工作", "")


def test_a_long_line_is_shown_around_its_mark(tmp_path: Path) -> None:
    found = line_in(tmp_path, "results.md", "前" * 200 + "错误" + "后" * 200, 1, None, text="错误")
    assert found == TextLine("…" + "前" * AROUND, "错误", "后" * AROUND + "…")


def test_no_line_is_shown_of_what_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "gbk.md").write_bytes("取得成效".encode("gbk"))
    (tmp_path.parent / "outside.md").write_text("外面", "utf-8")
    passages = Passages(tmp_path)
    for place in (
        Location.in_text("gbk.md", 1),
        Location.in_text("none.md", 1),
        Location.in_text("../outside.md", 1),
        Location.of_file("gbk.md"),
        Location("cell", "a.xlsx", sheet="S", cell="A1"),
    ):
        assert passages.line_at(place, {}) is None
    assert line_in(tmp_path, "short.md", "一行", 9) is None


def test_each_fact_is_found_where_the_form_prints_it() -> None:
    workspace = find_workspace(ROOT)
    evaluation = load_report(workspace, SEED).assessment.evaluation
    source = source_of(workspace, SEED, evaluation)
    assert source is not None
    lines = source.data.decode("utf-8").split("\n")

    def at(fact: str) -> str:
        place = source.places[fact]
        assert place.line is not None
        assert place.column is not None
        return lines[place.line - 1][place.column - 1 :].split("\t")[0].strip()

    for line in evaluation.funds:
        assert at(f"funds.{line.id}.executed") == line.executed.text
    for row in evaluation.indicators:
        assert at(f"indicators.{row.id}.name") == row.name.text
        assert at(f"indicators.{row.id}.actual") == row.actual.text
    assert at("totals.weight") == "90"
    assert at("form.department") == evaluation.form.department.text
    assert "都匀社区居家养老服务网络项目" in at("goals.g4")
