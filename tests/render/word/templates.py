"""Templates of docxtpl made by chance, from everything its language has, and data for them."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

from docx import Document
from docx.document import Document as Docx
from docx.oxml import parse_xml
from docx.shared import Pt

NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml"'
)
WORDS = (
    "甲",
    "乙 & 丙",
    "a < b > c",
    "\"quoted\" 'it'",
    "1,234.50",
    "",
    "  spaced  ",
    "<w:p/>",
    "{{ name }}",
    "{% if %}",
    "]]>",
    "&amp;",
)
LINES = ("one\ntwo", "tab\there", "new\aparagraph", "page\fbreak", "\n", "a\n\nb\tc\ad\fe")


def value(chance: random.Random, *, lines: bool = True) -> Any:
    kind = chance.random()
    if kind < 0.2:
        return chance.randrange(-5, 5000)
    return chance.choice(LINES if lines and kind < 0.4 else WORDS)


def data(chance: random.Random) -> dict[str, Any]:
    def row() -> dict[str, Any]:
        cells = [value(chance) for _ in range(chance.randrange(1, 5))]
        subs = [{"name": value(chance), "n": chance.randrange(9)} for _ in range(chance.randrange(3))]
        color = chance.choice(("FF0000", "00AA00", "FFFFFF"))
        return {"name": value(chance), "n": chance.randrange(100), "cells": cells, "subs": subs, "color": color}

    rows = [row() for _ in range(chance.randrange(4))]
    return {"name": value(chance), "title": value(chance, lines=False), "rows": rows, "yes": chance.random() < 0.5,
            "columns": ["a", "b & c", "d"][: chance.randrange(1, 4)], "span": chance.randrange(1, 4),
            "d": {"items": "钥", "k": value(chance)}}  # fmt: skip


def _text(chance: random.Random, inner: str) -> str:
    return chance.choice((f"{{{{ {inner} }}}}", f"前 {{{{{inner}}}}} 后", f"x{{{{ {inner} }}}}{{{{ {inner} }}}}"))


def _paragraph(document: Any, text: str, chance: random.Random) -> None:
    """A paragraph whose text Word split into runs anywhere, tags included."""
    paragraph = document.add_paragraph()
    if chance.random() < 0.3:
        paragraph.paragraph_format.space_after = Pt(3)
    while text:
        size = chance.randrange(1, len(text) + 1) if chance.random() < 0.5 else len(text)
        run = paragraph.add_run(text[:size])
        run.bold = chance.random() < 0.3 or None
        text = text[size:]


def _plain(document: Docx, chance: random.Random) -> None:
    _paragraph(
        document, _text(chance, chance.choice(("name", "title", "d.k", "rows|length", "name|upper", "1 + 2"))), chance
    )


def _paragraph_loop(document: Docx, chance: random.Random) -> None:
    inner = _text(chance, chance.choice(("row.name", "loop.index", "row.n * 2", "row['name']")))
    for text in ("{%p for row in rows %}", inner, "{%p endfor %}"):
        _paragraph(document, text, chance) if text == inner else document.add_paragraph(text)


def _condition(document: Docx, chance: random.Random) -> None:
    test = chance.choice(("yes", "not yes", "rows", "span > 1 and yes", "name is string", "title in columns"))
    document.add_paragraph(f"{{%p if {test} %}}")
    _plain(document, chance)
    document.add_paragraph("{%p else %}")
    document.add_paragraph("否 {{ title }}")
    document.add_paragraph("{%p endif %}")


def _inline(document: Docx, chance: random.Random) -> None:
    loop = "{% for row in rows %}{{ row.name }}{% if not loop.last %}, {% endif %}{% else %}无{% endfor %}"
    _paragraph(document, chance.choice((loop, "{% if yes %}{{ name }}{% endif %}!", "a {# c #}b {{ title }}")), chance)


def _runs(document: Docx, chance: random.Random) -> None:
    paragraph = document.add_paragraph()
    for text in ("前", "{%r for row in rows %}", "[{{ row.n }}]", "{%r endfor %}", "后"):
        paragraph.add_run(text).italic = chance.random() < 0.5 or None


def _trim(document: Docx, chance: random.Random) -> None:
    document.add_paragraph("开 {% if yes -%}")
    document.add_paragraph("中 {{ title }}")
    document.add_paragraph("{%- endif %} 末")


def _escapes(document: Docx, chance: random.Random) -> None:
    document.add_paragraph("{_{ not }_} {_% a tag %_} {{ title }}")


def _set(document: Docx, chance: random.Random) -> None:
    document.add_paragraph("{% set total = rows|length + 1 %}{{ total }} {{ 'ja' if yes else 'nein' }}")


def _items(document: Docx, chance: random.Random) -> None:
    document.add_paragraph("{% for k, v in d.items() %}{{ k }}={{ v }};{% endfor %} {{ d['items'] }}")


def _rows(document: Docx, chance: random.Random) -> None:
    table = _table(document, 3)
    table.add_row().cells[0].text = "{%tr for row in rows %}"
    _fill(table.add_row(), "{{ row.name }}", "{{ row.n }}", _text(chance, "row.color"))
    table.add_row().cells[0].text = "{%tr endfor %}"


def _nested_rows(document: Docx, chance: random.Random) -> None:
    table = _table(document, 2)
    table.add_row().cells[0].text = "{%tr for row in rows %}"
    table.add_row().cells[0].text = "{%tr for sub in row.subs %}"
    _fill(table.add_row(), "{{ row.name }}", "{{ sub.name }} {{ loop.index }}")
    table.add_row().cells[0].text = "{%tr endfor %}"
    table.add_row().cells[0].text = "{%tr endfor %}"


def _columns(document: Docx, chance: random.Random) -> None:
    table = _table(document, 3)
    _fill(table.rows[0], "{% colspan columns|count %}头 {{ title }}", "", "")
    _fill(table.add_row(), "{%tc for c in columns %}", "{{ c }}", "{%tc endfor %}")


def _colors(document: Docx, chance: random.Random) -> None:
    table = _table(document, 2)
    table.add_row().cells[0].text = "{%tr for row in rows %}"
    _fill(table.add_row(), "{% cellbg row.color %}{{ row.name }}", "{{ row.n }}")
    table.add_row().cells[0].text = "{%tr endfor %}"


def _merges(document: Docx, chance: random.Random) -> None:
    table = _table(document, 2)
    table.add_row().cells[0].text = "{%tr for row in rows %}"
    _fill(table.add_row(), "{% vm %}{{ title }}", "{{ row.name }}")
    table.add_row().cells[0].text = "{%tr endfor %}"


def _merges_and_columns(document: Docx, chance: random.Random) -> None:
    table = _table(document, 4)
    _fill(table.add_row(), "头", "{% colspan columns|count %}{{ title }}", "", "")
    table.add_row().cells[0].text = "{%tr for row in rows %}"
    _fill(table.add_row(), "组{% vm %}", "{%tc for c in columns %}", "{{ row.n }}{{ c }}", "{%tc endfor %}")
    table.add_row().cells[0].text = "{%tr endfor %}"


def _fewer_cells(document: Docx, chance: random.Random) -> None:
    """A loop over fewer cells than the row has in the template, then a row of another width."""
    table = _table(document, 5)
    _fill(table.add_row(), "a", "{%tc for c in columns %}", "{% hm %}{{ title }}", "{%tc endfor %}", "b")
    _fill(table.add_row(), "c", "{%tc for c in columns %}", "{{ c }}", "{%tc endfor %}", "{{ name }}")


def _across(document: Docx, chance: random.Random) -> None:
    table = _table(document, 3)
    _fill(table.rows[0], "{%tc for c in columns %}", "{% hm %}{{ title }}", "{%tc endfor %}")
    _fill(table.add_row(), "{%tc for c in columns %}", "{{ c }}", "{%tc endfor %}")


def _comments(document: Docx, chance: random.Random) -> None:
    document.add_paragraph("{#p a whole paragraph #}")
    table = _table(document, 2)
    _fill(table.rows[0], "{#tc gone #}", "留")
    _fill(table.add_row(), "{#tr gone #}", "gone")
    _fill(table.add_row(), "{{ title }}", "")


def _box(document: Docx, chance: random.Random) -> None:
    inner = "<w:p><w:r><w:t>框 {{ title }} {% if yes %}是{% endif %}</w:t></w:r></w:p>"
    box = f"<w:txbxContent>{inner}</w:txbxContent>"
    xml = (
        f'<w:p {NS}><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline>'
        '<wp:extent cx="9" cy="9"/>'
        '<wp:docPr id="7" name="box"/><a:graphic><a:graphicData '
        'uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:spPr/>'
        f"<wps:txbx>{box}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>"
        f'</mc:Choice><mc:Fallback><w:pict><v:shape id="s" style="width:9pt"><v:textbox>{box}</v:textbox></v:shape>'
        "</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    document.element.body.insert(0, parse_xml(xml))


def _table(document: Docx, columns: int) -> Any:
    table = document.add_table(rows=1, cols=columns)
    table.rows[0].cells[0].text = "头"
    document.add_paragraph("")
    return table


def _fill(row: Any, *texts: str) -> None:
    for cell, text in zip(row.cells, texts, strict=True):
        cell.text = text


FEATURES: dict[str, Callable[[Docx, random.Random], None]] = {
    "plain": _plain, "paragraph loop": _paragraph_loop, "condition": _condition, "inline": _inline, "runs": _runs,
    "trim": _trim, "escapes": _escapes, "set": _set, "items": _items, "rows": _rows, "nested rows": _nested_rows,
    "columns": _columns, "cellbg": _colors, "vm": _merges, "hm": _across, "comments": _comments, "box": _box,
    "vm and columns": _merges_and_columns, "fewer cells": _fewer_cells,
}  # fmt: skip


def template(chance: random.Random, *features: str) -> bytes:
    """A template that holds `features`, headers and footers of every kind, and footnotes."""
    document = Document()
    for feature in features:
        FEATURES[feature](document, chance)
    section = document.sections[0]
    section.different_first_page_header_footer = document.settings.odd_and_even_pages_header_footer = True
    for holder in (section.header, section.first_page_header, section.even_page_header, section.footer):
        holder.paragraphs[0].text = _text(chance, "title")
        holder.add_paragraph("{% for row in rows %}{{ row.n }} {% endfor %}")
    document.core_properties.title = "{{ span }} 题"
    document.core_properties.subject = "{% if yes %}是{% endif %}"
    document.core_properties.author = "x"
    out = io.BytesIO()
    document.save(out)
    return _with_footnotes(out.getvalue())


def _with_footnotes(made: bytes) -> bytes:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    note = "<w:p><w:r><w:t>注 {{ name }}{% for row in rows %} {{ row.name }}{% endfor %}</w:t></w:r></w:p>"
    added = {
        "[Content_Types].xml": ("</Types>", f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>'),
        "word/_rels/document.xml.rels": (
            "</Relationships>",
            f'<Relationship Id="rIdNotes" Type="{relation}" Target="footnotes.xml"/></Relationships>',
        ),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name)
            if name in added:
                text = text.decode().replace(*added[name]).encode()
            new.writestr(name, text)
        new.writestr("word/footnotes.xml", f'<w:footnotes {NS}><w:footnote w:id="1">{note}</w:footnote></w:footnotes>')
    return out.getvalue()


def png(color: int = 0) -> bytes:
    """A picture of one dot."""

    def chunk(kind: bytes, held: bytes) -> bytes:
        return struct.pack(">I", len(held)) + kind + held + struct.pack(">I", zlib.crc32(kind + held))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    dots = zlib.compress(bytes((0, color, color, color)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", dots) + chunk(b"IEND", b"")
