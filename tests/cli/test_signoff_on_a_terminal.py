"""`publish` on a terminal asks who signed off; a wrong date is asked again, and nothing is written before the end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from tests.release.story import NOW, SEED, publishable
from tests.run import ROOT

pty = pytest.importorskip("pty", reason="needs the terminals of Unix")
ANSWERS = ("张弘", "2025-01-15", "李明", "soon", "2025-01-16", "王芳", "2025-01-16", "陈强", "")
"""The second date is none and is asked for again; the last is the default, today."""


def on_a_terminal(root: Path, *words: str, answers: tuple[str, ...]) -> tuple[int, str]:
    """Runs the program with a terminal of its own and types `answers`; its exit code and what it showed."""
    terminal, end = pty.openpty()
    surroundings = {**os.environ, **NOW, "REPORTGEN_LANG": "en", "PYTHONPATH": str(ROOT)}
    child = subprocess.Popen([sys.executable, "-m", "reportgen", *words], cwd=root, env=surroundings,
                             stdin=end, stdout=end, stderr=end)  # fmt: skip
    os.close(end)
    os.write(terminal, "".join(f"{answer}\n" for answer in answers).encode())
    shown = b""
    with suppress(OSError):  # so Linux tells the end of a terminal
        while data := os.read(terminal, 4096):
            shown += data
    os.close(terminal)
    return child.wait(60), shown.decode("utf-8", "replace")


def test_the_four_steps_are_asked_in_order(tmp_path: Path) -> None:
    report = publishable(tmp_path, '["data"]')
    code, shown = on_a_terminal(tmp_path, "publish", SEED, answers=ANSWERS)
    assert code == 0, shown
    asked = [shown.index(f"{who} by") for who in ("Prepared", "Reviewed", "Confidentiality checked", "Approved")]
    assert asked == sorted(asked)
    assert "write a date as 2025-03-01" in shown
    signed = json.loads((report / "releases/1/internal/signoff.json").read_text("utf-8"))
    assert signed["reviewed"] == {"name": "李明", "date": "2025-01-16"}
    assert signed["approved"] == {"name": "陈强", "date": "2025-01-20"}


def test_who_stops_in_the_middle_publishes_nothing(tmp_path: Path) -> None:
    report = publishable(tmp_path, '["data"]')
    code, shown = on_a_terminal(tmp_path, "publish", SEED, answers=("张弘", "2025-01-15", "李明", "\x04"))
    assert code != 0
    assert "Traceback" not in shown
    assert not (report / "releases/1").exists()


def test_dates_out_of_order_are_told(tmp_path: Path) -> None:
    report = publishable(tmp_path, '["data"]')
    answers = ("张弘", "2025-01-15", "李明", "2025-01-14", "王芳", "2025-01-16", "陈强", "2025-01-20")
    code, shown = on_a_terminal(tmp_path, "publish", SEED, answers=answers)
    assert (code, "SIG001" in shown) == (2, True), shown
    assert not (report / "releases/1").exists()
