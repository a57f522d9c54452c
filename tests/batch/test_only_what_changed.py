"""A build makes what changed and nothing else, says why, and leaves what a build from nothing would."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from reportgen.base.errors import UsageError
from reportgen.base.files import GRAIN
from reportgen.base.messages import in_language
from reportgen.batch.basis import _ENDINGS
from reportgen.batch.build import build
from reportgen.batch.lock import only_build
from reportgen.batch.outcome import BuildResult
from reportgen.load.workspace import find_workspace
from reportgen.render.output import formats
from tests.batch.workspace import add, departments, outputs
from tests.layers.fixture import write
from tests.run import change, reportgen

COUNT = 4


def built(root: Path, *asked: str, **options: object) -> BuildResult:
    workspace = find_workspace(root)
    return build(workspace, workspace.reports(asked), jobs=1, **options)


def why(result: BuildResult) -> dict[str, list[str]]:
    """The reports that were built, with the reasons in English."""
    with in_language("en"):
        return {one.report: list(map(str, one.why)) for one in result.outcomes if one.became == "built"}


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = departments(tmp_path_factory.mktemp("first"), COUNT)
    assert len(why(built(root))) == COUNT
    return root


@pytest.fixture
def root(first: Path, tmp_path: Path) -> Path:
    """A copy: another place, other inodes, other times, and the same content."""
    shutil.copytree(first, tmp_path / "copy")
    return tmp_path / "copy"


def as_from_nothing(root: Path) -> bool:
    """Whether `build/` holds what a build without any state makes."""
    kept = outputs(root)
    shutil.rmtree(root / "build")
    built(root)
    return outputs(root) == kept


def test_nothing_is_built_where_nothing_changed_even_in_a_copy(root: Path) -> None:
    before = {file: file.stat().st_mtime_ns for file in (root / "build").rglob("[!.]*") if file.is_file()}
    assert why(built(root)) == {}
    assert {file: file.stat().st_mtime_ns for file in before} == before
    assert as_from_nothing(root)


Change = Callable[[Path], object]
A, B = "2024/a000", "2024/b001"

CHANGES: dict[str, tuple[Change, dict[str, list[str]]]] = {
    "a figure": (
        lambda root: change(root / f"content/{A}/evaluation.yaml", "grade: 优", "grade: 良"),
        {A: ["evaluation.yaml changed"]},
    ),
    "narrative": (
        lambda root: (root / f"content/{B}/results.md").write_text("另写的成效。\n", "utf-8"),
        {B: ["results.md changed"]},
    ),
    "a section that is gone": (
        lambda root: (root / f"content/{B}/results.md").unlink(),
        {B: ["results.md is no more"]},
    ),
    "a stray file": (
        lambda root: write(root / f"content/{B}", {"notes.md": "x"}),
        {B: ["other files lie beside it than before"]},
    ),
    "a layer": (
        lambda root: write(root / "templates/qiannan", {"blocks/title.html.j2": "<h1>新题目</h1>\n"}),
        {f"2024/a{number:03}": ["layer qiannan: block title changed"] for number in range(0, COUNT, 2)},
    ),
    "labels of a layer": (
        lambda root: write(root / "templates/qiannan", {"labels.yaml": "blank: 无\n"}),
        {f"2024/a{number:03}": ["layer qiannan: labels.yaml is used now"] for number in range(0, COUNT, 2)},
    ),
    "an output that is gone": (
        lambda root: (root / f"build/{A}/report.json").unlink(),
        {A: ["report.json was deleted"]},
    ),
    "an output changed by hand": (
        lambda root: change(root / f"build/{A}/report.html", "<h1>", "<h1> "),
        {A: ["report.html was changed by hand"]},
    ),
    "a file touched and nothing more": (lambda root: os.utime(root / f"content/{A}/evaluation.yaml"), {}),
    "another department's year before": (
        lambda root: shutil.copytree(root / f"content/{A}", root / "content/2023/a000"),
        {A: ["it is compared with other reports than before"], "2023/a000": ["not built before"]},
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_exactly_what_changed_is_built_and_says_why(name: str, root: Path) -> None:
    made, expected = CHANGES[name]
    made(root)
    assert why(built(root)) == expected
    assert why(built(root)) == {}
    assert as_from_nothing(root)


def test_the_year_before_is_an_input(root: Path) -> None:
    shutil.copytree(root / f"content/{A}", root / "content/2023/a000")
    built(root)
    change(root / "content/2023/a000/evaluation.yaml", "grade: 优", "grade: 良")
    assert why(built(root)) == {
        "2023/a000": ["evaluation.yaml changed"],
        A: ["2023/a000/evaluation.yaml changed"],
    }


def test_a_profile_of_a_layer_is_an_input_of_who_follows_it(root: Path) -> None:
    write(root / "templates/qiannan", {"profiles/own.yaml": "id: own\nextends: guizhou-2024\ntitle: 甲\n"})
    change(root / f"content/{A}/evaluation.yaml", "profile: guizhou-2024", "profile: own")
    assert why(built(root)) == {A: ["evaluation.yaml changed"]}
    change(root / "templates/qiannan/profiles/own.yaml", "title: 甲", "title: 乙")
    assert why(built(root)) == {A: ["profile own changed"]}


def test_a_change_within_the_grain_of_the_clock_is_seen(root: Path) -> None:
    """The same size, the same inode, the same time: what was changed just before a build is read again."""
    file = root / f"content/{A}/evaluation.yaml"
    change(file, "grade: 优", "grade: 良")
    built(root)
    seen = file.stat()
    with file.open("r+b") as opened:
        opened.write(file.read_bytes().replace("grade: 良".encode(), "grade: 中".encode()))
    os.utime(file, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    assert (file.stat().st_size, file.stat().st_ino) == (seen.st_size, seen.st_ino)
    assert why(built(root)) == {A: ["evaluation.yaml changed"]}


def test_what_was_not_touched_for_long_is_not_read(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The files are as old as the test: the build is told that it begins later."""

    @contextmanager
    def later(folder: Path) -> Iterator[int]:
        with only_build(folder) as began:
            yield began + 2 * GRAIN

    monkeypatch.setattr("reportgen.batch.build.only_build", later)
    built(root)
    read: list[str] = []
    monkeypatch.setattr("reportgen.batch.plan.digest", lambda path: read.append(path) or "-")
    assert why(built(root)) == {}
    assert read == []


