"""A department's own workbook, imported, checked and sent back: its cells marked, every other one as it was."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from openpyxl.styles import Font, PatternFill

from reportgen import api
from tests.run import ROOT, SEED, reportgen

SHEET = "部门整体自评表"


def a_workbook(file: Path) -> None:
    """The seed's form as a workbook: amounts as numbers in their formats, a merged title, a note beside the form."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = SHEET
    text = (ROOT / "content" / SEED / "source/000.txt").read_text("utf-8")
    for row, line in enumerate((line for line in text.split("\n") if line.strip()), start=1):
        for column, printed in enumerate(map(str.strip, line.split("\t")), start=1):
            if printed:
                cell = sheet.cell(row, column, printed)
                if "," in printed and printed.replace(",", "").replace(".", "").isdigit():
                    cell.value, cell.number_format = float(printed.replace(",", "")), "#,##0.00"
    sheet["A1"].font = Font(name="黑体", size=16)
    sheet["A1"].fill = PatternFill("solid", fgColor="FFEEEEEE")
    sheet.merge_cells("A1:I1")
    book.save(file)


def test_the_own_workbook_comes_back_marked_and_otherwise_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "reportgen.toml").write_text('profile = "guizhou-2024"\n', encoding="utf-8")
    a_workbook(tmp_path / "自评表.xlsx")
    assert reportgen("import", "自评表.xlsx", "--into", "2024/own", cwd=tmp_path).code == 0
    (done,) = api.mark(api.workspace(tmp_path), ["2024/own"], tmp_path / "back")
    assert done.own
    before = openpyxl.load_workbook(tmp_path / "自评表.xlsx")[SHEET]
    after = openpyxl.load_workbook(tmp_path / "back/2024/own.xlsx")[SHEET]
    marked = {}
    for row in before.iter_rows():
        for cell in row:
            found = after[cell.coordinate]
            assert (found.value, found.number_format) == (cell.value, cell.number_format)
            assert repr(found.font) == repr(cell.font)
            if found.comment is None:
                assert repr(found.fill) == repr(cell.fill)
            else:
                marked[cell.value] = found.comment.text
    assert "IND002" in marked["28个"]
    assert "FND005" in marked[60704518.55]
    told = api.review(api.workspace(tmp_path), ["2024/own"]).reports[0].told
    assert {one.printed.sheet for one in told if one.printed is not None} == {SHEET}
