"""What all tests share: goldens with `--accept`, tools that may be missing, and how long properties are tried.

- `pytest --accept` rewrites the goldens that differ and prints what changed.
- No test reads what another run compiled or parsed: the cache is off; the programs that tests start share one that
  lasts as long as the run.
- The programs that tests start keep their bytecode, as anybody's do: compiling it anew takes longer than most of them.
- Tests marked with a tool (NEEDS) are skipped where it is missing, and fail there when CI=true.
- Properties are deterministic: 30 examples each, half as many where one is dear; under `-m soak` they are the soak,
  2,000 each or half of them.
"""

from __future__ import annotations

import difflib
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

Golden = Callable[[Path | str, str], None]

NEEDS = {
    "office": ("LibreOffice", ("soffice", "libreoffice")),
    "poppler": ("poppler", ("pdftotext",)),
    "qpdf": ("qpdf", ("qpdf",)),
    "browser": ("Chromium", ("chromium", "chromium-browser", "google-chrome", "chrome")),
    "java": ("Java", ("java",)),
}
"""What a marker asks for, and the commands it is known by."""
ACCEPTED = "accepted golden"
PROGRAMS_CACHE = "REPORTGEN_TESTS_CACHE"
"""The variable that holds the folder of the cache for programs that tests start."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="take the present output as the expected one")


def pytest_configure(config: pytest.Config) -> None:
    from hypothesis import settings

    settings.register_profile("quick", derandomize=True, database=None, deadline=None, max_examples=30)
    settings.register_profile("soak", settings.get_profile("quick"), max_examples=2_000)
    settings.load_profile("soak" if _is_soak(config) else "quick")
    os.environ["REPORTGEN_CACHE"] = ""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    if not hasattr(config, "workerinput"):
        folder = tempfile.TemporaryDirectory(prefix="reportgen-tests-")
        config.add_cleanup(folder.cleanup)
        os.environ[PROGRAMS_CACHE] = folder.name


def _is_soak(config: pytest.Config) -> bool:
    chosen = " ".join(str(config.getoption("markexpr")).split())
    return "soak" in chosen and "not soak" not in chosen


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests of the whole come before those of parts: they take longest, and none is to be waited for at the end.

    Under `-m soak` every property is part of the soak.
    """
    items.sort(key=lambda item: len(item.path.parts))
    for item in items if _is_soak(config) else ():
        if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
            item.add_marker("soak")


def pytest_runtest_setup(item: pytest.Item) -> None:
    for marker, (name, commands) in NEEDS.items():
        if item.get_closest_marker(marker) is None or any(map(shutil.which, commands)):
            continue
        if os.environ.get("CI") == "true":
            pytest.fail(f"{name} is missing; where CI=true it must be there", pytrace=False)
        pytest.skip(f"{name} is missing")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compares a text with the file that holds what it should be; `path` is relative to the file of the test."""

    def compare(path: Path | str, text: str) -> None:
        file = request.path.parent / path
        kept = file.read_bytes().decode() if file.is_file() else ""
        if text == kept and file.is_file():
            return
        difference = "".join(
            line if line.endswith("\n") else f"{line}\n\\ no line break at the end\n"
            for line in difflib.unified_diff(
                kept.splitlines(keepends=True), text.splitlines(keepends=True), f"{path} (kept)", f"{path} (now)"
            )
        )
        if not request.config.getoption("--accept"):
            pytest.fail(f"{file} is not what the program makes now; pytest --accept keeps it\n{difference}", False)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
        request.node.user_properties.append((ACCEPTED, difference or f"{path}: an empty file\n"))

    return compare


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Prints every golden that was accepted, from whichever worker."""
    reports = [report for reports in terminalreporter.stats.values() for report in reports]
    for report in reports:
        for name, difference in getattr(report, "user_properties", ()):
            if name == ACCEPTED and report.when == "call":
                terminalreporter.section(f"accepted: {report.nodeid}")
                terminalreporter.write(str(difference))