def test_a_changed_limit_builds_anew(root: Path) -> None:
    settings = root / "reportgen.toml"
    settings.write_text("limits = {input_mb = 31}\n" + settings.read_text("utf-8"), "utf-8")
    assert set(map(tuple, why(built(root)).values())) == {("the limits of the workspace changed",)}
    assert as_from_nothing(root)


def test_formats_named_leave_the_other_files_and_removed_reports_take_them_along(root: Path) -> None:
    assert set(why(built(root, A, formats=["data"]))) == {A}
    assert (root / f"build/{A}/report.html").is_file()
    shutil.rmtree(root / f"content/{A}")
    assert f"{A}/report.html" in built(root).removed
    assert not (root / f"build/{A}").exists()
    assert A not in (root / "build/index.json").read_text("utf-8")
    assert as_from_nothing(root)


def test_formats_no_longer_set_are_removed(root: Path) -> None:
    change(root / "reportgen.toml", '["html", "data"]', '["data"]')
    result = built(root)
    assert why(result)[A][0] == "other formats are made"
    assert f"{A}/report.html" in result.removed
    assert not (root / f"build/{A}/report.html").exists()


def test_what_somebody_changed_of_a_removed_report_is_left_and_told(root: Path) -> None:
    change(root / f"build/{A}/report.html", "<h1>", "<h1> ")
    shutil.rmtree(root / f"content/{A}")
    result = built(root)
    assert [(one.code, one.where.file) for one in result.left] == [("BLD001", f"build/{A}/report.html")]
    assert [file.name for file in (root / f"build/{A}").iterdir()] == ["report.html"]


def test_nothing_is_removed_while_content_is_out_of_reach(root: Path) -> None:
    (root / "content").rename(root / "elsewhere")
    assert built(root).removed == []
    assert (root / f"build/{A}/report.html").is_file()


def test_without_a_state_what_is_unknown_is_left_and_told(root: Path) -> None:
    shutil.rmtree(root / f"content/{A}")
    (root / "build/.state.sqlite").unlink()
    assert [(one.code, one.where.file) for one in built(root).left] == [("BLD002", f"build/{A}")]


