"""Runs the program as a person does: a process of its own, in a workspace of its own.

Starting Python and loading the program takes longer than most of what tests ask of it. So each worker of the tests
loads it once, in a process that does nothing else, and a run is a fork of that one: nothing of one run is left for the
next, and nothing of the tests is seen. Where the start itself is part of what is promised, a run is made `anew`.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from multiprocessing import forkserver
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SEED = "2024/qiannan-civil-affairs"
SECONDS = 120
"""So long a run may take."""


@dataclass(frozen=True)
class Run:
    code: int
    out: str
    err: str


def reportgen(*words: str | Path, cwd: Path = ROOT, env: Mapping[str, str] | None = None, anew: bool = False) -> Run:
    """One run in English; `env` is laid over the environment. `anew` starts Python too."""
    run = started if anew else forked
    with tempfile.TemporaryDirectory() as folder:
        out, err = Path(folder, "out"), Path(folder, "err")
        code = run([*map(str, words)], cwd, {"REPORTGEN_LANG": "en", **(env or {})}, out, err)
        done = Run(code, out.read_text("utf-8"), err.read_text("utf-8"))
    assert "Traceback" not in done.err, done.err
    return done


def started(words: Sequence[str], cwd: Path, env: Mapping[str, str], out: Path, err: Path) -> int:
    """The exit code of a run that Python is started for. It writes to the end of `out` and `err`."""
    command = [sys.executable, "-m", "reportgen", *words]
    with out.open("ab") as told, err.open("ab") as complaints:
        done = subprocess.run(command, cwd=cwd, env=_surroundings(env), stdout=told, stderr=complaints, check=False,
                              timeout=SECONDS)  # fmt: skip
    return done.returncode


def forked(words: Sequence[str], cwd: Path, env: Mapping[str, str], out: Path, err: Path) -> int:
    """The same from the process that has loaded the program; as `started` on a system without forks."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return started(words, cwd, env, out, err)
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.loaded"])
    with contextlib.chdir(ROOT):
        forkserver.ensure_running()
    run = context.Process(target=_play, args=([*words], cwd, _surroundings(env), out, err))
    run.start()
    run.join(SECONDS)
    if run.exitcode is None:
        run.kill()
        run.join()
        raise TimeoutError(f"reportgen {' '.join(words)}: more than {SECONDS} s")
    return run.exitcode


def _surroundings(env: Mapping[str, str]) -> dict[str, str]:
    """The environment of a run: that of the tests, this checkout, and the cache that all runs share."""
    cache = os.environ.get("REPORTGEN_TESTS_CACHE", "")
    return {**os.environ, "REPORTGEN_CACHE": cache, **env, "PYTHONPATH": str(ROOT)}


def _play(words: Sequence[str], cwd: Path, surroundings: Mapping[str, str], out: Path, err: Path) -> None:
    """What a new process would do, from its first line on."""
    os.environ.clear()
    os.environ.update(surroundings)
    time.tzset()
    os.chdir(cwd)
    for stream, file in (("stdout", out), ("stderr", err)):
        opened = file.open("a", buffering=1, encoding="utf-8")
        os.dup2(opened.fileno(), getattr(sys, f"__{stream}__").fileno())
        setattr(sys, stream, opened)
    from reportgen.cli.__main__ import main

    main(words)


def seed_workspace(folder: Path, *formats: str) -> Path:
    """A workspace with the seed's content, to be changed at will; returns the report's folder.

    It is built in `formats`, or without them in every one.
    """
    asked = f"formats = {list(formats)}\n" if formats else ""
    (folder / "reportgen.toml").write_text(f'profile = "guizhou-2024"\n{asked}', encoding="utf-8")
    report = folder / "content" / SEED
    shutil.copytree(ROOT / "content" / SEED, report)
    return report


def change(file: Path, old: str, new: str) -> None:
    """Replaces a text that must be there."""
    text = file.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {file.name}"
    file.write_text(text.replace(old, new), encoding="utf-8")
