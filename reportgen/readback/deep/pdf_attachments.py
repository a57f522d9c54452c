"""What a PDF holds beside its pages: its properties, and the files attached to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_PROGRAM = {"Creator": "made with", "Producer": "made with"}
"""In a PDF these name programs, and no person."""
_MOST = 10_000
"""So many nodes of the table of names are read; one may name itself as its own kid."""


def properties_of(document: Any) -> Iterator[tuple[str, str]]:
    """The properties by name, as texts."""
    from pdfminer.pdftypes import resolve1

    for info in document.info:
        for key, value in info.items():
            yield _PROGRAM.get(key, key), _name(resolve1(value))


def attached_to(document: Any) -> Iterator[tuple[str, bytes]]:
    """The attached files by name, from the document's own table of names.

    Raises ValueError where that is no table with an end, and whatever pdfminer raises for one that is damaged.
    """
    from pdfminer.pdftypes import resolve1

    names = resolve1(resolve1(document.catalog.get("Names", {})).get("EmbeddedFiles", {}))
    waiting = [names]
    for _ in range(_MOST):
        if not waiting:
            return
        node = resolve1(waiting.pop()) or {}
        waiting += resolve1(node.get("Kids", []))
        for entry in resolve1(node.get("Names", []))[1::2]:
            specification = resolve1(entry)
            name = specification.get("UF") or specification.get("F")
            stream = resolve1(resolve1(specification["EF"])["F"])
            yield _name(name), stream.get_data()
    raise ValueError("the names of attached files have no end")


def _name(name: Any) -> str:
    from pdfminer.utils import decode_text

    return decode_text(name) if isinstance(name, bytes) else str(name)
