"""Two builds compared: exactly the departments that a change touches, why, their words, and how their pages moved."""

from __future__ import annotations

import json
import shutil
from base64 import b64decode
from pathlib import Path

import pytest
from lxml import html

from reportgen import api
from reportgen.base.errors import UsageError
from reportgen.base.messages import in_language
from reportgen.batch.build import build
from reportgen.document.builds import BuildDifference
from reportgen.load.workspace import find_workspace
from reportgen.readback.deep import pictures
from tests.batch.workspace import LAYERED, add, departments, outputs
from tests.contracts.test_commands import holds
from tests.layers.fixture import write
from tests.run import change, reportgen

COUNT = 4
LAYER = {f"2024/a{number:03}" for number in range(0, COUNT, 2)}
FORMATS = LAYERED.replace('"html", "data"', '"html", "pdf"')


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace that was built, a copy of what was built, and then a layer changed and all built again."""
    root = departments(tmp_path_factory.mktemp("kept"), COUNT, FORMATS)
    workspace = find_workspace(root)
    build(workspace, workspace.reports(), jobs=1)
    shutil.copytree(root / "build", root / "before")
    write(root / "templates/qiannan", {"labels.yaml": "sections:\n  results: 取得的主要成效\n"})
    workspace = find_workspace(root)
    build(workspace, workspace.reports(), jobs=1)
    return root


def compared(root: Path, *reports: str, draw: bool = False) -> BuildDifference:
    return api.compare_builds(find_workspace(root), root / "before", reports, draw=draw)


def test_a_layer_touches_its_departments_and_no_others_and_says_why(kept: Path) -> None:
    found = compared(kept)
    assert {one.report for one in found.reports} == LAYER
    assert found.unchanged == COUNT - len(LAYER)
    with in_language("en"):
        assert found.reasons == {"layer qiannan: labels.yaml is used now": len(LAYER)}


def test_words_are_told_once_with_what_was_there(kept: Path) -> None:
    for report in compared(kept).reports:
        words = {file.name: file.passages for file in report.files}
        for name in ("report.html", "report.pdf"):
            assert [(one.old, one.new) for one in words[name]] == [("取得成效", "取得的主要成效")]


def test_pages_are_counted_and_those_that_look_otherwise_are_drawn(kept: Path) -> None:
    for report in compared(kept, draw=True).reports:
        (pdf,) = (file for file in report.files if file.name == "report.pdf")
        old, new = (
            (folder / report.report / "report.pdf").read_bytes() for folder in (kept / "before", kept / "build")
        )
        assert (pdf.old_pages, pdf.new_pages) == (pictures.number_of_pages(old), pictures.number_of_pages(new))
        assert 0 < len(pdf.pictures) <= pdf.new_pages
        drawn = pictures.pages_of(new)
        assert all(pair.new == drawn[pair.number - 1] != pair.old for pair in pdf.pictures)


def test_a_page_more_stands_beside_nothing(kept: Path, tmp_path: Path) -> None:
    shutil.copytree(kept, tmp_path / "here")
    root = tmp_path / "here"
    (root / "content/2024/b001/results.md").write_text("很长的成效。" * 3000, "utf-8")
    build(find_workspace(root), ["2024/b001"], jobs=1)
    (report,) = compared(root, "2024/b001", draw=True).reports
    (pdf,) = (file for file in report.files if file.name == "report.pdf")
    assert pdf.new_pages > pdf.old_pages
    assert [pair.old is None for pair in pdf.pictures][-1]
    with in_language("en"):
        assert list(map(str, report.why)) == ["results.md changed"]


def test_reports_that_came_or_went_are_told(kept: Path, tmp_path: Path) -> None:
    shutil.copytree(kept, tmp_path / "here")
    root = tmp_path / "here"
    new = add(root, COUNT + 1)
    shutil.rmtree(root / "content/2024/b001")
    workspace = find_workspace(root)
    build(workspace, workspace.reports(), jobs=1)
    assert {one.report: one.change for one in compared(root).reports if one.report[5] == "b"} == {
        new: "added",
        "2024/b001": "removed",
    }


def test_only_what_is_asked_for_is_compared_and_what_is_nowhere_is_refused(kept: Path) -> None:
    found = compared(kept, "2024/b001")
    assert (found.is_empty, found.unchanged) == (True, 1)
    with pytest.raises(UsageError, match="2024/nobody"):
        compared(kept, "2024/nobody")
    with pytest.raises(UsageError, match="build/"):
        api.compare_builds(find_workspace(kept), kept / "content")


def test_neither_build_is_changed_and_without_a_state_the_reasons_are_missing(kept: Path, tmp_path: Path) -> None:
    shutil.copytree(kept, tmp_path / "here")
    root = tmp_path / "here"
    (root / "before/.state.sqlite").write_bytes(b"no state")
    before = outputs(root), (root / "before/.state.sqlite").read_bytes()
    found = compared(root)
    assert (outputs(root), (root / "before/.state.sqlite").read_bytes()) == before
    assert {one.report for one in found.reports} == LAYER
    assert found.reasons == {}
    assert any("state.sqlite" in str(note) for note in found.notes)


def test_without_what_draws_it_says_how_to_get_it(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MODULES", ("no_such_module",))
    found = compared(kept, draw=True)
    assert {one.report for one in found.reports} == LAYER
    assert any("make extras" in str(note) for note in found.notes)


def test_the_page_shows_both_sides_and_escapes(kept: Path) -> None:
    with in_language("en"):
        found = compared(kept, draw=True)
        page = html.document_fromstring(api.builds_page(find_workspace(kept), found).decode())
    assert {one.text for one in page.iter("ins")} == {"的主要"}
    images = list(page.iter("img"))
    assert len(images) == 2 * sum(len(file.pictures) for report in found.reports for file in report.files)
    assert all(b64decode(one.get("src").partition(",")[2]).startswith(b"\x89PNG") and one.get("alt") for one in images)
    assert [one.text_content() for one in page.xpath("//h2/small")] == ["changed"] * len(LAYER)


def test_the_command_prints_text_json_and_a_page(kept: Path) -> None:
    run = reportgen("diff", "--before", "before", cwd=kept)
    assert run.code == 1
    assert "        取得{+的主要+}成效" in run.out
    assert f"{len(LAYER)} reports differ, {COUNT - len(LAYER)} are the same" in run.out
    run = reportgen("diff", "2024/a000", "--before", "before", "--format", "json", cwd=kept)
    document = holds("diff-builds", run.out)
    assert [one["report"] for one in document["reports"]] == ["2024/a000"]
    run = reportgen("diff", "2024/b001", "--before", "before", "--format", "html", "-o", "moved.html", cwd=kept)
    assert (run.code, run.out) == (0, "")
    assert "same, to the byte" in (kept / "moved.html").read_text("utf-8")
    assert reportgen("diff", cwd=kept).code == 2
    assert json.loads(reportgen("diff", "--before", "before", "--format", "json", cwd=kept).out)["unchanged"] == 2


def test_figures_that_changed_are_told_whole(kept: Path, tmp_path: Path) -> None:
    shutil.copytree(kept, tmp_path / "here")
    root = tmp_path / "here"
    change(root / "content/2024/b001/evaluation.yaml", "filed: 2025年3月", "filed: 2025年4月")
    build(find_workspace(root), ["2024/b001"], jobs=1)
    (report,) = compared(root, "2024/b001").reports
    pieces = [piece.text for file in report.files for one in file.passages for piece in one.pieces]
    assert {"3", "4"} <= set(pieces)


@pytest.mark.soak
@pytest.mark.office
def test_without_a_pdf_pages_are_those_of_libreoffice(tmp_path: Path) -> None:
    root = departments(tmp_path, 1, 'formats = ["docx"]\n')
    build(find_workspace(root), ["2024/a000"], jobs=1)
    shutil.copytree(root / "build", root / "before")
    (root / "content/2024/a000/results.md").write_text("很长的成效。" * 3000, "utf-8")
    build(find_workspace(root), ["2024/a000"], jobs=1)
    found = compared(root, draw=True)
    (word,) = (file for report in found.reports for file in report.files if file.name == "report.docx")
    assert word.new_pages > word.old_pages > 0
    assert len(word.pictures) >= word.new_pages - word.old_pages
    assert any("LibreOffice" in str(note) for note in found.notes)
