"""A workbook of one sheet, written without a library: texts and figures to the last character, no times, no names."""

from __future__ import annotations

import re

from reportgen.render.word.names import CONTENT_TYPES_NS, DECLARATION, R_NS
from reportgen.render.word.package import CONTENT_TYPES, Relationship, relationships_xml
from reportgen.render.word.packing import pack

MAIN_NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = "Sheet1"
"""The name of the sheet."""

_SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_BOOK = "xl/workbook.xml"
_PARTS = {"worksheet": "xl/worksheets/sheet1.xml", "styles": "xl/styles.xml", "sharedStrings": "xl/sharedStrings.xml"}
_ROOTS = {"worksheet": "worksheet", "styles": "styleSheet", "sharedStrings": "sst"}
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def one_sheet(worksheet: str, styles: str, strings: str | None = None) -> bytes:
    """The workbook whose parts hold this markup; `strings` are the shared ones, None where texts stand in the cells."""
    given = {"worksheet": worksheet, "styles": styles, "sharedStrings": strings}
    held = {kind: markup for kind, markup in given.items() if markup is not None}
    inner = [Relationship(f"rId{id}", f"{R_NS}/{kind}", _PARTS[kind]) for id, kind in enumerate(held, start=1)]
    return pack(
        {
            CONTENT_TYPES: _content_types({_BOOK: "sheet.main", **{_PARTS[kind]: kind for kind in held}}),
            "_rels/.rels": relationships_xml("", (Relationship("rId1", f"{R_NS}/officeDocument", _BOOK),)),
            "xl/_rels/workbook.xml.rels": relationships_xml(_BOOK, tuple(inner)),
            _BOOK: _part("workbook", f'<sheets><sheet name="{SHEET}" sheetId="1" r:id="rId1"/></sheets>'),
            **{_PARTS[kind]: _part(_ROOTS[kind], markup) for kind, markup in held.items()},
        }
    )


def spelled(text: str) -> str:
    """`text` as a workbook holds it: what would be taken for the spelling of a character is spelled itself."""
    return _ESCAPED.sub("_x005F_", text)


def _part(root: str, content: str) -> bytes:
    return f'{DECLARATION}<{root} xmlns="{MAIN_NS}" xmlns:r="{R_NS}">{content}</{root}>'.encode()


def _content_types(kinds: dict[str, str]) -> bytes:
    lines = "".join(
        f'<Override PartName="/{name}" ContentType="{_SPREADSHEET}{kind}+xml"/>' for name, kind in kinds.items()
    )
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'{DECLARATION}<Types xmlns="{CONTENT_TYPES_NS}"><Default Extension="rels" ContentType="{rels}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{lines}</Types>'
    ).encode()
