"""The engines of the Node world: which there are, where they are installed, and how."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
HOST = HERE / "host.mjs"
FOLDER = Path(sys.prefix) / "benchmarks-npm"
"""Beside the Python packages: it goes where the environment goes, and nothing is left in the sources."""

ENGINES = ("docxtemplater", "easy-template-x")


def missing() -> str | None:
    """Why these engines cannot run here; None where they can."""
    if shutil.which("node") is None:
        return "node is not installed"
    if not (FOLDER / "node_modules").is_dir():
        return "not installed; run: make bench ARGS=--install-peers"
    if (FOLDER / "package-lock.json").read_bytes() != (HERE / "package-lock.json").read_bytes():
        return "other versions are installed; run: make bench ARGS=--install-peers"
    return None


def install() -> None:
    """Installs what package-lock.json pins. Raises CalledProcessError where npm refuses, OSError without npm."""
    FOLDER.mkdir(exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copyfile(HERE / name, FOLDER / name)
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    subprocess.run(command, cwd=FOLDER, check=True, stdout=sys.stderr)
