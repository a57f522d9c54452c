"""Files: nothing half written, nothing read outside, nothing too large."""

from __future__ import annotations

import errno
import os
import sys
import threading
from contextlib import suppress
from pathlib import Path

import pytest

from reportgen.base.errors import UsageError
from reportgen.base.files import inside, is_file, is_folder, read_bytes, relative_name, write_bytes


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_what_is_written_is_read(tmp_path):
    write_bytes(tmp_path / "report.json", "绩效".encode())
    assert read_bytes(tmp_path / "report.json") == "绩效".encode()


def test_missing_folders_are_made_and_nothing_else_is_left(tmp_path):
    write_bytes(tmp_path / "2024" / "某县" / "report.json", b"")
    assert names(tmp_path / "2024" / "某县") == ["report.json"]


def test_an_old_file_is_replaced_whole(tmp_path):
    write_bytes(tmp_path / "a", b"a long old text")
    write_bytes(tmp_path / "a", b"new")
    assert read_bytes(tmp_path / "a") == b"new"
    assert names(tmp_path) == ["a"]


def test_who_has_the_old_file_open_goes_on_reading_the_old_bytes(tmp_path):
    write_bytes(tmp_path / "a", b"old")
    with (tmp_path / "a").open("rb") as reader:
        write_bytes(tmp_path / "a", b"new")
        assert reader.read() == b"old"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of files")
def test_a_full_disk_leaves_the_old_file_intact(tmp_path):
    import resource

    write_bytes(tmp_path / "a", b"old")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        with pytest.raises(UsageError, match=r"a\b"):
            write_bytes(tmp_path / "a", b"x" * 5000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert read_bytes(tmp_path / "a") == b"old"
    assert names(tmp_path) == ["a"]


def test_a_folder_in_the_way_is_told_and_nothing_is_left(tmp_path):
    (tmp_path / "a").mkdir()
    with pytest.raises(UsageError):
        write_bytes(tmp_path / "a", b"new")
    assert names(tmp_path) == ["a"]


@pytest.mark.parametrize("name", ["file/below", "n" * 300], ids=["below a file", "a name that is too long"])
def test_a_place_where_no_file_can_be_is_told(tmp_path, name):
    (tmp_path / "file").touch()
    with pytest.raises(UsageError):
        write_bytes(tmp_path / name, b"new")


@pytest.mark.parametrize("size", [0, 1, 10])
def test_files_up_to_the_limit_are_read(tmp_path, size):
    (tmp_path / "a").write_bytes(b"x" * size)
    assert len(read_bytes(tmp_path / "a", limit=10)) == size


def test_a_larger_file_is_refused_with_both_sizes(tmp_path):
    (tmp_path / "a").write_bytes(b"x" * 11)
    with pytest.raises(UsageError, match=r"11\D.*\D10\D"):
        read_bytes(tmp_path / "a", limit=10)


@pytest.mark.parametrize("path", ["missing", ".", "file/below", "loop"])
def test_what_is_no_regular_file_is_refused(tmp_path, path):
    (tmp_path / "file").touch()
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(UsageError):
        read_bytes(tmp_path / path)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there are no devices here")
def test_a_device_is_refused():
    with pytest.raises(UsageError):
        read_bytes(Path("/dev/zero"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_named_pipe_is_refused_at_once(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    reading = threading.Thread(target=_refused, args=(tmp_path / "pipe",), daemon=True)
    reading.start()
    reading.join(0.5)
    waits = reading.is_alive()
    if waits:
        (tmp_path / "pipe").open("wb").close()
    assert not waits


def _refused(path: Path) -> None:
    with pytest.raises(UsageError):
        read_bytes(path)


@pytest.mark.parametrize("path", ["", "a", "a/b.yaml", "a/../b", "not-there/yet", "link-inside"])
def test_paths_below_the_root_are_inside(tmp_path, path):
    (tmp_path / "a").mkdir()
    (tmp_path / "link-inside").symlink_to("a")
    assert inside(tmp_path, tmp_path / path) == (tmp_path / path).resolve()


@pytest.mark.parametrize(
    "path", ["..", "../other", "a/../../other", "/etc/passwd", "link-outside", "link-outside/passwd"]
)
def test_paths_outside_are_refused(tmp_path, path):
    root = tmp_path / "root"
    root.mkdir()
    (root / "link-outside").symlink_to("/etc")
    with pytest.raises(UsageError):
        inside(root, root / path)


def test_a_neighbour_with_a_longer_name_is_outside(tmp_path):
    with pytest.raises(UsageError):
        inside(tmp_path / "content", tmp_path / "content-of-others" / "a")


def test_a_root_behind_a_link_is_the_same_root(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    assert inside(tmp_path / "link", tmp_path / "real" / "a") == (tmp_path / "real" / "a").resolve()


def test_a_loop_of_links_is_refused_or_stays_inside(tmp_path):
    (tmp_path / "loop").symlink_to("loop")
    with suppress(UsageError):
        inside(tmp_path, tmp_path / "loop")


def test_paths_are_told_relative_to_the_root_where_they_lie_below(tmp_path):
    assert relative_name(tmp_path / "content" / "a.yaml", tmp_path) == "content/a.yaml"
    assert relative_name(Path("/elsewhere/a.yaml"), tmp_path) == "/elsewhere/a.yaml"


def test_what_is_there_is_known_or_the_refusal_is_told(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    assert (is_file(tmp_path / "file"), is_folder(tmp_path / "file")) == (True, False)
    assert (is_file(tmp_path), is_folder(tmp_path)) == (False, True)
    assert (is_file(tmp_path / "none"), is_folder(tmp_path / "file" / "none")) == (False, False)

    def refuse(path: Path) -> os.stat_result:
        raise PermissionError(errno.EACCES, "")

    monkeypatch.setattr(Path, "stat", refuse)
    for question in (is_file, is_folder):
        with pytest.raises(UsageError, match="closed"):
            question(tmp_path / "closed")
