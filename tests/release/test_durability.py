"""A process killed, a full disk, two corrections at once: the old version or the new one, whole, and no hand needed."""

from __future__ import annotations

import errno
import json
import multiprocessing
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from reportgen import api
from reportgen.base import files
from reportgen.base.errors import ReportgenError
from reportgen.release.freezing import Done
from tests.release.story import SEED, correct_amount, publishable

KILLED = 9
STEPS = ("_write", "_sync", "_rename")
"""What touches the disk: tests stop the program at each call of each of these."""


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Version 1, and an amount corrected since."""
    root = tmp_path_factory.mktemp("w")
    report = publishable(root, '["data"]')
    api.publish(api.workspace(root), SEED, lambda: api.read_signoff(root / "signoff.yaml"))
    correct_amount(report)
    return root


def correct(root: Path) -> Any:
    return api.correct(api.workspace(root), SEED, "有误", lambda: api.read_signoff(root / "signoff.yaml"))


def versions(root: Path) -> list[int]:
    """The versions that the ledger names; each is whole."""
    lines = api.log(api.workspace(root), SEED)
    found = {finding.code for finding in api.verify_log(api.workspace(root), SEED)}
    assert found <= {"LED006"}, found
    return [line.entry.version for line in lines]


def stopping(number: int | None, stop: Callable[[str, tuple[Any, ...]], None]) -> Iterator[None]:
    """Replaces what touches the disk so that `stop` is called at the call `number`, from 1, or at all."""
    count = 0

    def watched(name: str, own: Callable[..., None]) -> Callable[..., None]:
        def step(*args: Any) -> None:
            nonlocal count
            count += 1
            if number in (None, count):
                stop(name, args)
            own(*args)

        return step

    with pytest.MonkeyPatch.context() as patch:
        for name in STEPS:
            patch.setattr(files, name, watched(name, getattr(files, name)))
        yield


def _die(name: str, args: tuple[Any, ...]) -> None:
    """As kill -9 in the middle of a write: half of it is there, and nothing tidies up."""
    if name == "_write":
        file, data = args
        file.write(data[: len(data) // 2])
        file.flush()
    os._exit(KILLED)


def _child(root: Path, number: int) -> None:
    for _ in stopping(number, _die):
        correct(root)
    os._exit(0)


def killed_at(root: Path, number: int) -> int:
    """Corrects in a process of its own that is killed at the call `number`; its exit code."""
    child = multiprocessing.get_context("fork").Process(target=_child, args=(root, number))
    child.start()
    child.join(60)
    assert child.exitcode is not None
    return child.exitcode


def survives(published: Path, root: Path, number: int) -> list[int] | None:
    """The versions after a kill at the call `number`, which the next correction completes; None where none was left."""
    shutil.copytree(published, root)
    code = killed_at(root, number)
    left = versions(root)
    if code == 0:
        assert left == [1, 2]
        return None
    assert code == KILLED
    if left == [1]:
        assert isinstance(correct(root), Done)
    assert versions(root) == [1, 2]
    assert api.verify_log(api.workspace(root), SEED) == []
    shutil.rmtree(root)
    return left


def calls(published: Path, root: Path) -> int:
    """How often a correction touches the disk."""
    shutil.copytree(published, root)
    counted = 0

    def count(name: str, args: tuple[Any, ...]) -> None:
        nonlocal counted
        counted += 1

    for _ in stopping(None, count):
        correct(root)
    return counted


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_killed_at_a_write_sync_or_rename_the_old_or_the_new_version_stands(published: Path, tmp_path: Path) -> None:
    """At each of the last calls, from the renaming of the version on, and at every thirty-second before them."""
    last = calls(published, tmp_path / "counted")
    chosen = sorted({*range(1, last + 1, 32), *range(last - 5, last + 1)})
    left = [survives(published, tmp_path / str(number), number) for number in chosen]
    assert left[0] == [1]
    assert left[-1] == [1, 2]
    assert survives(published, tmp_path / "after", last + 1) is None


@pytest.mark.soak
@pytest.mark.skipif(sys.platform == "win32", reason="needs fork")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_killed_at_every_write_sync_and_rename(published: Path, tmp_path: Path) -> None:
    last = calls(published, tmp_path / "counted")
    left = [survives(published, tmp_path / str(number), number) for number in range(1, last + 1)]
    assert last > 40
    assert None not in left
    assert left == sorted(left, key=lambda versions: len(versions or ()))


@pytest.mark.parametrize("number", [1, 2, 3, 10, 25, 40])
def test_a_full_disk_leaves_the_old_version_and_says_so(published: Path, tmp_path: Path, number: int) -> None:
    def full(name: str, args: tuple[Any, ...]) -> None:
        raise OSError(errno.ENOSPC, "")

    root = tmp_path / "w"
    shutil.copytree(published, root)
    for _ in stopping(number, full):
        with pytest.raises(ReportgenError, match=r"cannot be written|磁盘"):
            correct(root)
    assert versions(root) == [1]
    assert isinstance(correct(root), Done)
    assert versions(root) == [1, 2]


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_two_corrections_at_once_make_one_version(published: Path, tmp_path: Path) -> None:
    root = tmp_path / "w"
    shutil.copytree(published, root)

    def one() -> None:
        with suppress(ReportgenError):
            correct(root)
            os._exit(0)
        os._exit(1)

    children = [multiprocessing.get_context("fork").Process(target=one) for _ in range(4)]
    for child in children:
        child.start()
    for child in children:
        child.join(60)
    assert sorted(child.exitcode or 0 for child in children) == [0, 1, 1, 1]
    assert versions(root) == [1, 2]
    assert api.verify_log(api.workspace(root), SEED) == []


def test_what_an_interrupted_publication_left_is_put_aside_and_kept(published: Path, tmp_path: Path) -> None:
    root = tmp_path / "w"
    shutil.copytree(published, root)
    assert isinstance(correct(root), Done)
    releases = root / "content" / SEED / "releases"
    ledger = releases / "ledger.jsonl"
    ledger.write_bytes(ledger.read_bytes().splitlines(keepends=True)[0])
    kept = (releases / "2/facts.json").read_bytes()
    assert isinstance(correct(root), Done)
    (aside,) = releases.glob(".unlisted-2-*")
    assert (aside / "facts.json").read_bytes() == kept
    assert json.loads((releases / "2/manifest.json").read_bytes())["version"] == 2
