"""The content of a block, made fit for the template that it is laid into."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator

from lxml.etree import _Element

from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.location import Location
from reportgen.base.messages import N_, Message
from reportgen.render.word.merges import cells_of
from reportgen.render.word.names import R_NS, STYLES_TYPE, w
from reportgen.render.word.package import Package
from reportgen.render.word.xml import parent_of, parse

BLOCK_BRINGS = Fault(
    "TPL183",
    "block_brings_parts",
    Severity.ERROR,
    N_("a block may not hold {what}"),
    N_("put it into report.docx of the layer"),
)
UNKNOWN_STYLE = Fault(
    "TPL184",
    "unknown_style_of_block",
    Severity.ERROR,
    N_("{template} has no style {style}"),
    N_("set the text in a style of the template; did you mean {suggestion}?"),
)
ROWS_DO_NOT_FIT = Fault(
    "TPL185",
    "rows_do_not_fit",
    Severity.ERROR,
    N_("this block replaces rows of a table with {columns} columns and does not fit"),
    N_("the block holds one table and nothing else; each row takes {columns} columns, merged cells counted"),
)

Place = Callable[[_Element], Location]

_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable"
_KINDS = {w("pStyle"): "paragraph", w("rStyle"): "character", w("tblStyle"): "table"}


def content_of(
    root: _Element, package: Package, base: Package, template: str, place: Place, faults: list[Finding]
) -> Iterator[_Element]:
    """What stands in the body of `root`, its styles those of `base` by name; what does not fit is added to `faults`."""
    body = root.find(w("body"))
    if body is None:
        return
    for section in body.findall(w("sectPr")):
        body.remove(section)
    _drop_what_may_be_ignored(root)
    _drop_traces(body)
    faults += _brought(body, place)
    faults += _restyled(body, _styles(package), _styles(base), template, place)
    yield from list(body)


def rows_of(content: list[_Element], table: _Element, place: Place, faults: list[Finding]) -> list[_Element]:
    """The rows of the one table in `content`, as wide as the columns of `table`."""
    tables = [element for element in content if element.tag == w("tbl")]
    widths = [int(str(column.get(w("w"), "0"))) for column in table.iterfind(f"{w('tblGrid')}/{w('gridCol')}")]
    others = [element for element in content if element.tag != w("tbl") and "".join(element.itertext()).strip()]
    rows = tables[0].findall(w("tr")) if len(tables) == 1 and not others else []
    for wrong in [row for row in rows if not _fits(row, widths)] if rows else content[:1]:
        faults.append(ROWS_DO_NOT_FIT.at(place(wrong), columns=len(widths)))
    return rows


def _fits(row: _Element, widths: list[int]) -> bool:
    """Sets the widths of a row's cells; whether they take all columns. Rows of tags are gone when they are printed."""
    text = "".join(row.itertext())
    if "{%tr" in text or "{%tc" in text:
        return True
    cells = list(cells_of(row))
    for cell in cells:
        width = cell.element.find(f"{w('tcPr')}/{w('tcW')}")
        if width is not None:
            width.set(w("w"), str(sum(widths[cell.column : cell.column + cell.span])))
            width.set(w("type"), "dxa")
    return bool(cells) and cells[-1].column + cells[-1].span == len(widths)


def _drop_what_may_be_ignored(root: _Element) -> None:
    """Removes what the file itself says may be ignored: the template would have to say so, too."""
    prefixes = str(root.get(_COMPATIBILITY, "")).split()
    spaces = tuple(f"{{{root.nsmap[prefix]}}}" for prefix in prefixes if prefix in root.nsmap)
    for element in list(root.iter("*")) if spaces else ():
        for name in [name for name in map(str, element.attrib) if name.startswith(spaces)]:
            del element.attrib[name]
        if str(element.tag).startswith(spaces) and element.getparent() is not None:
            parent_of(element).remove(element)


def _drop_traces(body: _Element) -> None:
    """Removes the bookmark in which Word notes where it was last edited."""
    ids = [one.get(w("id")) for one in body.iter(w("bookmarkStart")) if one.get(w("name")) == "_GoBack"]
    for element in list(body.iter(w("bookmarkStart"), w("bookmarkEnd"))):
        if element.get(w("id")) in ids:
            parent_of(element).remove(element)


def _brought(body: _Element, place: Place) -> Iterator[Finding]:
    for element in body.iter("*"):
        if what := _what(element):
            yield BLOCK_BRINGS.at(place(element), what=what)


def _what(element: _Element) -> Message | None:
    named = {
        w("numPr"): N_("numbering or bullets of its own"),
        w("sectPr"): N_("a section break"),
        w("footnoteReference"): N_("a footnote"),
        w("endnoteReference"): N_("a footnote"),
        w("bookmarkStart"): N_("a bookmark"),
    }
    if element.tag in named:
        return Message(named[str(element.tag)])
    if any(str(name).startswith(f"{{{R_NS}}}") for name in element.attrib):
        return Message(N_("a picture, a link or another part of its file"))
    return None


def _styles(package: Package) -> dict[str, tuple[str, str, bool]]:
    """The styles of a package by id: type, name, and whether it is the default of its type."""
    part = next((name for name, kind in package.types.items() if kind == STYLES_TYPE), None)
    found = {}
    for style in () if part is None else parse(package.parts[part]).findall(w("style")):
        name = style.find(w("name"))
        id, kind = str(style.get(w("styleId"), "")), str(style.get(w("type"), "paragraph"))
        is_default = style.get(w("default")) in ("1", "true", "on")
        found[id] = (kind, "" if name is None else str(name.get(w("val"), "")), is_default)
    return found


def _restyled(
    body: _Element,
    own: dict[str, tuple[str, str, bool]],
    base: dict[str, tuple[str, str, bool]],
    template: str,
    place: Place,
) -> Iterator[Finding]:
    ids = {(kind, name.lower()): id for id, (kind, name, _) in base.items()}
    for element in list(body.iter(*_KINDS)):
        kind, name, is_default = own.get(str(element.get(w("val"), "")), ("", "", True))
        id = ids.get((kind, name.lower()))
        if id is not None:
            element.set(w("val"), id)
        elif is_default:
            parent_of(element).remove(element)
        else:
            known = [name for one, name, _ in base.values() if one == kind]
            near = difflib.get_close_matches(name, known, n=1, cutoff=0) or ["?"]
            yield UNKNOWN_STYLE.at(place(element), template=template, style=name, suggestion=near[0])
