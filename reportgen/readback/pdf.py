"""Reads a PDF back: the text by its tags, the rows of its tables, and the data files attached to it.

What a figure is called stands in the attached data; that a reader sees it stands in the text. Both are compared with
the evaluation, and so with one another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.base.finding import Finding
from reportgen.base.location import Location
from reportgen.base.messages import N_, Message
from reportgen.base.text import squeezed
from reportgen.readback.data import FUNDS, INDICATORS, JSON
from reportgen.readback.expected import MISSING_FACT, MISSING_FILE, UNREADABLE, Expected, compare_rows
from reportgen.readback.pdf_text import TaggedText, tagged_text
from reportgen.readback.reader import Reader

ATTACHED = (JSON, FUNDS, INDICATORS)
"""The readers of the files that a PDF carries."""
_SPELLED = re.compile(r"［U\+([0-9A-F]{4,6})］")


def read_pdf(data: bytes, file: str, expected: Expected) -> Iterator[Finding]:
    """Every fact that the text or the attached data lacks, misprints or moves to another row."""
    try:
        seen = tagged_text(data)
    except ImportError:
        reason = Message(N_("pip install 'reportgen[pdf]' installs what reads it"))
        yield UNREADABLE.at(Location.of_file(file), reason=reason)
        return
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        yield UNREADABLE.at(Location.of_file(file), reason=f"{type(error).__name__}: {error}")
        return
    yield from _facts(seen, file, expected)
    yield from compare_rows(expected, ([_plain(cell) for cell in row] for row in seen.rows), file)
    yield from _attached(seen.attached, file, expected)


def _facts(seen: TaggedText, file: str, expected: Expected) -> Iterator[Finding]:
    text = squeezed(_plain(seen.text))
    for fact in expected.printed:
        if squeezed(fact.text) not in text:
            yield MISSING_FACT.at(Location.of_file(file), fact=fact.id, label=fact.label, expected=fact.text)


def _attached(files: dict[str, bytes], file: str, expected: Expected) -> Iterator[Finding]:
    for reader in ATTACHED:
        told = f"{file}#{reader.name}"
        if reader.name in files:
            yield from reader.find(files[reader.name], told, expected)
        else:
            yield MISSING_FILE.at(Location.of_file(told))


def _plain(text: str) -> str:
    """`text` with the characters that had to be spelled out, because no face has them."""
    return _SPELLED.sub(lambda match: chr(int(match[1], 16)), text)


PDF = Reader("pdf", "report.pdf", read_pdf)
