"""Generated workspaces of many departments, and what a build leaves of one."""

from __future__ import annotations

import hashlib
from pathlib import Path

from benchmarks.data import department
from tests.layers.fixture import write

LAYERED = """\
formats = ["html", "data"]

[[layer_rules]]
match = "2024/a*"
layers = ["qiannan"]
"""
"""Departments whose names begin with `a` have a layer of their own."""


def departments(root: Path, count: int, settings: str = LAYERED) -> Path:
    """A workspace with `count` departments, every second one with a layer above the default."""
    write(root, {"reportgen.toml": settings})
    write(root / "templates/qiannan", {"blocks/title.html.j2": "<h1>题目</h1>\n", "layer.toml": ""})
    for number in range(count):
        add(root, number)
    return root


def add(root: Path, number: int) -> str:
    """One department more; its report."""
    made = department(number, 6)
    report = f"2024/{'ab'[number % 2]}{number:03}"
    write(root / "content" / report, {"evaluation.yaml": made.evaluation(), **made.narrative()})
    return report


def outputs(root: Path) -> dict[str, str]:
    """The digest of everything in `build/` but what the program keeps for itself."""
    files = (path for path in (root / "build").rglob("*") if path.is_file())
    own = (".lock", ".state.sqlite", ".state.sqlite-journal")
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
        if path.name not in own
    }
