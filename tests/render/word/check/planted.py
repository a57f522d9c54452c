"""A sound template with a body, a table, a header, a footer, a footnote and a text box, to plant faults in."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from functools import cache

import docx

from reportgen.base.location import Location
from reportgen.render.word.names import R_NS, W_NS
from reportgen.render.word.packing import pack

FILE = "report.docx"
PLACES = ("body", "table", "header", "footer", "footnote", "box")
PARTS = {"header": "word/header1.xml", "footer": "word/footer1.xml", "footnote": "word/footnotes.xml"}
LINK = "rId77"
"""In every part the id of a relationship to a file outside."""

_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_VML = "urn:schemas-microsoft-com:vml"
_FOOTNOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"


def p(text: str) -> str:
    """A paragraph with `text`, or with the XML that `text` is."""
    return f"<w:p>{text if text.startswith('<') else run(text)}</w:p>"


def run(text: str) -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    return f'<w:r><w:t xml:space="preserve">{escaped}</w:t></w:r>'


def template(
    planted: Mapping[str, Sequence[str]] | None = None, *, link: bool = False, other: Mapping[str, bytes] | None = None
) -> bytes:
    """The template with the paragraphs `planted` by place; with `link`, each part may use the relationship `LINK`."""
    parts = dict(_sound())
    for place in PLACES:
        name = PARTS.get(place, "word/document.xml")
        text = "".join(map(p, (planted or {}).get(place, ())))
        parts[name] = parts[name].replace(f"<w:p><w:r><w:t>{place}</w:t></w:r></w:p>".encode(), text.encode() or b"")
    if link:
        for name in ("word/document.xml", *PARTS.values()):
            parts |= _linked(parts, name)
    return pack({**parts, **(other or {})})


def where(place: str, number: int, planted_in_body: int = 0) -> Location:
    """Where the paragraph `number`, from 0, that was planted in `place` stands."""
    part = PARTS.get(place, "word/document.xml")
    if place == "table":
        return Location("word", FILE, part=part, table=1, row=2, column=2, paragraph=number + 2)
    before = {"body": 2, "box": 4 + planted_in_body}.get(place, 2)
    return Location("word", FILE, part=part, paragraph=number + before)


@cache
def _sound() -> Mapping[str, bytes]:
    document = docx.Document()
    for style in list(document.styles.element.iterchildren(f"{{{W_NS}}}style")):
        if style.get(f"{{{W_NS}}}default") != "1":
            document.styles.element.remove(style)
    document.add_paragraph("{{ form.title }}")
    document.add_paragraph("BODY")
    cells = document.add_table(2, 2).rows[1].cells
    cells[0].text, cells[1].text = "{{ form.unit }}", "{{ form.department }}"
    cells[1].add_paragraph("TABLE")
    cells[1].add_paragraph("")
    document.add_paragraph("BOX")
    section = document.sections[0]
    section.header.paragraphs[0].text, section.footer.paragraphs[0].text = "{{ form.title }}", "{{ form.title }}"
    section.header.add_paragraph("HEADER")
    section.footer.add_paragraph("FOOTER")
    out = io.BytesIO()
    document.save(out)
    with zipfile.ZipFile(out) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return _with_footnotes(_with_box({name: _marked(part) for name, part in parts.items()}))


def _marked(part: bytes) -> bytes:
    for place in ("body", "table", "header", "footer"):
        styles = ("", '<w:pPr><w:pStyle w:val="Header"/></w:pPr>', '<w:pPr><w:pStyle w:val="Footer"/></w:pPr>')
        for style in styles:
            old = f"<w:p>{style}<w:r><w:t>{place.upper()}</w:t></w:r></w:p>"
            part = part.replace(old.encode(), f"<w:p><w:r><w:t>{place}</w:t></w:r></w:p>".encode())
    return part


def _with_box(parts: dict[str, bytes]) -> dict[str, bytes]:
    """A text box as Word writes one: the box, and a copy of it for older programs."""
    inner = "<w:txbxContent><w:p><w:r><w:t>box</w:t></w:r></w:p><w:p/></w:txbxContent>"
    box = (
        f'<w:p><w:r><mc:AlternateContent xmlns:mc="{_MC}"><mc:Choice Requires="wps" xmlns:wps="{_WPS}"><w:drawing>'
        f'<wp:inline xmlns:wp="{_WP}"><wp:extent cx="900000" cy="900000"/><wp:docPr id="7" name="box"/>'
        f'<a:graphic xmlns:a="{_A}"><a:graphicData uri="{_WPS}"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr/>'
        f"<wps:txbx>{inner}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>"
        f'</mc:Choice><mc:Fallback><v:shape xmlns:v="{_VML}"><v:textbox>{inner}</v:textbox></v:shape></mc:Fallback>'
        "</mc:AlternateContent></w:r></w:p>"
    )
    document = parts["word/document.xml"].replace(b"<w:p><w:r><w:t>BOX</w:t></w:r></w:p>", box.encode())
    return {**parts, "word/document.xml": document}


def _with_footnotes(parts: dict[str, bytes]) -> dict[str, bytes]:
    notes = (
        f'<w:footnotes xmlns:w="{W_NS}" xmlns:r="{R_NS}"><w:footnote w:id="2">{p("{{ form.title }}")}'
        "<w:p><w:r><w:t>footnote</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    types = parts["[Content_Types].xml"].replace(
        b"</Types>",
        f'<Override PartName="/word/footnotes.xml" ContentType="{_FOOTNOTES_TYPE}"/></Types>'.encode(),
    )
    rels = _related(parts["word/_rels/document.xml.rels"], "rId70", "footnotes", "footnotes.xml")
    number = b'<w:r><w:footnoteReference w:id="2"/></w:r></w:p><w:tbl>'
    document = parts["word/document.xml"].replace(b"<w:tbl>", b"<w:p>" + number, 1)
    made = {"word/footnotes.xml": notes.encode(), "word/_rels/document.xml.rels": rels, "[Content_Types].xml": types}
    return {**parts, **made, "word/document.xml": document}


def _related(rels: bytes, id: str, kind: str, target: str, mode: str = "") -> bytes:
    one = f'<Relationship Id="{id}" Type="{R_NS}/{kind}" Target="{target}"{mode}/>'
    return rels.replace(b"</Relationships>", f"{one}</Relationships>".encode())


def _linked(parts: Mapping[str, bytes], name: str) -> dict[str, bytes]:
    rels = f"word/_rels/{name.removeprefix('word/')}.rels"
    none = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    old = parts.get(rels, none)
    return {rels: _related(old, LINK, "hyperlink", "file:///c:/a.docx", ' TargetMode="External"')}
