"""Reads a PDF back: the text by its tags, the rows of its tables, and the data files attached to it.

What a figure is called stands in the attached data; that a reader sees it stands in the text. Both are compared with
the evaluation, and so with one another.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import replace

from reportgen.base.finding import Finding
from reportgen.base.location import Location
from reportgen.base.messages import N_, Message
from reportgen.base.text import squeezed
from reportgen.readback.data import FUNDS, GOALS, INDICATORS, JSON
from reportgen.readback.expected import (
    DAMAGED,
    MISSING_FACT,
    MISSING_FILE,
    UNREADABLE,
    Expected,
    compare_rows,
    unreadable,
)
from reportgen.readback.leaks import find_leaks
from reportgen.readback.pdf_text import TaggedText, tagged_text
from reportgen.readback.reader import Reader
from reportgen.readback.words import compare_words

ATTACHED = (JSON, FUNDS, INDICATORS, GOALS)
"""The readers of the files that a PDF carries."""
_VARIANT = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_SPELLED = re.compile(r"［U\+([0-9A-F]{4,6})］")


def read_pdf(data: bytes, file: str, expected: Expected) -> Iterator[Finding]:
    """Every fact that the text or the attached data lacks, misprints or moves to another row."""
    try:
        seen = tagged_text(data)
    except ImportError:
        reason = Message(N_("make extras in the folder of reportgen installs what reads it"))
        yield UNREADABLE.at(Location.of_file(file), reason=reason)
        return
    except DAMAGED as error:
        yield unreadable(file, error)
        return
    yield from compare_tagged(seen, file, expected)
    yield from compare_attached(seen.attached, file, expected)


def compare_tagged(seen: TaggedText, file: str, expected: Expected) -> Iterator[Finding]:
    """Every fact, row and run of words that the text lacks or misprints, and every leak."""
    yield from compare_text(seen, file, expected)
    yield from find_leaks(expected, seen.text, file)


def compare_text(seen: TaggedText, file: str, expected: Expected) -> Iterator[Finding]:
    """Every fact, row and run of words that the text lacks or misprints."""
    yield from _facts(seen, file, expected)
    yield from compare_rows(_as_seen(expected), ([_seen(cell) for cell in row] for row in seen.rows), file)
    runs = ((section, squeezed(_visible(run))) for section, run in expected.runs if not _runs_left(run))
    yield from compare_words(runs, squeezed(_visible(seen.text)), file)


def _facts(seen: TaggedText, file: str, expected: Expected) -> Iterator[Finding]:
    text = squeezed(_visible(seen.text))
    lines = {_seen(line) for line in seen.text.split("\n")} | {_seen(cell) for row in seen.rows for cell in row}
    for fact in expected.printed:
        if squeezed(_visible(fact.text)) not in text and _seen(fact.text) not in lines:
            yield MISSING_FACT.at(Location.of_file(file), fact=fact.id, label=fact.label, expected=fact.text)


def _as_seen(expected: Expected) -> Expected:
    """What is expected, as `_seen` has it."""
    records = (
        replace(one, label=_seen(one.label), texts=tuple(_seen(text) for text in one.texts)) for one in expected.records
    )
    return replace(expected, records=tuple(records))


def compare_attached(files: Mapping[str, bytes], file: str, expected: Expected) -> Iterator[Finding]:
    """Every fact that the attached data of a report lack or hold otherwise; `files` are by name."""
    for reader in ATTACHED:
        told = f"{file}#{reader.name}"
        if reader.name in files:
            yield from reader.find(files[reader.name], told, expected)
        else:
            yield MISSING_FILE.at(Location.of_file(told))


def _visible(text: str) -> str:
    """`text` as a PDF can hold it: without what has no sign, and what had to be spelled out is itself."""
    whole = _SPELLED.sub(lambda match: chr(int(match[1], 16)), text)
    return "".join(sign for sign in whole if unicodedata.category(sign) != "Cf" and not _VARIANT.match(sign))


def _seen(text: str) -> str:
    """`_visible`, to be compared: where it runs from right to left a PDF holds its signs in no sure order."""
    shown = squeezed(_visible(text))
    return "".join(sorted(shown)) if _runs_left(shown) else shown


def _runs_left(text: str) -> bool:
    return any(unicodedata.bidirectional(sign) in ("R", "AL") for sign in text)


PDF = Reader("pdf", "report.pdf", read_pdf)
