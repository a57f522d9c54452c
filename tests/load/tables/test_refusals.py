"""Files that are not read, each told by name, with the reason, and nothing of them kept."""

from __future__ import annotations

import contextlib
import io
import sys

import docx
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.base import archive
from reportgen.base.errors import ContentError, ReportgenError
from reportgen.load.tables import sheets
from reportgen.load.tables.extra import MissingLibrary
from reportgen.load.tables.grid import importers
from reportgen.load.tables.reading import read_grids
from tests.load.tables.test_kinds import TABLE
from tests.load.tables.test_workbooks import unzipped
from tests.load.tables.writers import MERGING, ods_of, saved, separated, zipped

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
FILES = {**{suffix: write(TABLE) for suffix, write in MERGING.items()}, ".csv": separated(TABLE)}


def codes(data: bytes, file: str) -> list[str]:
    with pytest.raises(ContentError) as caught:
        read_grids(data, file)
    assert all(finding.where.file == file for finding in caught.value.findings)
    return [finding.code for finding in caught.value.findings]


def with_parts(suffix: str, **parts: bytes) -> bytes:
    return zipped({**unzipped(FILES[suffix]), **{name.replace("__", "/"): part for name, part in parts.items()}})


@pytest.mark.parametrize("suffix", [".xlsx", ".docx", ".ods", ".xls"])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_file_that_is_cut_off_is_refused(suffix: str, share: float) -> None:
    data = FILES[suffix]
    assert codes(data[: int(len(data) * share)], f"form{suffix}") == ["IMP101"]


def test_an_empty_file_is_refused() -> None:
    assert codes(b"", "form.xlsx") == ["IMP101"]


def test_a_file_under_a_password_is_refused() -> None:
    assert codes(OLE + "EncryptedPackage".encode("utf-16-le"), "form.xlsx") == ["IMP102"]
    manifest = b'<m:manifest xmlns:m="urn:m"><m:encryption-data/></m:manifest>'
    assert codes(zipped({**unzipped(FILES[".ods"]), "META-INF/manifest.xml": manifest}), "form.ods") == ["IMP102"]


