"""Files that nothing reads because of their names."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.base.errors import ContentError
from reportgen.load.workspace import find_workspace
from tests.layers.fixture import QIANNAN, a_workspace, write


def told(root: Path) -> list[tuple[str, str, str | None]]:
    workspace = find_workspace(root)
    found = workspace.stray_findings(workspace.reports())
    return [(one.code, one.where.file, one.values.get("suggestion")) for one in found]


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("labels.yml", "labels.yaml"),
        ("styles.css", "style.css"),
        ("Report.docx", "report.docx"),
        ("report.dox", "report.docx"),
        ("block/title.docx", "blocks"),
        ("blocks/title.doc", "title.docx"),
        ("profiles/own.yml", "own.yaml"),
    ],
)
def test_a_mistyped_file_of_a_layer_is_told_with_what_was_meant(tmp_path: Path, name: str, meant: str) -> None:
    root = a_workspace(tmp_path)
    assert told(root) == []
    write(root, {f"templates/qiannan/{name}": ""})
    file = "block" if name.startswith("block/") else name
    assert told(root) == [("LOD076", f"templates/qiannan/{file}", meant)]


def test_another_file_of_a_layer_is_told_and_one_of_an_open_editor_is_not(tmp_path: Path) -> None:
    root = a_workspace(tmp_path)
    write(root, {f"templates/qiannan/{name}": "" for name in ("说明.txt", ".DS_Store", "~$report.docx")})
    assert told(root) == [("LOD077", "templates/qiannan/说明.txt", None)]


@pytest.mark.parametrize("name", ["evaluation.yml", "Evaluation.yaml", "evalution.yaml"])
def test_a_mistyped_evaluation_is_told(tmp_path: Path, name: str) -> None:
    root = a_workspace(tmp_path)
    write(root, {f"content/2024/other/{name}": "", f"content/{QIANNAN}/evaluation.yml": ""})
    assert told(root) == [("LOD076", f"content/2024/other/{name}", "evaluation.yaml")]


def test_what_a_profile_of_a_layer_names_that_is_not_there_is_told(tmp_path: Path) -> None:
    root = a_workspace(tmp_path)
    text = "id: own\nextends: guizhou-2024\nseverities: {IND001: info, IND0O1: info}\nunwaivable: [TOT002, TOT999]\n"
    write(root, {"templates/qiannan/profiles/own.yaml": f"{text}columns: {{exeuted: 支出数, mine: 备注}}\n"})
    workspace = find_workspace(root)
    found = workspace.profile_findings(workspace.reports(), lambda: {"IND001", "TOT002"})
    assert [(one.code, one.where.line, one.values["suggestion"]) for one in found] == [
        ("LOD084", 3, "IND001"),
        ("LOD084", 4, "TOT002"),
        ("LOD062", 5, "executed"),
    ]


def test_a_profile_of_the_settings_that_is_not_there_is_told(tmp_path: Path) -> None:
    root = a_workspace(tmp_path, 'profile = "guizou-2024"\n')
    found = find_workspace(root).profile_findings(find_workspace(root).reports(), set)
    assert [(one.code, one.where.line) for one in found] == [("LOD030", 1)]


@pytest.mark.parametrize(("line", "code"), [("jobs = 0", "LOD066"), ("formats = []", "LOD025")])
def test_settings_that_nothing_can_be_made_with_are_refused(tmp_path: Path, line: str, code: str) -> None:
    root = a_workspace(tmp_path, f"{line}\n")
    with pytest.raises(ContentError) as caught:
        find_workspace(root)
    assert [(one.code, one.where.line) for one in caught.value.findings] == [(code, 1)]
