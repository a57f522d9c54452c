"""What was asked for and cannot be done says plainly what is wrong and what to do, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.packages import a_workspace
from tests.run import reportgen

REPORT = "2024/county"
PAGE = "<!DOCTYPE html><html><body><p>x</p></body></html>"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = a_workspace(tmp_path_factory.mktemp("workspace"))
    (root / "x.xlsx").write_bytes(b"PK\3\4" + bytes(100))
    (root / "x.txt").write_text("得分 87", "utf-8")
    (root / "x.mht").write_text(f"From: <Saved by a browser>\n\n{PAGE}", "utf-8")
    return root


@pytest.mark.parametrize(
    ("words", "chinese", "english"),
    [
        (("check", "--format", "json", "-o", "none/x"), "没有文件夹 none", "there is no folder none; make it first"),
        (("publish", "2024"), "其中一份：2024/county、", "name it: 2024/county、2024/county/first、2024/county/second"),
        (("log", "2024"), "2024 是含3份报告的文件夹", "2024 is a folder of 3 reports"),
        (("diff", "2024"), "2024 是含3份报告的文件夹", "2024 is a folder of 3 reports"),
        (("verify", REPORT, "--page", "x.xlsx"), "x.xlsx 不是网页", "x.xlsx is no web page; save the page of the site"),
        (("verify", REPORT, "--page", "x.txt"), "x.txt 不是网页", "x.txt is no web page"),
        (("verify", REPORT, "--page", "x.mht"), "x.mht 不是网页", "x.mht is no web page"),
        (
            ("verify", REPORT, "--page", "no.html"),
            "无法读取 no.html",
            "no.html cannot be read: there is no such file",
        ),
        (("verify", REPORT, "--page", "content"), "content", "content cannot be read: it is a folder"),
        (("verify", "--page", "x.txt"), "请指明", "a page shows one report: name it"),
        (("explain", REPORT, "qqqq"), "编号如 funds.total.executed", "figures are named like funds.total.executed"),
        (("verify", "2024", "--page", "x.txt"), "2024 是含3份报告的文件夹", "2024 is a folder of 3 reports"),
    ],
)
def test_it_says_what_is_wrong_and_what_to_do(
    workspace: Path, words: tuple[str, ...], chinese: str, english: str
) -> None:
    for language, told in (("zh", chinese), ("en", english)):
        run = reportgen("--lang", language, *words, cwd=workspace)
        assert run.code == 2
        assert told in run.err
        assert len(run.err.splitlines()) == 1
    assert not (workspace / "none").exists()


@pytest.mark.parametrize("words", [("explain", REPORT, "totals.score"), ("explain", REPORT, "--layers")])
def test_a_report_is_explained_though_others_lie_below_it(workspace: Path, words: tuple[str, ...]) -> None:
    run = reportgen(*words, cwd=workspace)
    assert (run.code, run.err) == (0, "")
    assert reportgen("explain", "2024", *words[2:], cwd=workspace).code == 2


def test_the_page_of_a_department_is_compared_though_its_projects_lie_below_it(workspace: Path) -> None:
    (workspace / "saved.html").write_text(PAGE, "utf-8")
    run = reportgen("verify", REPORT, "--page", "saved.html", cwd=workspace)
    assert run.code == 1
    assert "RBK007" in run.out
