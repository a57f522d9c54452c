"""The same inputs give the same bytes: again, on another day, in another zone, locale and folder, in any order."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from reportgen.batch.build import build
from reportgen.load.workspace import find_workspace
from tests.batch.workspace import departments, outputs
from tests.run import reportgen, seed_workspace

WHOLE = 'formats = ["docx", "html", "pdf", "data"]\n'


def built(workspace: Path, env: Mapping[str, str] | None = None) -> dict[str, str]:
    """The hash of every output of a fresh build."""
    shutil.rmtree(workspace / "build", ignore_errors=True)
    assert reportgen("build", cwd=workspace, env=env, anew=True).code == 0
    files = sorted(path for path in (workspace / "build").rglob("[!.]*") if path.is_file())
    files.append(workspace / "build/.manifest.json")
    return {path.relative_to(workspace).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_the_same_bytes_in_other_surroundings(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "an other place"
    for folder in (here, there):
        folder.mkdir()
        seed_workspace(folder)
    first = built(here)
    assert built(here) == first
    elsewhere = {
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "C",
        "LANG": "tr_TR.UTF-8",
        "REPORTGEN_LANG": "zh",
        "PYTHONHASHSEED": "4711",
        "SOURCE_DATE_EPOCH": "1",
    }
    assert built(there, elsewhere) == first


class Backwards:
    """What `os.scandir` gives, from the last name to the first."""

    scan = staticmethod(os.scandir)

    def __init__(self, *asked: Any) -> None:
        with self.scan(*asked) as entries:
            self.entries = iter(sorted(entries, key=lambda entry: entry.name, reverse=True))

    def __iter__(self) -> Iterator[Any]:
        return self.entries

    def __next__(self) -> Any:
        return next(self.entries)

    def __enter__(self) -> Backwards:
        return self

    def __exit__(self, *error: object) -> None:
        pass


@pytest.fixture
def many(tmp_path: Path) -> Path:
    return departments(tmp_path / "many", 16, 'formats = ["docx", "html"]\n')


def test_the_same_bytes_by_one_process_and_by_eight_whatever_the_umask(many: Path, tmp_path: Path) -> None:
    there = Path(shutil.copytree(many, tmp_path / "a copy, 复制"))
    before = os.umask(0o077)
    try:
        assert reportgen("build", "-j8", cwd=there, anew=True).code == 0
    finally:
        os.umask(before)
    assert reportgen("build", "-j1", cwd=many).code == 0
    assert outputs(there) == outputs(many)


def test_the_same_bytes_in_whatever_order_a_folder_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As other file systems do, which know no order at all."""
    made, listed = [], os.listdir
    for name in ("forwards", "backwards"):
        root = departments(tmp_path / name, 3, WHOLE)
        workspace = find_workspace(root)
        with monkeypatch.context() as patch:
            if name == "backwards":
                patch.setattr(os, "scandir", Backwards)
                patch.setattr(os, "listdir", lambda *asked: sorted(listed(*asked), reverse=True))
            build(workspace, list(reversed(workspace.reports())), jobs=1)
        made.append(outputs(root))
    assert made[0] == made[1]
    assert len(made[0]) > 10


def test_another_day_changes_no_byte(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock of the program and that of the system, which libraries may ask behind its back."""
    made = []
    for name, moment in (("once", 946_684_800.0), ("later", 4_102_444_800.0)):
        root = departments(tmp_path / name, 1, WHOLE)
        with monkeypatch.context() as patch:
            patch.setattr("time.time", lambda moment=moment: moment)
            build(find_workspace(root), ["2024/a000"], jobs=1)
        made.append(outputs(root))
    assert made[0] == made[1]


@pytest.mark.soak
def test_the_same_bytes_by_one_process_and_by_eight_at_once(tmp_path: Path) -> None:
    made = []
    for jobs in ("-j1", "-j8"):
        root = departments(tmp_path / jobs, 80, WHOLE)
        assert reportgen("build", jobs, cwd=root).code == 0
        made.append(outputs(root))
    assert made[0] == made[1]
