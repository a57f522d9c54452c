"""Documents that differ are told apart; those that only write the same otherwise are not."""

from __future__ import annotations

import io
import zipfile

import pytest

from benchmarks.equality import differing_parts, differing_views
from benchmarks.languages import DOCXTPL
from benchmarks.templates import template

DOCUMENT, TYPES, RELS = "word/document.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"


@pytest.fixture(scope="module")
def made() -> bytes:
    return template(DOCXTPL)


def changed(data: bytes, part: str, old: str, new: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            text = before.read(name)
            if name == part:
                assert old.encode() in text
                text = text.replace(old.encode(), new.encode(), 1)
            if text:
                after.writestr(name, text)
    return out.getvalue()


def test_a_document_equals_itself(made: bytes) -> None:
    assert differing_parts(made, made) == []
    assert differing_views(made, made) == []


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        (DOCUMENT, "{{ grade }}", "{{ grad }}"),
        (DOCUMENT, "<w:b/>", "<w:i/>"),
        (DOCUMENT, 'w:val="single"', 'w:val="double"'),
        (TYPES, "document.main+xml", "template.main+xml"),
        (RELS, "/styles", "/numbering"),
        ("docProps/core.xml", "python-docx", "somebody"),
    ],
)
def test_a_change_is_told_with_its_part(made: bytes, part: str, old: str, new: str) -> None:
    assert differing_parts(made, changed(made, part, old, new)) == [part]


def test_a_missing_part_is_told(made: bytes) -> None:
    theme = "word/theme/theme1.xml"
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            if name != theme:
                after.writestr(name, before.read(name))
    assert theme in differing_parts(made, out.getvalue())


def test_another_prefix_of_a_namespace_is_no_difference(made: bytes) -> None:
    theme = "word/theme/theme1.xml"
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        text = archive.read(theme).decode()
    renamed = text.replace("<a:", "<z:").replace("</a:", "</z:").replace("xmlns:a=", "xmlns:z=")
    assert renamed != text
    assert differing_parts(made, changed(made, theme, text, renamed)) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("{{ grade }}", "{{ grad }}"),
        ("<w:b/>", "<w:i/>"),
        ('<w:vMerge w:val="{{ row.merge1 }}"/>', ""),
    ],
)
def test_what_a_reader_sees_is_told_apart(made: bytes, old: str, new: str) -> None:
    assert differing_views(made, changed(made, DOCUMENT, old, new)) != []


def test_a_reader_does_not_see_borders_that_begin_a_merge_of_one(made: bytes) -> None:
    other = changed(made, DOCUMENT, "<w:tcPr>", '<w:tcPr><w:vMerge w:val="restart"/>')
    assert differing_parts(made, other) == [DOCUMENT]
    assert differing_views(made, other) == []
