"""What a report is made with, as two machines compare it: by content, never by time, each thing under a name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from reportgen.base.fingerprint import made_with
from reportgen.batch.sight import digest, digest_of
from reportgen.load.workspace import installed_templates

_SHOWN = 12
"""So many letters of a digest are enough to tell two apart, and can be read."""


def fingerprint(*, fonts: bool) -> Mapping[str, str]:
    """What `made_with` tells, and the installed templates; with `fonts` those of the machine, by content.

    The same on two machines where a report is the same bytes on both.
    """
    made = made_with(None)
    found = {
        "reportgen": f"{made['program']} {made['program_sha256'][:_SHOWN]}",
        "templates": _digest_below(installed_templates()),
        **{name: made[name] for name in ("python", "machine", "zlib")},
        **made["libraries"],
    }
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


def _digest_below(folder: Path) -> str:
    files = (file for file in folder.rglob("*") if file.is_file())
    return _of_lines(f"{file.relative_to(folder).as_posix()} {digest(file)}" for file in files)


def _of_lines(lines: Iterable[str]) -> str:
    return digest_of("\n".join(sorted(lines)).encode(errors="surrogateescape"))[:_SHOWN]
