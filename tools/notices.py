"""Makes the Word templates of a correction in templates/default: `notice.docx`, `review.docx`, `overview.docx`.

    python tools/notices.py

Whoever wants another look changes the files in Word; this script only says how the first ones came about. The same
script makes the same bytes.
"""

import io
import sys
import zipfile
from pathlib import Path
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from reportgen.render.word.packing import pack

FOLDER = Path(__file__).resolve().parent.parent / "templates" / "default"
KEPT = ("normal", "default paragraph font", "normal table", "table grid", "title", "heading 1")
LATIN = "Times New Roman"
TITLE, BODY, HEAD, TABLE = "方正小标宋简体", "仿宋_GB2312", "黑体", "宋体"
ACT = '{% if kind == "revision" %}修订{% else %}更正{% endif %}'
CENTER = WD_ALIGN_PARAGRAPH.CENTER
WORDS = 3
"""So many first columns of a table hold words, and those behind them numbers."""
PADDING = "40"
"""Twentieths of a point above and below what a cell says."""
RUN = "{{% if row.{0} %}}{{{{ row.{0} }}}}{{% else %}}{1}{{% endif %}}"


def _style(document: Any, name: str, font: str, size: float) -> Any:
    style = document.styles[name]
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.attrib.clear()
    for kind, one in (("ascii", LATIN), ("hAnsi", LATIN), ("eastAsia", font)):
        fonts.set(qn(f"w:{kind}"), one)
    style.font.size, style.font.bold = Pt(size), False
    style.font.color.rgb = RGBColor(0, 0, 0)
    return style


def _empty() -> Any:
    document = docx.Document()
    for style in list(document.styles.element.iterchildren(qn("w:style"))):
        if style.find(qn("w:name")).get(qn("w:val")).lower() not in KEPT:
            document.styles.element.remove(style)
    normal = _style(document, "Normal", BODY, 16)
    normal.paragraph_format.line_spacing, normal.paragraph_format.space_after = Pt(28), Pt(0)
    title = _style(document, "Title", TITLE, 22)
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.line_spacing, title.paragraph_format.space_after = Pt(32), Pt(16)
    for border in title.element.findall(f".//{qn('w:pBdr')}"):
        border.getparent().remove(border)
    heading = _style(document, "Heading 1", HEAD, 16)
    heading.paragraph_format.space_before = Pt(8)
    compat = document.settings.element.find(qn("w:compat"))
    compat.insert(0, compat.makeelement(qn("w:doNotExpandShiftReturn")))
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    return document


def _say(document: Any, text: str, *, indent: bool = True) -> Any:
    paragraph = document.add_paragraph(text)
    if indent and not text.startswith("{%p"):
        paragraph.paragraph_format.first_line_indent = Pt(32)
    return paragraph


def _cell(cell: Any, text: str, font: str = TABLE, size: float = 10.5, *, at: int = 0) -> None:
    paragraph = cell.paragraphs[at]
    paragraph.paragraph_format.line_spacing = 1.0
    run = paragraph.add_run(text)
    run.font.size = Pt(size)
    fonts = run._r.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), font)


def _table(
    document: Any, widths: list[float], titles: list[str], each: str, cells: list[str], words: int = WORDS
) -> None:
    """A table whose second to fourth row repeat: the tag, the row, the end."""
    table = document.add_table(0, len(widths), style="Table Grid")
    table.autofit = False
    for texts, font in ((titles, HEAD), ([each], TABLE), (cells, TABLE), (["{%tr endfor %}"], TABLE)):
        row = table.add_row()
        for place, (cell, width) in enumerate(zip(row.cells, widths, strict=True)):
            cell.width = Mm(width)
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
            if place < len(texts):
                _cell(cell, texts[place], font)
            if font == HEAD or place >= words:
                cell.paragraphs[0].alignment = CENTER if font == HEAD else WD_ALIGN_PARAGRAPH.RIGHT
    _grid(table, widths)
    _padded(table)
    head = table.rows[0]._tr.get_or_add_trPr()
    head.append(head.makeelement(qn("w:tblHeader"), {}))


def _padded(table: Any) -> None:
    """Space above and below the text of each cell."""
    properties = table._tbl.tblPr
    margins = properties.makeelement(qn("w:tblCellMar"), {})
    for side in ("top", "bottom"):
        margins.append(margins.makeelement(qn(f"w:{side}"), {qn("w:w"): PADDING, qn("w:type"): "dxa"}))
    look = properties.find(qn("w:tblLook"))
    properties.insert(len(properties) if look is None else properties.index(look), margins)


