"""Compiled templates kept on disk between runs: opening one again costs a small part of compiling it.

They lie in the user's own folder (`base/cache`): they are code. An entry is found by everything that went into it (the
template, what it was opened with, the program and its libraries), is verified before it is read, and may be deleted at
any time. What cannot be written is not kept, and what cannot be read is made anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import marshal
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from reportgen.base.cache import cache_folder
from reportgen.base.errors import ReportgenError
from reportgen.base.files import write_files
from reportgen.base.fingerprint import at_first_glance
from reportgen.render.code import Code
from reportgen.render.environment import Environment

MOST_KEPT = 256
"""So many compiled templates are kept, those written last."""

Made = TypeVar("Made")

_HEAD = b"reportgen compiled template 1\n"
_DIGEST_SIZE = hashlib.sha256().digest_size
_BUILTINS = frozenset({"frozenset", "set", "range"})


def kept(asked: object, data: bytes, environment: Environment, compile: Callable[[], Made], kind: type[Made]) -> Made:
    """What `compile` makes of `data`, from the cache where it is there; `asked` is all else that it depends on.

    The result belongs to `environment`. Whatever `compile` raises is raised, and not kept.
    """
    folder = cache_folder()
    if folder is None:
        return compile()
    entry = folder / f"{_key(data, asked)}.compiled"
    found = _read(entry, environment)
    if isinstance(found, kind):
        return found
    made = compile()
    _write(entry, made)
    return made


def _key(data: bytes, asked: object) -> str:
    return hashlib.sha256(repr((at_first_glance(), asked)).encode() + b"\0" + data).hexdigest()


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
        write_files({entry: _HEAD + hashlib.sha256(held).digest() + held}, settled=True)  # nothing waits for the disk
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
