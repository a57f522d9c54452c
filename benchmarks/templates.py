"""Templates made by script: one layout, lean or fat, with the tags of the language that an engine speaks."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

WIDTHS = (900, 1100, 2000, 1000, 1000, 700, 700, 1600)
TITLE, BODY, ITEM, CELL = "Benchmark Title", "Benchmark Body", "Benchmark Item", "Benchmark Cell"
STYLES = (TITLE, BODY, ITEM, CELL)
FUND_COLUMNS = ("label", "initial", "adjusted", "executed", "weight", "rate", "score")
FUND_LABELS = ("source", *FUND_COLUMNS[1:])
FIGURES = ("name", "target", "actual", "weight", "score", "reason")
COLUMNS = ("level1", "level2", *FIGURES)
COLORED = "score"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its text, and the values of its merge and its colour."""

    text: str
    merge: str = ""
    color: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: its style, and the texts of its runs; those that `bold` counts are bold."""

    style: str
    runs: tuple[str, ...]
    bold: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Language:
    """What differs between languages: tags of values and labels by name, rows of the tables, the narrative."""

    value: str
    label: str
    funds: tuple[tuple[str, ...], ...]
    narrative: tuple[Paragraph, ...]
    indicators: tuple[tuple[Cell, ...], ...]
    weights: str
    totals: tuple[str, str, str]


def _lines(*texts: str) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(BODY, (text,)) for text in texts)


DOCXTPL = Language(
    value="{{{{ form.{} }}}}",
    label="{{{{ labels.{} }}}}",
    funds=(
        ("{%tr for fund in funds %}",),
        tuple(f"{{{{ fund.{one} }}}}" for one in FUND_COLUMNS),
        ("{%tr endfor %}",),
    ),
    narrative=(
        *_lines("{%p for section in sections %}", "{{ section.text }}", "{%p for point in section.points %}"),
        Paragraph(
            ITEM,
            (
                "{%r for run in point.runs %}",
                "{%r if run.bold %}",
                "{{ run.text }}",
                "{%r else %}",
                "{{ run.text }}",
                "{%r endif %}",
                "{%r endfor %}",
            ),
            bold=(2,),
        ),
        *_lines("{%p endfor %}", "{%p endfor %}"),
    ),
    indicators=(
        (Cell("{%tr for row in rows %}"),),
        (
            Cell("{{ row.level1 }}", "{{ row.merge1 }}"),
            Cell("{{ row.level2 }}", "{{ row.merge2 }}"),
            *(Cell(("{% cellbg row.color %}" if one == COLORED else "") + f"{{{{ row.{one} }}}}") for one in FIGURES),
        ),
        (Cell("{%tr endfor %}"),),
    ),
    weights="{% for level in levels %}{{ level.label }}{{ level.weight }}；{% endfor %}",
    totals=("{{ totals.weight }}", "{{ totals.score }}", "{{ grade }}"),
)
"""docxtpl's own, which reportgen speaks too."""


def _variant(name: str, merges: tuple[str, str], begin: str = "", end: str = "") -> tuple[Cell, ...]:
    """A row for indicators of which `name` is true: merged cells cannot follow the data in these languages."""
    return (
        Cell(f"{begin}{{#{name}}}{{level1}}", merges[0]),
        Cell("{level2}", merges[1]),
        *(Cell(f"{{{one}}}", color="FFF2CC" if one == COLORED else "") for one in FIGURES[:-1]),
        Cell(f"{{reason}}{{/{name}}}{end}"),
    )


MUSTACHE = Language(
    value="{{{}}}",
    label="{{label_{}}}",
    funds=(("{#funds}{label}", *(f"{{{one}}}" for one in FUND_COLUMNS[1:-1]), "{score}{/funds}"),),
    narrative=(
        *_lines("{#sections}", "{text}", "{#points}"),
        Paragraph(ITEM, ("{#runs}{#bold}", "{text}", "{/bold}{#plain}{text}{/plain}{/runs}"), bold=(1,)),
        *_lines("{/points}", "{/sections}"),
    ),
    indicators=(
        _variant("opens_level1", ("restart", "restart"), begin="{#rows}"),
        _variant("opens_level2", ("continue", "restart")),
        _variant("opens_none", ("continue", "continue"), end="{/rows}"),
    ),
    weights="{#levels}{label}{weight}；{/levels}",
    totals=("{weight}", "{score}", "{grade}"),
)
"""That of docxtemplater and easy-template-x, with the names of `flat`; the colour of a cell is the template's."""


def flat(context: dict[str, Any]) -> dict[str, Any]:
    """A context of which MUSTACHE finds every name: those of form, labels and totals at the top."""
    labels = {f"label_{name}": text for name, text in context["labels"].items()}
    return {**context, **context["form"], **context["totals"], **labels}


