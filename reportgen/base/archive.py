"""Zip archives from other people (.docx, .xlsx, .ods): looked at within limits before anything is unpacked."""

from __future__ import annotations

import io
import zipfile
import zlib
from enum import StrEnum

from reportgen.base.messages import N_, Message

MAX_PARTS = 1_000
MAX_BYTES = 64 * 1024 * 1024
MAX_RATIO = 200
"""How many bytes one packed byte may unpack to; held against parts of more than a megabyte."""

_LARGE = 1024 * 1024
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class Refusal(StrEnum):
    """Why an archive is not unpacked."""

    BROKEN = "broken"
    TOO_LARGE = "too large"


class ArchiveError(ValueError):
    """The bytes are no archive that is unpacked; `problem` says why in words, `refusal` in kind."""

    def __init__(self, refusal: Refusal, problem: Message | str) -> None:
        self.refusal = refusal
        self.problem = problem
        super().__init__(str(problem))


def unpack(data: bytes) -> dict[str, bytes]:
    """The parts of an archive by name.

    Raises ArchiveError where it is broken, holds two parts of one name or a name that leads elsewhere, is encrypted, or
    is larger than the limits.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _hold_limits(archive.infolist())
            return {info.filename: archive.read(info) for info in archive.infolist() if not info.is_dir()}
    except ArchiveError:
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as error:
        raise ArchiveError(Refusal.BROKEN, str(error)) from error


def _hold_limits(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MAX_PARTS:
        raise ArchiveError(Refusal.TOO_LARGE, Message(N_("{count} parts"), {"count": len(members)}))
    if sum(member.file_size for member in members) > MAX_BYTES:
        raise ArchiveError(Refusal.TOO_LARGE, Message(N_("more than {count} bytes"), {"count": MAX_BYTES}))
    names = [member.filename.lower() for member in members]
    for member in members:
        packed, size = max(member.compress_size, 1), member.file_size
        if size > _LARGE and size / packed > MAX_RATIO:
            words = Message(N_("one packed byte unpacks to {count}"), {"count": size // packed})
            raise ArchiveError(Refusal.TOO_LARGE, words)
        if problem := _problem_of(member, names):
            raise ArchiveError(Refusal.BROKEN, problem)


def _problem_of(member: zipfile.ZipInfo, names: list[str]) -> Message | None:
    name = member.filename
    if member.flag_bits & 1 or member.compress_type not in _METHODS:
        return Message(N_("{part} is encrypted or packed in an unusual way"), {"part": name})
    if name.startswith("/") or "\\" in name or ".." in name.split("/"):
        return Message(N_("{part} is no name of a part"), {"part": name})
    if names.count(name.lower()) > 1:
        return Message(N_("{part} is there twice"), {"part": name})
    return None
