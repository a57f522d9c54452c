"""What charts add to a document: parts, their types and their relationships."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lxml.etree import _Element

from reportgen.render.word.charts.chart import Chart
from reportgen.render.word.charts.names import (
    CHART_TYPE,
    WORKBOOK_ID,
    WORKBOOK_TYPE,
    chart_id,
    chart_part,
    workbook_part,
)
from reportgen.render.word.charts.part import Fonts, chart_xml
from reportgen.render.word.charts.workbook import workbook
from reportgen.render.word.names import R_NS, STYLES_TYPE, w
from reportgen.render.word.package import CONTENT_TYPES, Relationship, relationships_name, relationships_xml
from reportgen.render.word.xml import parse


def chart_parts(charts: Sequence[Chart], first: int, known: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts of `charts`, numbered from `first`, in the fonts of the parts `known`; none without charts."""
    if not charts:
        return {}
    fonts = _fonts(known)
    made: dict[str, bytes] = {}
    for number, chart in enumerate(charts, start=first):
        part, data = chart_part(number), workbook_part(number)
        relation = Relationship(WORKBOOK_ID, f"{R_NS}/package", data)
        made[part] = chart_xml(chart, fonts)
        made[relationships_name(part)] = relationships_xml(part, (relation,))
        made[data] = workbook(chart)
    return made


def chart_relationships(charts: Sequence[Chart], first: int, part: str) -> tuple[Relationship, ...]:
    """The relationships from `part` to those of `charts`, numbered from `first`, that stand in it."""
    return tuple(
        Relationship(chart_id(number), f"{R_NS}/chart", chart_part(number))
        for number, chart in enumerate(charts, start=first)
        if chart.part == part
    )


def chart_types(count: int, first: int) -> dict[str, str]:
    """The content types of `count` charts, numbered from `first`, and their workbooks, by the names of their parts."""
    return {
        name: kind
        for number in range(first, first + count)
        for name, kind in ((chart_part(number), CHART_TYPE), (workbook_part(number), WORKBOOK_TYPE))
    }


def _fonts(known: Mapping[str, bytes]) -> Fonts:
    """The fonts of the template's default paragraph."""
    types = parse(known[CONTENT_TYPES])
    names = [str(one.get("PartName")).lstrip("/") for one in types if one.get("ContentType") == STYLES_TYPE]
    if not names:
        return Fonts()
    styles = parse(known[names[0]])
    default = [
        style.find(f"{w('rPr')}/{w('rFonts')}")
        for style in styles.findall(w("style"))
        if style.get(w("type")) == "paragraph" and style.get(w("default")) in ("1", "true", "on")
    ]
    found = [one for one in (*default, styles.find(f".//{w('rPrDefault')}//{w('rFonts')}")) if one is not None]
    return Fonts(_font(found, "ascii", "+mn-lt", Fonts().latin), _font(found, "eastAsia", "+mn-ea", Fonts().chinese))


def _font(found: Sequence[_Element], name: str, of_theme: str, default: str) -> str:
    for fonts in found:
        if fonts.get(w(f"{name}Theme")) is not None:
            return of_theme
        if fonts.get(w(name)) is not None:
            return str(fonts.get(w(name)))
    return default
