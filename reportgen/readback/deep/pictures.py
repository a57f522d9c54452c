"""The pages of a PDF as pictures, drawn by PDFium: another program than the one that set them."""

from __future__ import annotations

import io
from importlib.util import find_spec
from typing import Any

MODULES = ("pypdfium2", "PIL")
WIDTH = 640
"""Pixels from side to side: small print can be read, and a page takes some 40 kB."""
_COLOURS = 32


def can_draw() -> bool:
    """Whether what draws is installed."""
    return all(find_spec(name) is not None for name in MODULES)


def pages_of(data: bytes, first: int | None = None) -> list[bytes]:
    """The pages of a PDF as PNG, or the `first` of them. Raises ValueError where it is none."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(data) as pdf:
            return [_drawn(pdf[number]) for number in range(min(len(pdf), len(pdf) if first is None else first))]
    except pypdfium2.PdfiumError as error:
        raise ValueError(str(error)) from error


def number_of_pages(data: bytes) -> int:
    """How many pages a PDF has. Raises ValueError where it is none."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(data) as pdf:
            return len(pdf)
    except pypdfium2.PdfiumError as error:
        raise ValueError(str(error)) from error


def _drawn(page: Any) -> bytes:
    width, _ = page.get_size()
    image = page.render(scale=WIDTH / width).to_pil()
    out = io.BytesIO()
    image.quantize(_COLOURS).save(out, "PNG", optimize=True)
    return out.getvalue()
