"""Repairs what loops over template markup leave behind and Word would not open."""

from __future__ import annotations

from itertools import count

from lxml import etree
from lxml.etree import _Element

from reportgen.document.marks import BOOKMARK_PREFIX
from reportgen.render.word.merges import cells_of
from reportgen.render.word.names import WP_NS, XML_SPACE, w
from reportgen.render.word.xml import parent_of


def repair(root: _Element) -> None:
    """Leaves a part that Word opens: no table without rows, no open cell, no bookmark twice."""
    drop_hollow(root)
    for table in root.iter(w("tbl")):
        _fit_grid(table)
    end_in_paragraphs(root)
    drop_repeated_bookmarks(root)


def finish(root: _Element, pictures: count[int]) -> None:
    """What every part needs after its marks are resolved: tables apart, pictures numbered, no space lost."""
    for table in list(root.iter(w("tbl"))):
        after = table.getnext()
        if after is not None and after.tag == w("tbl"):
            table.addnext(etree.Element(w("p")))
    for picture in root.iter(f"{{{WP_NS}}}docPr"):
        picture.set("id", str(next(pictures)))
    for text in root.iter(w("t")):
        if text.text and text.text != text.text.strip():
            text.set(XML_SPACE, "preserve")
    tidy_namespaces(root)


def tidy_namespaces(root: _Element) -> None:
    """Drops the namespace of our marks, and what is declared more than once."""
    etree.cleanup_namespaces(root, keep_ns_prefixes=[str(prefix) for prefix in root.nsmap if prefix and prefix != "rg"])


def end_in_paragraphs(root: _Element) -> None:
    """Cells, headers, footers and text boxes end in a paragraph."""
    for holder in root.iter(w("tc"), w("hdr"), w("ftr"), w("txbxContent")):
        if not len(holder) or holder[-1].tag != w("p"):
            etree.SubElement(holder, w("p"))


def drop_hollow(root: _Element) -> None:
    """Rows without cells and tables without rows: loops over nothing."""
    for name, needed in (("tr", "tc"), ("tbl", "tr")):
        for element in list(root.iter(w(name))):
            parent = element.getparent()
            if parent is not None and element.find(w(needed)) is None and element.find(f"{w('sdt')}") is None:
                parent.remove(element)


def _fit_grid(table: _Element) -> None:
    """Gives the grid as many columns as the longest row has; where they are not as many as before, equal ones."""
    grid = table.find(w("tblGrid"))
    rows = [list(cells_of(row)) for row in table.findall(w("tr"))]
    needed = max((row[-1].column + row[-1].span for row in rows if row), default=0)
    if grid is None or not needed or needed == len(grid):
        return
    share = sum(int(str(column.get(w("w"), "0"))) for column in grid) // needed
    grid[:] = [etree.Element(w("gridCol"), {w("w"): str(share)}) for _ in range(needed)]
    for cell in (cell for row in rows for cell in row):
        width = cell.element.find(f"{w('tcPr')}/{w('tcW')}")
        if width is not None and width.get(w("type"), "dxa") == "dxa":
            width.set(w("w"), str(share * cell.span))


def drop_fact_bookmarks(root: _Element) -> None:
    """Removes the bookmarks of facts that a template brings which was a report once; their text stays."""
    starts = [one for one in root.iter(w("bookmarkStart")) if _marks_fact(one)]
    ids = {one.get(w("id")) for one in starts}
    for element in [*starts, *(one for one in root.iter(w("bookmarkEnd")) if one.get(w("id")) in ids)]:
        parent_of(element).remove(element)


def _marks_fact(element: _Element) -> bool:
    return str(element.get(w("name"), "")).startswith(BOOKMARK_PREFIX)


def drop_repeated_bookmarks(root: _Element) -> None:
    """A bookmark of the template that a loop repeats stays at its first place."""
    seen: set[tuple[object, object]] = set()
    for element in list(root.iter(w("bookmarkStart"), w("bookmarkEnd"))):
        if _marks_fact(element):
            continue
        key = (element.tag, element.get(w("id")))
        parent = element.getparent()
        if key in seen and parent is not None:
            parent.remove(element)
        seen.add(key)
