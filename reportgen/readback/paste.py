"""Reads back what is pasted into a web site. It carries no marks: texts and rows are all there is to compare."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.base.finding import Finding
from reportgen.base.location import Location
from reportgen.base.text import squeezed
from reportgen.readback.expected import MISSING_FACT, Expected, compare_rows
from reportgen.readback.html import parsed, rows_of
from reportgen.readback.leaks import find_leaks
from reportgen.readback.reader import Reader
from reportgen.readback.words import compare_words, unspaced


def read_paste(data: bytes, file: str, expected: Expected) -> Iterator[Finding]:
    """Every fact whose text the page does not show, and every row of the form that is not together."""
    root = yield from parsed(data, file)
    if root is None:
        return
    main = next(root.iter("main"), root)
    shown = squeezed(main.text_content())
    for fact in expected.printed:
        if squeezed(fact.text) not in shown:
            where = Location.of_file(file)
            yield MISSING_FACT.at(where, fact=fact.id, label=fact.label, expected=fact.text)
    yield from compare_rows(expected, rows_of(main), file)
    yield from compare_words(expected.runs, unspaced(main.text_content()), file)
    yield from find_leaks(expected, main.text_content(), file)


PASTE = Reader("html", "paste.html", read_paste)
