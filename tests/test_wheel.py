"""The package as people install it: a wheel, in an empty folder, with nothing of the repository in reach."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.run import ROOT


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built and unpacked; the libraries it needs are those of this environment."""
    folder = tmp_path_factory.mktemp("wheel")
    build = ["-m", "pip", "wheel", str(ROOT), "--no-deps", "--no-build-isolation", "--quiet", "-w", str(folder)]
    subprocess.run([sys.executable, *build], check=True, capture_output=True, cwd=folder)
    (wheel,) = folder.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(folder / "site")
    return folder / "site"


def run(installed: Path, cwd: Path, *words: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(installed), "REPORTGEN_LANG": "en"}
    done = subprocess.run(
        [sys.executable, "-P", "-m", "reportgen", *words],
        cwd=cwd, env=environment, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_fresh_workspace_builds_from_the_wheel_alone(installed: Path, tmp_path: Path) -> None:
    where = run_python(installed, tmp_path, "import reportgen; print(reportgen.__file__)")
    assert where.startswith(str(installed))
    run(installed, tmp_path, "init", "demo")
    assert "1 of 1 reports in build/, no findings" in run(installed, tmp_path / "demo", "build")
    made = {path.name for path in (tmp_path / "demo/build").rglob("*") if path.is_file()}
    assert {"index.html", "report.docx", "report.html", "report.json", "funds.csv"} <= made
    assert "verified" in run(installed, tmp_path / "demo", "verify")


def run_python(installed: Path, cwd: Path, code: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    done = subprocess.run(
        [sys.executable, "-P", "-c", code], cwd=cwd, env=environment, capture_output=True, encoding="utf-8", check=True
    )
    return done.stdout


def test_the_wheel_holds_templates_profiles_schemas_and_messages(installed: Path) -> None:
    for name in (
        "_templates/default/report.docx",
        "_templates/default/report.html.j2",
        "profiles/guizhou-2024.yaml",
        "schemas/evaluation.schema.json",
        "locale/zh/LC_MESSAGES/reportgen.mo",
        "load/forms/dictionary.yaml",
        "cli/help.zh.txt",
        "starter/reportgen.toml",
        "py.typed",
    ):
        assert (installed / "reportgen" / name).is_file(), name
