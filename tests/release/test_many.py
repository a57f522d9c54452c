"""One correction in many departments: each its version and its notice, and one overview of all."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import docx
import pytest
from lxml import html

from reportgen import api
from tests.release.story import NOW, correct_amount, publishable
from tests.run import Run, change, reportgen

UNITS = {"qiannan-civil-affairs": "黔南布依族苗族自治州民政局", "education": "黔南州教育局", "water": "黔南州水务局"}
REASON = "录入时多记一笔支出"


def run(root: Path, *words: str) -> Run:
    return reportgen(*words, cwd=root, env=NOW)


def correct(root: Path, *words: str) -> Run:
    return run(root, "correct", "2024", "--reason", REASON, "--signoff", "signoff.yaml", *words)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three departments, published; one more is not."""
    root = tmp_path_factory.mktemp("w")
    first = publishable(root, '["docx", "html"]')
    signoff = root / "signoff.yaml"
    signoff.write_text(signoff.read_text("utf-8").partition("number")[0], "utf-8")
    for name, unit in UNITS.items():
        folder = first.with_name(name)
        if folder != first:
            shutil.copytree(first, folder, ignore=shutil.ignore_patterns("releases"))
            change(folder / "evaluation.yaml", UNITS["qiannan-civil-affairs"], unit)
        api.publish(api.workspace(root), f"2024/{name}", lambda: api.read_signoff(signoff))
    shutil.copytree(first, first.with_name("unpublished"), ignore=shutil.ignore_patterns("releases"))
    return root


@pytest.fixture
def root(published: Path, tmp_path: Path) -> Path:
    """The same, with two of them corrected in content since."""
    shutil.copytree(published, tmp_path / "w")
    for name in ("qiannan-civil-affairs", "education"):
        correct_amount(tmp_path / "w/content/2024" / name)
    return tmp_path / "w"


def releases(root: Path, unit: str) -> Path:
    return root / "content/2024" / unit / "releases"


def overviews(root: Path) -> dict[str, bytes]:
    return {path.suffix: path.read_bytes() for path in (root / "build/2024").glob("更正一览-*")}


def test_a_folder_corrects_what_changed_and_gives_one_overview(root: Path) -> None:
    done = correct(root, "--blackline")
    assert done.code == 0, done.out + done.err
    assert "2 corrected, 1 unchanged, 1 not published yet" in done.out
    assert [(releases(root, unit) / "2").exists() for unit in UNITS] == [True, True, False]
    made = overviews(root)
    word = docx.Document(io.BytesIO(made[".docx"]))
    page = html.fromstring(made[".html"].decode())
    said = {".docx": "".join(word.element.body.itertext()), ".html": page.text_content()}
    for text in said.values():
        for shown in (REASON, "黔南州教育局", UNITS["qiannan-civil-affairs"], "52,245,328.60", "51,245,328.60"):
            assert shown in text
        assert "共2份报告更正" in text
        assert "各报告都更正了：部门（单位）总体资金、特定目标类项目、全年执行数（B）" in text
        assert "总分由97变为96.84。等级不变（优）。" in text
        assert "黔南州水务局" not in text
    for link in page.xpath("//main//a/@href"):
        assert (root / "build/2024" / link).is_file()
    tracked = [path.relative_to(root / "content/2024").as_posix() for path in root.rglob("修订对照.docx")]
    assert sorted(tracked) == [f"{unit}/releases/2/internal/修订对照.docx" for unit in sorted(UNITS)[:2]]
    shutil.rmtree(root / "build")
    again = correct(root)
    assert (again.code, "0 corrected" in again.out) == (0, True)
    assert overviews(root) == made, "the overview is made of the ledgers alone"


def test_where_one_may_not_be_published_none_is(root: Path) -> None:
    change(root / "content/2024/education/completion.md", "## g6\n\n各项服务均已开展。\n", "")
    done = correct(root)
    assert (done.code, "GOA001" in done.out, "no report below 2024 was corrected" in done.out) == (1, True, True)
    assert not any((releases(root, unit) / "2").exists() for unit in UNITS)
    assert overviews(root) == {}


def test_what_cannot_be_meant_is_refused(root: Path) -> None:
    with (root / "signoff.yaml").open("a", encoding="utf-8") as file:
        file.write("number: 000014349/2025-00012\n")
    assert "an index number belongs to one report" in correct(root).err
    shutil.copytree(root / "content/2024/unpublished", root / "content/2023/unpublished")
    done = run(root, "correct", "2023", "--reason", REASON, "--signoff", "signoff.yaml")
    assert done.code == 2
    assert not any((releases(root, unit) / "2").exists() for unit in UNITS)
