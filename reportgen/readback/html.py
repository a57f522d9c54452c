"""Reads a page back: every element marked with a fact, its linked data, and the visible rows of its tables."""

from __future__ import annotations

import json
from collections.abc import Generator, Iterator
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from reportgen.base.finding import Finding
from reportgen.base.location import Location
from reportgen.readback.expected import Expected, SeenFact, compare, compare_rows, unreadable
from reportgen.readback.leaks import find_leaks
from reportgen.readback.reader import Reader
from reportgen.readback.words import compare_words, unspaced

_VISIBLE = etree.XPath("descendant::text()[not(parent::script or parent::style)]", smart_strings=False)
LINKED = {"temporalCoverage": "form.year", "dateCreated": "form.filed"}
"""The facts that linked data hold, by their keys."""


def read_html(data: bytes, file: str, expected: Expected) -> Iterator[Finding]:
    """Every fact that the page lacks, misprints or moves to another row."""
    root = yield from parsed(data, file)
    if root is None:
        return
    yield from compare(expected, [*facts_below(root, file), *_linked_facts(root, file)], file)
    yield from compare_rows(expected, rows_of(root), file)
    text = visible_text(root)
    yield from compare_words(expected.runs, unspaced(text), file)
    yield from find_leaks(expected, text, file)


def parsed(data: bytes, file: str) -> Generator[Finding, None, Any]:
    """The root of a page, in which line breaks are text; a finding and None where it is none."""
    try:
        root = lxml_html.document_fromstring(data.decode("utf-8"))
    except (etree.ParserError, ValueError) as error:
        yield unreadable(file, error)
        return None
    for line_break in root.iter("br"):
        line_break.tail = "\n" + (line_break.tail or "")
    return root


def visible_text(root: Any) -> str:
    """The text of a page, without its scripts and styles."""
    return "".join(_VISIBLE(root))


def rows_of(root: Any) -> Iterator[list[str]]:
    """The visible rows of all tables, a text for each cell."""
    return ([str(cell.text_content()) for cell in row.iterchildren("th", "td")] for row in root.iter("tr"))


def facts_below(root: Any, file: str) -> Iterator[SeenFact]:
    """Every element below `root` that is marked with a fact."""
    for node in root.iterfind(".//*[@data-fact]"):
        where = Location.in_text(file, node.sourceline or 1)
        plain = node.get("value") if node.tag == "data" else None
        yield SeenFact(node.get("data-fact"), node.get("data-format"), str(node.text_content()), where, plain)


def _linked_facts(root: Any, file: str) -> Iterator[SeenFact]:
    """The facts of the linked data, which hold plain values."""
    for node in root.iterfind(".//script[@type='application/ld+json']"):
        try:
            document = json.loads(node.text or "")
            held = {id: document.get(key) for key, id in LINKED.items()}
            held["form.department"] = document.get("publisher", {}).get("name")
            held["form.project"] = document.get("about", {}).get("name")
        except (ValueError, AttributeError, RecursionError) as error:
            yield SeenFact("@context", None, str(error), Location.in_text(file, node.sourceline or 1))
            continue
        for id, plain in held.items():
            if plain is not None:
                yield SeenFact(id, None, None, Location.in_text(file, node.sourceline or 1), str(plain))


HTML = Reader("html", "report.html", read_html)
