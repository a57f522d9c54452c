"""A workbook with the cells coloured and commented that findings are about, and nothing else of it changed.

Only the parts are written anew that hold a mark; every other part, with all values, formulas, pictures and seals, stays
as it is, to the byte.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lxml import etree
from lxml.etree import _Element

from reportgen.base.archive import unpack
from reportgen.base.errors import TemplateError
from reportgen.base.finding import Finding, Severity
from reportgen.base.messages import N_, tr
from reportgen.base.text import with_forbidden_replaced
from reportgen.render.findings.comments import COMMENTS, DRAWING, add_comments
from reportgen.render.findings.sheet import Styles, cell_at, x
from reportgen.render.word.names import CONTENT_TYPES_NS, R_NS, RELATIONSHIPS_NS, r
from reportgen.render.word.package import CONTENT_TYPES, Package, read_package, relationships_name
from reportgen.render.word.packing import pack
from reportgen.render.word.xml import parse, serialize

Cell = tuple[str | None, str]
"""A sheet by name, None for the first, and an address in it."""
COLOURS = {Severity.ERROR: "FFC7CE", Severity.WARNING: "FFEB9C", Severity.INFO: "DDEBF7"}
"""Fills by severity; black on each is read well, also on paper."""
WORDS = {Severity.ERROR: N_("Error"), Severity.WARNING: N_("Warning"), Severity.INFO: N_("Note")}
LONGEST = 8_000
"""So many characters of a comment; Excel takes 32,767."""
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_BEHIND = (
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
)
"""What follows `legacyDrawing` in a worksheet."""


def marked_workbook(data: bytes, file: str, found: Mapping[Cell, Sequence[Finding]]) -> bytes | None:
    """The workbook in `data` with each cell of `found` coloured and commented, in the current language.

    None where it is no workbook that can be marked: damaged, beyond the limits of reading, or not as Excel writes one.
    """
    try:
        package = read_package(data, file)
        return _Marking(data, package).marked(found)
    except (TemplateError, ValueError, LookupError):
        return None


def comment_on(findings: Sequence[Finding]) -> str:
    """What is told at a cell: each finding, and below it what to do."""
    lines = []
    for one in sorted(findings, key=lambda one: (one.severity.rank, one.order)):
        lines.append(f"[{tr(WORDS[one.severity])} {one.code}] {one.message}")
        if hint := str(one.hint):
            lines.append(f"→ {hint}")
    text = "\n".join(lines)
    return with_forbidden_replaced(text if len(text) <= LONGEST else text[:LONGEST] + "…")


@dataclass
class _Marking:
    data: bytes
    package: Package

    def marked(self, found: Mapping[Cell, Sequence[Finding]]) -> bytes:
        self.parts = unpack(self.data)
        (book,) = (one.target for one in self.package.relationships[""] if one.kind == "officeDocument")
        sheets = self._sheets(book)
        style_part = self._target(book, "styles")
        if style_part is None:
            raise ValueError("a workbook without styles")
        styles = Styles(parse(self.parts[style_part]))
        by_sheet: dict[str, dict[str, Sequence[Finding]]] = {}
        for (sheet, address), findings in found.items():
            part = sheets[sheet] if sheet is not None else next(iter(sheets.values()))
            by_sheet.setdefault(part, {})[address] = findings
        for part, cells in by_sheet.items():
            self._mark(part, cells, styles)
        self.parts[style_part] = serialize(styles.root)
        return pack(self.parts)

    def _sheets(self, book: str) -> dict[str, str]:
        targets = {one.id: one.target for one in self.package.relationships.get(book, ())}
        root = parse(self.parts[book])
        return {str(one.get("name")): targets[str(one.get(r("id")))] for one in root.iterfind(f"{x('sheets')}/*")}

    def _target(self, part: str, kind: str) -> str | None:
        return next((one.target for one in self.package.relationships.get(part, ()) if one.kind == kind), None)

    def _mark(self, part: str, cells: Mapping[str, Sequence[Finding]], styles: Styles) -> None:
        sheet = parse(self.parts[part])
        for address, findings in cells.items():
            gravest = min((one.severity for one in findings), key=lambda severity: severity.rank)
            cell = cell_at(sheet, address)
            cell.set("s", styles.filled(cell.get("s", "0"), COLOURS[gravest]))
        comments = self._target(part, "comments") or self._new_part(part, "xl/rgComments", ".xml", "comments")
        drawing = self._drawing(part, sheet)
        notes, boxes = parse(self.parts.get(comments, COMMENTS)), parse(self.parts.get(drawing, DRAWING))
        add_comments(notes, boxes, {address: comment_on(findings) for address, findings in cells.items()})
        self.parts[comments], self.parts[drawing] = serialize(notes), serialize(boxes)
        self.parts[part] = serialize(sheet)

    def _drawing(self, part: str, sheet: _Element) -> str:
        """The part with the boxes of the comments of a worksheet, which refers to it."""
        known = sheet.find(x("legacyDrawing"))
        targets = {one.id: one.target for one in self.package.relationships.get(part, ())}
        if known is not None:
            return targets[str(known.get(r("id")))]
        name = self._new_part(part, "xl/rgDrawing", ".vml", "vmlDrawing")
        reference = etree.Element(x("legacyDrawing"), {r("id"): self._last_id})
        behind = next((one for one in sheet if etree.QName(one).localname in _BEHIND), None)
        if behind is None:
            sheet.append(reference)
        else:
            behind.addprevious(reference)
        return name

    def _new_part(self, owner: str, stem: str, ending: str, kind: str) -> str:
        """The name of a part that is not there yet, enlisted and referred to by `owner`."""
        number = next(one for one in range(1, 10_000) if f"{stem}{one}{ending}" not in self.parts)
        name = f"{stem}{number}{ending}"
        self.parts[name] = COMMENTS if kind == "comments" else DRAWING
        types = parse(self.parts[CONTENT_TYPES])
        if kind == "comments":
            etree.SubElement(types, f"{{{CONTENT_TYPES_NS}}}Override", PartName=f"/{name}", ContentType=_COMMENTS_TYPE)
        elif not any(str(one.get("Extension")).lower() == "vml" for one in types):
            default = etree.Element(f"{{{CONTENT_TYPES_NS}}}Default", Extension="vml", ContentType=_DRAWING_TYPE)
            types.insert(0, default)
        self.parts[CONTENT_TYPES] = serialize(types)
        self._last_id = self._refer(owner, name, f"{R_NS}/{kind}")
        return name

    def _refer(self, owner: str, name: str, kind: str) -> str:
        rels = relationships_name(owner)
        root = (
            parse(self.parts[rels])
            if rels in self.parts
            else etree.Element(f"{{{RELATIONSHIPS_NS}}}Relationships", nsmap={None: RELATIONSHIPS_NS})
        )
        used = {str(one.get("Id")) for one in root}
        id = next(f"rg{one}" for one in range(1, 10_000) if f"rg{one}" not in used)
        target = posixpath.relpath(name, posixpath.dirname(owner))
        etree.SubElement(root, f"{{{RELATIONSHIPS_NS}}}Relationship", Id=id, Type=kind, Target=target)
        self.parts[rels] = serialize(root)
        return id
