"""The last look at a finished file: what Word would not open, or what would lose text, is never given out."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Collection, Iterator

from lxml.etree import _Element

from reportgen.render.word.faults import BrokenOutputError
from reportgen.render.word.joins import text_of
from reportgen.render.word.merges import cells_of, rows_of
from reportgen.render.word.names import W_NS, w
from reportgen.render.word.xml import XmlError, parse

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_SPEAKING = frozenset(w(name) for name in ("t", "delText", "instrText", "delInstrText"))


def check_output(data: bytes, templated: Collection[str], tags: Collection[str], *, strict: bool = True) -> None:
    """Raises BrokenOutputError where the file is not sound.

    `templated` are the parts that were rendered, `tags` the texts of the template's tags: none of them may be left.
    Unless `strict`, merged cells and bookmarks are what the template makes them.
    """
    ids: set[str] = set()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if (bad := archive.testzip()) is not None:
            raise BrokenOutputError("damaged", bad)
        for name in archive.namelist():
            root = _parsed(archive.read(name), name)
            if root is not None and name in templated:
                for problem in (
                    *_problems(root, strict=strict),
                    *_left_over(root, tags),
                    *_bookmark_problems(root, ids, strict=strict),
                ):
                    raise BrokenOutputError(problem, name)


def _parsed(data: bytes, name: str) -> _Element | None:
    if not name.endswith((".xml", ".rels")):
        return None
    try:
        return parse(data)
    except XmlError as error:
        raise BrokenOutputError(str(error), name) from error


def _problems(root: _Element, *, strict: bool) -> Iterator[str]:
    for cell in root.iter(w("tc")):
        if not len(cell) or cell[-1].tag != w("p"):
            yield "a cell that ends in no paragraph"
    for table in root.iter(w("tbl")) if strict else ():
        yield from _merge_problems(table)
    for element in root.iter(f"{{{W_NS}}}*"):
        if element.tag not in _SPEAKING and (loose := _loose_text(element)):
            yield f"text outside a run: {loose[:40]}"


def _loose_text(element: _Element) -> str:
    return "".join((element.text or "", *(child.tail or "" for child in element))).strip()


def _merge_problems(table: _Element) -> Iterator[str]:
    above: set[tuple[int, int]] = set()
    for row in rows_of(table):
        merged: set[tuple[int, int]] = set()
        for cell in cells_of(row):
            merge = cell.element.find(f"{w('tcPr')}/{w('vMerge')}")
            if merge is None:
                continue
            merged.add((cell.column, cell.span))
            if merge.get(w("val"), "continue") == "restart":
                continue
            if (cell.column, cell.span) not in above:
                yield f"a merged cell in column {cell.column + 1} with nothing above it"
            if text_of(cell.element).strip():
                yield f"text hidden in a merged cell: {text_of(cell.element)[:40]}"
        above = merged


def _left_over(root: _Element, tags: Collection[str]) -> Iterator[str]:
    for paragraph in root.iter(w("p")):
        text = "".join(element.text or "" for element in paragraph.iter(w("t")))
        if "{{" in text or "{%" in text:
            yield from (f"the tag {tag} is left" for tag in _TAG.findall(text) if tag in tags)


def _bookmark_problems(root: _Element, ids: set[str], *, strict: bool) -> Iterator[str]:
    open_ids: set[str] = set()
    if not strict:
        return
    for element in root.iter(w("bookmarkStart"), w("bookmarkEnd")):
        id = str(element.get(w("id")))
        if element.tag == w("bookmarkStart"):
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