def _grid(table: Any, widths: list[float]) -> None:
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)


def _places(document: Any, name: str) -> None:
    cells = ["{{ row.table }}", "{% if row.row %}{{ row.row }}{% else %}{{ row.column }}{% endif %}",
             "{{ row.column }}", RUN.format("old", "（无）"), RUN.format("new", "（无）"),
             RUN.format("difference", "—")]  # fmt: skip
    titles = ["表", "行", "栏", "原文", f"{ACT}后", "差额"]
    _table(document, [22, 27, 19, 29, 29, 30], titles, f"{{%tr for row in changes.{name} %}}", cells)


def notice() -> bytes:
    """The notice of a correction."""
    document = _empty()
    document.add_paragraph("{{ title }}", style="Title")
    _single(document)
    _whole(document)
    _closing(document)
    return _packed(document)


def _single(document: Any) -> None:
    """Three lines where one place is corrected and nothing follows from it."""
    _say(document, "{%p if single %}")
    _say(document, "{%p for row in changes.corrected %}")
    _say(document, "{{ published }}其中“{{ row.table }}”{% if row.row %}“{{ row.row }}”一行{% endif %}"
                   "“{{ row.column }}”一栏有误。")  # fmt: skip
    _say(document, f"原文：{RUN.format('old', '（空）')}，{ACT}后：{RUN.format('new', '（空）')}。"
                   "{% for sentence in changes.kept %}{{ sentence }}{% endfor %}")  # fmt: skip
    _say(document, "原因：{{ reason }}")
    _say(document, "{%p endfor %}")


def _whole(document: Any) -> None:
    """Everything that changed, in tables."""
    _say(document, "{%p else %}")
    _say(document, f"{{{{ published }}}}现{ACT}如下，以第{{{{ version }}}}版为准。")
    _say(document, "{%p if changes.corrected %}")
    document.add_paragraph(f"{ACT}内容", style="Heading 1")
    _places(document, "corrected")
    _say(document, "{%p endif %}")
    _say(document, "{%p if changes.passages %}")
    document.add_paragraph("文字部分", style="Heading 1")
    _table(document, [24, 66, 66], ["部分", "原文", f"{ACT}后"], "{%tr for row in changes.passages %}",
           ["{{ row.row }}", RUN.format("old", "（无）"), RUN.format("new", "（删去）")])  # fmt: skip
    _say(document, "{%p endif %}")
    _say(document, "{%p if changes.arranged %}")
    document.add_paragraph("行的增删和调整", style="Heading 1")
    _say(document, "{%p for sentence in changes.arranged %}")
    _say(document, "{{ sentence }}")
    _say(document, "{%p endfor %}")
    _say(document, "{%p endif %}")
    document.add_paragraph("对合计、得分和等级的影响", style="Heading 1")
    _say(document, "{%p if changes.followed %}")
    _places(document, "followed")
    _say(document, "{%p else %}")
    _say(document, "没有其他数据随之变化。")
    _say(document, "{%p endif %}")
    _say(document, "{%p if changes.kept %}")
    _say(document, "{% for sentence in changes.kept %}{{ sentence }}{% endfor %}")
    _say(document, "{%p endif %}")
    document.add_paragraph("原因", style="Heading 1")
    _say(document, "{{ reason }}")
    _say(document, "{%p endif %}")


def _closing(document: Any) -> None:
    """Attachments, who says it and when, and what proves it."""
    _say(document, "{%p if others %}")
    document.add_paragraph("需一并核对的其他公开文件", style="Heading 1")
    _say(document, "{%p for name in others %}")
    _say(document, "{{ name }}")
    _say(document, "{%p endfor %}")
    _say(document, "{%p endif %}")
    document.add_paragraph(f"附件：{ACT}后的文件", style="Heading 1")
    _say(document, "{%p for name in files %}")
    small = _say(document, "{{ loop.index }}. {{ name }}")
    small.runs[0].font.size, small.paragraph_format.line_spacing = Pt(12), Pt(20)
    _say(document, "{%p endfor %}")
    for text in ("{{ department }}", "{{ date }}"):
        line = _say(document, text, indent=False)
        line.alignment, line.paragraph_format.right_indent = WD_ALIGN_PARAGRAPH.RIGHT, Pt(32)
        line.paragraph_format.keep_with_next = True
    _say(document, "{%p if contact %}")
    line = _say(document, "联系人：{{ contact }}", indent=False)
    line.alignment, line.paragraph_format.right_indent = WD_ALIGN_PARAGRAPH.RIGHT, Pt(32)
    _say(document, "{%p endif %}")
    last = _say(document, "第{{ version }}版，代替第{{ replaces }}版，校验码{{ code }}。"
                          "台账发布前末行散列值：{{ head }}", indent=False)  # fmt: skip
    last.runs[0].font.size, last.paragraph_format.line_spacing = Pt(9), Pt(14)
    last.paragraph_format.space_before = Pt(16)


