"""Named blocks: regions that a layer replaces, in the styles of the template, told of in their own files."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from docx import Document
from lxml import etree
from openxml_audit import OpenXmlValidator

from reportgen.base.errors import TemplateError
from reportgen.base.finding import Finding
from reportgen.render.word.names import R_NS, STYLES_TYPE, W_NS, w
from reportgen.render.word.template import WordTemplate
from tests.layers.fixture import saved

from .forms import DEFAULT_TEMPLATE, NAMES, disclosure, p, paragraphs, part, row, table, template_of

HEADER = f'<Relationship Id="rId9" Type="{R_NS}/header" Target="header1.xml"/>'
STYLES = f'<Relationship Id="rId8" Type="{R_NS}/styles" Target="styles.xml"/>'


def region(name: str, content: str) -> str:
    return f'<w:sdt><w:sdtPr><w:tag w:val="block:{name}"/></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>'


def styled(text: str, id: str) -> str:
    return p(text).replace("<w:p>", f'<w:p><w:pPr><w:pStyle w:val="{id}"/></w:pPr>')


def with_styles(body: str, **styles: str) -> bytes:
    """A template with paragraph styles, names by id."""
    made = "".join(
        f'<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/></w:style>'
        for id, name in styles.items()
    )
    base = template_of(body)
    types = part(base, "[Content_Types].xml")
    etree.SubElement(types, types[2].tag, PartName="/word/styles.xml", ContentType=STYLES_TYPE)
    other = {
        "[Content_Types].xml": etree.tostring(types),
        "word/styles.xml": f'<w:styles xmlns:w="{W_NS}">{made}</w:styles>'.encode(),
    }
    return template_of(body, other, STYLES)


def printed(template: bytes, **blocks: bytes) -> bytes:
    made = {name: (f"templates/own/blocks/{name}.docx", data) for name, data in blocks.items()}
    opened = WordTemplate.open(template, "templates/default/report.docx", NAMES, made)
    return opened.render(disclosure().context(), "题名", "zh-CN")


def faults(template: bytes, **blocks: bytes) -> list[Finding]:
    with pytest.raises(TemplateError) as caught:
        printed(template, **blocks)
    return list(caught.value.findings)


def codes(template: bytes, **blocks: bytes) -> list[str]:
    return [finding.code for finding in faults(template, **blocks)]


def test_a_region_is_replaced_and_others_keep_their_content() -> None:
    base = template_of(p("前") + region("a", p("甲") + p("乙")) + region("b", p("{{ form.year }}")) + p("后"))
    root = part(printed(base, a=template_of(p("{{ form.department }}"))))
    assert paragraphs(root) == ["前", "某某民政局", "2024", "后"]
    assert not list(root.iter(w("sdt")))


def test_controls_that_mark_no_region_stay() -> None:
    other = region("a", p("甲")).replace("block:a", "date")
    assert len(list(part(printed(template_of(other + p("乙")))).iter(w("sdt")))) == 1


def test_regions_in_cells_headers_and_other_regions_are_replaced() -> None:
    body = table(row("一").replace(p("一"), region("cell", p("格"))), columns=1) + region(
        "outer", p("外") + region("inner", p("内"))
    )
    header = {"word/header1.xml": f'<w:hdr xmlns:w="{W_NS}">{region("head", p("眉"))}</w:hdr>'.encode()}
    base = template_of(body, header, HEADER)
    new = {name: template_of(p(f"新{name}")) for name in ("cell", "inner", "head")}
    made = printed(base, **new)
    assert paragraphs(part(made)) == ["新cell", "外", "新inner"]
    assert paragraphs(part(made, "word/header1.xml")) == ["新head"]
    made = printed(base, **new, outer=template_of(p("新outer")))
    assert paragraphs(part(made)) == ["新cell", "新outer"]


def test_a_region_that_stands_twice_is_replaced_twice_and_located() -> None:
    base = template_of(region("a", p("甲")) + p("间") + region("a", p("甲")))
    assert paragraphs(part(printed(base, a=template_of(p("新"))))) == ["新", "间", "新"]
    found = faults(base, a=template_of(p("x") + p("{{ yeer }}")))
    assert {(one.where.file, one.where.paragraph) for one in found} == {("templates/own/blocks/a.docx", 2)}


def test_a_block_of_a_loop_sees_the_names_of_the_loop() -> None:
    base = template_of(p("{%p for fund in funds %}") + region("line", p("{{ fund.label }}")) + p("{%p endfor %}"))
    assert paragraphs(part(printed(base, line=template_of(p("· {{ fund.label }}"))))) == ["· 资金总额", "· 其他"]


def test_rows_replace_rows_and_take_the_widths_of_the_table() -> None:
    rows = row("{{ form.year }}", "b") + row("c", "d")
    base = template_of(table(row("头", "头"), region("rows", rows), row("尾", "尾"), columns=2))
    wide = (
        "<w:tr><w:tc><w:tcPr><w:tcW w:w='77' w:type='dxa'/><w:gridSpan w:val='2'/></w:tcPr>" + p("x") + "</w:tc></w:tr>"
    )
    loop = row("{%tr for fund in funds %}") + row("{{ fund.label }}", "y") + row("{%tr endfor %}")
    root = part(printed(base, rows=template_of(table(wide, loop, columns=2) + "<w:p/>")))
    assert paragraphs(root) == ["头", "头", "x", "资金总额", "y", "其他", "y", "尾", "尾"]
    assert [one.get(w("w")) for one in root.iter(w("tcW"))] == ["2000"]


@pytest.mark.parametrize(
    "content",
    [
        p("no table"),
        table(row("a", "b"), columns=2) + p("text beside it"),
        table(row("a", "b", "c"), columns=3),
        table(row("a"), columns=1),
        table(row("a", "b"), columns=2) * 2,
    ],
)
def test_rows_that_do_not_fit_are_told(content: str) -> None:
    base = template_of(table(row("头", "头"), region("rows", row("a", "b")), columns=2))
    assert codes(base, rows=template_of(content)) == ["TPL185"]


def test_the_rows_of_the_conclusion_and_the_closing_line_of_the_default_are_regions() -> None:
    cells = "<w:tc><w:tcPr><w:gridSpan w:val='14'/></w:tcPr>" + p("结论：{{ grade }}") + "</w:tc>"
    data = printed(
        DEFAULT_TEMPLATE.read_bytes(),
        conclusion=template_of(table(f"<w:tr>{cells}</w:tr>", columns=14)),
        closing=template_of(p("盖章处")),
    )
    said = paragraphs(part(data))
    assert "结论：优" in said
    assert said[-2:] == ["盖章处", ""]


def test_styles_are_those_of_the_template_by_name() -> None:
    base = with_styles(region("a", p("甲")), Base="标题样式", Other="别的")
    block = with_styles(styled("新", "Mine") + styled("乙", "nowhere"), Mine="标题样式")
    root = part(printed(base, a=block))
    assert [one.get(w("val")) for one in root.iter(w("pStyle"))] == ["Base"]


def test_an_unknown_style_is_told_in_the_block_with_the_nearest() -> None:
    base = with_styles(region("a", p("甲")), Base="标题样式")
    (found,) = faults(base, a=with_styles(p("x") + styled("新", "Mine"), Mine="标题样武"))
    assert (found.code, found.where.file, found.where.paragraph) == ("TPL184", "templates/own/blocks/a.docx", 2)
    assert found.values["suggestion"] == "标题样式"


@pytest.mark.parametrize(
    "inside",
    [
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr></w:p>',
        f'<w:p><w:hyperlink xmlns:r="{R_NS}" r:id="rId7"><w:r><w:t>x</w:t></w:r></w:hyperlink></w:p>',
        "<w:p><w:pPr><w:sectPr/></w:pPr></w:p>",
        '<w:p><w:r><w:footnoteReference w:id="2"/></w:r></w:p>',
        '<w:p><w:bookmarkStart w:id="1" w:name="mine"/><w:bookmarkEnd w:id="1"/></w:p>',
    ],
)
def test_what_a_block_cannot_bring_is_refused_at_its_place(inside: str) -> None:
    (found,) = faults(template_of(region("a", p("甲"))), a=template_of(p("x") + inside))
    assert (found.code, found.where.file, found.where.paragraph) == ("TPL183", "templates/own/blocks/a.docx", 2)


def test_a_picture_of_a_block_is_refused(tmp_path: Path) -> None:
    import struct
    import zlib

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    pixel = zlib.compress(b"\0\0")
    png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixel) + chunk(b"IEND", b"")
    document = Document()
    document.add_picture(io.BytesIO(png))
    assert codes(template_of(region("a", p("甲"))), a=saved(document)) == ["TPL183"]


def test_a_block_is_held_to_what_every_template_is_held_to() -> None:
    found = faults(template_of(region("a", p("甲"))), a=template_of("<w:p><w:ins w:id='1'/></w:p>"))
    assert [(one.code, one.where.file) for one in found] == [("TPL103", "templates/own/blocks/a.docx")]
    assert codes(template_of(region("a", p("甲"))), a=b"no zip") == ["TPL101"]


@pytest.mark.parametrize("text", ["{% if form.year %}", "{%p for fund in funds %}", "{{ form.title", "{% endif %}"])
def test_a_block_closes_what_it_opens(text: str) -> None:
    base = template_of(p("{% if grade %}") + region("a", p("甲")) + p("{% endif %}"))
    (found, *_) = faults(base, a=template_of(p("x") + p(text)))
    assert (found.code, found.where.file) in [
        ("TPL001", "templates/own/blocks/a.docx"),
        ("TPL104", "templates/own/blocks/a.docx"),
    ]


@pytest.mark.parametrize(
    "body",
    [
        f"<w:p>{region('a', '<w:r><w:t>x</w:t></w:r>')}</w:p>",
        table("<w:tr>" + region("a", "<w:tc>" + p("x") + "</w:tc>") + "</w:tr>", columns=1),
        region("", p("x")),
        region("a b", p("x")),
        region("../a", p("x")),
        region("a", ""),
    ],
)
def test_a_control_that_cannot_be_replaced_is_told(body: str) -> None:
    (found,) = faults(template_of(body + p("x")))
    assert (found.code, found.where.part) == ("TPL182", "word/document.xml")


def test_an_unknown_block_is_told_with_the_nearest_region() -> None:
    (found,) = faults(template_of(region("title", p("x"))), titel=template_of(p("x")))
    assert (found.code, found.values["suggestion"]) == ("TPL181", "title")


def test_what_a_file_lets_others_ignore_is_left_out(tmp_path: Path) -> None:
    strange = 'xmlns:x="urn:strange" x:a="1"'
    block = template_of(p("新").replace("<w:p>", f"<w:p {strange}>") + "<x:y xmlns:x='urn:strange'/>")
    main = part(block)
    text = etree.tostring(main).decode()
    ignorable = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:x="urn:strange"'
    text = text.replace("<w:document ", f'<w:document {ignorable} mc:Ignorable="x" ', 1)
    made = printed(template_of(region("a", p("甲"))), a=template_of("", {"word/document.xml": text.encode()}))
    assert b"strange" not in etree.tostring(part(made))


def test_a_document_of_python_docx_is_a_block_and_the_result_is_sound(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("{{ form.title }}").add_run("（加粗）").bold = True
    document.add_table(1, 2).cell(0, 0).text = "{{ form.year }}"
    file = tmp_path / "out.docx"
    file.write_bytes(printed(DEFAULT_TEMPLATE.read_bytes(), title=saved(document)))
    assert list(OpenXmlValidator().validate(file).errors) == []
