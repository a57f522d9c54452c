"""Small pictures made by hand."""

from __future__ import annotations

import struct
import zlib

from reportgen.document.blocks import Image


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width: int = 40, height: int = 30, *more: bytes, shade: int = 160) -> bytes:
    """A grey PNG; `more` are chunks before its dots."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    dots = chunk(b"IDAT", zlib.compress((b"\0" + bytes([shade]) * width) * height))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(more) + dots + chunk(b"IEND", b"")


def segment(marker: int, data: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(data) + 2) + data


def jpeg(*more: bytes, frame: int = 0xC0, width: int = 8, height: int = 8) -> bytes:
    """A grey JPEG of one block; `more` are segments before its tables."""
    one_code = bytes([1, *[0] * 15, 0])
    parts = (
        b"\xff\xd8",
        segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0"),
        *more,
        segment(0xDB, b"\0" + b"\1" * 64),
        segment(frame, struct.pack(">BHHB", 8, height, width, 1) + b"\1\x11\0"),
        segment(0xC4, b"\x00" + one_code),
        segment(0xC4, b"\x10" + one_code),
        segment(0xDA, b"\1\1\0\0\x3f\0"),
        b"\x3f\xff\xd9",
    )
    return b"".join(parts)


def image(width: int = 40, height: int = 30, shade: int = 160) -> Image:
    return Image("png", width, height, png(width, height, shade=shade))
