"""The soak: ten thousand departments, a build killed again and again, and in the end the bytes of a quiet one.

`DEPARTMENTS` and `KILLS` in the environment make it smaller or larger; it prints what it did.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.batch.workspace import departments, outputs
from tests.run import ROOT

DEPARTMENTS, KILLS = int(os.environ.get("DEPARTMENTS", "10000")), int(os.environ.get("KILLS", "12"))
SETTINGS = 'formats = ["docx", "html"]\n'
LONGEST = 4 * 60 * 60
CLEAN, KILLED = 0, -signal.SIGKILL


def started(root: Path, out: int = subprocess.PIPE) -> subprocess.Popen[str]:
    """A build by two processes, in a process group of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "reportgen", "build", "-j2"],
        cwd=root,
        env={**os.environ, "REPORTGEN_LANG": "en", "PYTHONPATH": str(ROOT)},
        stdout=out,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )


def folders(root: Path) -> int:
    """About how many reports were begun."""
    try:
        return sum(1 for _ in (root / "build/2024").iterdir())
    except FileNotFoundError:
        return 0


def kill_at(root: Path, point: int, pause: float) -> int:
    """Builds, and kills the build when `point` reports were begun, `pause` later; its exit code."""
    build = started(root, subprocess.DEVNULL)
    end = time.monotonic() + LONGEST
    while folders(root) < point and build.poll() is None:
        assert time.monotonic() < end
        time.sleep(0.05)
    time.sleep(pause)
    build.kill()
    build.communicate(timeout=60)
    return build.returncode


def whole(root: Path) -> str:
    """Builds to the end, once the processes of a killed build have let go; what it says of them."""
    end = time.monotonic() + LONGEST
    while True:
        out, err = started(root).communicate(timeout=LONGEST)
        if "is being built by another process" not in err:
            break
        assert time.monotonic() < end
        time.sleep(0.5)
    assert err == ""
    return next(line for line in out.splitlines()[-3:] if line.startswith(("built ", f"{DEPARTMENTS} of ")))


@pytest.mark.soak
def test_a_province_killed_at_random_points_equals_a_quiet_build(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chance = random.Random(DEPARTMENTS)
    quiet, killed = (departments(tmp_path / name, DEPARTMENTS, SETTINGS) for name in ("quiet", "killed"))
    points = sorted(chance.randrange(DEPARTMENTS) for _ in range(KILLS))
    codes = [kill_at(killed, point, chance.random()) for point in points]
    assert codes.count(KILLED) > KILLS // 2
    told = whole(killed)
    whole(quiet)
    made = outputs(quiet)
    assert outputs(killed) == made
    assert len(made) > 3 * DEPARTMENTS
    assert not list((killed / "build").rglob("*.part"))
    with capsys.disabled():
        print(
            f"\n{DEPARTMENTS:,} departments, {codes.count(KILLED)} builds killed after about "
            f"{', '.join(f'{point:,}' for point in points)} reports; then: {told}; {len(made):,} files equal"
        )
