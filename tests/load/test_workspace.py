"""A workspace: where it begins, what its settings may say, and which folders are reports."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from reportgen.base.errors import ContentError, UsageError
from reportgen.base.files import read_bytes
from reportgen.base.limits import INPUT, MEGABYTE, PICTURE, limit
from reportgen.load.report import load_report
from reportgen.load.workspace import find_workspace

MINIMAL = """\
schema: 1
profile: guizhou-2024
form: {kind: department, stage: evaluation, department: 某局, year: 2024, unit: 元}
"""


def a_workspace(folder: Path, settings: str = "") -> Path:
    (folder / "reportgen.toml").write_text(settings, encoding="utf-8")
    return folder


def a_report(root: Path, report: str) -> Path:
    folder = root / "content" / report
    folder.mkdir(parents=True)
    (folder / "evaluation.yaml").write_text(MINIMAL, encoding="utf-8")
    return folder


def test_the_root_is_the_nearest_folder_with_settings(tmp_path: Path) -> None:
    inner = tmp_path / "content/2024"
    inner.mkdir(parents=True)
    assert find_workspace(a_workspace(tmp_path) / "content/2024").root == tmp_path.resolve()


def test_settings_may_stand_in_pyproject(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.reportgen]\nlang = "en"\n', encoding="utf-8")
    assert find_workspace(tmp_path).settings.lang == "en"


def test_settings_in_both_files_are_an_error(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.reportgen]\n", encoding="utf-8")
    with pytest.raises(UsageError, match="keep one"):
        find_workspace(a_workspace(tmp_path))


def test_every_fault_of_the_settings_is_told_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as caught:
        find_workspace(a_workspace(tmp_path, 'layer = ["a"]\nlang = "fr"\njobs = "two"\nformats = ["docx", "pfd"]\n'))
    found = {(finding.code, finding.where.line) for finding in caught.value.findings}
    assert found == {("LOD013", 1), ("LOD022", 2), ("LOD015", 3), ("LOD022", 4)}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('lang = "zh"\n[names]\n"甲局" = "a"\n"乙局" = "b/c"\n', 4),
        ('names = {"甲局" = "_a"}\n', 1),
        ('names = {"甲局" = "source"}\n', 1),
        ('names = {"甲局" = ""}\n', 1),
    ],
)
def test_a_name_must_have_a_folder_where_reports_are_looked_for(tmp_path: Path, text: str, line: int) -> None:
    with pytest.raises(ContentError) as caught:
        find_workspace(a_workspace(tmp_path, text))
    assert [(found.code, found.where.line) for found in caught.value.findings] == [("LOD090", line)]


@pytest.mark.parametrize(("text", "code"), [("limits = {files = 3}\n", "LOD012"), ('names = {"甲局" = 3}\n', "LOD015")])
def test_a_setting_without_a_meaning_is_no_setting(tmp_path: Path, text: str, code: str) -> None:
    with pytest.raises(ContentError) as caught:
        find_workspace(a_workspace(tmp_path, text))
    assert [found.code for found in caught.value.findings] == [code]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ('lang = "zh"\n[limits]\npicture_mb = 1\ninput_mb = 33\n', "LOD067", 4),
        ("limits = {pdf_seconds = 0}\n", "LOD066", 1),
        ('limits = {pdf_seconds = "1"}\n', "LOD015", 1),
        ("limits = {input_mb = true}\n", "LOD015", 1),
    ],
)
def test_a_limit_is_moved_only_within_what_the_program_can_bear(
    tmp_path: Path, text: str, code: str, line: int
) -> None:
    with pytest.raises(ContentError) as caught:
        find_workspace(a_workspace(tmp_path, text))
    assert [(found.code, found.where.line) for found in caught.value.findings] == [(code, line)]


def test_limits_hold_for_the_workspace_that_sets_them(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    large = tmp_path / "large"
    large.write_bytes(b"x" * (MEGABYTE + 1))
    find_workspace(a_workspace(tmp_path / "a", "limits = {input_mb = 1}\n"))
    assert (limit(INPUT), limit(PICTURE)) == (1, 5)
    with pytest.raises(UsageError, match="1048577"):
        read_bytes(large)
    find_workspace(a_workspace(tmp_path / "b", ""))
    assert limit(INPUT) == 32
    assert len(read_bytes(large)) == MEGABYTE + 1


def test_reports_are_folders_with_a_form_and_some_are_never_searched(tmp_path: Path) -> None:
    root = a_workspace(tmp_path)
    for report in ("2024/a", "2024/a/projects/p1", "2024/a/releases/1", "2024/a/source", "2024/_old", "2024/.trash"):
        a_report(root, report)
    workspace = find_workspace(root)
    assert workspace.reports() == ["2024/a", "2024/a/projects/p1"]
    assert workspace.reports(["content/2024/a/"]) == ["2024/a", "2024/a/projects/p1"]
    assert workspace.reports(["2024/a/projects"]) == ["2024/a/projects/p1"]


def test_narrative_without_a_form_is_a_report_whose_form_is_missing(tmp_path: Path) -> None:
    root = a_workspace(tmp_path)
    (root / "content/2024/b").mkdir(parents=True)
    (root / "content/2024/b/results.md").write_text("成效", encoding="utf-8")
    workspace = find_workspace(root)
    assert workspace.reports() == ["2024/b"]
    with pytest.raises(ContentError, match="the file is missing"):
        load_report(workspace, "2024/b")


def test_a_report_outside_content_is_refused(tmp_path: Path) -> None:
    root = a_workspace(tmp_path / "w") if (tmp_path / "w").mkdir() is None else tmp_path
    outside = a_report(tmp_path / "elsewhere", "2024/x")
    (root / "content/2024").mkdir(parents=True)
    (root / "content/2024/x").symlink_to(outside)
    workspace = find_workspace(root)
    assert workspace.reports() == []
    with pytest.raises(UsageError, match="outside"):
        workspace.folder_of("2024/x")


def test_a_layer_above_the_default_wins_and_the_default_stands_below(tmp_path: Path) -> None:
    root = a_workspace(tmp_path, 'layers = ["default", "qiannan"]\n')
    (root / "templates/qiannan").mkdir(parents=True)
    (root / "templates/qiannan/style.css").write_text("p {}", encoding="utf-8")
    workspace = find_workspace(root)
    assert workspace.template("style.css")[0] == "qiannan"
    assert workspace.template("report.docx")[0] == "default"


def test_a_stray_file_is_told(tmp_path: Path) -> None:
    root = a_workspace(tmp_path)
    (a_report(root, "2024/a") / "result.md").write_text("成效", encoding="utf-8")
    findings = load_report(find_workspace(root), "2024/a").findings
    assert [(finding.code, finding.where.file) for finding in findings] == [("LOD050", "content/2024/a/result.md")]


def test_a_folder_that_cannot_be_read_is_told_and_not_taken_for_empty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_report(a_workspace(tmp_path), "2024/a")
    a_report(tmp_path, "2024/b")
    scandir = os.scandir

    def refuse(folder: str) -> object:
        if str(folder).endswith("b"):
            raise PermissionError(errno.EACCES, "")
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(UsageError, match=r"content/2024/b.*permission"):
        find_workspace(tmp_path).reports()


def test_a_start_that_may_not_be_looked_into_is_told_and_not_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Path.stat

    def refuse(path: Path, **words: bool) -> os.stat_result:
        if path.parent == tmp_path / "closed":
            raise PermissionError(errno.EACCES, "")
        return whole(path, **words)

    (tmp_path / "closed").mkdir()
    monkeypatch.setattr(Path, "stat", refuse)
    with pytest.raises(UsageError, match=r"closed/reportgen\.toml"):
        find_workspace(tmp_path / "closed")
