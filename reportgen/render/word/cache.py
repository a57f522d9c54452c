"""Compiled templates kept on disk between runs: opening one again costs a small part of compiling it.

The cache holds code, so that it must be as private as a program: a folder of the user's own that nobody else may write
to, else it is not used. An entry is found by everything that went into it (the template, what it was opened with, the
versions of all that compiles), is verified before it is read, and may be deleted at any time. What cannot be written is
not kept, and what cannot be read is made anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import marshal
import os
import pickle
import platform
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from reportgen.base.errors import ReportgenError
from reportgen.base.files import write_bytes
from reportgen.render.environment import Environment
from reportgen.render.word.part import Code

FOLDER = "REPORTGEN_CACHE"
"""The variable of the environment that names the folder of the cache; where it is empty, nothing is kept."""

MOST_KEPT = 64
"""So many compiled templates are kept, those written last."""

Made = TypeVar("Made")

_COMPILERS = ("jinja2-", "markupsafe-", "docxtpl-", "python_docx-", "lxml-")
_HEAD = b"reportgen compiled template 1\n"
_DIGEST_SIZE = hashlib.sha256().digest_size
_BUILTINS = frozenset({"frozenset", "set", "range"})
_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH


def kept(asked: object, data: bytes, environment: Environment, compile: Callable[[], Made], kind: type[Made]) -> Made:
    """What `compile` makes of `data`, from the cache where it is there; `asked` is all else that it depends on.

    The result belongs to `environment`. Whatever `compile` raises is raised, and not kept.
    """
    folder = _folder()
    if folder is None:
        return compile()
    entry = folder / f"{_key(data, asked)}.compiled"
    found = _read(entry, environment)
    if isinstance(found, kind):
        return found
    made = compile()
    _write(entry, made)
    return made


def _folder() -> Path | None:
    """The folder of the cache, made where it is missing; None where there is none or others may write to it."""
    named = os.environ.get(FOLDER)
    if named == "":
        return None
    try:
        folder = Path(named) if named else _users_own() / "reportgen"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        status = folder.lstat()
    except (OSError, RuntimeError):
        return None
    is_ours = not hasattr(os, "geteuid") or (status.st_uid == os.geteuid() and not status.st_mode & _OTHERS_WRITE)
    return folder if stat.S_ISDIR(status.st_mode) and is_ours else None


def _users_own() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")


def _key(data: bytes, asked: object) -> str:
    seen = (sys.version, platform.machine(), sorted(_versions()), _own_files(), asked)
    return hashlib.sha256(repr(seen).encode() + b"\0" + data).hexdigest()


def _versions() -> Iterator[str]:
    """What is installed of the libraries that compile, by the names of their distributions."""
    for place in sys.path:
        with contextlib.suppress(OSError):
            found = Path(place or ".").iterdir()
            yield from (one.name for one in found if one.name.lower().startswith(_COMPILERS))


def _own_files() -> list[tuple[int, int]]:
    """The modules of this program as they are: a checkout changes without its version."""
    found = (one.stat() for one in sorted(Path(__file__).parents[2].rglob("*.py")))
    return [(one.st_mtime_ns, one.st_size) for one in found]


def _read(entry: Path, environment: Environment) -> Any:
    try:
        data = entry.read_bytes()
        head, digest, held = data[: len(_HEAD)], data[len(_HEAD) :][:_DIGEST_SIZE], data[len(_HEAD) + _DIGEST_SIZE :]
        if head != _HEAD or hashlib.sha256(held).digest() != digest:
            return None
        return _Reader(held, environment).load()
    except (OSError, pickle.UnpicklingError, ValueError, TypeError, EOFError, AttributeError, ImportError):
        return None


def _write(entry: Path, made: object) -> None:
    out = io.BytesIO()
    _Writer(out, protocol=5).dump(made)
    held = out.getvalue()
    with contextlib.suppress(ReportgenError, OSError):
        write_bytes(entry, _HEAD + hashlib.sha256(held).digest() + held)
        entries = sorted(entry.parent.glob("*.compiled"), key=lambda one: one.stat().st_mtime_ns)
        for old in entries[:-MOST_KEPT]:
            old.unlink(missing_ok=True)


class _Writer(pickle.Pickler):
    def persistent_id(self, obj: Any) -> tuple[str, bytes] | None:
        if isinstance(obj, Code):
            return "code", marshal.dumps(obj.compiled)
        return ("environment", b"") if isinstance(obj, Environment) else None


class _Reader(pickle.Unpickler):
    """Reads only what the program itself wrote: its own classes and the plainest of Python's."""

    def __init__(self, data: bytes, environment: Environment) -> None:
        super().__init__(io.BytesIO(data))
        self._environment = environment

    def persistent_load(self, pid: tuple[str, bytes]) -> object:
        kind, held = pid
        return Code(marshal.loads(held), self._environment) if kind == "code" else self._environment  # noqa: S302

    def find_class(self, module: str, name: str) -> Any:
        if module.startswith("reportgen.") or (module == "builtins" and name in _BUILTINS):
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name}")
