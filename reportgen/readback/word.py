"""Reads a Word file back: the text between each fact's hidden bookmarks, and the visible rows of its tables."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from reportgen.base.finding import Finding
from reportgen.base.location import Location
from reportgen.base.xml import parse
from reportgen.document.marks import BOOKMARK_PREFIX, FACTS_NAMESPACE
from reportgen.readback.expected import DAMAGED, Expected, SeenFact, compare, compare_rows, unreadable
from reportgen.readback.leaks import find_leaks
from reportgen.readback.reader import Reader
from reportgen.readback.words import compare_words, unspaced

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FACTS = f"{{{FACTS_NAMESPACE}}}"
_START, _END, _TEXT, _BREAK, _TAB, _TABLE, _ROW, _PARAGRAPH = _READ = tuple(
    f"{W}{name}" for name in ("bookmarkStart", "bookmarkEnd", "t", "br", "tab", "tbl", "tr", "p")
)
_RUN, _CELL, _ID, _NAME = (f"{W}{name}" for name in ("r", "tc", "id", "name"))
_WHITE = {_BREAK: "\n", _TAB: "\t"}
_DOCUMENT = "word/document.xml"
FURNITURE = ("word/header", "word/footer", "word/footnotes")
"""How the names of parts begin that a reader sees beside the main one."""
TEXTS = ("word/document", *FURNITURE)
"""How the names of parts begin that hold text."""


@dataclass(frozen=True, slots=True)
class _Mark:
    id: str
    format: str | None


def read_word(data: bytes, file: str, expected: Expected) -> Iterator[Finding]:
    """Every fact that the file lacks, misprints or moves to another row."""
    try:
        parts = dict(parts_of(data))
        document = parts[_DOCUMENT]
    except DAMAGED as error:
        yield unreadable(file, error)
        return
    marks = marks_of(parts)
    texts = [name for name in sorted(parts) if name.startswith(TEXTS)]
    seen = [fact for name in texts for fact in facts_in(parts[name], marks, file, name)]
    yield from compare(expected, seen, file)
    yield from compare_rows(expected, rows_in(document), file)
    text = "\n".join("".join(parts[name].itertext(_TEXT)) for name in texts)
    yield from compare_words(expected.runs, unspaced(text), file)
    yield from find_leaks(expected, text, file)


def parts_of(data: bytes) -> Iterator[tuple[str, Any]]:
    """The parts of a Word file that hold text or the list of facts, parsed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.endswith(".xml") and name.startswith((*TEXTS, "customXml/item")):
                yield name, parse(archive.read(name))


def marks_of(parts: Mapping[str, Any]) -> dict[str, _Mark]:
    """What each bookmark is said to hold. Only ids and formats are taken from here, never a text."""
    return {
        fact.get("bookmark"): _Mark(fact.get("id"), fact.get("format") or None)
        for root in parts.values()
        for fact in root.iter(f"{FACTS}fact")
    }


def facts_in(root: Any, marks: Mapping[str, _Mark], file: str, part: str) -> Iterator[SeenFact]:
    """The facts of a part in order; tables, rows and paragraphs are counted on the way."""
    open_marks: dict[str, tuple[_Mark, list[str], Location]] = {}
    table = row = paragraph = 0
    for node in root.iter(*_READ):
        tag = node.tag
        if tag == _TEXT or tag in _WHITE:
            if open_marks and (tag == _TEXT or node.getparent().tag == _RUN):
                said = node.text or "" if tag == _TEXT else _WHITE[tag]
                for _, texts, _ in open_marks.values():
                    texts.append(said)
        elif tag == _PARAGRAPH:
            paragraph += 1
        elif tag == _ROW:
            row, paragraph = row + 1, 0
        elif tag == _TABLE:
            table, row = table + 1, 0
        elif tag == _END:
            if node.get(_ID) in open_marks:
                mark, texts, where = open_marks.pop(node.get(_ID))
                yield SeenFact(mark.id, mark.format, "".join(texts), where)
        elif (name := node.get(_NAME, "")).startswith(BOOKMARK_PREFIX):
            where = Location("word", file, None, None, None, None, part, table or None, row or None, paragraph or None)
            open_marks[node.get(_ID)] = (marks.get(name) or _Mark(name, None), [], where)


def rows_in(document: Any) -> Iterator[list[str]]:
    """The visible rows of all tables, a text for each cell."""
    for row in document.iter(_ROW):
        yield ["".join(cell.itertext(_TEXT)) for cell in row.iterchildren(_CELL)]


WORD = Reader("docx", "report.docx", read_word)
