"""What PDF files do that tables do not."""

from __future__ import annotations

import subprocess
import zlib
from pathlib import Path

import docx
import pytest

from reportgen.base.errors import ContentError
from reportgen.load.tables import pdf
from reportgen.load.tables.reading import read_grids
from tests.dots import png
from tests.load.tables.tables import Box, Table
from tests.load.tables.writers import saved, word

pytestmark = pytest.mark.office
PROTECTED = (
    'pdf:writer_pdf_Export:{"EncryptFile":{"type":"boolean","value":"true"},'
    '"DocumentOpenPassword":{"type":"string","value":"x"}}'
)


def printed(data: bytes, folder: Path, how: str = "pdf") -> bytes:
    source = folder / "made.docx"
    source.write_bytes(data)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", how, "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / "made.pdf").read_bytes()


def codes(data: bytes) -> list[str]:
    with pytest.raises(ContentError) as caught:
        read_grids(data, "form.pdf")
    return [finding.code for finding in caught.value.findings]


def test_a_table_over_pages_is_one_table_and_page_numbers_are_none_of_it(tmp_path: Path) -> None:
    rows = 90
    boxes = [Box(row, column, f"{row}行{column}列") for row in range(rows) for column in range(3)]
    (grid,) = read_grids(printed(word(Table(tuple(boxes), rows, 3)), tmp_path), "form.pdf")
    assert [cell.text for row in grid.rows for cell in row.cells] == [box.text for box in boxes]
    assert [row.index for row in grid.rows] == list(range(rows))
    assert {row.where.table for row in grid.rows} == {1}
    assert {note.code for note in grid.notes} <= {"IMP121"}
    assert {row.where.part for row in grid.rows} > {"1", "2"}
    assert str(grid.rows[0].cells[1].where) == "form.pdf page 1 table 1 row 1 column 2"


def test_a_file_under_a_password_is_refused(tmp_path: Path) -> None:
    assert codes(printed(word(Table((Box(0, 0, "甲"),), 1, 1)), tmp_path, PROTECTED)) == ["IMP102"]


def test_a_scan_is_refused(tmp_path: Path) -> None:
    picture = tmp_path / "scan.png"
    picture.write_bytes(png())
    document = docx.Document()
    document.add_picture(str(picture))
    assert codes(printed(saved(document.save), tmp_path)) == ["IMP106"]


def test_a_table_without_rules_is_told() -> None:
    shown = b"BT /F1 12 Tf 72 700 Td (Budget     Paid     Rate) Tj 0 -20 Td (100     90     90%) Tj ET"
    font = b"/Resources <</Font <</F1 <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>>>>>"
    data = (
        b"%%PDF-1.4\n1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj\n"
        b"2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj\n"
        b"3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R %b>> endobj\n"
        b"4 0 obj <</Length %d>>\nstream\n%b\nendstream endobj\ntrailer <</Root 1 0 R>>\n%%%%EOF"
        % (font, len(shown), shown)
    )
    (grid,) = read_grids(data, "form.pdf")
    assert [row.prose for row in grid.rows] == [True, True]
    assert [(note.code, str(note.where)) for note in grid.notes] == [("IMP123", "form.pdf page 1 row 1")]


def test_a_file_that_is_cut_off_is_refused_or_read_whole(tmp_path: Path) -> None:
    data = printed(word(Table((Box(0, 0, "甲"),), 1, 1)), tmp_path)
    assert codes(data[: len(data) // 4]) in (["IMP101"], ["IMP106"])


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MAX_UNPACKED", 1_000_000)
    bomb = b"%PDF-1.7\n1 0 obj <</Filter/FlateDecode>>\nstream\n" + zlib.compress(bytes(5_000_000)) + b"\nendstream"
    assert codes(bomb) == ["IMP103"]
