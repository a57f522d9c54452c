"""A file to content: what of the source is kept beside it, and what structure of Word comes through."""

from __future__ import annotations

import io
import json
from pathlib import Path

import docx
import pytest

from reportgen.base.errors import ContentError
from reportgen.load.importing import fallback_profile, read_file
from reportgen.load.tables.kept import NAME as CELLS
from tests.load.forms.generator.layouts import LAYOUTS
from tests.load.tables.tables import Box, Table
from tests.load.tables.writers import MERGING, saved
from tests.load.test_same_content import table_of

GENERAL = next(layout for layout in LAYOUTS if layout.name == "general")


@pytest.mark.parametrize("suffix", MERGING)
def test_the_file_and_every_cell_are_kept(suffix: str, tmp_path: Path) -> None:
    file = tmp_path / f"form{suffix}"
    file.write_bytes(MERGING[suffix](table_of(GENERAL, 3)))
    (form,) = read_file(file, fallback_profile()).forms
    files = form.content(fallback_profile()).files
    assert files[f"source/form{suffix}"] == file.read_bytes()
    kept = json.loads(files[CELLS])
    boxes = [
        Box(row["row"] - 1, cell["column"] - 1, cell["text"], cell.get("rows", 1), cell.get("columns", 1))
        for row in kept["rows"]
        for cell in row["cells"]
    ]
    assert boxes == table_of(GENERAL, 3).shown
    assert all(cell["at"] for row in kept["rows"] for cell in row["cells"])


def test_bold_words_and_lists_of_a_word_file_become_markdown(tmp_path: Path) -> None:
    table = table_of(GENERAL, 3)
    (label,) = (box for box in table.boxes if box.text == "实际完成情况")
    (completion,) = (box for box in table.boxes if box.row == label.row + 1 and box.column == label.column)
    document = docx.Document(io.BytesIO(MERGING[".docx"](table)))
    cell = next(
        cell for row in document.tables[0].rows for cell in row.cells if cell.text == completion.text
    )  # fmt: skip
    cell.text = ""
    cell.paragraphs[0].add_run("全年")
    cell.paragraphs[0].add_run("全部*完成").bold = True
    cell.add_paragraph("第一项", "List Bullet")
    cell.add_paragraph("第二项", "List Bullet")
    file = tmp_path / "form.docx"
    file.write_bytes(saved(document.save))
    (form,) = read_file(file, fallback_profile()).forms
    text = form.content(fallback_profile()).files["completion.md"].decode()
    assert "全年**全部\\*完成**\n\n- 第一项\n- 第二项\n" in text


def test_a_sheet_that_is_refused_is_told_beside_the_form_of_another(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    blank = {"100", "优"}
    for name, emptied in (("甲", False), ("乙", True)):
        sheet = book.create_sheet(name)
        for box in table_of(GENERAL, 3).boxes:
            digits = any(character.isdigit() for character in box.text) or box.text in blank
            if box.text and not (emptied and digits):
                sheet.cell(box.row + 1, box.column + 1, box.text)
            if box.rows * box.columns > 1:
                last = box.row + box.rows, box.column + box.columns
                sheet.merge_cells(None, box.row + 1, box.column + 1, *last)
    file = tmp_path / "book.xlsx"
    file.write_bytes(saved(book.save))
    read = read_file(file, fallback_profile())
    assert [form.grid.name for form in read.forms] == ["甲"]
    assert len(read.refused) > 0


def test_a_file_without_any_form_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "other.xlsx"
    file.write_bytes(MERGING[".xlsx"](Table((Box(0, 0, "通讯录"),), 1, 1)))
    with pytest.raises(ContentError):
        read_file(file, fallback_profile())
