"""Filters of the engineer: functions below the workspace's own filters/, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reportgen.base.errors import ContentError
from reportgen.filters.filter import filters, use_own_filters
from reportgen.load.report import load_report
from reportgen.load.workspace import find_workspace
from tests.run import SEED, reportgen, seed_workspace

ROUGH = 'def rough(fact):\n    return f"约{fact.value / 10000:.0f}万元"\n'


@pytest.fixture(autouse=True)
def no_own_filters() -> Iterator[None]:
    yield
    use_own_filters({})


def a_filter(root: Path, name: str, code: str) -> None:
    if (root / "reportgen.toml").exists():
        (root / "reportgen.toml").write_text(
            'profile = "guizhou-2024"\nown_filters = true\nformats = ["docx", "html"]\n', encoding="utf-8"
        )
    folder = root / "filters"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.py").write_text(code, encoding="utf-8")


def test_a_filter_of_the_workspace_prints_a_figure_and_is_read_back(tmp_path: Path) -> None:
    report = seed_workspace(tmp_path)
    a_filter(tmp_path, "rough", ROUGH)
    (report / "results.md").write_text("执行{{ funds.total.executed | rough }}。", encoding="utf-8")
    assert reportgen("build", cwd=tmp_path).code == 0
    assert reportgen("verify", cwd=tmp_path).code == 0
    assert "约6070万元" in (tmp_path / "build" / SEED / "report.html").read_text("utf-8")


def test_a_layer_brings_no_filters(tmp_path: Path) -> None:
    seed_workspace(tmp_path)
    a_filter(tmp_path / "templates/default", "rough", ROUGH)
    find_workspace(tmp_path)
    assert "rough" not in filters()


@pytest.mark.parametrize(
    ("name", "code", "fault"),
    [
        ("wan", "def wan(fact):\n    return ''\n", "LOD037"),
        ("broken", "def broken(:\n", "LOD038"),
        ("other", "x = 1\n", "LOD038"),
    ],
)
def test_a_file_that_is_no_filter_is_told(tmp_path: Path, name: str, code: str, fault: str) -> None:
    seed_workspace(tmp_path)
    a_filter(tmp_path, name, code)
    with pytest.raises(ContentError) as caught:
        find_workspace(tmp_path)
    assert [(finding.code, finding.where.file) for finding in caught.value.findings] == [(fault, f"filters/{name}.py")]


def test_a_workspace_that_does_not_ask_for_them_runs_none(tmp_path: Path) -> None:
    seed_workspace(tmp_path)
    a_filter(tmp_path, "broken", "raise SystemExit(99)\n")
    (tmp_path / "reportgen.toml").write_text('profile = "guizhou-2024"\n', encoding="utf-8")
    assert find_workspace(tmp_path).reports() == [SEED]


@pytest.mark.parametrize("body", ["1 / 0", "None", "5"])
def test_a_filter_that_fails_stops_the_report_with_its_place(tmp_path: Path, body: str) -> None:
    report = seed_workspace(tmp_path)
    a_filter(tmp_path, "rough", f"def rough(fact):\n    return {body}\n")
    (report / "results.md").write_text("甲\n\n{{ funds.total.executed | rough }}", encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load_report(find_workspace(tmp_path), SEED)
    assert [(finding.code, finding.where.line) for finding in caught.value.findings] == [("LOD034", 3)]


@pytest.mark.parametrize(
    ("code", "line", "words"),
    [("x = 1\ny = (\n", 2, "SyntaxError"), ("import math\n\nmath.sqrt(-1)\n", 3, "ValueError")],
)
def test_a_filter_that_cannot_be_read_is_told_with_its_line(tmp_path: Path, code: str, line: int, words: str) -> None:
    seed_workspace(tmp_path)
    a_filter(tmp_path, "broken", code)
    with pytest.raises(ContentError) as caught:
        find_workspace(tmp_path)
    (told,) = caught.value.findings
    assert (told.code, told.where.line, words in str(told.message)) == ("LOD038", line, True)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("fact.value / 0", "failed on funds.total.executed: DivisionByZero (filters/rough.py:2)"),
        ("fact.valu", "has no attribute 'valu' (filters/rough.py:2)"),
        (r"'甲\x07'", "the filter rough gives the character U+0007"),
        (r"'甲\u202e'", "the filter rough gives the character U+202E"),
    ],
)
def test_what_is_wrong_with_a_filter_is_told_by_its_name(tmp_path: Path, body: str, words: str) -> None:
    report = seed_workspace(tmp_path)
    a_filter(tmp_path, "rough", f"def rough(fact):\n    return {body}\n")
    (report / "results.md").write_text("{{ funds.total.executed | rough }}", encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load_report(find_workspace(tmp_path), SEED)
    (told,) = caught.value.findings
    assert words in str(told.message)
