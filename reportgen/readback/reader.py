"""What a reader of finished files is, and the catalogue of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from reportgen.base.catalogue import declared
from reportgen.base.finding import Finding
from reportgen.readback.expected import Expected


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the file `name` of one format and compares it. `find` gets its bytes and the name told to people."""

    format: str
    name: str
    find: Callable[[bytes, str, Expected], Iterable[Finding]]


@cache
def readers() -> Mapping[str, Reader]:
    """Every reader by the name of the file it reads; each is declared by a module of this room."""
    import reportgen.readback as package

    return declared(package, Reader, lambda reader: reader.name, nested=False)


def read_back(files: Mapping[str, bytes], folder: str, expected: Expected) -> list[Finding]:
    """Every difference between `files` (by name, told below `folder`) and what the form says."""
    known = readers()
    return [
        finding
        for name, data in files.items()
        if name in known
        for finding in known[name].find(data, f"{folder}/{name}", expected)
    ]
