"""The PDF of a package: one tagged document with bookmarks, page numbers that hold, and the data of each form."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pikepdf
import pytest

from reportgen.document.package import PDF
from reportgen.readback.pdf_text import places_of, tagged_text
from tests.packages import a_package, a_workspace


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return a_package(a_workspace(tmp_path_factory.mktemp("pdf")), "pdf").files[PDF]


def test_the_contents_name_the_pages_that_the_forms_begin_on(data: bytes) -> None:
    starts = places_of(data, "part-")
    printed = dict(re.findall(r"附件(\d)[^\n]*?(\d+)\s*(?:\n|$)", tagged_text(data, range(1, 2)).text.replace(" ", "")))
    assert {int(number): int(page) for number, page in printed.items()} == starts


def test_every_form_is_where_it_is_named(data: bytes) -> None:
    for number, start in places_of(data, "part-").items():
        assert tagged_text(data, range(start, start + 1)).text.replace(" ", "").strip().startswith(f"附件{number}")


def test_bookmarks_say_what_each_form_is_about(data: bytes) -> None:
    with pikepdf.open(io.BytesIO(data)) as document, document.open_outline() as outline:
        titles = [one.title for one in outline.root]
    assert [title for title in titles if title.startswith("附件")] == [
        "附件1\u3000部门整体支出绩效自评表（示例县民政局）",
        "附件2\u3000项目支出绩效自评表（养老服务补助）",
        "附件3\u3000项目支出绩效自评表（社会救助补助）",
    ]


def test_it_carries_the_data_of_each_form(data: bytes) -> None:
    names = tagged_text(data).attached
    assert {name for name in names if name.endswith("report.json")} == {f"part-{n}/report.json" for n in (1, 2, 3)}


def test_it_is_accessible_and_for_archives(data: bytes, tmp_path: Path) -> None:
    from pdfua import validate

    with pikepdf.open(io.BytesIO(data)) as document, document.open_metadata() as told:
        assert (told.pdfa_status, told["pdfuaid:part"]) == ("3A", "1")
    file = tmp_path / "package.pdf"
    file.write_bytes(data)
    assert [one.message for one in validate(file).findings if one.severity.name == "ERROR"] == []