def review() -> bytes:
    """The form of the confidentiality review that stands before a publication."""
    document = _empty()
    document.add_paragraph("政府信息公开保密审查单", style="Title")
    table = document.add_table(0, 2, style="Table Grid")
    table.autofit = False

    def row(label: str, *texts: str) -> None:
        cells = table.add_row().cells
        cells[0].width, cells[1].width = Mm(36), Mm(120)
        cells[0].vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        _cell(cells[0], label, HEAD, 12)
        _cell(cells[1], texts[0], TABLE, 12)
        for text in texts[1:]:
            cells[1].add_paragraph()
            _cell(cells[1], text, TABLE, 12, at=-1)

    row("信息名称", "{{ name }}")
    row("公开单位", "{{ department }}")
    row("版本和校验码", "第{{ version }}版　{{ code }}{% if reason %}（更正原因：{{ reason }}）{% endif %}")
    row("拟公开文件", "{%p for file in files %}", "{{ loop.index }}. {{ file }}", "{%p endfor %}")
    row("拟稿", "{{ steps.prepared.name }}　{{ steps.prepared.day }}")
    row("复核", "{{ steps.reviewed.name }}　{{ steps.reviewed.day }}")
    row("保密审查意见", "经审查，拟公开内容不涉及国家秘密、工作秘密、商业秘密和个人隐私，可以公开。",
        "{{ steps.confidentiality.name }}　{{ steps.confidentiality.day }}")  # fmt: skip
    row("批准公开", "{{ steps.approved.name }}　{{ steps.approved.day }}")
    _grid(table, [36, 120])
    return _packed(document)


def overview() -> bytes:
    """The overview of what many reports correct for one reason."""
    document = _empty()
    section = document.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    section.top_margin = section.bottom_margin = section.left_margin = section.right_margin = Mm(25)
    document.add_paragraph("{{ title }}", style="Title")
    _say(document, f"共{{{{ reports | length }}}}份报告{ACT}，{{{{ date }}}}批准。原因：{{{{ reason }}}}")
    _say(document, "{%p if common %}")
    _say(document, f"各报告都{ACT}了：{{{{ common | join('；') }}}}。")
    _say(document, "{%p endif %}")
    document.add_paragraph(f"{ACT}内容", style="Heading 1")
    cells = ["{{ row.number }}", "{{ row.name }}", "{{ row.place.table }}",
             "{% if row.place.row %}{{ row.place.row }}{% else %}{{ row.place.column }}{% endif %}",
             "{{ row.place.column }}", RUN.format("place.old", "（无）"), RUN.format("place.new", "（无）"),
             RUN.format("place.difference", "—")]  # fmt: skip
    titles = ["序号", "单位", "表", "行", "栏", "原文", f"{ACT}后", "差额"]
    _table(document, [12, 44, 24, 40, 30, 32, 32, 33], titles, "{%tr for row in rows %}", cells, words=8)
    document.add_paragraph("各报告", style="Heading 1")
    cells = ["{{ report.number }}", "{{ report.name }}", "第{{ report.version }}版　{{ report.code }}",
             "{{ report.effect }}", "{{ report.notice }}"]  # fmt: skip
    titles = ["序号", "单位", "版本和校验码", "总分和等级", "说明"]
    _table(document, [12, 54, 36, 60, 85], titles, "{%tr for report in reports %}", cells, words=5)
    return _packed(document)


def _packed(document: Any) -> bytes:
    out = io.BytesIO()
    document.core_properties.author = document.core_properties.comments = ""
    document.save(out)
    with zipfile.ZipFile(out) as archive:
        return pack({name: archive.read(name) for name in archive.namelist()})


def main() -> int:
    """Write the templates."""
    for name, data in (("notice.docx", notice()), ("review.docx", review()), ("overview.docx", overview())):
        (FOLDER / name).write_bytes(data)
    return 0


if __name__ == "__main__":
    sys.exit(main())
