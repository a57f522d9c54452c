"""What docxtpl does to rendered parts, done the same: grids that follow their cells, pictures numbered from 1001.

Beside that, only what Word would not open is repaired.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from itertools import count

from lxml import etree
from lxml.etree import _Element

from reportgen.render.word.names import WP_NS, w
from reportgen.render.word.repairs import drop_hollow, drop_repeated_bookmarks, end_in_paragraphs, tidy_namespaces
from reportgen.render.word.xml import parent_of

_PICTURE = f"{{{WP_NS}}}docPr"
_FIRST_PICTURE = 1001


def repair_like_docxtpl(roots: Mapping[str, _Element], main: str) -> None:
    """Leaves parts that Word opens; in `main`, the document itself, they are docxtpl's to the letter."""
    for root in roots.values():
        drop_hollow(root)
        end_in_paragraphs(root)
        drop_repeated_bookmarks(root)
    if main in roots:
        _fit_grids(roots[main])
    _number_pictures(roots, main)
    for root in roots.values():
        tidy_namespaces(root)


def _number_pictures(roots: Mapping[str, _Element], main: str) -> None:
    """Pictures of the document count from 1001; those of other parts keep their numbers where nobody else has them."""
    numbers = count(_FIRST_PICTURE)
    for picture in roots[main].iter(_PICTURE) if main in roots else ():
        picture.set("id", str(next(numbers)))
    seen = {str(picture.get("id")) for picture in roots[main].iter(_PICTURE)} if main in roots else set()
    for name, root in roots.items():
        for picture in root.iter(_PICTURE) if name != main else ():
            if str(picture.get("id")) in seen:
                picture.set("id", str(next(numbers)))
            seen.add(str(picture.get("id")))


def _fit_grids(root: _Element) -> None:
    outer = [table for table in root.iter(w("tbl")) if next(table.iterancestors(w("tbl")), None) is None]
    for table in outer:
        if not _fits(table):
            _fit(table)


def _fits(table: _Element) -> bool:
    """Whether the grid of `table`, and of every table inside it, has as many columns as the cells take up."""
    for one in table.iter(w("tbl")):
        grid = one.find(w("tblGrid"))
        rows = [_span(row) for row in one.iter(w("tr"))]
        if grid is None or max(rows, default=0) != len(grid.findall(w("gridCol"))):
            return False
    return True


def _span(row: _Element) -> int:
    spans = (cell.find(f"{w('tcPr')}/{w('gridSpan')}") for cell in row.findall(w("tc")))
    return sum(1 if span is None else int(str(span.get(w("val"), 1))) for span in spans)


def _fit(table: _Element) -> None:
    """Has docxtpl fit the grid; the text of the table was parsed strictly before."""
    from docxtpl import DocxTemplate

    if any(one.find(w("tblGrid")) is None for one in table.iter(w("tbl"))):
        return
    tail, table.tail = table.tail, None
    fitted = DocxTemplate(io.BytesIO()).fix_tables(etree.tostring(table))
    fitted.tail = tail
    parent_of(table).replace(table, fitted)
