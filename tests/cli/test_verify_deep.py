"""`verify --deep`: what it needs is asked for before anything is read, and a change in any file is told."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.run import ROOT, SEED, reportgen, seed_workspace

WITHOUT = """
import importlib.util, sys
real = importlib.util.find_spec
importlib.util.find_spec = lambda name, package=None: None if name == "selectolax" else real(name, package)
from reportgen.cli.__main__ import main
sys.argv = ["reportgen", *sys.argv[1:]]
sys.exit(main())
"""


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("workspace")
    seed_workspace(folder)
    assert reportgen("build", cwd=folder).code == 0
    return folder


@pytest.mark.office
def test_the_seed_is_verified_deeply_and_a_changed_file_is_told(workspace: Path) -> None:
    run = reportgen("verify", "--deep", cwd=workspace)
    assert run.code == 0, run.out
    assert run.out.startswith("1 report verified deeply: ")
    page = workspace / "build" / SEED / "paste.html"
    old = page.read_text("utf-8")
    page.write_text(old.replace("联系人", "联系人{{", 1), encoding="utf-8")
    word = page.with_name("report.docx").rename(workspace / "report.docx")  # no office is started for it once more
    run = reportgen("verify", "--deep", "--format", "json", cwd=workspace)
    word.rename(page.with_name("report.docx"))
    page.write_text(old, encoding="utf-8")
    assert run.code == 1
    assert "RBK012" in run.out


def test_a_missing_package_is_named_with_the_way_to_get_it(workspace: Path) -> None:
    for words in (("--deep",), (SEED, "--page", str(workspace / "build" / SEED / "paste.html"))):
        done = subprocess.run(
            [sys.executable, "-c", WITHOUT, "verify", *words],
            cwd=workspace,
            env={**os.environ, "PYTHONPATH": str(ROOT), "REPORTGEN_LANG": "en"},
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=120,
        )
        assert done.returncode == 2
        assert "make extras in the folder of reportgen installs selectolax" in done.stderr


def test_a_missing_office_is_named_where_word_files_are_read(workspace: Path, tmp_path: Path) -> None:
    run = reportgen("verify", "--deep", cwd=workspace, env={"PATH": str(tmp_path)})
    assert run.code == 2
    assert "LibreOffice, which reads Word files, is not installed" in run.err
