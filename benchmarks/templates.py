"""Templates made by script: one layout, lean or fat, with the tags of the language that an engine speaks."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any
from xml.sax.saxutils import escape

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from benchmarks.data import COLUMNS
from benchmarks.languages import BODY, CELL, FUND_LABELS, STYLES, TITLE, Cell, Language, Paragraph, lines

WIDTHS = (900, 1100, 2000, 1000, 1000, 700, 700, 1600)


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
        *(_paragraph(ids, one) for one in lines(*_closing(language))),
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
