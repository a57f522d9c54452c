"""Makes the Word files that docs/templates.md describes.

    python tools/tutorial.py FOLDER

On that page a `word` block with `file=PATH` is what a reader types in Word: a line is a paragraph, lines that begin
with `|` are the rows of a table (a row with fewer cells ends in a wide one), `# ` begins a title, `## ` a heading, and
lines between `[block:NAME]` and `[end]` stand in a block content control. The tests of the pages and the pictures are
made from the same blocks. Every file of the page lands in FOLDER under its name there; a later one replaces it.
"""

import io
import re
import sys
import zipfile
from pathlib import Path
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from reportgen.render.word.packing import pack

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "templates.md"
STYLES = ("Normal", "Default Paragraph Font", "Normal Table", "Table Grid", "Heading 1", "Title", "List Bullet",
          "List Number", "List Paragraph", "Quote")  # fmt: skip
"""The styles that stay: as few as a new document of Word has."""

_FENCE = re.compile(r"^```(?P<kind>\w+) file=(?P<file>\S+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_BAR = re.compile(r"\|(?![^{]*\}\})")
"""What stands between two cells; inside a tag it is a filter's."""
_LATIN, _HAN = "Times New Roman", "宋体"


def files(page: str) -> dict[str, bytes]:
    """The files of a page by name, as they are at its end."""
    return {
        fence["file"]: document(fence["body"]) if fence["kind"] == "word" else fence["body"].encode()
        for fence in _FENCE.finditer(page)
    }


def document(body: str) -> bytes:
    """The Word file that `body` describes."""
    made = _empty()
    region: Any = None
    rows: list[list[str]] = []
    for line in [*body.splitlines(), ""]:
        if not line.startswith("|") and rows:
            _table(made, rows)
            rows = []
        if line.startswith("|"):
            rows.append([cell.strip() for cell in _BAR.split(line.strip().strip("|"))])
        elif line.startswith("[block:"):
            region = made.add_paragraph()
            region.text = line.strip("[]")
        elif line == "[end]":
            _control(region)
        elif line:
            _paragraph(made, line)
    out = io.BytesIO()
    made.save(out)
    with zipfile.ZipFile(out) as archive:
        return pack({name: archive.read(name) for name in archive.namelist()})


def _empty() -> Any:
    made = docx.Document()
    for style in list(made.styles.element.iterchildren(qn("w:style"))):
        name = style.find(qn("w:name")).get(qn("w:val"))
        if name.lower() not in {one.lower() for one in STYLES}:
            made.styles.element.remove(style)
    for style in made.styles:
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts() if style.type is not None else None
        if fonts is not None and style.name in ("Normal", "Title", "Heading 1"):
            fonts.attrib.clear()
            style.font.color.rgb = RGBColor(0, 0, 0)
            for kind, font in (("ascii", _LATIN), ("hAnsi", _LATIN), ("eastAsia", _HAN)):
                fonts.set(qn(f"w:{kind}"), font)
    made.styles["Normal"].font.size, made.styles["Title"].font.size = Pt(9), Pt(18)
    section = made.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    return made


def _paragraph(made: Any, line: str) -> None:
    if line.startswith("# "):
        made.add_paragraph(line[2:], style="Title").alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif line.startswith("## "):
        made.add_paragraph(line[3:], style="Heading 1")
    else:
        made.add_paragraph(line)


def _table(made: Any, rows: list[list[str]]) -> None:
    width = max(map(len, rows))
    table = made.add_table(0, width, style="Table Grid")
    table.autofit = False
    for texts in rows:
        cells = table.add_row().cells
        if len(texts) < width:
            cells[len(texts) - 1].merge(cells[-1])
        for cell, text in zip(cells, texts, strict=False):
            cell.paragraphs[0].text = text
    made.add_paragraph()


def _control(start: Any) -> None:
    """Puts everything after `start`, whose text is the tag, into a block content control in its place."""
    tag, parent = start.text, start._p.getparent()
    content = [one for one in start._p.itersiblings() if one.tag != qn("w:sectPr")]
    control = parse_xml(f'<w:sdt {nsdecls("w")}><w:sdtPr><w:tag w:val="{tag}"/></w:sdtPr><w:sdtContent/></w:sdt>')
    parent.replace(start._p, control)
    control[1].extend(content)


def main(folder: Path) -> int:
    """Write every file of the page."""
    for name, data in files(PAGE.read_text("utf-8")).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
