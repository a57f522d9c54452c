"""The part of a chart: DrawingML, every element in the order of the schema."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import escape

from reportgen.render.word.charts.chart import Chart, Series, plain
from reportgen.render.word.charts.colours import GRID, INK, LINES, bar, line, slice_of_pie, stroke
from reportgen.render.word.charts.names import A_NS, C_NS, WORKBOOK_ID
from reportgen.render.word.charts.workbook import FIRST_ROW, column
from reportgen.render.word.names import DECLARATION, R_NS
from reportgen.render.word.one_sheet import SHEET

_CATEGORIES, _FIGURES = 111_111_111, 222_222_222
_AXES = f'<c:axId val="{_CATEGORIES}"/><c:axId val="{_FIGURES}"/>'
_SIZE, _TITLE_SIZE = 1_000, 1_200
_LEVEL = 8
"""As many categories as this are printed level; more may be turned."""

_NO_LABELS = "".join(
    f'<c:show{name} val="0"/>' for name in ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize")
)


@dataclass(frozen=True, slots=True)
class Fonts:
    """The fonts of a document: for Latin letters and figures, and for Chinese."""

    latin: str = "Times New Roman"
    chinese: str = "宋体"

    @property
    def xml(self) -> str:
        """The fonts as DrawingML."""
        return f'<a:latin typeface="{escape(self.latin)}"/><a:ea typeface="{escape(self.chinese)}"/>'


def chart_xml(chart: Chart, fonts: Fonts) -> bytes:
    """The chart as a part; its workbook is the target of WORKBOOK_ID."""
    return (
        f'{DECLARATION}<c:chartSpace xmlns:c="{C_NS}" xmlns:a="{A_NS}" xmlns:r="{R_NS}">'
        '<c:date1904 val="0"/><c:lang val="zh-CN"/><c:roundedCorners val="0"/>'
        f"<c:chart>{_title(chart.title, fonts)}{_plot(chart, fonts)}{_legend(chart)}"
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        '<c:spPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill><a:ln><a:noFill/></a:ln></c:spPr>'
        f'{_text_look(fonts)}<c:externalData r:id="{WORKBOOK_ID}"><c:autoUpdate val="0"/></c:externalData>'
        "</c:chartSpace>"
    ).encode()


def _text_look(fonts: Fonts, body: str = "<a:bodyPr/>") -> str:
    look = f'<a:p><a:pPr>{_look("defRPr", fonts)}</a:pPr><a:endParaRPr lang="zh-CN"/></a:p>'
    return f"<c:txPr>{body}<a:lstStyle/>{look}</c:txPr>"


def _look(name: str, fonts: Fonts, size: int = _SIZE, lang: str = "") -> str:
    return (
        f'<a:{name}{lang} sz="{size}" b="0"><a:solidFill><a:srgbClr val="{INK}"/></a:solidFill>{fonts.xml}</a:{name}>'
    )


def _title(text: str, fonts: Fonts) -> str:
    if not text:
        return '<c:autoTitleDeleted val="1"/>'
    return f'{_words(text, fonts, _TITLE_SIZE)}<c:autoTitleDeleted val="0"/>'


def _words(text: str, fonts: Fonts, size: int, body: str = "<a:bodyPr/>") -> str:
    """A title; every line of it is a paragraph."""
    look = _look("defRPr", fonts, size)
    run = _look("rPr", fonts, size, ' lang="zh-CN"')
    lines = "".join(
        f"<a:p><a:pPr>{look}</a:pPr><a:r>{run}<a:t>{escape(one)}</a:t></a:r></a:p>" for one in text.split("\n")
    )
    return f'<c:title><c:tx><c:rich>{body}<a:lstStyle/>{lines}</c:rich></c:tx><c:overlay val="0"/></c:title>'


def _legend(chart: Chart) -> str:
    """Names the series where there are several; the slices of a pie carry their own names."""
    return '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>' if len(chart.series) > 1 else ""


def _plot(chart: Chart, fonts: Fonts) -> str:
    series = "".join(_series(chart, number, one) for number, one in enumerate(chart.series))
    match chart.kind:
        case "pie":
            drawn = f'<c:pieChart><c:varyColors val="1"/>{series}<c:firstSliceAng val="0"/></c:pieChart>'
        case "line":
            drawn = (
                f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{series}'
                f'<c:marker val="1"/>{_AXES}</c:lineChart>'
            )
        case kind:
            direction = "bar" if kind == "bar" else "col"
            drawn = (
                f'<c:barChart><c:barDir val="{direction}"/><c:grouping val="clustered"/><c:varyColors val="0"/>{series}'
                f'<c:gapWidth val="80"/><c:overlap val="-10"/>{_AXES}</c:barChart>'
            )
    axes = "" if chart.kind == "pie" else _category_axis(chart, fonts) + _figure_axis(chart, fonts)
    return f"<c:plotArea><c:layout/>{drawn}{axes}</c:plotArea>"


def _series(chart: Chart, number: int, series: Series) -> str:
    letter, last = column(number + 1), FIRST_ROW + len(chart.categories) - 1
    name = f"<c:tx><c:strRef><c:f>{SHEET}!${letter}$1</c:f>{_texts((series.name,))}</c:strRef></c:tx>"
    categories = (
        f"<c:cat><c:strRef><c:f>{SHEET}!$A${FIRST_ROW}:$A${last}</c:f>{_texts(chart.categories)}</c:strRef></c:cat>"
    )
    figures = (
        f"<c:val><c:numRef><c:f>{SHEET}!${letter}${FIRST_ROW}:${letter}${last}</c:f>"
        f"{_figures(chart, series)}</c:numRef></c:val>"
    )
    before, after = _dress(chart, number)
    return f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/>{name}{before}{categories}{figures}{after}</c:ser>'


def _dress(chart: Chart, number: int) -> tuple[str, str]:
    """How a series looks: what stands before its figures and what after."""
    match chart.kind:
        case "pie":
            slices = (
                f'<c:dPt><c:idx val="{index}"/><c:bubble3D val="0"/>{slice_of_pie(index)}</c:dPt>'
                for index in range(len(chart.categories))
            )
            return "".join(slices) + _slice_labels(chart), ""
        case "line":
            return stroke(number), '<c:smooth val="0"/>'
        case _:
            return f'{bar(number)}<c:invertIfNegative val="0"/>', ""


def _slice_labels(chart: Chart) -> str:
    """Name and figure beside each slice, on white."""
    shown = _NO_LABELS.replace('showVal val="0"', 'showVal val="1"').replace('CatName val="0"', 'CatName val="1"')
    return (
        f'<c:dLbls><c:numFmt formatCode="{escape(chart.number_format)}" sourceLinked="0"/>'
        '<c:spPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill></c:spPr>'
        f'<c:dLblPos val="bestFit"/>{shown}<c:separator> </c:separator><c:showLeaderLines val="1"/></c:dLbls>'
    )


def _texts(texts: tuple[str, ...]) -> str:
    points = "".join(f'<c:pt idx="{index}"><c:v>{escape(text)}</c:v></c:pt>' for index, text in enumerate(texts))
    return f'<c:strCache><c:ptCount val="{len(texts)}"/>{points}</c:strCache>'


def _figures(chart: Chart, series: Series) -> str:
    points = "".join(
        f'<c:pt idx="{index}"><c:v>{plain(value)}</c:v></c:pt>'
        for index, value in enumerate(series.values)
        if value is not None
    )
    return (
        f"<c:numCache><c:formatCode>{escape(chart.number_format)}</c:formatCode>"
        f'<c:ptCount val="{len(series.values)}"/>{points}</c:numCache>'
    )


def _category_axis(chart: Chart, fonts: Fonts) -> str:
    """The categories in their order: from the top where bars lie, else from the left."""
    order, side = ("maxMin", "l") if chart.kind == "bar" else ("minMax", "b")
    level = _text_look(fonts, '<a:bodyPr rot="0" vert="horz"/>') if len(chart.categories) <= _LEVEL else ""
    return (
        f'<c:catAx><c:axId val="{_CATEGORIES}"/><c:scaling><c:orientation val="{order}"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{side}"/><c:numFmt formatCode="General" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f'<c:spPr>{line(LINES, 9_525)}</c:spPr>{level}<c:crossAx val="{_FIGURES}"/><c:crosses val="autoZero"/>'
        '<c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>'
    )


def _figure_axis(chart: Chart, fonts: Fonts) -> str:
    """The scale, with the unit of the figures as its title."""
    side, crosses = ("b", "max") if chart.kind == "bar" else ("l", "autoZero")
    unit = _words(chart.unit, fonts, _SIZE, '<a:bodyPr rot="0" vert="horz"/>') if chart.unit else ""
    return (
        f'<c:valAx><c:axId val="{_FIGURES}"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/>'
        f'<c:axPos val="{side}"/><c:majorGridlines><c:spPr>{line(GRID, 6_350)}</c:spPr></c:majorGridlines>{unit}'
        f'<c:numFmt formatCode="{escape(chart.scale_format)}" sourceLinked="0"/><c:majorTickMark val="out"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:spPr>{line(LINES, 9_525)}</c:spPr>'
        f'<c:crossAx val="{_CATEGORIES}"/><c:crosses val="{crosses}"/><c:crossBetween val="between"/></c:valAx>'
    )
