"""On which page a bookmark of a Word file stands: its place in the PDF that LibreOffice makes of the file."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

_UNDERSCORE = "5F"
"""How LibreOffice spells the sign in the name of a destination: no letter or digit stands for itself there."""


def page_numbers(data: bytes, prefix: str) -> dict[int, int]:
    """The pages, from 1, of the bookmarks `<prefix><number>`, by number; nothing where the PDF tells of none.

    Raises ImportError where pikepdf is not installed.
    """
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data)) as document:
            places = {page.objgen: number for number, page in enumerate(document.pages, start=1)}
            wanted = re.compile(re.escape(prefix) + r"(\d+)")
            found = {}
            for name, target in _destinations(document):
                match = wanted.fullmatch(name)
                if match and target is not None and target.objgen in places:
                    found[int(match[1])] = places[target.objgen]
            return found
    except (pikepdf.PdfError, ValueError, TypeError, KeyError):
        return {}


def _destinations(document: Any) -> Iterator[tuple[str, Any]]:
    """The name and the page of every destination."""
    import pikepdf

    for name, place in document.Root.get("/Dests", {}).items():
        held = place.get("/D") if isinstance(place, pikepdf.Dictionary) else place
        text = str(name).lstrip("/").replace(_UNDERSCORE, "_")
        yield text, held[0] if held is not None and len(held) else None
