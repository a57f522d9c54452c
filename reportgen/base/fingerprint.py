"""What decides, besides the inputs, which bytes are made: the program, Python, its libraries, what deflates, the fonts.

Two builds of the same inputs with the same fingerprint are the same to the byte.
"""

from __future__ import annotations

import hashlib
import os
import platform
import sys
import zlib
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from reportgen import __version__

PACKAGE = Path(__file__).resolve().parent.parent
LIBRARIES = (
    *("docxtpl", "fonttools", "jinja2", "langdetect", "lxml", "markdown_it_py", "markupsafe", "mdit_py_plugins"),
    *("mdurl", "pikepdf", "pylopdf_fonts_zh_cn", "python_docx", "pyyaml", "typst", "xlsxwriter"),
)
"""The distributions whose versions show in what is made."""
_INFO = ".dist-info"
_PROFILES = "profiles"
"""A folder of the program whose files are inputs: whoever uses one goes by what is in it."""


def libraries() -> Iterator[str]:
    """What is installed of LIBRARIES, as its folders name it: `lxml-6.1.3`; the one that is imported comes first."""
    wanted = tuple(f"{name}-" for name in LIBRARIES)
    for place in dict.fromkeys(sys.path):
        with suppress(OSError):
            for name in sorted(os.listdir(place or ".")):  # noqa: PTH208 - names are enough
                if name.endswith(_INFO) and name.lower().startswith(wanted):
                    yield name.removesuffix(_INFO)


def running() -> str:
    """Tells this program on this machine from any other, at a glance: its files by their looks, libraries, Python."""
    seen = [__version__, sys.version, platform.machine(), zlib.ZLIB_RUNTIME_VERSION, *sorted(libraries())]
    return hashlib.sha256("\n".join([*seen, *sorted(_own_files(str(PACKAGE)))]).encode()).hexdigest()


@cache
def at_first_glance() -> str:
    """What `running` told when it was first asked, for those who ask many times."""
    return running()


def _own_files(folder: str) -> Iterator[str]:
    """The files of this program as they are: a checkout changes without its version."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if entry.name not in ("__pycache__", _PROFILES):
                    yield from _own_files(entry.path)
            else:
                seen = entry.stat()
                yield f"{entry.path[len(str(PACKAGE)) :]} {seen.st_size} {seen.st_mtime_ns}"


def made_with(fonts: str | None) -> dict[str, Any]:
    """The fingerprint as a manifest holds it; `fonts` tells the fonts of this machine apart, where a PDF was made."""
    versions: dict[str, str] = {}
    for library in libraries():
        name, _, version = library.partition("-")
        versions.setdefault(name.lower(), version)
    return {
        "program": __version__,
        "program_sha256": _program(),
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "machine": platform.machine(),
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
        "libraries": dict(sorted(versions.items())),
        "fonts_sha256": fonts,
    }


def _program() -> str:
    """Of everything in the package, so that a checkout is told from the release whose version it bears."""
    whole = hashlib.sha256()
    for file in sorted(PACKAGE.rglob("*")):
        if file.is_file() and "__pycache__" not in file.parts:
            whole.update(
                f"{file.relative_to(PACKAGE).as_posix()}\0".encode() + hashlib.sha256(file.read_bytes()).digest()
            )
    return whole.hexdigest()
