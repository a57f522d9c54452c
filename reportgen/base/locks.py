"""Locks of the system on files: they end with the process that holds them, however it ends."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from reportgen.base.errors import UsageError
from reportgen.base.files import reason_of
from reportgen.base.messages import N_

_PLACE = 1 << 30
"""Windows locks bytes: this one is far behind what is written."""


def lock(file: BinaryIO, *, wait: bool) -> None:
    """Takes the lock of an open file, which ends when that is closed. Raises OSError where it is not to be had.

    With `wait` it is waited for while another holds it.
    """
    if sys.platform == "win32":
        import msvcrt

        place = file.tell()
        file.seek(_PLACE)
        msvcrt.locking(file.fileno(), msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
        file.seek(place)
    else:
        import fcntl

        fcntl.flock(file.fileno(), fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)


def opened(path: Path) -> BinaryIO:
    """The file of a lock, made where it is missing, for reading and writing.

    Raises OSError where the file system refuses, and for a link: what it leads to is somebody else's.
    """
    if path.is_symlink():
        raise OSError(errno.ELOOP, "")
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(path, flags, 0o666), "r+b")


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Waits until nobody else holds the lock `path`, and holds it for a while.

    Raises UsageError where the file system refuses to make it.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = opened(path)
    except OSError as error:
        raise UsageError(N_("{path} cannot be written: {reason}"), path=path, reason=reason_of(error)) from error
    with file:
        lock(file, wait=True)
        yield
