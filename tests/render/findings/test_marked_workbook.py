"""A marked workbook: the marks are seen by another reader, and nothing else of the department's file has changed."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from reportgen import api
from reportgen.base.finding import Finding, Severity
from reportgen.base.location import Location
from reportgen.base.messages import in_language
from reportgen.render.findings.printed import printed_workbook
from reportgen.render.findings.sheet import address, position
from reportgen.render.findings.workbook import LONGEST, comment_on, marked_workbook

RED, YELLOW = "FFFFC7CE", "FFFFEB9C"
STYLE = ("font", "border", "alignment", "number_format", "protection")


def a_finding(code: str = "IND001", severity: Severity = Severity.ERROR, **values: str) -> Finding:
    given = {"name": "培训次数", "score": "18", "weight": "20", "missing": "原因", "lost": "2"} | values
    return api.fault_of(code).at(Location.of_file("evaluation.yaml"), severity=severity, **given)


def saved(book: Any) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def a_form() -> bytes:
    """A form as departments fill it: merged title, number formats, a formula, a note of its own, a second sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "自评表 & 附件"
    sheet["A1"] = "部门整体支出绩效自评表"
    sheet.merge_cells("A1:E1")
    sheet["A1"].font = Font(name="黑体", size=16, bold=True)
    sheet["B3"], sheet["C3"], sheet["D3"] = 76799063.48, 60704518.55, "=C3/B3"
    sheet["B3"].number_format = sheet["C3"].number_format = "#,##0.00"
    sheet["D3"].number_format = "0.00%"
    sheet["B3"].border = Border(bottom=Side(style="double"))
    sheet["C3"].fill = PatternFill("solid", fgColor="FFDDDDDD")
    sheet["C3"].alignment = Alignment(horizontal="right", wrap_text=True)
    sheet["C3"].comment = Comment("单位已核对", "王一")
    sheet.column_dimensions["G"].width = 30
    sheet.row_dimensions[3].height = 42
    sheet.print_title_rows = "1:2"
    other = book.create_sheet("说明")
    other["A1"] = "填表说明"
    return saved(book)


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def with_parts(data: bytes, **parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, part in {**parts_of(data), **parts}.items():
            archive.writestr(name, part)
    return out.getvalue()


def marked(data: bytes, **cells: list[Finding]) -> Any:
    made = marked_workbook(data, "表.xlsx", {(None, cell): found for cell, found in cells.items()})
    assert made is not None
    return openpyxl.load_workbook(io.BytesIO(made))


def test_a_cell_is_coloured_by_the_gravest_and_tells_every_finding() -> None:
    with in_language("zh"):
        book = marked(a_form(), B3=[a_finding(severity=Severity.WARNING), a_finding("IND001")], D3=[a_finding()])
    sheet = book.worksheets[0]
    assert sheet["B3"].fill.fgColor.rgb == RED
    assert sheet["B3"].comment.text.count("IND001") == 2
    assert sheet["B3"].comment.text.index("错误") < sheet["B3"].comment.text.index("警告")
    assert "→ " in sheet["B3"].comment.text
    assert sheet["D3"].comment.text == comment_in("zh", [a_finding()])


def comment_in(language: str, findings: list[Finding]) -> str:
    with in_language(language):
        return comment_on(findings)


def test_the_comment_is_in_the_language_asked_for() -> None:
    assert "Error" in comment_in("en", [a_finding()])
    assert "错误" in comment_in("zh", [a_finding()])


def test_a_note_that_is_there_is_kept_and_the_finding_put_behind_it() -> None:
    sheet = marked(a_form(), C3=[a_finding()]).worksheets[0]
    assert sheet["C3"].comment.text.startswith("单位已核对\n[")
    assert "IND001" in sheet["C3"].comment.text
    assert marked(a_form(), B3=[a_finding()]).worksheets[0]["C3"].comment.text == "单位已核对"


def test_values_formats_and_formulas_stay() -> None:
    before = openpyxl.load_workbook(io.BytesIO(a_form()))
    after = marked(a_form(), B3=[a_finding()], C3=[a_finding()], D3=[a_finding()])
    assert_same_but_fills(before, after, {"B3", "C3", "D3"})
    sheet = after.worksheets[0]
    assert sheet.merged_cells.ranges == before.worksheets[0].merged_cells.ranges
    assert sheet.row_dimensions[3].height == 42
    assert sheet.print_title_rows == before.worksheets[0].print_title_rows


def assert_same_but_fills(before: Any, after: Any, cells: set[str]) -> None:
    assert after.sheetnames == before.sheetnames
    for old, new in zip(before.worksheets, after.worksheets, strict=True):
        for row in old.iter_rows():
            for cell in row:
                found = new[cell.coordinate]
                assert (found.value, found.data_type) == (cell.value, cell.data_type)
                for name in STYLE:
                    assert repr(getattr(found, name)) == repr(getattr(cell, name)), (cell.coordinate, name)
                if cell.coordinate not in cells or new.title != before.worksheets[0].title:
                    assert repr(found.fill) == repr(cell.fill)


def test_every_part_without_a_mark_stays_to_the_byte() -> None:
    """Pictures, seals, cached values: what other programs drop when they save."""
    data = with_parts(a_form(), **{"xl/media/seal.png": b"\x89PNG\r\n\x1a\n" + bytes(range(256))})
    sheet = "xl/worksheets/sheet1.xml"
    valued = re.sub(rb"<f>C3/B3</f><v ?/?>(</v>)?", b"<f>C3/B3</f><v>0.7904</v>", parts_of(data)[sheet])
    assert b"0.7904" in valued
    data = with_parts(data, **{sheet: valued})
    made = marked_workbook(data, "表.xlsx", {(None, "B3"): [a_finding()]})
    assert made is not None
    before, after = parts_of(data), parts_of(made)
    assert before.keys() <= after.keys()
    changed = {name for name in before if after[name] != before[name]}
    assert changed <= {sheet, "xl/styles.xml", "xl/comments/comment1.xml", "xl/drawings/commentsDrawing1.vml",
                       "xl/drawings/legacyDrawing1.vml", "[Content_Types].xml"}  # fmt: skip
    assert b"<v>0.7904</v>" in after[sheet]


def test_the_sheet_is_found_by_its_name() -> None:
    made = marked_workbook(a_form(), "表.xlsx", {("说明", "A1"): [a_finding()]})
    assert made is not None
    book = openpyxl.load_workbook(io.BytesIO(made))
    assert book["说明"]["A1"].comment is not None
    assert book.worksheets[0]["A1"].comment is None


def test_a_cell_that_the_file_leaves_out_is_made_in_its_place() -> None:
    sheet = marked(a_form(), G2=[a_finding()], A3=[a_finding()], AB40=[a_finding()]).worksheets[0]
    for cell in ("G2", "A3", "AB40"):
        assert sheet[cell].value is None
        assert sheet[cell].fill.fgColor.rgb == RED
    assert sheet["B3"].value == 76799063.48


def test_the_same_findings_give_the_same_bytes() -> None:
    form = a_form()
    marks = {(None, "B3"): [a_finding()], (None, "D3"): [a_finding(severity=Severity.WARNING)]}
    assert marked_workbook(form, "a.xlsx", marks) == marked_workbook(form, "a.xlsx", marks)


def test_a_form_is_marked_again() -> None:
    once = marked_workbook(a_form(), "a.xlsx", {(None, "B3"): [a_finding()]})
    assert once is not None
    again = marked(once, B3=[a_finding(severity=Severity.WARNING)], D3=[a_finding()]).worksheets[0]
    assert again["B3"].fill.fgColor.rgb == YELLOW
    assert again["B3"].comment.text.count("IND001") == 2
    assert again["D3"].comment is not None


@pytest.mark.parametrize(
    "data",
    [b"", b"PK\x03\x04", printed_workbook([])[:-40], with_parts(a_form(), **{"xl/styles.xml": b"<styleSheet/>"})],
    ids=["empty", "torn", "cut off", "no styles"],
)
def test_what_is_no_workbook_that_can_be_marked_is_left_alone(data: bytes) -> None:
    assert marked_workbook(data, "a.xlsx", {(None, "A1"): [a_finding()]}) is None


def test_a_sheet_or_a_cell_that_is_not_there_marks_nothing() -> None:
    assert marked_workbook(a_form(), "a.xlsx", {("没有", "A1"): [a_finding()]}) is None
    assert marked_workbook(a_form(), "a.xlsx", {(None, "1A"): [a_finding()]}) is None


def test_hostile_words_stay_words() -> None:
    text = "<x>&\"' =1+1 _x0041_ \x0b\ufffe]]>"
    comment = marked(a_form(), B3=[a_finding(name=text)]).worksheets[0]["B3"].comment.text
    assert "<x>&\"' =1+1 _x0041_ \ufffd\ufffd]]>" in comment.replace("_x005F_", "_")
    long = marked(a_form(), B3=[a_finding(name="长" * 40_000)]).worksheets[0]["B3"].comment.text
    assert len(long) == LONGEST + 1


CELLS = st.dictionaries(
    st.tuples(st.integers(1, 30), st.integers(1, 30)),
    st.one_of(st.integers(-(10**9), 10**9), st.text(st.characters(exclude_categories=("C",)), min_size=1, max_size=8)),
    min_size=1,
    max_size=12,
)


@given(CELLS, st.sets(st.tuples(st.integers(1, 32), st.integers(1, 32)), min_size=1, max_size=6))
def test_any_cells_of_any_sheet_are_marked_and_no_other_changes(
    cells: dict[tuple[int, int], Any], places: set[tuple[int, int]]
) -> None:
    book = openpyxl.Workbook()
    for (row, column), value in cells.items():
        cell = book.active.cell(row, column)
        cell.value = value
        cell.data_type = "n" if isinstance(value, int) else "s"
        cell.font = Font(bold=row % 2 == 0)
    wanted = {address(row, column) for row, column in places}
    after = marked(saved(book), **{cell: [a_finding()] for cell in wanted})
    assert_same_but_fills(book, after, wanted)
    noted = {cell.coordinate for row in after.active.iter_rows() for cell in row if cell.comment is not None}
    assert noted == wanted
    assert all(after.active[cell].fill.fgColor.rgb == RED for cell in wanted)


@given(st.integers(1, 1_048_576), st.integers(1, 16_384))
def test_an_address_is_a_position(row: int, column: int) -> None:
    assert position(address(row, column)) == (row, column)


def test_printed_rows_become_texts_to_the_character() -> None:
    rows = [[(0, "部门"), (2, "=1+1")], [], [(1, "_x0041_ <&> 007"), (27, "76,799,063.48\n第二行")]]
    sheet = openpyxl.load_workbook(io.BytesIO(printed_workbook(rows))).active
    assert (sheet["A1"].value, sheet["C1"].value, sheet["C1"].data_type) == ("部门", "=1+1", "s")
    assert sheet["B3"].value.replace("_x005F_", "_") == "_x0041_ <&> 007"
    assert sheet["AB3"].value == "76,799,063.48\n第二行"


def test_a_long_printed_text_covers_the_empty_cells_on_its_right() -> None:
    rows = [[(0, "短"), (3, "长" * 400)], [(0, "长" * 20), (1, "短"), (5, "短")]]
    sheet = openpyxl.load_workbook(io.BytesIO(printed_workbook(rows))).active
    assert {str(area) for area in sheet.merged_cells.ranges} == {"D1:F1"}
    assert 15 < sheet.row_dimensions[2].height < sheet.row_dimensions[1].height <= 409


@pytest.mark.office
def test_an_office_opens_it(tmp_path: Path) -> None:
    made = marked_workbook(a_form(), "a.xlsx", {(None, "B3"): [a_finding()]})
    assert made is not None
    (tmp_path / "a.xlsx").write_bytes(made)
    command = shutil.which("soffice") or shutil.which("libreoffice")
    assert command is not None
    subprocess.run(
        [command, f"-env:UserInstallation={(tmp_path / 'home').as_uri()}", "--headless", "--convert-to", "fods",
         "--outdir", tmp_path, tmp_path / "a.xlsx"],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    text = (tmp_path / "a.fods").read_text("utf-8")
    assert text.count("<office:annotation ") == 2
    assert "IND001" in text
    assert "#ffc7ce" in text
