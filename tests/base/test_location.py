"""Places as people read them."""

from __future__ import annotations

import pytest

from reportgen.base.location import NOWHERE, Location
from reportgen.base.messages import in_language


@pytest.mark.parametrize(
    ("where", "text"),
    [
        (Location.of_file("content/2024/a/results.md"), "content/2024/a/results.md"),
        (Location.in_text("a.yaml", 12), "a.yaml:12"),
        (Location.in_text("a.yaml", 12, 7), "a.yaml:12:7"),
        (Location("cell", "自评表.xlsx", sheet="Sheet1", cell="B7"), "自评表.xlsx Sheet1!B7"),
        (Location("word", "a.docx", part="document", table=1, row=3), "a.docx part document table 1 row 3"),
        (Location("word", "a.docx", part="header1", paragraph=2), "a.docx part header1 paragraph 2"),
        (Location("template", "report.html.j2", line=4), "report.html.j2:4"),
        (Location("template", "report.docx", part="document", line=2), "report.docx:2 part document"),
        (NOWHERE, ""),
    ],
)
def test_a_place_is_one_short_line(where, text):
    with in_language("en"):
        assert str(where) == text


@pytest.mark.parametrize(
    ("where", "text"),
    [
        (Location("word", "a.docx", part="document", table=1, row=3), "a.docx 部件document 表1 第3行"),
        (Location("table", "a.xls", line=16, table=1, row=15, column=8), "a.xls:16 表1 第15行 第8列"),
        (Location("page", "a.pdf", part="2", paragraph=4), "a.pdf 第2页 第4段"),
    ],
)
def test_a_place_is_told_in_the_language_of_the_reader(where, text):
    with in_language("zh"):
        assert str(where) == text


def test_printed_json_has_every_key():
    assert Location.in_text("a.yaml", 12).as_dict() == {
        "kind": "text",
        "file": "a.yaml",
        "line": 12,
        **dict.fromkeys(("column", "sheet", "cell", "part", "table", "row", "paragraph")),
    }
