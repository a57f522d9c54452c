"""What conftest.py gives to all tests: goldens, tools that may be missing, the length of properties."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

GOLDEN = "def test_page(golden):\n    golden('golden/page.txt', 'one\\n二\\n')\n"
MARKED = "import pytest\n\n@pytest.mark.{marker}\ndef test_opens():\n    pass\n"
LONG = """
from hypothesis import given, settings, strategies as st

@given(st.integers())
def test_property(number):
    assert settings().max_examples == {examples} and settings().derandomize
"""


@pytest.fixture
def tests(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A folder of tests of its own, with the conftest.py of this project."""
    monkeypatch.delenv("CI", raising=False)
    pytester.makeconftest((Path(__file__).parents[1] / "conftest.py").read_text(encoding="utf-8"))
    pytester.makeini("[pytest]\naddopts = -p no:cacheprovider -m 'not soak'\nmarkers =\n  soak\n  office\n  browser")
    return pytester


def test_a_missing_golden_fails_and_is_not_written(tests):
    tests.makepyfile(GOLDEN)
    tests.runpytest("-p", "no:xdist").assert_outcomes(failed=1)
    assert not (tests.path / "golden").exists()


def test_accepting_writes_the_golden_and_shows_it_and_then_it_holds(tests):
    tests.makepyfile(GOLDEN)
    accepted = tests.runpytest("--accept")
    accepted.assert_outcomes(passed=1)
    accepted.stdout.fnmatch_lines(["*accepted: *test_page*", "+++ golden/page.txt (now)", "+one", "+二"])
    assert (tests.path / "golden" / "page.txt").read_bytes() == "one\n二\n".encode()
    tests.runpytest().assert_outcomes(passed=1)


@pytest.mark.parametrize("kept", ["one\n三\n", "one\r\n二\r\n", "one\n二", ""])
def test_another_golden_fails_with_the_difference_and_stays(tests, kept):
    tests.makepyfile(GOLDEN)
    file = tests.path / "golden" / "page.txt"
    file.parent.mkdir()
    file.write_bytes(kept.encode())
    result = tests.runpytest()
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*+++ golden/page.txt (now)*"])
    assert file.read_bytes() == kept.encode()


@pytest.mark.parametrize(("marker", "command"), [("office", "soffice"), ("browser", "chromium")])
def test_a_missing_tool_skips_its_tests_and_fails_them_where_it_must_be_there(tests, monkeypatch, marker, command):
    tests.makepyfile(MARKED.format(marker=marker))
    monkeypatch.setenv("PATH", str(tests.path))
    tests.runpytest().assert_outcomes(skipped=1)
    monkeypatch.setenv("CI", "true")
    tests.runpytest().assert_outcomes(errors=1)
    (tests.path / command).write_text("#!/bin/sh\n")
    (tests.path / command).chmod(0o755)
    tests.runpytest().assert_outcomes(passed=1)


@pytest.mark.parametrize(("arguments", "examples"), [((), 30), (("-m", "soak"), 2000)])
def test_properties_are_the_same_each_time_and_long_in_the_soak_only(tests, arguments, examples):
    tests.makepyfile(LONG.format(examples=examples))
    tests.runpytest_subprocess(*arguments).assert_outcomes(passed=1)
