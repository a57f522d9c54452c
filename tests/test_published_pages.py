"""What a reader of the seed's published files sees, kept as texts that a person can read.

A change here is a change of a published page: it belongs under "Output" in CHANGELOG.md.
"""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from docx import Document
from docx.table import _Cell
from lxml import html

from reportgen.load.workspace import find_workspace
from reportgen.pipeline import Pipeline
from tests.conftest import Golden
from tests.run import ROOT, SEED


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return dict(Pipeline(find_workspace(ROOT)).build(SEED).files)


def word_outline(data: bytes) -> str:
    """The visible text of a Word file: a paragraph or a table row a line, cells parted by a bar."""
    document = Document(io.BytesIO(data))
    lines = [paragraph.text for paragraph in document.paragraphs if paragraph.text.strip()]
    for table in document.tables:
        lines += ["", *(" | ".join(cell_text(_Cell(cell, table)) for cell in row.tc_lst) for row in table._tbl.tr_lst)]
    return "\n".join(lines) + "\n"


def cell_text(cell: _Cell) -> str:
    merged = cell._tc.vMerge == "continue"
    return "↑" if merged else " / ".join(paragraph.text for paragraph in cell.paragraphs if paragraph.text)


def page_outline(data: bytes) -> str:
    """The text of a page, a block a line, after the name of its element."""
    page = html.fromstring(data.decode("utf-8"))
    blocks = page.iter(
        "h1", "h2", "h3", "h4", "p", "li", "figcaption", "summary", "text", "caption", "th", "td", "dt", "dd"
    )
    return "".join(
        f"{block.tag:11}{' '.join(block.text_content().split())}\n" for block in blocks if not block.findall(".//li")
    )


def test_the_word_file_reads_as_before(files: dict[str, bytes], golden: Golden) -> None:
    golden(Path("golden/seed-word.txt"), word_outline(files["report.docx"]))


def test_the_page_reads_as_before(files: dict[str, bytes], golden: Golden) -> None:
    golden(Path("golden/seed-page.txt"), page_outline(files["report.html"]))


def test_what_is_pasted_reads_as_before(files: dict[str, bytes], golden: Golden) -> None:
    golden(Path("golden/seed-paste.txt"), page_outline(files["paste.html"]))
