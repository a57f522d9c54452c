"""Files: reading below a root with limits, and writing so that nobody ever sees half a file."""

from __future__ import annotations

import errno
import os
import re
import shutil
import stat
import sys
import zlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from reportgen.base import limits
from reportgen.base.errors import UsageError
from reportgen.base.messages import N_, Message

GRAIN = 2_000_000_000
"""Nanoseconds within which two changes of a file may bear the same time: so coarse are the clocks of file systems."""
_ASIDE = re.compile(r"\.[0-9a-f]{8}\.\d+\.part")


def relative_name(path: Path, root: Path) -> str:
    """`path` as it is told to people: relative to `root` with forward slashes where it lies below, else in full."""
    try:
        return path.relative_to(root).as_posix()
    except ValueError:
        return path.as_posix()


def inside(root: Path, path: Path) -> Path:
    """`path` with links resolved; raises UsageError where that is not below `root`."""
    try:
        real_root, real = root.resolve(), path.resolve()
    except (OSError, RuntimeError) as error:
        raise UsageError(N_("{path} cannot be followed to a file"), path=path) from error
    if real != real_root and real_root not in real.parents:
        raise UsageError(N_("{path} lies outside {root}; only files below it may be used"), path=path, root=root)
    return real


def is_file(path: Path) -> bool:
    """Whether a regular file is there. Raises UsageError where the file system does not tell."""
    return stat.S_ISREG(_mode_of(path))


def is_folder(path: Path) -> bool:
    """Whether a folder is there. Raises UsageError where the file system does not tell."""
    return stat.S_ISDIR(_mode_of(path))


def _mode_of(path: Path) -> int:
    try:
        return path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return 0
    except OSError as error:
        raise UsageError(N_("{path} cannot be read: {reason}"), path=path, reason=reason_of(error)) from error


def read_bytes(path: Path, *, limit: int | None = None, links: bool = True) -> bytes:
    """The bytes of a regular file, not through a link unless `links`; without `limit` at most those of an input.

    Raises UsageError where it is missing, unreadable, no regular file or too large.
    """
    if not links and path.is_symlink():
        raise UsageError(N_("{path} is a link; put the file itself there"), path=path)
    if limit is None:
        limit = limits.limit(limits.INPUT) * limits.MEGABYTE
    try:
        with open(path, "rb", opener=_without_waiting) as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise UsageError(N_("{path} is not a regular file"), path=path)
            if status.st_size > limit:
                raise UsageError(
                    N_("{path} holds {size} bytes; at most {limit} are read"),
                    path=path,
                    size=status.st_size,
                    limit=limit,
                )
            return file.read(limit + 1)
    except OSError as error:
        raise UsageError(N_("{path} cannot be read: {reason}"), path=path, reason=reason_of(error)) from error


