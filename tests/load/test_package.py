"""A package.yaml says what is bound and in which order; what it gets wrong is told at its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.base.errors import ContentError
from reportgen.document.package import Declaration, Target
from reportgen.load.package import find_packages, parts_of, read_declaration, read_target
from reportgen.load.workspace import find_workspace
from tests.layers.fixture import write

KNOWN = ["2024/a", "2024/a/p-1", "2024/a/p-2", "2024/a/targets", "2024/a/p-1/monitoring", "2024/ab", "2024/b"]


def declared(folder: Path, text: str) -> Declaration:
    write(folder, {"reportgen.toml": ""})
    write(folder / "content/2024/a", {"package.yaml": text})
    return read_declaration(find_workspace(folder), "2024/a")[0]


def faults(folder: Path, text: str) -> list[tuple[str, int | None]]:
    with pytest.raises(ContentError) as refused:
        declared(folder, text)
    return [(finding.name, finding.where.line) for finding in refused.value.findings]


def test_without_parts_the_department_comes_first_and_then_its_projects() -> None:
    assert parts_of("2024/a", Declaration(), KNOWN) == ["2024/a", "2024/a/p-1", "2024/a/p-2"]


def test_parts_are_bound_in_the_order_named_and_once(tmp_path: Path) -> None:
    made = declared(tmp_path, "schema: 1\nparts: [p-2, ., targets, p-*]\n")
    assert parts_of("2024/a", made, KNOWN) == ["2024/a/p-2", "2024/a", "2024/a/targets", "2024/a/p-1"]


def test_a_part_that_is_no_report_is_told_with_the_nearest(tmp_path: Path) -> None:
    made = declared(tmp_path, "schema: 1\nparts:\n  - .\n  - p_1\n  - ../b\n")
    with pytest.raises(ContentError) as refused:
        parts_of("2024/a", made, KNOWN)
    first, second = refused.value.findings
    assert (first.code, first.where.line, first.values["suggestion"]) == ("PKG001", 4, "p-1")
    assert (second.code, second.where.line) == ("PKG001", 5)


def test_a_folder_without_reports_is_told() -> None:
    with pytest.raises(ContentError) as refused:
        parts_of("2024/c", Declaration(), KNOWN)
    assert [one.code for one in refused.value.findings] == ["PKG002"]


def test_what_is_declared_is_read(tmp_path: Path) -> None:
    text = "schema: 1\ntitle: 材料\ncontents: no\nsummary: yes\ninto: {file: a.docx, bookmark: here}\n"
    made = declared(tmp_path, text)
    assert (made.title, made.contents, made.summary) == ("材料", False, True)
    assert isinstance(made.into, Target)
    assert (made.into.file, made.into.bookmark, made.into.heading, made.into.where.line) == ("a.docx", "here", None, 5)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("schema: 1\ntitel: 材料\n", [("misspelled_key", 2)]),
        ("schema: 1\ncontents: maybe\n", [("not_a_choice", 2)]),
        ("title: 材料\n", [("missing_key", 1)]),
        ("schema: 1\ninto: {file: a.docx}\n", [("place_not_named", 2)]),
        ("schema: 1\ninto: {file: a.docx, heading: 甲, bookmark: b}\n", [("place_not_named", 2)]),
    ],
)
def test_faults_are_told_at_their_places(tmp_path: Path, text: str, found: list[tuple[str, int]]) -> None:
    assert faults(tmp_path, text) == found


def test_the_file_of_the_bureau_lies_below_the_folder(tmp_path: Path) -> None:
    write(tmp_path, {"reportgen.toml": "", "secret.docx": "x"})
    write(tmp_path / "content/2024/a", {"in.docx": "x"})
    workspace = find_workspace(tmp_path)
    assert read_target(workspace, "2024/a", Target("in.docx")) == b"x"
    for file in ("../../../secret.docx", "none.docx"):
        with pytest.raises(ContentError):
            read_target(workspace, "2024/a", Target(file))


def test_packages_are_found_beside_reports_and_above_them(tmp_path: Path) -> None:
    write(tmp_path, {"reportgen.toml": ""})
    write(tmp_path / "content/2024", {"package.yaml": ""})
    write(tmp_path / "content/2024/a", {"evaluation.yaml": "", "package.yaml": ""})
    write(tmp_path / "content/2024/b/p", {"evaluation.yaml": ""})
    write(tmp_path / "content/2024/b", {"package.yaml": ""})
    write(tmp_path / "content/2023/c", {"evaluation.yaml": ""})
    workspace = find_workspace(tmp_path)
    folders = workspace.folders()
    assert find_packages(workspace, folders, folders.__getitem__) == ["2024", "2024/a", "2024/b"]
