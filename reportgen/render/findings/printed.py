"""A form that came as text or on paper, as a workbook of its printed rows, so that its cells can be marked."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markupsafe import escape

from reportgen.render.findings.sheet import MAIN_NS, address
from reportgen.render.word.names import CONTENT_TYPES_NS, DECLARATION, R_NS
from reportgen.render.word.package import CONTENT_TYPES, Relationship, relationships_xml
from reportgen.render.word.packing import pack

SHEET = "Sheet1"
WIDTH = 18
"""The width of every column, in characters; longer texts are wrapped."""
_BOOK, _SHEET, _STYLES = "xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def printed_workbook(rows: Sequence[Sequence[tuple[int, str]]]) -> bytes:
    """A workbook of one sheet; each row is pairs of a column, from 0, and the text that is printed there.

    Every text is kept as a text, to the character, a number too.
    """
    relation = Relationship("rId1", f"{R_NS}/officeDocument", _BOOK)
    inner = (
        Relationship("rId1", f"{R_NS}/worksheet", _SHEET),
        Relationship("rId2", f"{R_NS}/styles", _STYLES),
    )
    widest = max((column for row in rows for column, _ in row), default=0) + 1
    columns = f'<cols><col min="1" max="{widest}" width="{WIDTH}" customWidth="1"/></cols>'
    data = "".join(_row(number, row) for number, row in enumerate(rows, start=1))
    return pack(
        {
            CONTENT_TYPES: _content_types(),
            "_rels/.rels": relationships_xml("", (relation,)),
            "xl/_rels/workbook.xml.rels": relationships_xml(_BOOK, inner),
            _BOOK: _part("workbook", f'<sheets><sheet name="{SHEET}" sheetId="1" r:id="rId1"/></sheets>'),
            _STYLES: _part("styleSheet", _styles()),
            _SHEET: _part("worksheet", f"{columns}<sheetData>{data}</sheetData>"),
        }
    )


def _row(number: int, cells: Sequence[tuple[int, str]]) -> str:
    texts = "".join(
        f'<c r="{address(number, column + 1)}" s="1" t="inlineStr"><is><t xml:space="preserve">'
        f"{escape(_ESCAPED.sub('_x005F_', text))}</t></is></c>"
        for column, text in sorted(cells)
    )
    return f'<row r="{number}">{texts}</row>'


def _part(root: str, content: str) -> bytes:
    return f'{DECLARATION}<{root} xmlns="{MAIN_NS}" xmlns:r="{R_NS}">{content}</{root}>'.encode()


def _content_types() -> bytes:
    kinds = {_BOOK: "sheet.main", _SHEET: "worksheet", _STYLES: "styles"}
    lines = "".join(f'<Override PartName="/{name}" ContentType="{_TYPE}{kind}+xml"/>' for name, kind in kinds.items())
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'{DECLARATION}<Types xmlns="{CONTENT_TYPES_NS}"><Default Extension="rels" ContentType="{rels}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{lines}</Types>'
    ).encode()


def _styles() -> str:
    sides = "".join(
        f'<{side} style="thin"><color indexed="22"/></{side}>' for side in ("left", "right", "top", "bottom")
    )
    plain = 'numFmtId="0" fontId="0" fillId="0"'
    return (
        '<fonts count="1"><font><sz val="10.5"/><name val="宋体"/><charset val="134"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>'
        f"<border>{sides}<diagonal/></border></borders>"
        f'<cellStyleXfs count="1"><xf {plain} borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="2"><xf {plain} borderId="0" xfId="0"/>'
        f'<xf {plain} borderId="1" xfId="0" applyBorder="1" applyAlignment="1">'
        '<alignment vertical="top" wrapText="1"/></xf></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    )
