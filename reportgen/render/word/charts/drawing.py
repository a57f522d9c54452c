"""The paragraph that a chart stands in: as wide as the text or the cell around it."""

from __future__ import annotations

from lxml import etree
from lxml.etree import _Element

from reportgen.render.word.charts.chart import Chart
from reportgen.render.word.charts.names import A_NS, C_NS, chart_id
from reportgen.render.word.faults import BrokenOutputError
from reportgen.render.word.merges import cells_of
from reportgen.render.word.names import R_NS, W_NS, WP_NS, mark, w
from reportgen.render.word.session import Session
from reportgen.render.word.xml import parent_of, replace

_EMU = 635
"""English Metric Units in a twentieth of a point."""

_A4_TEXT = 8_300
_CELL_MARGINS = 216
_NARROWEST, _TALLEST = 1_134, 11_340
_LINE = 400


def place_charts(root: _Element, session: Session) -> None:
    """Puts every chart of the part into a paragraph of its own where its mark stands."""
    for found in list(root.iter(mark("chart"))):
        holder = parent_of(found).tag
        if holder not in (w("body"), w("tc"), w("sdtContent")):
            raise BrokenOutputError("chart(…) where no chart can stand", session.part)
        number = int(str(found.get("n")))
        replace(found, [_paragraph(number, session.chart(number), _width(found))])


def _paragraph(number: int, chart: Chart, width: int) -> _Element:
    height = _height(chart, width)
    made = etree.fromstring(
        f'<w:p xmlns:w="{W_NS}" xmlns:wp="{WP_NS}" xmlns:a="{A_NS}" xmlns:c="{C_NS}" xmlns:r="{R_NS}"><w:pPr>'
        '<w:keepLines/><w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
        '<w:ind w:left="0" w:right="0" w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="center"/></w:pPr>'
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width * _EMU}" cy="{height * _EMU}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f'<wp:docPr id="{number}" name="chart {number}"/><wp:cNvGraphicFramePr/><a:graphic>'
        f'<a:graphicData uri="{C_NS}"><c:chart r:id="{chart_id(number)}"/></a:graphicData></a:graphic></wp:inline>'
        "</w:drawing></w:r></w:p>"
    )
    for described in made.iter(f"{{{WP_NS}}}docPr"):
        described.set("descr", chart.alt)
    return made


def _height(chart: Chart, width: int) -> int:
    """Half the width or a little more; bars that lie need a line each."""
    lines = len(chart.categories) * max(1, len(chart.series)) if chart.kind == "bar" else 0
    return min(max(width * 9 // 16, lines * _LINE * 3 // 4 + 4 * _LINE), _TALLEST)


def _width(element: _Element) -> int:
    """How wide the text is where `element` stands, in twentieths of a point."""
    cell = next(element.iterancestors(w("tc")), None)
    width = _text_width(element) if cell is None else _cell_width(cell)
    return max(width, _NARROWEST)


def _cell_width(cell: _Element) -> int:
    table, row = next(cell.iterancestors(w("tbl"))), next(cell.iterancestors(w("tr")))
    columns = [_number(column, "w") for column in table.findall(f"{w('tblGrid')}/{w('gridCol')}")]
    here = next(one for one in cells_of(row) if one.element is cell)
    width = sum(columns[here.column : here.column + here.span])
    stated = cell.find(f"{w('tcPr')}/{w('tcW')}")
    if not width and stated is not None and stated.get(w("type"), "dxa") == "dxa":
        width = _number(stated, "w")
    return (width or _text_width(cell) // max(len(columns), 1)) - _CELL_MARGINS


def _text_width(element: _Element) -> int:
    """The width of a column of the section that `element` belongs to."""
    section = next(iter(element.xpath("following::w:sectPr[1]", namespaces={"w": W_NS})), None)
    if section is None or (size := section.find(w("pgSz"))) is None:
        return _A4_TEXT
    margins = section.find(w("pgMar"))
    taken = 0 if margins is None else sum(_number(margins, side) for side in ("left", "right", "gutter"))
    columns = section.find(w("cols"))
    count = 1 if columns is None else max(_number(columns, "num"), 1)
    gaps = 0 if columns is None else (count - 1) * _number(columns, "space")
    return (_number(size, "w") - taken - gaps) // count


def _number(element: _Element, name: str) -> int:
    value = str(element.get(w(name), "0"))
    return int(value) if value.lstrip("-").isdigit() else 0
