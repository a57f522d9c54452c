"""Reads a page back: every `<data data-fact>`, and the visible rows of its tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from reportgen.base.finding import Finding
from reportgen.base.location import Location
from reportgen.readback.expected import UNREADABLE, Expected, SeenFact, compare, compare_rows
from reportgen.readback.reader import Reader


def read_html(data: bytes, file: str, expected: Expected) -> Iterator[Finding]:
    """Every fact that the page lacks, misprints or moves to another row."""
    try:
        root = lxml_html.document_fromstring(data.decode("utf-8"))
    except (UnicodeDecodeError, etree.ParserError, ValueError) as error:
        yield UNREADABLE.at(Location.of_file(file), reason=str(error))
        return
    yield from compare(expected, list(_facts(root, file)), file)
    rows = ([_text(cell) for cell in row.iterchildren("th", "td")] for row in root.iter("tr"))
    yield from compare_rows(expected, rows, file)


def _facts(root: Any, file: str) -> Iterator[SeenFact]:
    for node in root.iter("data"):
        id = node.get("data-fact")
        if id is not None:
            where = Location.in_text(file, node.sourceline or 1)
            yield SeenFact(id, node.get("data-format"), _text(node), where, node.get("value"))


def _text(node: Any) -> str:
    for line_break in node.iter("br"):
        line_break.tail = "\n" + (line_break.tail or "")
        line_break.text = ""
    return str(node.text_content())


HTML = Reader("html", "report.html", read_html)
