"""The annotated copy opens everywhere, holds every finding as a comment, and loses nothing of the template."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import docx
import pytest
from lxml import etree

from reportgen.base.finding import Finding
from reportgen.base.messages import in_language
from reportgen.render.word.annotate import annotated
from reportgen.render.word.check.run import check_word
from reportgen.render.word.check.shapes import disclosure_shape
from reportgen.render.word.names import w

from .check.planted import FILE, PLACES, template

FAULTS = {place: ["{{ form.yaer }}"] for place in PLACES}


def findings(data: bytes) -> list[Finding]:
    with in_language("en"):
        return check_word(data, FILE, disclosure_shape())


def copy_of(data: bytes) -> bytes:
    with in_language("en"):
        made = annotated(data, FILE, findings(data))
    assert made is not None
    return made


def root(data: bytes, part: str = "word/document.xml") -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(part))


def test_every_finding_is_a_comment_around_the_paragraph() -> None:
    data = template(FAULTS)
    copy = copy_of(data)
    comments = list(docx.Document(io.BytesIO(copy)).comments)
    assert len(comments) == len(findings(data)) == len(PLACES)
    assert {comment.author for comment in comments} == {"reportgen"}
    assert all("form.yaer" in comment.text and comment.timestamp is None for comment in comments)
    document = root(copy)
    for comment in comments:
        id = str(comment.comment_id)
        (start,) = (one for one in document.iter(w("commentRangeStart")) if one.get(w("id")) == id)
        (reference,) = (one for one in document.iter(w("commentReference")) if one.get(w("id")) == id)
        assert start.getparent() is reference.getparent().getparent()
        assert next(start.iterancestors(w("txbxContent")), None) is None


def test_the_comment_stands_in_the_paragraph_of_its_finding() -> None:
    copy = copy_of(template({"table": ["x", "{{ form.yaer }}"]}))
    (start,) = root(copy).iter(w("commentRangeStart"))
    assert "".join(start.getparent().itertext()) == "{{ form.yaer }}"
    assert next(start.iterancestors(w("tc")), None) is not None


def test_a_fault_of_a_footnote_is_told_at_its_number() -> None:
    (start,) = root(copy_of(template({"footnote": ["{{ form.yaer }}"]}))).iter(w("commentRangeStart"))
    assert start.getparent().find(f".//{w('footnoteReference')}") is not None


def test_all_other_parts_stay_as_they_were_and_the_same_findings_give_the_same_bytes() -> None:
    data = template(FAULTS)
    copy = copy_of(data)
    assert copy == copy_of(data)
    changed = {"word/document.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"}
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(io.BytesIO(copy)) as after:
        assert set(after.namelist()) == {*before.namelist(), "word/rgComments.xml"}
        assert all(before.read(name) == after.read(name) for name in before.namelist() if name not in changed)
    texts = ["".join(root(one).itertext()) for one in (data, copy)]
    assert texts[0] == texts[1]


def test_comments_of_somebody_else_stay_and_are_told() -> None:
    document = docx.Document(io.BytesIO(template({"body": ["x"]})))
    document.add_comment(document.paragraphs[1].runs, text="看一下", author="张弘")
    out = io.BytesIO()
    document.save(out)
    comments = list(docx.Document(io.BytesIO(copy_of(out.getvalue()))).comments)
    assert [comment.author for comment in comments] == ["张弘", "reportgen", "reportgen"]
    assert len({comment.comment_id for comment in comments}) == 3


def test_a_file_without_a_document_has_no_copy() -> None:
    assert annotated(template(other={"word/document.xml": b"<!DOCTYPE a><a/>"}), FILE, []) is None


@pytest.mark.office
def test_libreoffice_opens_it_and_shows_the_comments(tmp_path: Path) -> None:
    (tmp_path / "copy.docx").write_bytes(copy_of(template(FAULTS)))
    office = shutil.which("soffice") or shutil.which("libreoffice")
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    words = [str(office), profile, "--headless", "--convert-to", "odt", "--outdir", str(tmp_path)]
    subprocess.run([*words, str(tmp_path / "copy.docx")], check=True, capture_output=True, timeout=120)
    with zipfile.ZipFile(tmp_path / "copy.odt") as archive:
        assert archive.read("content.xml").count(b"<office:annotation ") == len(PLACES)