@pytest.mark.parametrize("damage", ["cut", "overwritten", "another program's", "a changed letter"])
def test_a_damaged_state_is_begun_anew(damage: str, root: Path) -> None:
    file = root / "build/.state.sqlite"
    data = file.read_bytes()
    damaged = {
        "cut": data[: len(data) // 2],
        "overwritten": b"\0" * len(data),
        "another program's": data[:60] + b"\x00\x00\x00\x07" + data[64:],
        "a changed letter": data.replace(b'"grade": "', b'"grade": "!'[:-1] + b"'", 3),
    }[damage]
    file.write_bytes(damaged)
    kept = outputs(root)
    built(root)
    assert outputs(root) == kept
    assert why(built(root)) == {}


def test_a_failed_report_is_tried_again_and_its_old_files_stay(root: Path) -> None:
    change(root / f"content/{A}/evaluation.yaml", "year: 2024", "year: MMXXIV")
    assert [one.report for one in built(root).failed] == [A]
    assert (root / f"build/{A}/report.html").is_file()
    change(root / f"content/{A}/evaluation.yaml", "year: MMXXIV", "year: 2024")
    assert why(built(root)) == {A: ["not built when it was tried last"]}
    assert as_from_nothing(root)


def test_a_project_is_built_again_when_its_department_gets_a_form(root: Path) -> None:
    project = f"2024/{A.rpartition('/')[2]}-with/projects/p1"
    shutil.copytree(root / f"content/{A}", root / f"content/{project}")
    change(root / f"content/{project}/evaluation.yaml", "kind: department", "kind: project, project: 道路")
    assert set(why(built(root))) == {project}
    family = project.partition("/projects")[0]
    shutil.copytree(root / f"content/{A}", root / f"content/{family}", dirs_exist_ok=True)
    assert why(built(root)) == {
        family: ["not built before"],
        project: ["it is compared with other reports than before"],
    }
    change(root / f"content/{family}/evaluation.yaml", "grade: 优", "grade: 良")
    assert set(why(built(root))) == {family, project}


def test_departments_side_by_side_in_a_folder_of_the_year_are_not_compared(root: Path) -> None:
    """As those of one prefecture may lie: a change of one is none of the others, nor is one that cannot be read."""
    for name in ("a", "b", "c"):
        shutil.copytree(root / f"content/{A}", root / f"content/2024/prefecture/{name}")
    built(root)
    assert why(built(root)) == {}
    change(root / "content/2024/prefecture/a/evaluation.yaml", "grade: 优", "grade: 良")
    assert why(built(root)) == {"2024/prefecture/a": ["evaluation.yaml changed"]}
    change(root / "content/2024/prefecture/a/evaluation.yaml", "year: 2024", "year: MMXXIV")
    assert [one.report for one in built(root).failed] == ["2024/prefecture/a"]
    assert why(built(root)) == {}
    shutil.rmtree(root / "content/2024/prefecture/a")
    assert why(built(root)) == {}


def test_a_department_more_is_built_alone_and_listed(root: Path) -> None:
    new = add(root, COUNT)
    assert why(built(root)) == {new: ["not built before"]}
    assert as_from_nothing(root)


def test_the_command_says_why_in_both_languages(root: Path) -> None:
    change(root / f"content/{A}/evaluation.yaml", "grade: 优", "grade: 良")
    run = reportgen("build", "--why", cwd=root, env={"REPORTGEN_LANG": "zh"})
    assert run.code == 0
    assert "    evaluation.yaml 有改动" in run.out
    assert "    没有变化" in run.out
    assert f"生成 1 份，未变 {COUNT - 1} 份，失败 0 份" in run.out
    summary = json.loads(reportgen("build", "--json", cwd=root).out)["summary"]
    assert (summary["built"], summary["unchanged"], summary["failed"]) == (COUNT, COUNT, 0)


def test_the_endings_of_templates_are_those_that_the_formats_declare() -> None:
    assert {name: tuple(one.suffixes) for name, one in formats().items() if one.suffixes} == _ENDINGS


def test_links_in_the_build_of_somebody_else_lead_nowhere(root: Path, tmp_path: Path) -> None:
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    (theirs / "report.html").write_text("theirs", "utf-8")
    shutil.rmtree(root / "build")
    (root / f"build/{A}").parent.mkdir(parents=True)
    (root / f"build/{A}").symlink_to(theirs)
    failed = built(root).failed
    assert [one.report for one in failed] == [A]
    assert "lies outside" in str(failed[0].error)
    (root / "build/.lock").unlink()
    (root / "build/.lock").symlink_to(theirs / "report.html")
    with pytest.raises(UsageError, match=r"\.lock cannot be written: it is a link"):
        built(root)
    assert [(file.name, file.read_text("utf-8")) for file in theirs.iterdir()] == [("report.html", "theirs")]
