"""The workbook behind a chart: one sheet, categories down, series across, written without a library."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markupsafe import escape

from reportgen.render.word.charts.chart import Chart, plain
from reportgen.render.word.names import CONTENT_TYPES_NS, DECLARATION, R_NS
from reportgen.render.word.package import CONTENT_TYPES, Relationship, relationships_xml
from reportgen.render.word.packing import pack

SHEET = "Sheet1"
FIRST_ROW = 2
"""The row of the first category; the row above it holds the names of the series."""

_NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_WORKBOOK, _WORKSHEET = "xl/workbook.xml", "xl/worksheets/sheet1.xml"
_STYLES, _STRINGS = "xl/styles.xml", "xl/sharedStrings.xml"
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def column(number: int) -> str:
    """The letter of the column `number`, from 0: the categories stand in the first, each series in the next."""
    return "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[number]


def workbook(chart: Chart) -> bytes:
    """The figures of `chart` as .xlsx, every one to its last digit; texts are texts, never formulas."""
    relation = Relationship("rId1", f"{R_NS}/officeDocument", _WORKBOOK)
    inner = (
        Relationship("rId1", f"{R_NS}/worksheet", _WORKSHEET),
        Relationship("rId2", f"{R_NS}/styles", _STYLES),
        Relationship("rId3", f"{R_NS}/sharedStrings", _STRINGS),
    )
    texts = tuple(dict.fromkeys((*(series.name for series in chart.series), *chart.categories)))
    return pack(
        {
            CONTENT_TYPES: _content_types(),
            "_rels/.rels": relationships_xml("", (relation,)),
            "xl/_rels/workbook.xml.rels": relationships_xml(_WORKBOOK, inner),
            _WORKBOOK: _part("workbook", f'<sheets><sheet name="{SHEET}" sheetId="1" r:id="rId1"/></sheets>'),
            _STYLES: _part("styleSheet", _styles(chart.number_format)),
            _STRINGS: _part("sst", "".join(map(_string, texts))),
            _WORKSHEET: _part("worksheet", f"<sheetData>{''.join(_rows(chart, texts))}</sheetData>"),
        }
    )


def _part(root: str, content: str) -> bytes:
    return f'{DECLARATION}<{root} xmlns="{_NS}" xmlns:r="{R_NS}">{content}</{root}>'.encode()


def _content_types() -> bytes:
    kinds = {_WORKBOOK: "sheet.main", _WORKSHEET: "worksheet", _STYLES: "styles", _STRINGS: "sharedStrings"}
    lines = "".join(
        f'<Override PartName="/{name}" ContentType="{_SPREADSHEET}{kind}+xml"/>' for name, kind in kinds.items()
    )
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'{DECLARATION}<Types xmlns="{CONTENT_TYPES_NS}"><Default Extension="rels" ContentType="{rels}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{lines}</Types>'
    ).encode()


def _styles(number_format: str) -> str:
    font = '<font><sz val="11"/><name val="宋体"/><charset val="134"/></font>'
    fills = '<fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    words = 'numFmtId="0" fontId="0" fillId="0" borderId="0"'
    figures = '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    return (
        f'<numFmts count="1"><numFmt numFmtId="164" formatCode="{escape(number_format)}"/></numFmts>'
        f'<fonts count="1">{font}</fonts><fills count="2">{fills}</fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        f'<cellStyleXfs count="1"><xf {words}/></cellStyleXfs>'
        f'<cellXfs count="2"><xf {words} xfId="0"/>{figures}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    )


def _rows(chart: Chart, texts: tuple[str, ...]) -> Iterator[str]:
    place_of = {text: place for place, text in enumerate(texts)}
    names = (_text(column(place), 1, place_of[series.name]) for place, series in enumerate(chart.series, start=1))
    yield f'<row r="1">{"".join(names)}</row>'
    for index, category in enumerate(chart.categories):
        row = FIRST_ROW + index
        figures = (
            f'<c r="{column(place)}{row}" s="1"><v>{plain(value)}</v></c>'
            for place, series in enumerate(chart.series, start=1)
            if (value := series.values[index]) is not None
        )
        yield f'<row r="{row}">{_text(column(0), row, place_of[category])}{"".join(figures)}</row>'


def _text(letter: str, row: int, place: int) -> str:
    return f'<c r="{letter}{row}" t="s"><v>{place}</v></c>'


def _string(text: str) -> str:
    """A text; what a spreadsheet would take for the spelling of a character is spelled itself."""
    return f'<si><t xml:space="preserve">{escape(_ESCAPED.sub("_x005F_", text))}</t></si>'
