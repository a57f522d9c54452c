"""What a PDF depends on beside its template and the program: the fonts of the machine."""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

from reportgen.render.pdf.compiler import FONT_PACKAGE

_FONTCONFIG = Path("/etc/fonts/fonts.conf")
_FONTS = (".ttf", ".otf", ".ttc", ".otc")
_FOLDER = re.compile(r"<dir(?: [^>]*)?>\s*([^<]+?)\s*</dir>")


def fonts_on_disk() -> str:
    """Tells one set of installed fonts from another, without opening one: paths, sizes and times of their files."""
    return _digest(f"{base}\t{name}\t{size}\t{time}" for base, name, size, time in _installed())


def fonts_by_name() -> str:
    """The same on another machine that has fonts of the same names and sizes, wherever they lie."""
    return _digest({f"{name}\t{size}" for _, name, size, _ in _installed()})


def _digest(lines: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(sorted(lines)).encode(errors="surrogateescape")).hexdigest()


def _installed() -> Iterator[tuple[str, str, int, int]]:
    return (file for folder in dict.fromkeys(_folders()) for file in _files(folder))


def font_files() -> Iterator[Path]:
    """Every installed font."""
    return (Path(base, name) for base, name, _, _ in _installed() if name.lower().endswith(_FONTS))


def _folders() -> Iterator[str]:
    home = Path.home()
    if sys.platform == "win32":
        yield str(Path(os.environ.get("SYSTEMROOT", "C:\\Windows")) / "Fonts")
        yield str(Path(os.environ.get("LOCALAPPDATA") or home / "AppData/Local") / "Microsoft/Windows/Fonts")
    elif sys.platform == "darwin":
        yield from ("/Library/Fonts", "/System/Library/Fonts", "/Network/Library/Fonts", str(home / "Library/Fonts"))
    else:
        yield from (
            "/usr/share/fonts",
            "/usr/local/share/fonts",
            str(home / ".fonts"),
            str(home / ".local/share/fonts"),
        )
        with suppress(OSError):
            yield from (
                str(home / one.removeprefix("~/")) for one in _FOLDER.findall(_FONTCONFIG.read_text("utf-8", "replace"))
            )
    package = find_spec(FONT_PACKAGE)
    yield from (package.submodule_search_locations or ()) if package is not None else ()


def _files(folder: str) -> Iterator[tuple[str, str, int, int]]:
    for base, _, names in os.walk(folder):
        for name in names:
            with suppress(OSError):
                seen = os.stat(os.path.join(base, name))  # noqa: PTH116, PTH118 - thousands of files
                yield base, name, seen.st_size, seen.st_mtime_ns
