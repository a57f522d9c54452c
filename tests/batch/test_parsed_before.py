"""Builds and checks are the same with what was parsed before and without, and what need not be parsed opens nothing."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from reportgen.load.parsed import FILE
from tests.batch.workspace import departments, outputs
from tests.run import change, reportgen

COUNT = 16
"""So many that two processes build them."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    made = departments(tmp_path / "workspace", COUNT)
    shutil.copytree(made / "content/2024/a002", made / "content/2023/a002")
    change(made / "content/2024/a000/evaluation.yaml", "grade: 优", "grade: 良")
    change(made / "content/2024/b001/results.md", "。", "。{{ funds.total.rat }}")
    return made


def run(root: Path, cache: Path | str, *words: str) -> str:
    done = reportgen(*words, cwd=root, env={"REPORTGEN_CACHE": str(cache)})
    assert done.code in (0, 1), done.err
    return re.sub(r'"seconds": [\d.]+', "", done.out)


@pytest.mark.soak
def test_a_build_of_two_processes_makes_the_same_bytes(root: Path, tmp_path: Path) -> None:
    told = run(root, "", "build", "-j2", "--json")
    made = outputs(root)
    assert len(made) > COUNT
    for _ in range(2):
        shutil.rmtree(root / "build")
        assert run(root, tmp_path / "kept", "build", "-j2", "--json") == told
        assert outputs(root) == made
    assert (tmp_path / "kept" / FILE).is_file()
    change(root / "templates/qiannan/blocks/title.html.j2", "题目", "标题")
    run(root, tmp_path / "kept", "build", "-j2")
    again = outputs(root)
    assert again != made
    shutil.rmtree(root / "build")
    run(root, "", "build")
    assert outputs(root) == again


def test_a_check_says_the_same(root: Path, tmp_path: Path) -> None:
    told = [run(root, cache, "check", "--format", "json") for cache in ("", tmp_path / "kept", tmp_path / "kept")]
    assert '"LOD031"' in told[0]
    assert told[1:] == [told[0]] * 2


def test_a_build_with_nothing_to_do_opens_nothing(root: Path, tmp_path: Path) -> None:
    run(root, "", "build")
    change(root / "content/2024/b001/results.md", "{{ funds.total.rat }}", "")
    run(root, "", "build")
    (tmp_path / "kept").mkdir(mode=0o700)
    assert f"unchanged {COUNT + 1}" in run(root, tmp_path / "kept", "build")
    assert list((tmp_path / "kept").iterdir()) == []
