"""Pictures of narrative: PNG and JPEG files below the report's folder, held to limits before anything decodes them.

What a picture tells besides its dots (the camera, the place, the program, comments, data after its end) is left out.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from reportgen.base.errors import ReportgenError
from reportgen.base.files import inside, read_bytes
from reportgen.base.limits import MEGABYTE, PICTURE, limit
from reportgen.base.messages import N_
from reportgen.document.blocks import Image

MAX_SIDE, MAX_DOTS = 10_000, 40_000_000
"""How wide and how high a picture may be, and how many dots it may have."""

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_KINDS = {".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg"}
_SHOWN = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"sRGB", b"sBIT", b"pHYs"})
_FRAMES = frozenset({0xC0, 0xC1, 0xC2})
_OTHER_FRAMES = frozenset({0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF})
_TOLD = frozenset({*range(0xE1, 0xF0), 0xFE}) - {0xE2, 0xEE}
"""Segments of a JPEG that are left out: all of applications but the colours (ICC, Adobe), and comments."""
_NEXT_SEGMENT = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")
_ORIENTATION, _UPRIGHT = 0x0112, 1


class PictureError(ReportgenError):
    """A file is no picture that can be printed."""


def picture_path(source: str, folder: Path) -> Path:
    """The file below `folder` that `source` means. Raises PictureError where it leads elsewhere."""
    name = unquote(source)
    if re.match(r"[A-Za-z][A-Za-z0-9+.\-]*:|[/\\?#]", name) or "\\" in name or ".." in name.split("/"):
        raise PictureError(N_("only files below the report's folder are printed, named from there"))
    try:
        return inside(folder, folder / name)
    except ReportgenError as error:
        raise PictureError(N_("it leads out of the report's folder")) from error


def read_picture(path: Path) -> tuple[bytes, Image]:
    """The bytes of the file `path` and the picture in it. Raises PictureError where it is none that can be printed."""
    kind = _KINDS.get(path.suffix.lower())
    if kind is None:
        raise PictureError(N_("only PNG and JPEG pictures are printed (.png, .jpg, .jpeg)"))
    if not path.is_file():
        raise PictureError(N_("there is no such file"))
    most = limit(PICTURE) * MEGABYTE
    if path.stat().st_size > most:
        raise PictureError(N_("it is larger than {limit} bytes"), limit=most)
    data = read_bytes(path, limit=most)
    return data, image_of(data, kind)


def image_of(data: bytes, kind: str) -> Image:
    """The picture in `data`, which its name says to be of `kind` (`png` or `jpeg`). Raises PictureError."""
    found = "png" if data.startswith(_PNG) else "jpeg" if data.startswith(_JPEG) else None
    if found != kind:
        raise PictureError(N_("its content is not what its name says ({kind})"), kind=kind)
    try:
        return _png(data) if kind == "png" else _jpeg(data)
    except (struct.error, IndexError) as error:
        raise _damaged() from error


def _damaged() -> PictureError:
    return PictureError(N_("the picture is damaged; save it again"))


def _held(width: int, height: int) -> tuple[int, int]:
    if not (0 < width <= MAX_SIDE and 0 < height <= MAX_SIDE and width * height <= MAX_DOTS):
        raise PictureError(
            N_("it has {width} × {height} dots; at most {side} each way and {dots} in all are printed"),
            width=width, height=height, side=MAX_SIDE, dots=MAX_DOTS,
        )  # fmt: skip
    return width, height


def _png(data: bytes) -> Image:
    chunks = list(_chunks(data))
    if not chunks or chunks[0][0] != b"IHDR" or chunks[-1][0] != b"IEND" or b"IDAT" not in dict(chunks):
        raise _damaged()
    width, height = _held(*struct.unpack(">II", chunks[0][1][8:16]))
    shown = b"".join(chunk for name, chunk in chunks if name in _SHOWN)
    return Image("png", width, height, _PNG + shown)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The chunks of a PNG up to its end, each with its name; the size is held before the rest is looked at."""
    place, name = len(_PNG), b""
    while name != b"IEND":
        (length,) = struct.unpack_from(">I", data, place)
        end = place + 12 + length
        name, chunk = data[place + 4 : place + 8], data[place:end]
        if end > len(data) or struct.unpack(">I", chunk[-4:])[0] != zlib.crc32(chunk[4:-4]):
            raise _damaged()
        if name == b"IHDR":
            _held(*struct.unpack(">II", chunk[8:16]))
        yield name, chunk
        place = end


def _jpeg(data: bytes) -> Image:
    size: tuple[int, int] | None = None
    kept = [data[:2]]
    for marker, segment in _segments(data):
        if marker in _FRAMES:
            height, width = struct.unpack(">HH", segment[5:9])
            size = _held(width, height)
        elif marker in _OTHER_FRAMES:
            raise PictureError(N_("this kind of JPEG is not printed; save it as an ordinary JPEG or as PNG"))
        elif marker == 0xE1 and _turned(segment):
            raise PictureError(N_("it is stored lying on its side and turned when shown; save it upright"))
        if marker not in _TOLD:
            kept.append(segment)
    if size is None:
        raise _damaged()
    return Image("jpeg", *size, b"".join(kept))


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The segments of a JPEG up to its end, each with its marker; a scan goes with its dots."""
    place, marker = 2, 0
    while marker != 0xD9:
        while data[place] == 0xFF and data[place + 1] == 0xFF:
            place += 1
        if data[place] != 0xFF:
            raise _damaged()
        marker, end = data[place + 1], place + 2
        if marker != 0xD9:
            end += struct.unpack_from(">H", data, end)[0]
        if marker == 0xDA:
            found = _NEXT_SEGMENT.search(data, end)
            end = found.start() if found else len(data)
        if end > len(data):
            raise _damaged()
        yield marker, data[place:end]
        place = end


def _turned(segment: bytes) -> bool:
    """Whether an EXIF segment says that the picture is shown otherwise than it is stored."""
    exif = segment[10:]
    if segment[4:10] != b"Exif\0\0" or exif[:2] not in (b"II", b"MM"):
        return False
    order = "<" if exif[:2] == b"II" else ">"
    (place,) = struct.unpack_from(f"{order}I", exif, 4)
    (count,) = struct.unpack_from(f"{order}H", exif, place)
    for number in range(count):
        tag, _, _, value = struct.unpack_from(f"{order}HHIH", exif, place + 2 + 12 * number)
        if tag == _ORIENTATION:
            return bool(value != _UPRIGHT)
    return False