REPORT = Language(
    value=DOCXTPL.value,
    label=DOCXTPL.label,
    funds=DOCXTPL.funds,
    narrative=_lines(
        "{%p for goal in goals %}",
        "{{ goal.text }}",
        "{{p prose(goal.completion) }}",
        "{%p endfor %}",
        "{%p for section in sections %}",
        "{{p prose(section) }}",
        "{%p endfor %}",
    ),
    indicators=(
        (Cell("{%tr for level in levels %}"),),
        (Cell("{%tr for group in level.groups %}"),),
        (Cell("{%tr for row in group.indicators %}"),),
        (
            Cell("{{ merge(level.label) }}{{ level.label }}"),
            Cell("{{ merge(level.label, group.label) }}{{ group.label }}"),
            *(Cell(f"{{{{ row.{one} }}}}") for one in FIGURES),
        ),
        *[(Cell("{%tr endfor %}"),)] * 3,
    ),
    weights=DOCXTPL.weights,
    totals=DOCXTPL.totals,
)
"""That of a report: figures and Markdown by the names of the disclosure, merges by key."""


def template(language: Language, *, fat: bool = False, rows: int = 0) -> bytes:
    """A template; `fat` keeps the 790 kB of styles of a new python-docx document, `rows` adds static rows of 8 tags."""
    document = Document()
    if not fat:
        _lighten(document)
    _add_styles(document)
    _fill(document, language, rows)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _lighten(document: Any) -> None:
    """Leaves what Word itself saves: no styles of tables nobody uses, no second copy of the styles, no thumbnail."""
    for style in list(document.styles):
        if style.type == WD_STYLE_TYPE.TABLE and not style.element.get(qn("w:default")):
            style.delete()
    for holder in (document.part, document.part.package):
        for id, relationship in list(holder.rels.items()):
            if relationship.reltype.endswith(("stylesWithEffects", "thumbnail")):
                del holder.rels[id]


def _add_styles(document: Any) -> None:
    for name in STYLES:
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        fonts.set(qn("w:eastAsia"), "宋体" if name == CELL else "仿宋")


def _fill(document: Any, language: Language, rows: int) -> None:
    ids = {style.name: style.style_id for style in document.styles}
    section = document.sections[0]
    section.header.paragraphs[0].text = language.value.format("department")
    section.footer.paragraphs[0]._p.append(parse_xml(
        f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    ))  # fmt: skip
    value, label = language.value.format, language.label.format
    parts = [
        _paragraph(ids, Paragraph(TITLE, (f"{value('title')}（{value('year')}年度）",))),
        _paragraph(ids, Paragraph(BODY, (f"{label('department')}：{value('department')}",))),
        _table(ids, [[Cell(text) for text in row] for row in (map(label, FUND_LABELS), *language.funds)]),
        *(_paragraph(ids, one) for one in language.narrative),
        _table(ids, [[Cell(label(one)) for one in COLUMNS], *language.indicators]),
        *(_paragraph(ids, one) for one in _lines(*_closing(language))),
    ]
    if rows:
        names = ("title", "department", "year", "unit", "filed", "contact", "code", "place")
        parts.append(_table(ids, [[Cell(value(name)) for name in names]] * rows))
    body = parse_xml(f"<w:body {nsdecls('w')}>{''.join(parts)}</w:body>")
    for place, element in enumerate(list(body)):
        document.element.body.insert(place, element)


BOLD = '<w:rPr><w:rFonts w:hint="eastAsia"/><w:b/></w:rPr>'
HINT = '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>'
"""What Word writes into runs of Chinese text."""


def _closing(language: Language) -> tuple[str, str]:
    """What stands below the table: points, grade, who filed it and when."""
    value, label = language.value.format, language.label.format
    weight, score, grade = language.totals
    return (
        f"{language.weights}{label('total')}：{weight}，{label('score')}：{score}，{label('grade')}：{grade}",
        f"{label('contact')}：{value('contact')}，{label('filed')}：{value('filed')}",
    )


def _paragraph(ids: dict[str, str], one: Paragraph) -> str:
    runs = "".join(_run(text, BOLD if place in one.bold else HINT) for place, text in enumerate(one.runs))
    return f'<w:p><w:pPr><w:pStyle w:val="{ids[one.style]}"/></w:pPr>{runs}</w:p>'


def _run(text: str, look: str = "") -> str:
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _table(ids: dict[str, str], rows: Sequence[Sequence[Cell]]) -> str:
    widths = WIDTHS[: max(len(row) for row in rows)]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    held = "".join(f"<w:tr>{''.join(_cells(ids, row, widths))}</w:tr>" for row in rows)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblBorders>{borders}</w:tblBorders></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{held}</w:tbl>"
    )


def _cells(ids: dict[str, str], row: Sequence[Cell], widths: Sequence[int]) -> Iterator[str]:
    """The cells of a row; the only cell of a row is as wide as the table."""
    for cell, width in zip(row, widths, strict=False):
        alone = len(row) == 1
        look = f'<w:tcW w:w="{sum(widths) if alone else width}" w:type="dxa"/>'
        look += f'<w:gridSpan w:val="{len(widths)}"/>' if alone else ""
        look += f'<w:vMerge w:val="{cell.merge}"/>' if cell.merge else ""
        look += f'<w:shd w:val="clear" w:color="auto" w:fill="{cell.color}"/>' if cell.color else ""
        style = f'<w:pStyle w:val="{ids[CELL]}"/><w:jc w:val="center"/>'
        yield f"<w:tc><w:tcPr>{look}</w:tcPr><w:p><w:pPr>{style}</w:pPr>{_run(cell.text)}</w:p></w:tc>"
