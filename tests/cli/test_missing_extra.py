"""Without its packages a format is left out with one note; asked for by name, it is refused with the way to it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.run import ROOT, SEED, seed_workspace

WITHOUT = """
import importlib.util, sys
real = importlib.util.find_spec
importlib.util.find_spec = lambda name, package=None: None if name == "typst" else real(name, package)
from reportgen.cli.__main__ import main
sys.argv = ["reportgen", *sys.argv[1:]]
sys.exit(main())
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    seed_workspace(tmp_path)
    return tmp_path


def without_typst(*words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", WITHOUT, *words],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), "REPORTGEN_LANG": "en"},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )


def test_the_other_formats_are_built_with_one_note(workspace: Path) -> None:
    run = without_typst("build", cwd=workspace)
    assert run.returncode == 0, run.stderr
    assert run.stdout.count("make extras in the folder of reportgen") == 1
    there = {path.name for path in (workspace / "build" / SEED).iterdir()}
    assert "report.docx" in there
    assert "report.pdf" not in there
    assert without_typst("verify", cwd=workspace).returncode == 0


def test_asked_for_by_name_it_is_refused_with_the_way_to_get_it(workspace: Path) -> None:
    run = without_typst("build", "--format", "docx,pdf", cwd=workspace)
    assert (run.returncode, (workspace / "build").exists()) == (2, False)
    assert "make extras in the folder of reportgen" in run.stderr


def test_asked_for_by_the_settings_it_is_refused_too(workspace: Path) -> None:
    (workspace / "reportgen.toml").write_text('formats = ["docx", "pdf"]\n', encoding="utf-8")
    run = without_typst("build", cwd=workspace)
    assert run.returncode == 2
    assert "make extras in the folder of reportgen" in run.stderr


def test_without_it_nothing_is_said_where_formats_are_named(workspace: Path) -> None:
    run = without_typst("build", "--format", "data", cwd=workspace)
    assert run.returncode == 0
    assert "make extras" not in run.stdout + run.stderr