def _without_waiting(path: str, flags: int) -> int:
    """Opens without waiting for somebody to write at the other end of a named pipe."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def write_bytes(path: Path, data: bytes, *, make_folders: bool = True) -> None:
    """Writes `data` to `path` through a file beside it and one rename: a reader sees the old bytes or the new ones.

    Missing folders are made, unless `make_folders` is false. Raises UsageError, with the old file intact, where the
    file system refuses.
    """
    write_files({path: data}, make_folders=make_folders)


def write_files(
    files: Mapping[Path, bytes | Iterable[bytes]], *, make_folders: bool = True, settled: bool = False
) -> None:
    """Writes several files as `write_bytes` does one: none is renamed into its place before all are written.

    What is long may be given in pieces.

    `settled` files are many: they are dated `GRAIN` earlier, so that whoever changes one later changes its time, too,
    however coarse the clock of the file system is, and are safe from a loss of power only after `to_disk`.
    Raises UsageError, with every old file intact, where one cannot be written.
    """
    asides: dict[Path, Path] = {}
    path = Path()
    try:
        for path, data in files.items():
            if make_folders:
                path.parent.mkdir(parents=True, exist_ok=True)
            elif not path.parent.is_dir():
                raise UsageError(
                    N_("{path} cannot be written: there is no folder {folder}; make it first, or name another"),
                    path=path, folder=path.parent,
                )  # fmt: skip
            if path.is_dir():
                raise IsADirectoryError(errno.EISDIR, "")
            asides[path] = path.with_name(f".{zlib.crc32(path.name.encode()):08x}.{os.getpid()}.part")
            _write_through(asides[path], data, GRAIN if settled else 0)
        for path, aside in asides.items():
            _rename(aside, path)
    except OSError as error:
        raise UsageError(N_("{path} cannot be written: {reason}"), path=path, reason=reason_of(error)) from error
    finally:
        for aside in asides.values():
            with suppress(OSError):
                aside.unlink()


def to_disk() -> None:
    """Waits until everything that was written is safe from a loss of power."""
    if hasattr(os, "sync"):
        os.sync()


def is_aside(name: str) -> bool:
    """Whether a file of this name is one that was being written: it is of no use once its writer has ended."""
    return _ASIDE.fullmatch(name) is not None


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Makes `folder` with `files`, by their paths in it: written aside, synced, and renamed into its place at the end.

    Whoever looks sees no folder or the whole one, also after a crash of the machine. What an interrupted call left
    behind is removed first. Raises UsageError where `folder` is already there or the file system refuses; then nothing
    is left behind.
    """
    aside = folder.with_name(f".{folder.name}.part")
    path = folder
    try:
        if folder.exists():
            raise FileExistsError(errno.EEXIST, "")
        shutil.rmtree(aside, ignore_errors=True)
        for name, data in files.items():
            path = aside / name
            path.parent.mkdir(parents=True, exist_ok=True)
            _write_through(path, data)
        path = folder
        for inner in sorted({aside, *((aside / name).parent for name in files)}):
            sync_folder(inner)
        _rename(aside, folder)
        sync_folder(folder.parent)
    except OSError as error:
        shutil.rmtree(aside, ignore_errors=True)
        raise UsageError(N_("{path} cannot be written: {reason}"), path=path, reason=reason_of(error)) from error


def write_durably(path: Path, data: bytes) -> None:
    """As `write_bytes`; when it returns, the new bytes outlive a crash of the machine."""
    write_bytes(path, data)
    sync_folder(path.parent)


def move_away(folder: Path, aside: Path) -> None:
    """Renames `folder` to `aside`, or to the next name after it that is free. Raises UsageError where it cannot."""
    number, target = 1, aside
    while target.exists():
        number += 1
        target = aside.with_name(f"{aside.name}-{number}")
    try:
        _rename(folder, target)
    except OSError as error:
        raise UsageError(N_("{path} cannot be written: {reason}"), path=target, reason=reason_of(error)) from error


def sync_folder(folder: Path) -> None:
    """Waits until the names in `folder` are on the disk; nothing where the system cannot do that for a folder."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        _sync(handle)
    finally:
        os.close(handle)


def _write_through(path: Path, data: bytes | Iterable[bytes], earlier: int = 0) -> None:
    with path.open("wb") as file:
        for piece in (data,) if isinstance(data, bytes) else data:
            _write(file, piece)
        file.flush()
        if not earlier or not hasattr(os, "sync"):
            _sync(file.fileno())
    if earlier:
        written = path.stat().st_mtime_ns
        os.utime(path, ns=(written, written - earlier))


def _write(file: BinaryIO, data: bytes) -> None:
    file.write(data)


def _sync(handle: int) -> None:
    os.fsync(handle)


def _rename(old: Path, new: Path) -> None:
    old.replace(new)


_REASONS = {
    errno.ENOENT: N_("there is no such file"),
    errno.EACCES: N_("permission is denied"),
    errno.EPERM: N_("permission is denied"),
    errno.EROFS: N_("the folder is read-only"),
    errno.ENOSPC: N_("the disk is full"),
    errno.EEXIST: N_("it is already there"),
    errno.EISDIR: N_("it is a folder"),
    errno.ENOTDIR: N_("a part of the path is no folder"),
    errno.ELOOP: N_("it is a link"),
    errno.EDQUOT: N_("the space of this account is used up"),
}


def reason_of(error: OSError) -> Message:
    """Why the file system refuses, in words."""
    words = _REASONS.get(error.errno or 0)
    return Message(words) if words else Message("{reason}", {"reason": error.strerror or type(error).__name__})
