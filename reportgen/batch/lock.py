"""One build of a workspace at a time: the second is refused, and says who is at work."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from reportgen.base.errors import UsageError
from reportgen.base.files import reason_of
from reportgen.base.locks import lock, opened
from reportgen.base.messages import N_

FILE = ".lock"
_HELD = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)


@contextmanager
def only_build(folder: Path) -> Iterator[int]:
    """Holds the lock of `folder`, which is made where it is missing; yields the time by the clock of its file system.

    The lock ends with the process, however that ends. Raises UsageError where another holds it, and where nothing can
    be written to `folder`.
    """
    path = folder / FILE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = opened(path)
    except OSError as error:
        raise UsageError(N_("{path} cannot be written: {reason}"), path=path, reason=reason_of(error)) from error
    with file:
        _hold(file, path)
        with suppress(OSError):
            file.truncate()
            file.write(f"{os.getpid()}\n".encode())
            file.flush()
        yield os.fstat(file.fileno()).st_mtime_ns


def sign_of(folder: Path) -> str:
    """Tells the build of `folder` that is under way from every other, on every machine that sees the folder.

    Empty where nothing can be read. The file is opened anew each time, since a network file system may answer a mere
    look with what it remembers.
    """
    try:
        with (folder / FILE).open("rb") as file:
            return f"{os.fstat(file.fileno()).st_mtime_ns} {file.read(20).decode(errors='replace').strip()}"
    except OSError:
        return ""


def call_off(folder: Path) -> None:
    """Changes the sign of the build of `folder`: whoever goes by it, on whichever machine, begins no other report."""
    with suppress(OSError):
        os.utime(folder / FILE, (0, 0))


def _hold(file: BinaryIO, path: Path) -> None:
    try:
        lock(file, wait=False)
    except OSError as error:
        if error.errno in _HELD:
            holder = file.read(20).decode(errors="replace").strip() or "?"
            words = N_("{folder} is being built by another process ({process}); build again when it has ended")
            raise UsageError(words, folder=path.parent, process=holder) from error