@pytest.mark.parametrize("suffix", [".xlsx", ".docx", ".ods"])
def test_a_bomb_is_refused_before_it_is_unpacked(suffix: str, monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = zipped({**unzipped(FILES[suffix]), "media/a.bin": bytes(30_000_000)})
    assert codes(bomb, f"form{suffix}") == ["IMP103"]
    monkeypatch.setattr(archive, "MAX_PARTS", 1)
    assert codes(FILES[suffix], f"form{suffix}") == ["IMP103"]


def test_a_sheet_of_too_many_cells_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from reportgen.load.tables import csv, docx, html, ods, xlsx

    for module in (csv, docx, html, ods, xlsx, sheets):
        monkeypatch.setattr(module, "MAX_CELLS", 4)
    for suffix in (".xlsx", ".ods", ".docx", ".html", ".csv"):
        assert codes(FILES[suffix], f"form{suffix}") == ["IMP103"]


def test_a_web_page_cannot_claim_endless_columns() -> None:
    row = "<td colspan=999>x</td>" * 3
    assert codes(f"<table><tr>{row}</tr></table>".encode(), "form.html") == ["IMP103"]


def test_an_entity_bomb_is_refused_in_every_part_that_is_read() -> None:
    bomb = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'.encode("utf-16")
    for suffix, part in ((".xlsx", "xl__styles.xml"), (".docx", "word__styles.xml"), (".ods", "content.xml")):
        assert codes(with_parts(suffix, **{part: bomb}), f"form{suffix}") == ["IMP101"]


def test_numbers_that_are_none_and_nesting_without_end_are_refused() -> None:
    table = '<table:table table:name="x"><table:table-row table:number-rows-repeated="{}"/></table:table>'
    assert codes(ods_of(table.format("x")), "form.ods") == ["IMP101"]
    document = unzipped(FILES[".docx"])["word/document.xml"]
    assert isinstance(document, bytes)
    broken = document.replace(b'<w:gridSpan w:val="1"/>', b'<w:gridSpan w:val="one"/>', 1)
    assert codes(with_parts(".docx", **{"word__document.xml": broken}), "form.docx") == ["IMP101"]
    deep = b"<table><tr><td>" * 3_000 + b"x" + b"</td></tr></table>" * 3_000
    with contextlib.suppress(ContentError):
        read_grids(deep, "form.html")


def test_macros_are_refused_whatever_the_file_is_called() -> None:
    assert codes(with_parts(".xlsx", **{"xl__vbaProject.bin": b"x"}), "form.xlsm") == ["IMP104"]
    assert codes(with_parts(".docx", **{"word__vbaProject.bin": b"x"}), "form.docx") == ["IMP104"]
    assert codes(OLE + "Workbook_VBA_PROJECT_CUR".encode("utf-16-le"), "form.xls") == ["IMP104"]


def test_old_word_is_refused_with_the_way_out() -> None:
    with pytest.raises(ContentError) as caught:
        read_grids(OLE + "WordDocument".encode("utf-16-le"), "form.doc")
    (finding,) = caught.value.findings
    assert (finding.code, ".docx" in str(finding.hint)) == ("IMP105", True)


@pytest.mark.parametrize(
    ("start", "name"), [(b"\x89PNG\r\n", "form.png"), (b"\xff\xd8\xff", "form.xlsx"), (b"?", "a.jpg")]
)
def test_a_picture_is_refused(start: bytes, name: str) -> None:
    assert codes(start + bytes(100), name) == ["IMP106"]


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"anything", "form.toml"),
        (b"anything", "form"),
        (zipped({"a.txt": "x"}), "forms.zip"),
        (zipped({"xl/workbook.bin": "x"}), "form.xlsb"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "form.xls"),
        (b"MIME-Version: 1.0\r\n", "form.xls"),
        (b'<?xml version="1.0"?><a/>', "form.xml"),
    ],
)
def test_other_kinds_are_refused_and_the_known_ones_told(data: bytes, name: str) -> None:
    with pytest.raises(ContentError) as caught:
        read_grids(data, name)
    (finding,) = caught.value.findings
    assert finding.code == "IMP002"
    assert set(finding.values["known"].split(", ")) == set(importers())


@pytest.mark.parametrize(("suffix", "library"), [(".xlsx", "openpyxl"), (".xls", "xlrd"), (".pdf", "pdfplumber")])
def test_a_missing_library_is_told_with_the_way_to_get_it(
    suffix: str, library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(MissingLibrary, match=rf"make extras.*{library}"):
        read_grids(FILES.get(suffix, b"%PDF-1.7"), f"form{suffix}")


@pytest.mark.parametrize("suffix", [*FILES, ".pdf"])
@given(st.binary(max_size=200), st.integers(0, 10_000), st.booleans())
def test_damage_never_ends_in_anything_but_a_refusal(suffix: str, noise: bytes, place: int, instead: bool) -> None:
    data = FILES.get(suffix, b"%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\ntrailer<</Root 1 0 R>>\n%%EOF")
    place %= len(data) + 1
    broken = data[:place] + noise + (b"" if instead else data[place + len(noise) :])
    try:
        read_grids(broken, f"form{suffix}")
    except ReportgenError as error:
        assert str(error)


def test_a_document_of_word_that_other_programs_made_needs_no_styles() -> None:
    parts = unzipped(saved(docx.Document().save))
    bare = {name: parts[name] for name in ("[Content_Types].xml", "_rels/.rels", "word/document.xml")}
    (grid,) = read_grids(zipped(bare), "form.docx")
    assert grid.rows == ()


def test_a_workbook_without_any_cell_is_one_empty_grid() -> None:
    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    (grid,) = read_grids(out.getvalue(), "form.xlsx")
    assert grid.rows == ()
