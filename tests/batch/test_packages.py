"""A package is built where something that it binds changed, and nowhere else; the reasons are told in words."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from reportgen.base.messages import in_language
from reportgen.batch.build import build
from reportgen.batch.outcome import BuildResult
from reportgen.load.workspace import find_workspace
from tests.batch.workspace import outputs
from tests.layers.fixture import write
from tests.packages import DEPARTMENT, FIRST, NARRATIVE, SECOND, a_workspace, form
from tests.run import change, reportgen

SETTINGS = 'profile = "guizhou-2024"\nformats = ["html"]\n'
DECLARATION = f"content/{DEPARTMENT}/package.yaml"


def built(root: Path, *asked: str) -> BuildResult:
    workspace = find_workspace(root)
    return build(workspace, workspace.reports(asked), jobs=1)


def why(result: BuildResult) -> list[str] | None:
    """Why the package was built, in English; None where it was not."""
    with in_language("en"):
        found = [list(map(str, one.why)) for one in result.packages if one.became == "built"]
    assert len(result.packages) <= 1
    return found[0] if found else None


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = a_workspace(tmp_path_factory.mktemp("first"), settings=SETTINGS)
    assert why(built(root)) == ["not built before"]
    return root


@pytest.fixture
def root(first: Path, tmp_path: Path) -> Path:
    shutil.copytree(first, tmp_path / "copy")
    return tmp_path / "copy"


def test_nothing_is_built_where_nothing_changed(root: Path) -> None:
    before = outputs(root)
    result = built(root)
    assert [one.became for one in result.packages] == ["unchanged"]
    assert outputs(root) == before


CHANGES: dict[str, tuple[Callable[[Path], object], list[str] | None]] = {
    "a figure of one report": (
        lambda root: change(root / f"content/{SECOND}/evaluation.yaml", "少办一次", "少办了一次"),
        [f"report {SECOND} changed"],
    ),
    "what it declares": (
        lambda root: (root / DECLARATION).write_text("schema: 1\ntitle: 材料\n", "utf-8"),
        ["package.yaml changed"],
    ),
    "a report more": (
        lambda root: write(root / f"content/{DEPARTMENT}/third", {"evaluation.yaml": form("新项目"), **NARRATIVE}),
        [f"report {DEPARTMENT}/third is bound now"],
    ),
    "a report less": (
        lambda root: shutil.rmtree(root / f"content/{SECOND}"),
        [f"report {SECOND} is bound no more"],
    ),
    "its page by hand": (
        lambda root: change(root / f"build/{DEPARTMENT}/package.html", "附件1", "附表1"),
        ["package.html was changed by hand"],
    ),
    "its page deleted": (
        lambda root: (root / f"build/{DEPARTMENT}/package.html").unlink(),
        ["package.html was deleted"],
    ),
    "a file of a report, which is made again": (
        lambda root: (root / f"build/{FIRST}/report.html").unlink(),
        None,
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_it_is_built_again_for_what_changed(root: Path, name: str) -> None:
    edit, expected = CHANGES[name]
    edit(root)
    result = built(root)
    assert why(result) == expected
    kept = outputs(root)
    shutil.rmtree(root / "build")
    built(root)
    assert outputs(root) == kept


def test_a_layer_of_its_own_is_told_by_name(tmp_path: Path) -> None:
    root = a_workspace(tmp_path, settings=SETTINGS + 'layers = ["default", "own"]\n')
    write(root / "templates/own", {"layer.toml": "", "style.extra.css": "h1 { color: black; }\n"})
    built(root)
    write(root / "templates/own", {"style.extra.css": "h1 { color: blue; }\n"})
    assert "layer own: style.extra.css changed" in (why(built(root)) or [])


def test_a_build_of_one_report_builds_the_packages_that_bind_it_and_no_others(root: Path) -> None:
    write(root / "content/2024/other", {"evaluation.yaml": form(), **NARRATIVE, "package.yaml": "schema: 1\n"})
    result = built(root, FIRST)
    assert [(one.report, one.became) for one in result.packages] == [(DEPARTMENT, "unchanged")]
    assert [one.report for one in built(root).packages] == [DEPARTMENT, "2024/other"]
    assert (root / "build/2024/other/package.html").is_file()


def test_a_package_whose_report_failed_fails_by_name_and_keeps_its_files(root: Path) -> None:
    page = root / f"build/{DEPARTMENT}/package.html"
    before = page.read_bytes()
    change(root / f"content/{SECOND}/evaluation.yaml", '"total"', "[")
    result = built(root)
    (package,) = result.packages
    assert package.failed
    assert {finding.where.file for finding in package.findings} == {f"content/{SECOND}/evaluation.yaml"}
    assert page.read_bytes() == before
    change(root / f"content/{SECOND}/evaluation.yaml", "[", '"total"')
    assert why(built(root)) == ["not built when it was tried last"]


def test_faults_of_a_declaration_are_told_at_their_places_and_stop_no_report(root: Path) -> None:
    (root / DECLARATION).write_text("schema: 1\nparts: [., thrid]\n", "utf-8")
    result = built(root)
    assert not result.failed
    (package,) = result.packages
    (finding,) = package.findings
    assert (finding.code, finding.where.line) == ("PKG001", 2)
    assert reportgen("-C", str(root), "build").code == 1


def test_files_of_a_package_that_is_no_more_are_removed(root: Path) -> None:
    (root / DECLARATION).unlink()
    result = built(root)
    assert result.packages == []
    assert f"{DEPARTMENT}/package.html" in result.removed
    assert not (root / f"build/{DEPARTMENT}/package.html").exists()
    assert (root / f"build/{DEPARTMENT}/report.html").exists()


def test_packages_stand_in_the_json_of_a_build(root: Path) -> None:
    told = json.loads(reportgen("-C", str(root), "build", "--json").out)
    assert [(one["report"], one["outcome"], one["files"]) for one in told["packages"]] == [
        (DEPARTMENT, "unchanged", ["package.html"])
    ]


def listed(root: Path) -> dict[str, list[str]]:
    """The packages that the list names, each with the reports it binds; the page must lead to the same files."""
    records = json.loads((root / "build/index.json").read_text("utf-8"))["packages"]
    page = (root / "build/index.html").read_text("utf-8")
    assert re.findall(r'href="([^"]*/package\.html)"', page) == [href for one in records for href in one["files"]]
    return {one["package"]: one["reports"] for one in records}


def test_the_list_of_reports_names_packages_with_their_files(root: Path) -> None:
    assert listed(root) == {DEPARTMENT: [DEPARTMENT, FIRST, SECOND]}
    before = {name: (root / "build" / name).stat().st_mtime_ns for name in ("index.json", "index.html")}
    built(root)
    assert {name: (root / "build" / name).stat().st_mtime_ns for name in before} == before
    write(root / f"content/{DEPARTMENT}/third", {"evaluation.yaml": form("新项目"), **NARRATIVE})
    built(root)
    assert listed(root) == {DEPARTMENT: [DEPARTMENT, FIRST, SECOND, f"{DEPARTMENT}/third"]}


def test_a_package_that_is_no_more_or_could_not_be_built_is_not_listed(root: Path) -> None:
    kept = (root / DECLARATION).read_text("utf-8")
    (root / DECLARATION).write_text("schema: 1\nparts: [nothing]\n", "utf-8")
    built(root)
    assert listed(root) == {}
    (root / DECLARATION).write_text(kept, "utf-8")
    built(root)
    assert listed(root) == {DEPARTMENT: [DEPARTMENT, FIRST, SECOND]}
    (root / DECLARATION).unlink()
    built(root)
    assert listed(root) == {}


def test_packages_stay_listed_that_a_build_without_its_state_was_not_asked_for(root: Path) -> None:
    write(root / "content/2024/other", {"evaluation.yaml": form(), **NARRATIVE, "package.yaml": "schema: 1\n"})
    built(root)
    assert list(listed(root)) == [DEPARTMENT, "2024/other"]
    for file in (root / "build").glob(".*"):
        file.unlink()
    built(root, "2024/other")
    assert list(listed(root)) == [DEPARTMENT, "2024/other"]


def test_a_folder_of_departments_may_be_a_package(tmp_path: Path) -> None:
    root = a_workspace(tmp_path, settings=SETTINGS)
    (root / DECLARATION).unlink()
    write(root / "content/2024", {"package.yaml": "schema: 1\nparts: [county, county/*]\nsummary: no\n"})
    (package,) = built(root).packages
    assert (package.report, package.became) == ("2024", "built")
    assert (root / "build/2024/package.html").is_file()
