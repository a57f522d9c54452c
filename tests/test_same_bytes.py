"""The same inputs give the same bytes: again, on another day, in another zone, locale and folder."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Mapping
from pathlib import Path

from tests.run import reportgen, seed_workspace


def built(workspace: Path, env: Mapping[str, str] | None = None) -> dict[str, str]:
    """The hash of every output of a fresh build."""
    shutil.rmtree(workspace / "build", ignore_errors=True)
    assert reportgen("build", cwd=workspace, env=env).code == 0
    files = sorted(path for path in (workspace / "build").rglob("[!.]*") if path.is_file())
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
