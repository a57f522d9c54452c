"""The workbook behind a chart: one sheet, categories down, series across."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import escape

from reportgen.render.word.charts.chart import Chart, plain
from reportgen.render.word.one_sheet import one_sheet, spelled

FIRST_ROW = 2
"""The row of the first category; the row above it holds the names of the series."""


def column(number: int) -> str:
    """The letter of the column `number`, from 0: the categories stand in the first, each series in the next."""
    return "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[number]


def workbook(chart: Chart) -> bytes:
    """The figures of `chart` as .xlsx, every one to its last digit; texts are texts, never formulas."""
    texts = tuple(dict.fromkeys((*(series.name for series in chart.series), *chart.categories)))
    data = f"<sheetData>{''.join(_rows(chart, texts))}</sheetData>"
    return one_sheet(data, _styles(chart.number_format), "".join(map(_string, texts)))


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
    return f'<si><t xml:space="preserve">{escape(spelled(text))}</t></si>'
