"""From a parsed part of a template to the source that Jinja compiles, with the place of every tag and value."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass

from lxml import etree
from lxml.etree import _Element

from reportgen.render.word.cell_properties import ordered
from reportgen.render.word.names import R_NS, XML_SPACE, w
from reportgen.render.word.repairs import drop_fact_bookmarks
from reportgen.render.word.settled import TOUCHING_TABLES, betrayals
from reportgen.render.word.skeleton import Skeleton
from reportgen.render.word.spots import cut_runs, spots_inside
from reportgen.render.word.tags import Tagged, tagged
from reportgen.render.word.xml import parent_of

_ROOT = re.compile(r"<(\w+:\w+)")


@dataclass(frozen=True, slots=True)
class Source:
    """The source of a part, and what betrays in its text that a document has to be repaired, see `settled`."""

    tagged: Tagged
    betrayals: frozenset[str] | None


def source_of(root: _Element, part: str, file: str, *, facts: bool) -> Source:
    """The source of the part below `root`; with `facts`, values stand in runs of their own and `root` is cleaned."""
    from docxtpl import DocxTemplate

    if facts:
        _lighten(root)
    patched = DocxTemplate(io.BytesIO()).patch_xml(etree.tostring(root, encoding="unicode"))
    if "r" not in root.nsmap:
        patched = _ROOT.sub(lambda match: f'{match.group()} xmlns:r="{R_NS}"', patched, count=1)
    skeleton = Skeleton.of(patched)
    if skeleton is None:
        return Source(tagged(root, patched, part, file), None)
    spotted = cut_runs(ordered(skeleton)) if facts else spots_inside(skeleton)
    made = tagged(root, spotted.skeleton.text(), part, file, spotted.spots)
    found = betrayals(spotted.skeleton)
    return Source(made, found if facts or found is None else found - {TOUCHING_TABLES})


def _lighten(root: _Element) -> None:
    """Removes what Word keeps for itself, and the marks of facts of another report; no space of a text is lost."""
    drop_fact_bookmarks(root)
    for element in list(root.iter(w("proofErr"), w("lastRenderedPageBreak"))):
        parent_of(element).remove(element)
    for element in root.iter(w("p"), w("r"), w("tr"), w("sectPr")):
        for name in [
            name for name in map(str, element.attrib) if "}rsid" in name or name.endswith(("}paraId", "}textId"))
        ]:
            del element.attrib[name]
    for table in root.iter(w("tbl")):
        if table.tail and not table.tail.strip():
            table.tail = None
    for text in root.iter(w("t")):
        if text.text and text.text != text.text.strip():
            text.set(XML_SPACE, "preserve")
