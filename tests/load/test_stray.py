"""Files that nothing reads because of their names."""

from __future__ import annotations

from pathlib import Path

import pytest

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
