"""The last look at what was rendered: what Word would not open, or what would lose text, is never given out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from lxml import etree
from lxml.etree import _Element

from reportgen.render.word.faults import BrokenOutputError
from reportgen.render.word.joins import text_of
from reportgen.render.word.merges import cells_of, rows_of
from reportgen.render.word.names import W_NS, w
from reportgen.render.word.xml import XmlError, parse

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_SPEAKING = " or ".join(f"parent::w:{name}" for name in ("t", "delText", "instrText", "delInstrText"))
_NAMES = {"w": W_NS}
_UNFINISHED_CELLS = etree.XPath("boolean(//w:tc[not(*[last()][self::w:p])])", namespaces=_NAMES)
_LOOSE_TEXT = etree.XPath(f"descendant::text()[not({_SPEAKING})][parent::w:*][normalize-space()]", namespaces=_NAMES)
_MERGED_TABLES = etree.XPath("//w:tbl[.//w:vMerge]", namespaces=_NAMES)


def check_output(
    parts: Mapping[str, bytes], templated: Collection[str], tags: Collection[str], *, strict: bool = True
) -> None:
    """Raises BrokenOutputError where one of `parts`, all that were made for one document, is not sound.

    `templated` are the parts that were rendered, `tags` the texts of the template's tags: none of them may be left.
    Unless `strict`, merged cells and bookmarks are what the template makes them.
    """
    ids: set[str] = set()
    for name, data in parts.items():
        if not name.endswith((".xml", ".rels")):
            continue
        root = _parsed(data, name)
        if name in templated:
            for problem in _problems(root, data, tags, ids, strict=strict):
                raise BrokenOutputError(problem, name)


def _parsed(data: bytes, name: str) -> _Element:
    try:
        return parse(data)
    except XmlError as error:
        raise BrokenOutputError(str(error), name) from error


def _problems(root: _Element, data: bytes, tags: Collection[str], ids: set[str], *, strict: bool) -> Iterator[str]:
    if _UNFINISHED_CELLS(root):
        yield "a cell that ends in no paragraph"
    for loose in _LOOSE_TEXT(root):
        yield f"text outside a run: {str(loose).strip()[:40]}"
    if tags and (b"{{" in data or b"{%" in data):
        yield from _left_over(root, tags)
    if strict:
        for table in _MERGED_TABLES(root):
            yield from _merge_problems(table)
        yield from _bookmark_problems(root, ids)


def _merge_problems(table: _Element) -> Iterator[str]:
    above: set[tuple[int, int]] = set()
    for row in rows_of(table):
        merged: set[tuple[int, int]] = set()
        for cell in cells_of(row):
            merge = cell.element.find(_MERGE)
            if merge is None:
                continue
            merged.add((cell.column, cell.span))
            if merge.get(_VALUE, "continue") == "restart":
                continue
            if (cell.column, cell.span) not in above:
                yield f"a merged cell in column {cell.column + 1} with nothing above it"
            if text_of(cell.element).strip():
                yield f"text hidden in a merged cell: {text_of(cell.element)[:40]}"
        above = merged


_MERGE, _VALUE = f"{w('tcPr')}/{w('vMerge')}", w("val")


def _left_over(root: _Element, tags: Collection[str]) -> Iterator[str]:
    for paragraph in root.iter(w("p")):
        text = "".join(element.text or "" for element in paragraph.iter(w("t")))
        if "{{" in text or "{%" in text:
            yield from (f"the tag {tag} is left" for tag in _TAG.findall(text) if tag in tags)


_START, _END, _ID = w("bookmarkStart"), w("bookmarkEnd"), w("id")


def _bookmark_problems(root: _Element, ids: set[str]) -> Iterator[str]:
    open_ids: set[str] = set()
    for element in root.iter(_START, _END):
        id = element.get(_ID, "")
        if element.tag == _START:
            if id in ids:
                yield f"two bookmarks with the id {id}"
            ids.add(id)
            open_ids.add(id)
        elif id in open_ids:
            open_ids.remove(id)
        else:
            yield f"the end of a bookmark that was not begun: {id}"
    if open_ids:
        yield f"a bookmark without an end: {min(open_ids)}"
