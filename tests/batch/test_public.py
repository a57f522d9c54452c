"""What is put out for publication: official names, one zip a department, nothing internal, no name twice."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from pathlib import Path

import pytest

from reportgen.base.finding import Severity
from reportgen.batch.outcome import Outcome, counts_of
from reportgen.batch.public import write_public
from reportgen.document.listing import IndexEntry
from reportgen.load.workspace import find_workspace
from reportgen.render.official import LONGEST, official_name, public_name, safe_name
from tests.layers.fixture import write
from tests.packages import DEPARTMENT as COUNTY
from tests.packages import FIRST, NARRATIVE, a_workspace, form
from tests.run import SEED, Run, change, reportgen, seed_workspace

HTML = 'profile = "guizhou-2024"\nformats = ["html"]\n'

DEPARTMENT = "黔南布依族苗族自治州民政局"
TABLES = ("资金", "指标", "目标", "数据字典")
OFFICIAL = f"{DEPARTMENT}2024年度部门整体支出绩效自评表"


def an_entry(department: str = "某局", project: str | None = None, title: str = "自评表") -> IndexEntry:
    return IndexEntry("2024/x", department, project, "2024", title, None, None, None)


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("w")
    seed_workspace(root)
    assert reportgen("build", "--public", root / "out", cwd=root).code == 0
    return root / "out"


def test_every_public_file_has_its_official_name(out: Path) -> None:
    names = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    ends = {
        ".docx",
        ".html",
        ".pdf",
        ".xlsx",
        ".json",
        "（资金）.csv",
        "（指标）.csv",
        "（目标）.csv",
        "（数据字典）.csv",
    }
    assert {f"{DEPARTMENT}/{OFFICIAL}{end}" for end in ends} <= names
    assert f"{DEPARTMENT}.zip" in names
    assert not any("internal" in name for name in names)


def test_the_zip_holds_the_files_and_only_them_without_a_time(out: Path) -> None:
    with zipfile.ZipFile(out / f"{DEPARTMENT}.zip") as archive:
        held = {info.filename: archive.read(info) for info in archive.infolist()}
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert held == {path.name: path.read_bytes() for path in (out / DEPARTMENT).iterdir()}


def test_public_files_are_those_of_the_build_but_for_links_of_the_page(out: Path) -> None:
    build = out.parent / "build" / SEED
    for name in ("report.docx", "report.pdf", "report.json", "report.xlsx", "funds.csv"):
        assert (out / DEPARTMENT / public_name(OFFICIAL, name)).read_bytes() == (build / name).read_bytes()
    page = (out / DEPARTMENT / f"{OFFICIAL}.html").read_text("utf-8")
    assert re.findall(r'href="(report\.\w+|\w+\.csv)"', page) == []


def test_building_again_writes_the_same_bytes(out: Path) -> None:
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    assert reportgen("build", "--public", "out", cwd=out.parent).code == 0
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before


def test_two_reports_of_one_name_are_told_and_neither_is_published(tmp_path: Path) -> None:
    report = seed_workspace(tmp_path)
    shutil.copytree(report, tmp_path / "content/2024/again")
    shutil.copytree(report, tmp_path / "content/2024/other")
    change(tmp_path / "content/2024/other/evaluation.yaml", DEPARTMENT, "另一局")
    run = reportgen("build", "--format", "data", "--public", "out", cwd=tmp_path)
    assert run.code == 1
    assert "PUB001" in run.out
    assert "2024/again、2024/qiannan-civil-affairs" in run.out
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"另一局", "另一局.zip"}


def test_a_file_of_another_build_is_told_and_left(tmp_path: Path) -> None:
    seed_workspace(tmp_path)
    stray = tmp_path / "out" / DEPARTMENT / "旧表.docx"
    stray.parent.mkdir(parents=True)
    stray.write_bytes(b"old")
    run = reportgen("build", "--format", "data", "--public", "out", cwd=tmp_path)
    assert run.code == 0
    assert "PUB002" in run.out
    assert "旧表.docx" in run.out
    assert stray.read_bytes() == b"old"
    with zipfile.ZipFile(tmp_path / "out" / f"{DEPARTMENT}.zip") as archive:
        assert "旧表.docx" not in archive.namelist()


def test_what_an_earlier_build_left_of_other_departments_is_told_and_left(tmp_path: Path) -> None:
    seed_workspace(tmp_path)
    strays = [tmp_path / "out" / name for name in ("旧局/旧表.docx", "旧局/附件/甲.pdf", "旧局.zip")]
    for stray in strays:
        stray.parent.mkdir(parents=True, exist_ok=True)
        stray.write_bytes(b"old")
    run = reportgen("build", "--format", "data", "--public", "out", cwd=tmp_path)
    assert (run.code, run.out.count("PUB002")) == (0, 2)
    assert all(name in run.out for name in ("旧局.zip", "旧表.docx", "附件/甲.pdf"))
    assert all(stray.read_bytes() == b"old" for stray in strays)


def test_files_of_reports_that_are_no_longer_put_out_are_told(tmp_path: Path) -> None:
    report = seed_workspace(tmp_path)
    assert "PUB002" not in reportgen("build", "--format", "data", "--public", "out", cwd=tmp_path).out
    shutil.copytree(report, tmp_path / "content/2024/again")
    run = reportgen("build", "--format", "data", "--public", "out", cwd=tmp_path)
    assert ("PUB001" in run.out, "PUB002" in run.out) == (True, True)


BOUND = "示例县民政局2024年度绩效自评材料"


def put_out(root: Path, *asked: str) -> tuple[Run, set[str]]:
    """A build that is put out, and the names of what is there then."""
    run = reportgen("-C", root, "build", *asked, "--public", root / "out")
    out = root / "out"
    return run, {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}


def test_a_package_is_put_out_with_the_reports_of_its_department(tmp_path: Path) -> None:
    root = a_workspace(tmp_path / "w", settings=HTML)
    run, names = put_out(root)
    assert (run.code, f"示例县民政局/{BOUND}.html" in names) == (0, True)
    assert "PUB002" not in run.out
    page = (root / "out/示例县民政局" / f"{BOUND}.html").read_bytes()
    assert page == (root / "build" / COUNTY / "package.html").read_bytes()
    with zipfile.ZipFile(root / "out/示例县民政局.zip") as archive:
        assert archive.read(f"{BOUND}.html") == page


def test_a_package_of_several_departments_is_put_out_beside_them(tmp_path: Path) -> None:
    root = a_workspace(tmp_path / "w", "schema: 1\ntitle: 全县材料\nparts: [., other]\n", HTML)
    text = form().replace("示例县民政局", "示例县教育局")
    write(root / f"content/{COUNTY}/other", {"evaluation.yaml": text, **NARRATIVE})
    run, names = put_out(root)
    assert "全县材料.html" in names
    assert "PUB002" not in run.out


def test_a_package_is_left_out_and_named_where_one_of_its_reports_is(tmp_path: Path) -> None:
    root = a_workspace(tmp_path / "w", settings=HTML)
    shutil.copytree(root / f"content/{FIRST}", root / "content/2024/again")
    run, names = put_out(root)
    assert "PUB006" in run.out and FIRST in run.out.partition("PUB006")[2]
    assert not any(BOUND in name for name in names)
    shutil.rmtree(root / "content/2024/again")
    shutil.rmtree(root / "out")
    run, names = put_out(root, FIRST)
    assert "PUB006" in run.out
    assert not any(BOUND in name for name in names)


def test_packages_of_one_title_are_told_and_none_of_them_is_put_out(tmp_path: Path) -> None:
    root = a_workspace(tmp_path / "w", settings=HTML)
    write(root / f"content/{FIRST}", {"package.yaml": f"schema: 1\ntitle: {BOUND}\n"})
    run, names = put_out(root)
    assert (run.code, run.out.count("PUB007")) == (1, 2)
    assert not any(BOUND in name for name in names)
    assert "示例县民政局/示例县民政局2024年度养老服务补助项目支出绩效自评表.html" in names


@pytest.mark.parametrize("errors", [0, 2])
def test_reports_with_errors_are_put_out_for_reading_and_named(errors: int, tmp_path: Path) -> None:
    seed_workspace(tmp_path)
    (tmp_path / "build/2024/x").mkdir(parents=True)
    (tmp_path / "build/2024/x/funds.csv").write_bytes(b"x")
    outcome = Outcome("2024/x", ("funds.csv",), {**counts_of([]), "error": errors})
    done = write_public(find_workspace(tmp_path), [outcome], {"2024/x": an_entry()}, tmp_path / "out")
    assert len(done.files) == 2
    assert [(one.code, one.severity, one.values["reports"]) for one in done.findings] == [
        ("PUB005", Severity.WARNING, "2024/x")
    ][: bool(errors)]


@pytest.mark.parametrize("folder", ["build", "build/public", "content", ".", "templates/x"])
def test_a_folder_of_the_workspace_is_refused(tmp_path: Path, folder: str) -> None:
    seed_workspace(tmp_path)
    run = reportgen("build", "--public", folder, cwd=tmp_path)
    assert (run.code, (tmp_path / "build").exists()) == (2, False)


def test_the_names_are_in_the_json(tmp_path: Path) -> None:
    seed_workspace(tmp_path)
    run = reportgen("build", "--json", "--format", "data", "--public", "out", cwd=tmp_path)
    assert f"{DEPARTMENT}.zip" in json.loads(run.out)["summary"]["public"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("甲/乙\\丙", "甲_乙_丙"),
        ('a<b>c:"d"|e?f*g', "a_b_c__d__e_f_g"),
        ("../../x", "_.._x"),
        ("甲. ", "甲"),
        ("\x00\n", "__"),
        (" ", "_"),
        ("e\u0301", "é"),
    ],
)
def test_names_are_safe_everywhere(text: str, name: str) -> None:
    assert safe_name(text) == name


def test_a_long_project_leaves_room_for_the_title() -> None:
    name = official_name("某局", "2024", "项目" * 100, "项目支出绩效自评表")
    assert len(name.encode()) <= LONGEST
    assert name.startswith("某局2024年度项目")
    assert name.endswith("项目支出绩效自评表")
