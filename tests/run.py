"""Runs the program as a person does: a process of its own, in a workspace of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SEED = "2024/qiannan-civil-affairs"


@dataclass(frozen=True)
class Run:
    code: int
    out: str
    err: str


def reportgen(*words: str | Path, cwd: Path = ROOT, env: Mapping[str, str] | None = None) -> Run:
    """One run in English; `env` is laid over the environment."""
    cache = os.environ.get("REPORTGEN_TESTS_CACHE", "")
    surroundings = {**os.environ, "REPORTGEN_LANG": "en", "REPORTGEN_CACHE": cache, **(env or {})}
    done = subprocess.run(
        [sys.executable, "-m", "reportgen", *map(str, words)],
        cwd=cwd,
        env={**surroundings, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return Run(done.returncode, done.stdout, done.stderr)


def seed_workspace(folder: Path) -> Path:
    """A workspace with the seed's content, to be changed at will; returns the report's folder."""
    (folder / "reportgen.toml").write_text('profile = "guizhou-2024"\n', encoding="utf-8")
    report = folder / "content" / SEED
    shutil.copytree(ROOT / "content" / SEED, report)
    return report


def change(file: Path, old: str, new: str) -> None:
    """Replaces a text that must be there."""
    text = file.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {file.name}"
    file.write_text(text.replace(old, new), encoding="utf-8")
