"""Narrative in templates of other people: their styles, their lists, their footnotes, their cells."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from lxml.etree import _Element

from reportgen.base.errors import TemplateError
from reportgen.base.location import Location
from reportgen.document.blocks import (
    Block,
    Code,
    Grid,
    Heading,
    Link,
    ListBlock,
    Note,
    Paragraph,
    Picture,
    Quote,
    Words,
)
from reportgen.render.word.anything import render_any
from reportgen.render.word.names import A_NS, MAIN_TYPE, R_NS, W_NS, WP_NS, w
from reportgen.render.word.styles import Styles
from reportgen.render.word.xml import parse
from tests.dots import image

from .forms import amount, bookmarked, p, paragraph, part, prose, rendered, row, table, template_of, words
from .reading import labels
from .templates import png

ENGLISH = {"heading 1": "h1", "heading 2": "h2", "List Number": "ln", "Quote": "q", "footnote text": "ft",
           "HTML Preformatted": "pre", "Body Text": "bt"}  # fmt: skip
CHINESE = {
    "标题 1": "h1",
    "标题 2": "h2",
    "列表编号": "ln",
    "引用": "q",
    "脚注文本": "ft",
    "HTML 预设格式": "pre",
    "正文文本": "bt",
}
GERMAN = {"Überschrift 1": "h1", "Überschrift 2": "h2", "Listennummer": "ln", "Zitat": "q", "Fußnotentext": "ft",
          "HTML Vorformatiert": "pre", "Textkörper": "bt"}  # fmt: skip
TEXTS: tuple[Block, ...] = (
    Heading(2, (Words("一"),)),
    Heading(3, (Words("二"),)),
    Paragraph((Words("文"), Note(1, (paragraph("注"),)))),
    ListBlock(((paragraph("项"),),), 1),
    Quote((paragraph("引"),)),
    Code("码"),
)


def style(id: str, name: str, more: str = "", kind: str = "paragraph") -> str:
    return f'<w:style w:type="{kind}" w:styleId="{id}"><w:name w:val="{name}"/>{more}</w:style>'


def made_of(body: str, parts: Mapping[str, str]) -> bytes:
    """A template with more parts of Word, each named by its kind: styles, numbering, footnotes, header, settings."""
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{MAIN_TYPE.replace("document.main", name)}"/>'
        for name in ("document", *parts)
    ).replace("wordprocessingml.document+xml", "wordprocessingml.document.main+xml")
    other = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
            f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{types}</Types>'
        ).encode(),
        **{f"word/{name}.xml": _root(name, inner) for name, inner in parts.items()},
    }
    relations = "".join(f'<Relationship Id="rId{n}" Type="{R_NS}/{n}" Target="{n}.xml"/>' for n in parts)
    return template_of(body, other, relations)


def _root(name: str, inner: str) -> bytes:
    tag = {"header": "hdr"}.get(name, name)
    return f'<w:{tag} xmlns:w="{W_NS}" xmlns:r="{R_NS}">{inner}</w:{tag}>'.encode()


def set_in(root: _Element) -> dict[str, str]:
    return {words(one): str(found.get(w("val"))) for one in root.iter(w("p"))
            if (found := one.find(f"{w('pPr')}/{w('pStyle')}")) is not None}  # fmt: skip


@pytest.mark.parametrize("names", [ENGLISH, CHINESE, GERMAN])
@pytest.mark.parametrize("as_alias", [False, True])
def test_styles_are_found_by_their_names_in_three_languages(names: dict[str, str], as_alias: bool) -> None:
    styles = "".join(
        style(id, f"x{id}", f'<w:aliases w:val="y,{name}"/>') if as_alias else style(id, name.upper())
        for name, id in names.items()
    )
    data = rendered(made_of(p("{{p prose(section) }}"), {"styles": styles}), section=prose(*TEXTS))
    assert set_in(part(data)) == {"一": "h1", "二": "h2", "文": "bt", "项": "ln", "引": "q", "码": "pre"}
    assert set_in(part(data, "word/footnotes.xml")) == {" 注": "ft"}


def test_what_has_no_style_is_told_and_never_looks_like_text() -> None:
    data = rendered(template_of(p("{{p prose(section) }}")), section=prose(*TEXTS))
    written = {words(one): one for one in part(data).iter(w("p"))}
    levels = [written[text].find(f"{w('pPr')}/{w('outlineLvl')}") for text in "一二"]
    assert [one.get(w("val")) for one in levels if one is not None] == ["0", "1"]
    assert all(next(written[text].iter(w("b")), None) is not None for text in "一二")
    assert next(written["引"].iter(w("ind"))).get(w("right")) == "420"
    assert next(written["码"].iter(w("rFonts"))).get(w("ascii")) == "Courier New"
    assert next(part(data).iter(w("vertAlign"))).get(w("val")) == "superscript"
    codes = {one.code for one in Styles.of(None).missing(Location("word", "report.docx"))}
    assert codes == {"TPL160"}


def test_a_label_set_as_a_heading_stands_above_the_headings_of_its_section() -> None:
    template = made_of(
        p("{{p prose(section, label=true) }}"), {"styles": style("h1", "heading 1") + style("h2", "heading 2")}
    )
    found = set_in(part(rendered(template, section=prose(Heading(3, (Words("甲"),)), paragraph("乙"), label="成效"))))
    assert found == {"成效": "h1", "甲": "h2"}


def test_headings_begin_where_a_template_says() -> None:
    styles = "".join(style(f"h{level}", f"heading {level}") for level in range(1, 5))
    template = made_of(p("{{p prose(section, level=3) }}"), {"styles": styles})
    section = prose(Heading(2, (Words("甲"),)), Heading(4, (Words("乙"),)), paragraph("丙"))
    assert set_in(part(rendered(template, section=section))) == {"甲": "h3", "乙": "h4"}
    with pytest.raises(TemplateError):
        rendered(made_of(p("{{p prose(section, level=9) }}"), {}), section=section)


def nested(depth: int, start: int = 1) -> ListBlock:
    inner = (paragraph(f"层{depth}"), nested(depth - 1)) if depth > 1 else (paragraph("底"),)
    return ListBlock((inner, (paragraph("次"),)), start)


def test_a_template_chooses_the_numbers_of_official_documents() -> None:
    indented = '<w:pPr><w:ind w:firstLineChars="200" w:firstLine="640"/></w:pPr>'
    styles = style("base", "底", indented) + style("o", "公文编号", '<w:basedOn w:val="base"/>')
    template = made_of(p("{{p prose(section) }}"), {"styles": styles})
    data = rendered(template, section=prose(nested(4), nested(1, 11), ListBlock(((paragraph("点"),),))))
    assert labels(data) == ["一、", "（一）", "1.", "（1）", "（2）", "2.", "（二）", "二、", "十一、", "十二、", "•"]
    assert {str(one.get(w("val"))) for one in part(data).iter(w("pStyle"))} == {"o"}
    levels = [one for one in part(data, "word/numbering.xml").iter(w("lvl")) if one.find(w("suff")) is not None]
    assert [next(one.iter(w("ind"))).get(w("firstLineChars")) for one in levels] == ["200"] * 9


def own_levels(id: int, text: str, count: int = 9) -> str:
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        f'<w:lvlText w:val="{text}%{level + 1}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{level * 300 + 300}" w:hanging="300"/></w:pPr></w:lvl>'
        for level in range(count)
    )
    return f'<w:abstractNum w:abstractNumId="{id}"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'


@pytest.mark.parametrize(("count", "expected"), [(9, ["第1", "第1", "第2", "第2"]), (1, ["1.", "1.", "2.", "2."])])
def test_a_list_style_with_nine_levels_is_used_and_stays_as_it_is(count: int, expected: list[str]) -> None:
    listed = '<w:pPr><w:numPr><w:numId w:val="6"/></w:numPr></w:pPr>'
    own = own_levels(4, "第", count) + '<w:num w:numId="6"><w:abstractNumId w:val="4"/></w:num>'
    parts = {"styles": style("mine", "正文编号", listed, "numbering"), "numbering": own}
    data = rendered(made_of(p("{{p prose(section) }}"), parts), section=prose(nested(2)))
    assert labels(data) == expected
    numbering = part(data, "word/numbering.xml")
    [kept] = [one for one in numbering.findall(w("num")) if one.get(w("numId")) == "6"]
    assert len(kept) == 1
    ids = [one.get(w("numId")) for one in numbering.findall(w("num"))]
    assert len(set(ids)) == len(ids) == 3


NOTED = Paragraph((Words("甲"), Note(1, (Paragraph((Words("注"), amount("x", "1.00"))),)), Words("乙")))


def test_notes_follow_those_of_the_template() -> None:
    own = "".join(
        f'<w:footnote w:id="{id}"{kind}><w:p><w:r><w:t>旧</w:t></w:r></w:p></w:footnote>'
        for id, kind in ((-1, ' w:type="separator"'), (0, ' w:type="continuationSeparator"'), (5, ""))
    )
    body = (
        '<w:p><w:r><w:footnoteReference w:id="5"/></w:r></w:p>' + table(row("{{p prose(section) }}"), columns=1) + p("")
    )
    data = rendered(made_of(body, {"footnotes": own}), section=prose(NOTED))
    assert [one.get(w("id")) for one in part(data).iter(w("footnoteReference"))] == ["5", "6"]
    notes = part(data, "word/footnotes.xml")
    assert [one.get(w("id")) for one in notes] == ["-1", "0", "5", "6"] and words(notes[-1]) == " 注1.00"
    assert list(bookmarked(notes)) == [("_rg_1", "1.00")]


def test_a_template_without_notes_gets_a_part_with_separators_and_settings_that_name_them() -> None:
    template = made_of(p("{{p prose(section) }}"), {"settings": '<w:zoom w:percent="100"/><w:compat/>'})
    data = rendered(template, section=prose(NOTED))
    kinds = [one.get(w("type")) for one in part(data, "word/footnotes.xml")]
    assert kinds == ["separator", "continuationSeparator", None]
    settings = part(data, "word/settings.xml")
    assert [one.tag for one in settings] == [w("zoom"), w("footnotePr"), w("compat")]
    assert [one.get(w("id")) for one in settings[1]] == ["-1", "0"]


def test_a_section_in_two_parts_has_each_note_once_and_one_printed_twice_has_it_twice() -> None:
    section = prose(Paragraph((Words("首" * 700), *NOTED.inlines)), NOTED)
    halves = p('{{p prose(section, "opening") }}') + p('{{p prose(section, "closing") }}')
    data = rendered(template_of(halves), section=section)
    assert len(list(part(data).iter(w("footnoteReference")))) == 1
    root = part(data)
    [code], [name] = root.iter(w("instrText")), (one.get(w("name")) for one in root.iter(w("bookmarkStart")))
    assert f" NOTEREF {name} " in str(code.text)
    kinds = [one.get(w("fldCharType")) for one in root.iter(w("fldChar"))]
    assert kinds == ["begin", "separate", "end"] and words(root).count("1") == 1
    whole = rendered(template_of(p("{{p prose(section) }}") * 2), section=prose(NOTED))
    assert [one.get(w("id")) for one in part(whole).iter(w("footnoteReference"))] == ["1", "2"]


def test_a_note_in_a_header_a_note_or_a_text_box_is_refused() -> None:
    inner = Note(2, (paragraph("内"),))
    for template, section in (
        (made_of(p("x"), {"header": p("{{p prose(section) }}")}), prose(NOTED)),
        (template_of(p("{{p prose(section) }}")), prose(Paragraph((Note(1, (Paragraph((inner,)),)),)))),
    ):
        with pytest.raises(TemplateError, match=r"footnotes only|脚注"):
            rendered(template, section=section)
    box = f"<w:p><w:r><w:txbxContent>{p('{{p prose(section) }}')}</w:txbxContent></w:r></w:p>"
    with pytest.raises(TemplateError) as caught:
        rendered(template_of(box), section=prose(NOTED))
    assert [one.code for one in caught.value.findings] == ["TPL161"]


def extents(root: _Element) -> list[int]:
    return [int(str(one.get("cx"))) // 635 for one in root.iter(f"{{{WP_NS}}}extent")]


def test_a_picture_is_as_wide_as_its_room_and_never_larger_than_itself() -> None:
    large, small = (Picture("a.png", "图", image=image(width, 10)) for width in (2_000, 40))
    grid = Grid(((Words("甲"),), (large,)), (((Words("乙"),), (small,)),))
    section = prose(Paragraph((large,)), Paragraph((small,)), grid, ListBlock(((Paragraph((large,)),),)))
    data = rendered(template_of(p("{{p prose(section) }}")), section=section)
    page = 11_906 - 3_600
    found = extents(part(data))
    assert found[0] == page and found[1] == 600 and found[2] < page // 2 and found[4] == page - 840
    celled = rendered(template_of(table(row("{{p prose(section) }}", "x"), columns=2) + p("")), section=section)
    assert extents(part(celled))[0] == 1_000 - 216


def test_pictures_have_names_of_their_own_and_equal_ones_are_kept_once() -> None:
    first, second = (Picture("a.png", f'图{shade}"<', image=image(40, 30, shade)) for shade in (1, 2))
    section = prose(Paragraph((first, second, first, Note(1, (Paragraph((second,)),)))))
    data = rendered(made_of(p("{{p prose(section) }}"), {"header": p("{{p prose(other) }}")}), section=section,
                    other=prose(Paragraph((first,))))  # fmt: skip
    told = [one for name in ("document", "header", "footnotes")
            for one in part(data, f"word/{name}.xml").iter(f"{{{WP_NS}}}docPr")]  # fmt: skip
    assert len({one.get("id") for one in told}) == 5
    assert told[0].get("descr") == '图1"<'
    relations = [
        one for name in ("document", "header", "footnotes") for one in part(data, f"word/_rels/{name}.xml.rels")
    ]
    targets = [one.get("Target") for one in relations if str(one.get("Type")).endswith("/image")]
    assert targets == ["media/rgPicture1.png", "media/rgPicture2.png", "media/rgPicture1.png", "media/rgPicture2.png"]
    assert 'PartName="/word/media/rgPicture2.png" ContentType="image/png"' in _types(data)
    assert all(one.get(f"{{{R_NS}}}embed") for one in part(data).iter(f"{{{A_NS}}}blip"))


def test_pictures_of_narrative_and_of_values_do_not_clash() -> None:
    import io

    from docxtpl import InlineImage

    section = prose(Paragraph((Picture("a.png", "图", image=image(40, 30, 1)),)))
    given = {"section": section, "other": InlineImage(None, io.BytesIO(png(9)))}
    body = p("{{ other }}") + p("{{p prose(section) }}")
    for data in (rendered(made_of(body, {}), **given), render_any(made_of(body, {}), "t.docx", given)):
        relations = [one for one in part(data, "word/_rels/document.xml.rels") if "/media/" in f"/{one.get('Target')}"]
        assert len({one.get("Id") for one in relations}) == len({one.get("Target") for one in relations}) == 2
        shown = [one.get(f"{{{R_NS}}}embed") for one in part(data).iter(f"{{{A_NS}}}blip")]
        assert shown == [one.get("Id") for one in relations]


def _types(data: bytes) -> str:
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("[Content_Types].xml").decode()


def test_a_document_made_here_can_be_a_template_again() -> None:
    link = Link("https://a.cn", (Words("链"),))
    section = prose(
        Paragraph((link, Picture("a.png", "图", image=image()))), NOTED, ListBlock(((paragraph("项"),),), 1)
    )
    once = rendered(template_of(p("{{p prose(section) }}") + p("[[again]]")), section=section)
    again = _replaced(once, b"[[again]]", b"{{p prose(section) }}")
    twice = rendered(again, section=section)
    ids = [one.get("Id") for one in part(twice, "word/_rels/document.xml.rels")]
    assert len(set(ids)) == len(ids)
    assert [one.get(w("id")) for one in part(twice).iter(w("footnoteReference"))] == ["1", "2"]
    assert len(set(extents(part(twice)))) == 1 and len(parse(_types(twice).encode())) > 0


def _replaced(data: bytes, old: bytes, new: bytes) -> bytes:
    import io
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as made:
        for name in source.namelist():
            made.writestr(name, source.read(name).replace(old, new))
    return out.getvalue()
