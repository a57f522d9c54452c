"""Word files as LibreOffice shows them: many files a process, in a profile of its own, with a time limit."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

Made = TypeVar("Made")

COMMANDS = ("soffice", "libreoffice")
AT_ONCE = 40
"""So many files a process: what one process costs is shared, and one that dies loses few."""
START_SECONDS, FILE_SECONDS = 60, 15


def office() -> str | None:
    """The command of LibreOffice; None where it is not installed."""
    return next((found for name in COMMANDS if (found := shutil.which(name)) is not None), None)


_DESTINATIONS = '{"ExportBookmarksToPDFDestination":{"type":"boolean","value":"true"}}'
PAGES, PRINT = "html:HTML:EmbedImages", f"pdf:writer_pdf_Export:{_DESTINATIONS}"
"""What LibreOffice is to make: a page, or a PDF in which every bookmark is a destination."""


def as_prints(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Word files by name as they are printed, as PDFs; one that LibreOffice cannot open is missing."""
    return _all_converted(files, PRINT)


def as_pages(files: Mapping[str, bytes]) -> dict[str, str]:
    """Word files by name as pages of HTML; one that LibreOffice cannot open, or does not end with, is missing."""
    made = _all_converted(files, PAGES)
    return {name: page.decode("utf-8", "replace") for name, page in made.items()}


def _all_converted(files: Mapping[str, bytes], wanted: str) -> dict[str, bytes]:
    command = office()
    if command is None or not files:
        return {}
    names = list(files)
    with tempfile.TemporaryDirectory(prefix="reportgen-") as folder:
        made: dict[str, bytes] = {}
        for first in range(0, len(names), AT_ONCE):
            some = {name: files[name] for name in names[first : first + AT_ONCE]}
            made |= _converted(command, Path(folder), some, first, wanted)
    return made


def _converted(command: str, folder: Path, files: Mapping[str, bytes], first: int, wanted: str) -> dict[str, bytes]:
    sources = {name: folder / f"{number}.docx" for number, name in enumerate(files, start=first)}
    for name, source in sources.items():
        source.write_bytes(files[name])
    arguments = [
        command,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--convert-to",
        wanted,
        "--outdir",
        str(folder / "made"),
        *map(str, sources.values()),
    ]
    _run(arguments, folder, START_SECONDS + FILE_SECONDS * len(files))
    ending = wanted.partition(":")[0]
    made = {name: folder / "made" / f"{source.stem}.{ending}" for name, source in sources.items()}
    return {name: file.read_bytes() for name, file in made.items() if file.is_file()}


def _run(arguments: list[str], folder: Path, seconds: float) -> None:
    """Runs LibreOffice; what it started is ended with it when the time is up."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "SYSTEMROOT", "TEMP", "TMP") if name in os.environ}
    process = subprocess.Popen(  # noqa: S603 (a fixed command, files of our own naming)
        arguments,
        env={**kept, "HOME": str(folder)},
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        process.kill()
        process.wait()
