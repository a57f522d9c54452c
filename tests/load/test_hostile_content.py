"""Content that is made to break the program stops its own report with a place, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.base.errors import ContentError
from reportgen.load.forbidden import MAX_TOLD
from reportgen.load.nodes import parse_yaml
from tests.run import SEED, change, reportgen, seed_workspace


def told(tmp_path: Path) -> tuple[int, str]:
    run = reportgen("build", cwd=tmp_path)
    return run.code, run.err


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("*" * 5000 + "a" + "*" * 5000, "LOD040"),
        ("| a | b |\n|---|---|\n| 1 | 2 | 第三格 |\n", "LOD043"),
        ("甲\n\n[^3]: 没人引用的注\n", "LOD059"),
    ],
)
def test_narrative_that_would_lose_text_is_refused(tmp_path: Path, text: str, code: str) -> None:
    (seed_workspace(tmp_path) / "results.md").write_text(text, encoding="utf-8")
    exit_code, err = told(tmp_path)
    assert (exit_code, code in err) == (2, True), err


@pytest.mark.parametrize(
    ("typed", "code"),
    [('"\\x07铃"', "LOD003"), ("[" * 200 + "]" * 200, "LOD018"), ("{a: " * 3000 + "}" * 3000, "LOD01")],
)
def test_yaml_that_no_form_holds_is_refused(tmp_path: Path, typed: str, code: str) -> None:
    change(seed_workspace(tmp_path) / "evaluation.yaml", "name: 开展项目个数", f"name: {typed}")
    exit_code, err = told(tmp_path)
    assert (exit_code, code in err) == (2, True), err


@pytest.mark.parametrize("typed", ["\x07", "\\x07"])
def test_of_many_forbidden_characters_the_first_are_told_and_the_rest_counted(typed: str) -> None:
    with pytest.raises(ContentError) as caught:
        parse_yaml(f'name: "{typed * 10_000}"'.encode(), "evaluation.yaml")
    *first, last = caught.value.findings
    assert [finding.code for finding in first] == ["LOD003"] * MAX_TOLD
    assert (last.code, last.values["count"]) == ("LOD075", str(10_000 - MAX_TOLD))


def test_a_tab_in_a_name_is_printed_and_read_back(tmp_path: Path) -> None:
    change(seed_workspace(tmp_path) / "evaluation.yaml", "name: 开展项目个数", 'name: "开展\\t项目"')
    assert told(tmp_path)[0] == 0


def test_a_link_out_of_the_content_is_not_read(tmp_path: Path) -> None:
    report = seed_workspace(tmp_path)
    (report / "results.md").unlink()
    (report / "results.md").symlink_to(Path(__file__))
    exit_code, err = told(tmp_path)
    assert (exit_code, f"content/{SEED}/results.md is a link" in err) == (2, True), err
    assert str(tmp_path) not in err, "findings are sent to others"


def test_a_folder_in_the_way_leaves_every_old_file_as_it_was(tmp_path: Path) -> None:
    report = seed_workspace(tmp_path, "docx", "data")
    assert told(tmp_path)[0] == 0
    built = tmp_path / "build" / SEED
    (built / "report.docx").unlink()
    (built / "report.docx").mkdir()
    before = (built / "report.json").read_bytes()
    change(report / "evaluation.yaml", "contact: 张弘", "contact: 李四")
    assert told(tmp_path)[0] == 2
    assert (built / "report.json").read_bytes() == before
