"""What shows in the bytes of a report beside its inputs, as two machines can compare it: by content, never by time."""

from __future__ import annotations

import platform
import sys
import zlib
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from reportgen import __version__
from reportgen.batch.basis import LIBRARIES
from reportgen.batch.sight import digest, digest_of
from reportgen.load.workspace import installed_templates

_PACKAGE = Path(__file__).resolve().parent.parent
_SHOWN = 12
"""So many letters of a digest are enough to tell two apart, and can be read."""


def fingerprint(*, fonts: bool) -> Mapping[str, str]:
    """Program, installed templates, Python, zlib, libraries, and with `fonts` those of the machine: versions by name.

    The same on two machines where a report is the same bytes on both.
    """
    templates = installed_templates()
    found = {
        "reportgen": f"{__version__} {_digest_below(_PACKAGE, but=templates)}",
        "templates": _digest_below(templates),
        "python": f"{sys.implementation.name} {platform.python_version()}",
        "machine": platform.machine(),
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
    }
    found |= {name: version_of(name) for name in LIBRARIES}
    if fonts:
        from reportgen.render.pdf.surroundings import font_files

        found["fonts"] = _of_lines(f"{file.name} {digest(file)}" for file in font_files())
    return found


def version_of(distribution: str) -> str:
    """What is installed of a distribution; `-` where it is not."""
    try:
        return version(distribution)
    except PackageNotFoundError:
        return "-"


def _digest_below(folder: Path, but: Path | None = None) -> str:
    files = (file for file in folder.rglob("*") if file.is_file() and file.suffix != ".pyc")
    kept = (file for file in files if but not in file.parents)
    return _of_lines(f"{file.relative_to(folder).as_posix()} {digest(file)}" for file in kept)


def _of_lines(lines: Iterator[str]) -> str:
    return digest_of("\n".join(sorted(lines)).encode(errors="surrogateescape"))[:_SHOWN]
