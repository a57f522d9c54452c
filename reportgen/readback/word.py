"""Reads a Word file back: the text between each fact's hidden bookmarks, and the visible rows of its tables."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree

from reportgen.base.finding import Finding
from reportgen.base.location import Location
from reportgen.document.marks import BOOKMARK_PREFIX, FACTS_NAMESPACE
from reportgen.readback.expected import UNREADABLE, Expected, SeenFact, compare, compare_rows
from reportgen.readback.reader import Reader

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FACTS = f"{{{FACTS_NAMESPACE}}}"
_READ = ("bookmarkStart", "bookmarkEnd", "t", "br", "tab", "tbl", "tr", "p")
_WHITE = {"br": "\n", "tab": "\t"}
_PARTS = ("word/document", "word/header", "word/footer", "word/footnotes")


@dataclass(frozen=True, slots=True)
class _Mark:
    id: str
    format: str | None


def read_word(data: bytes, file: str, expected: Expected) -> Iterator[Finding]:
    """Every fact that the file lacks, misprints or moves to another row."""
    try:
        parts = dict(_parts(data))
    except (zipfile.BadZipFile, etree.XMLSyntaxError, KeyError) as error:
        yield UNREADABLE.at(Location.of_file(file), reason=str(error))
        return
    marks = _marks(parts)
    texts = [name for name in sorted(parts) if name.startswith(_PARTS)]
    seen = [fact for name in texts for fact in _facts(parts[name], marks, file, name)]
    yield from compare(expected, seen, file)
    yield from compare_rows(expected, _rows(parts["word/document.xml"]), file)


def _parts(data: bytes) -> Iterator[tuple[str, Any]]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.endswith(".xml") and name.startswith((*_PARTS, "customXml/item")):
                yield name, etree.fromstring(archive.read(name), parser)


def _marks(parts: Mapping[str, Any]) -> dict[str, _Mark]:
    """What each bookmark is said to hold. Only ids and formats are taken from here, never a text."""
    return {
        fact.get("bookmark"): _Mark(fact.get("id"), fact.get("format") or None)
        for root in parts.values()
        for fact in root.iter(f"{FACTS}fact")
    }


def _facts(root: Any, marks: Mapping[str, _Mark], file: str, part: str) -> Iterator[SeenFact]:
    open_marks: dict[str, tuple[str, list[str], Location]] = {}
    place = _Place(file, part)
    for node in root.iter(
        f"{W}bookmarkStart", f"{W}bookmarkEnd", f"{W}t", f"{W}br", f"{W}tab", f"{W}tbl", f"{W}tr", f"{W}p"
    ):
        tag = node.tag.removeprefix(W)
        place.pass_by(tag)
        if tag == "bookmarkStart" and node.get(f"{W}name", "").startswith(BOOKMARK_PREFIX):
            open_marks[node.get(f"{W}id")] = (node.get(f"{W}name"), [], place.here)
        elif tag == "bookmarkEnd" and node.get(f"{W}id") in open_marks:
            name, texts, where = open_marks.pop(node.get(f"{W}id"))
            mark = marks.get(name, _Mark(name, None))
            yield SeenFact(mark.id, mark.format, "".join(texts), where)
        elif tag == "t" or node.getparent().tag == f"{W}r":
            for _, texts, _ in open_marks.values():
                texts.append(node.text or "" if tag == "t" else _WHITE[tag])


class _Place:
    """Counts tables, rows and paragraphs on the way through a part."""

    def __init__(self, file: str, part: str) -> None:
        self._file, self._part = file, part
        self._table = self._row = self._paragraph = 0

    def pass_by(self, tag: str) -> None:
        if tag == "tbl":
            self._table, self._row = self._table + 1, 0
        elif tag == "tr":
            self._row, self._paragraph = self._row + 1, 0
        elif tag == "p":
            self._paragraph += 1

    @property
    def here(self) -> Location:
        return Location(
            "word", self._file, part=self._part, table=self._table or None, row=self._row or None,
            paragraph=self._paragraph or None,
        )  # fmt: skip


def _rows(document: Any) -> Iterator[list[str]]:
    for row in document.iter(f"{W}tr"):
        yield [_cell_text(cell) for cell in row.iterchildren(f"{W}tc")]


def _cell_text(cell: Any) -> str:
    return "".join(node.text or "" for node in cell.iter(f"{W}t"))


WORD = Reader("docx", "report.docx", read_word)
