"""Bound documents are sound: nothing in them clashes, pages are numbered through, every form keeps its own page."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator

from reportgen.base.errors import TemplateError
from reportgen.document.package import WORD
from tests.packages import DEPARTMENT, FIRST, a_package, a_workspace

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return a_package(a_workspace(tmp_path_factory.mktemp("bound")), "docx").files[WORD]


def part(data: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def test_no_name_is_there_twice(data: bytes) -> None:
    document = part(data, "word/document.xml")
    marks = list(document.iter(f"{W}bookmarkStart"))
    for attribute in ("id", "name"):
        values = [one.get(f"{W}{attribute}") for one in marks]
        assert len(values) == len(set(values))
    drawings = [one.get("id") for one in document.iter(f"{WP}docPr")]
    assert len(drawings) == len(set(drawings))
    notes = [one.get(f"{W}id") for one in part(data, "word/footnotes.xml")]
    assert len(notes) == len(set(notes))
    styles = part(data, "word/styles.xml").findall(f"{W}style")
    names = [one.find(f"{W}name").get(f"{W}val").lower() for one in styles]
    assert len(names) == len(set(names))
    assert len({one.get(f"{W}styleId") for one in styles}) == len(styles)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert len(archive.namelist()) == len(set(archive.namelist()))


def test_everything_that_is_referred_to_is_there(data: bytes) -> None:
    document = part(data, "word/document.xml")
    styles = {one.get(f"{W}styleId") for one in part(data, "word/styles.xml").findall(f"{W}style")}
    used = {one.get(f"{W}val") for name in ("pStyle", "rStyle", "tblStyle") for one in document.iter(f"{W}{name}")}
    assert used <= styles
    lists = {one.get(f"{W}numId") for one in part(data, "word/numbering.xml").findall(f"{W}num")}
    assert {one.get(f"{W}val") for one in document.iter(f"{W}numId")} <= lists
    notes = {one.get(f"{W}id") for one in part(data, "word/footnotes.xml")}
    referred = [one.get(f"{W}id") for one in document.iter(f"{W}footnoteReference")]
    assert set(referred) <= notes
    assert len(referred) == len(set(referred))


def test_every_list_of_every_form_begins_anew(data: bytes) -> None:
    lists = [one.get(f"{W}val") for one in part(data, "word/document.xml").iter(f"{W}numId")]
    assert len(set(lists)) == 6  # one in each form, and one in what the summary says of it


def test_facts_are_called_by_their_report_in_one_numbering(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        facts = list(etree.fromstring(archive.read("customXml/item1.xml")))
    ids = [one.get("id") for one in facts]
    assert f"{FIRST}#funds.total.executed" in ids and f"{DEPARTMENT}#totals.score" in ids
    assert all("#" in id or id.startswith("parts.") for id in ids)
    names = [one.get("bookmark") for one in facts]
    assert len(names) == len(set(names))
    marks = {one.get(f"{W}name") for one in part(data, "word/document.xml").iter(f"{W}bookmarkStart")}
    assert set(names) <= marks


def test_forms_share_their_styles_and_their_footers(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        footers = [name for name in archive.namelist() if "footer" in name and name.endswith(".xml")]
    assert len(footers) == 4  # those of the front, and those of all forms
    titles = [one for one in part(data, "word/document.xml").iter(f"{W}pStyle") if one.get(f"{W}val") == "FormTitle"]
    assert len(titles) == 3


def test_pages_are_numbered_through_and_notes_anew_for_each_form(data: bytes) -> None:
    sections = list(part(data, "word/document.xml").iter(f"{W}sectPr"))
    assert len(sections) == 4
    assert not [one for section in sections for one in section.iter(f"{W}pgNumType") if one.get(f"{W}start")]
    assert all(section.find(f"{W}footnotePr/{W}numRestart") is not None for section in sections[1:])


def test_it_is_valid_and_opens(data: bytes, tmp_path: Path) -> None:
    file = tmp_path / "package.docx"
    file.write_bytes(data)
    assert [str(error) for error in OpenXmlValidator().validate(str(file)).errors] == []
    assert docx.Document(io.BytesIO(data)).tables


def test_a_template_that_places_no_form_is_refused_by_name(tmp_path: Path) -> None:
    root = a_workspace(tmp_path)
    template = docx.Document()
    template.add_paragraph("{{ title }}")
    folder = root / "templates" / "default"
    folder.mkdir(parents=True)
    template.save(str(folder / WORD))
    with pytest.raises(TemplateError) as refused:
        a_package(root, "docx")
    assert {finding.code for finding in refused.value.findings} == {"PKG010"}
