"""What documents of Word and web pages do that tables do not."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from reportgen.base.errors import ContentError
from reportgen.load.tables.grid import Cell, Grid
from reportgen.load.tables.reading import read_grids
from tests.load.tables.test_workbooks import unzipped
from tests.load.tables.writers import saved, zipped

W = nsdecls("w")


def word(*blocks: str, parts: dict[str, str] | None = None) -> Grid:
    """The grid of a document with these blocks, and with `parts` put in place of its own."""
    document = docx.Document()
    for block in blocks:
        document.element.body.insert(len(document.element.body) - 1, parse_xml(block.replace(">", f" {W}>", 1)))
    data = saved(document.save)
    if parts:
        data = zipped({**unzipped(data), **parts})
    (grid,) = read_grids(data, "form.docx")
    return grid


def filled(fill: Callable[[Any], object]) -> Grid:
    document = docx.Document()
    fill(document)
    (grid,) = read_grids(saved(document.save), "form.docx")
    return grid


def p(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def first(grid: Grid) -> Cell:
    return grid.rows[0].cells[0]


def texts(grid: Grid) -> list[str]:
    return ["|".join(cell.text for cell in row.cells) for row in grid.rows]


def codes(grid: Grid) -> list[str]:
    return [note.code for note in grid.notes]


def test_paragraphs_and_tables_stand_in_the_order_of_reading() -> None:
    def fill(document: Any) -> None:
        document.add_paragraph("自评报告")
        document.add_table(1, 2).cell(0, 1).text = "甲"
        document.add_paragraph("")
        document.add_paragraph("联系人：张弘")
        document.add_table(1, 1).cell(0, 0).text = "乙"

    grid = filled(fill)
    assert [(row.prose, text) for row, text in zip(grid.rows, texts(grid), strict=True)] == [
        (True, "自评报告"), (False, "甲"), (True, "联系人：张弘"), (False, "乙"),
    ]  # fmt: skip
    assert [str(row.where) for row in grid.rows][:2] == ["form.docx paragraph 1", "form.docx table 1 row 1"]


def test_bold_words_links_and_footnotes_become_markup_and_their_text_stays_plain() -> None:
    footnotes = (
        f'<w:footnotes {W}><w:footnote w:id="2"><w:p><w:r><w:t>按*决算*数</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    rels = unzipped(saved(docx.Document().save))["word/_rels/document.xml.rels"]
    assert isinstance(rels, bytes)
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    rels_text = rels.decode().replace(
        "</Relationships>", f'<Relationship Id="rF" Type="{kind}" Target="footnotes.xml"/></Relationships>'
    )
    grid = word(
        p(r("完成_率_"), r("显著", "<w:b/>"), r("提高"), '<w:r><w:footnoteReference w:id="2"/></w:r>'),
        parts={"word/footnotes.xml": footnotes, "word/_rels/document.xml.rels": rels_text},
    )
    assert first(grid).text == "完成_率_显著提高"
    assert first(grid).markup == "完成\\_率\\_**显著**提高[^2]\n\n[^2]: 按\\*决算\\*数"


def test_a_paragraph_without_structure_has_no_markup() -> None:
    assert first(word(p(r("1. 一般 * 文字")))).markup is None


def test_numbers_that_word_sets_are_read_as_printed() -> None:
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for level, kind, text in ((0, "chineseCounting", "%1、"), (1, "decimal", "%2."))
    )
    bullets = '<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="·"/></w:lvl>'
    numbering = (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="2">{bullets}</w:abstractNum>'
        '<w:num w:numId="7"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="8"><w:abstractNumId w:val="2"/></w:num>'
        "</w:numbering>"
    )

    def listed(text: str, level: int, number: int = 7) -> str:
        return p(r(text), properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')

    blocks = [listed("甲", 0), listed("子", 1), listed("丑", 1), listed("乙", 0), listed("子", 1), listed("点", 0, 8)]
    grid = word(*blocks, parts={"word/numbering.xml": numbering})
    assert texts(grid) == ["一、甲", "1.子", "2.丑", "二、乙", "1.子", "点"]
    assert [row.cells[0].markup for row in grid.rows] == [None, "  1. 子", "  2. 丑", None, "  1. 子", "- 点"]


def test_deleted_text_is_not_read_and_changes_are_told() -> None:
    deleted = '<w:del w:id="1" w:author="a"><w:r><w:delText>28</w:delText></w:r></w:del>'
    inserted = f'<w:ins w:id="2" w:author="a">{r("30")}</w:ins>'
    grid = word(p(r("共"), deleted, inserted, r("次")))
    assert texts(grid) == ["共30次"]
    assert codes(grid) == ["IMP117"]


def test_hidden_text_is_not_read_and_told() -> None:
    grid = word(p(r("见表"), r("内部口径", "<w:vanish/>")))
    assert texts(grid) == ["见表"]
    assert [note.values["text"] for note in grid.notes if note.code == "IMP118"] == ["内部口径"]


def test_content_controls_text_boxes_fields_and_links_are_read_once() -> None:
    control = f"<w:sdt><w:sdtContent>{p(r('单位'))}</w:sdtContent></w:sdt>"
    box = f"<w:txbxContent>{p(r('盖章'))}</w:txbxContent>"
    drawn = (
        '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f'<mc:Choice Requires="wps">{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>'
    )
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r("2025年")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert texts(word(control, p(r("正文"), drawn), p(field))) == ["单位", "正文", "盖章", "2025年"]


def test_a_table_inside_of_a_cell_becomes_lines_and_a_table_of_markup() -> None:
    def fill(document: Any) -> None:
        cell = document.add_table(1, 1).cell(0, 0)
        cell.text = "明细"
        inner = cell.add_table(2, 2)
        for place, text in enumerate(("项目", "金额", "甲|乙", "3")):
            inner.cell(place // 2, place % 2).text = text

    cell = first(filled(fill))
    assert cell.text == "明细\n项目 金额\n甲|乙 3"
    assert cell.markup == "明细\n\n| 项目 | 金额 |\n| --- | --- |\n| 甲\\|乙 | 3 |"


def test_signs_of_check_boxes_and_line_breaks_are_characters() -> None:
    sign = '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
    assert texts(word(p(sign, r("是"), "<w:r><w:br/></w:r>", r("否")))) == ["☑是\n否"]


def test_a_sign_that_is_no_character_is_told() -> None:
    grid = word(p(r("标"), '<w:r><w:sym w:font="Webdings" w:char="F099"/></w:r>'))
    assert (texts(grid), codes(grid)) == (["标□"], ["IMP122"])


def test_the_strict_variant_of_the_format_is_read() -> None:
    def strict(part: bytes) -> bytes:
        return part.replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        ).replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/", b"http://purl.oclc.org/ooxml/officeDocument/"
        )

    document = docx.Document()
    document.add_table(1, 1).cell(0, 0).text = "甲"
    parts = unzipped(saved(document.save))
    data = zipped({name: strict(part) for name, part in parts.items() if isinstance(part, bytes)})
    (grid,) = read_grids(data, "form.docx")
    assert texts(grid) == ["甲"]


def html(body: str, head: str = "", encoding: str = "utf-8") -> Grid:
    (grid,) = read_grids(f"<html><head>{head}</head><body>{body}</body></html>".encode(encoding), "page.html")
    return grid


def test_the_furniture_of_a_page_is_left_out() -> None:
    body = (
        "<nav><a href=/>首页</a></nav><header>某局</header><script>var a='b'</script><style>td{}</style>"
        "<div><a href=/a>政务公开</a> &gt; <a href=/b>财政</a></div><h1>自评表</h1><p>(2024年度)</p>"
        "<table><tr><td>甲<td>乙</table><select><option>丙</select><footer>备案号</footer>"
    )
    assert texts(html(body.replace("</table>", "</tr></table>"))) == ["自评表", "(2024年度)", "甲|乙"]


def test_tables_that_only_arrange_the_page_are_looked_through() -> None:
    inner = "<table><tr><td>甲</td><td>乙</td></tr><tr><td>丙</td><td>丁</td></tr></table>"
    assert texts(html(f"<table><tr><td>标题{inner}</td></tr></table>")) == ["标题", "甲|乙", "丙|丁"]


def test_lines_and_bold_words_of_a_cell_are_kept() -> None:
    cell = first(html("<table><tr><td>项目资金<br> (元)\n 合计<p>第<b>二</b>段*</p></td></tr></table>"))
    assert cell.text == "项目资金\n(元) 合计\n第二段*"
    assert cell.markup == "项目资金\n\n(元) 合计\n\n第**二**段\\*"


def test_what_a_page_hides_is_told() -> None:
    grid = html('<p>见</p><p style="display: none">内部</p><table><tr><td>甲<td hidden>乙</td></tr></table>')
    assert texts(grid) == ["见", "甲"]
    assert codes(grid) == ["IMP118", "IMP118"]


@pytest.mark.parametrize(
    "head", ['<meta charset="gb2312">', '<meta http-equiv="Content-Type" content="text/html; charset=GBK">', ""]
)
def test_a_page_in_gbk_is_read(head: str) -> None:
    assert texts(html("<table><tr><td>绩效镕</td></tr></table>", head, "gbk")) == ["绩效镕"]


def test_a_page_that_ends_inside_of_a_table_is_refused() -> None:
    with pytest.raises(ContentError) as caught:
        html("<table><tr><td>甲</td></tr>")
    assert [finding.code for finding in caught.value.findings] == ["IMP101"]


def test_a_page_named_as_a_workbook_is_read_as_a_page_and_told() -> None:
    (grid,) = read_grids(b"<html><table><tr><td>1</td></tr></table></html>", "export.xls")
    assert (texts(grid), codes(grid)) == (["1"], ["IMP110"])


def test_a_workbook_or_text_under_another_name_is_read_as_what_it_is() -> None:
    import openpyxl

    book = openpyxl.Workbook()
    book.active["A1"] = "甲"
    out = io.BytesIO()
    book.save(out)
    for data, name in ((out.getvalue(), "export.xls"), ("甲\t乙".encode("gbk"), "export.xls")):
        (grid,) = read_grids(data, name)
        assert (first(grid).text, codes(grid)) == ("甲", ["IMP110"])
