"""Forms are laid into a file of the bureau's own, and nothing of that file is any other than before."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator

from reportgen.base.archive import unpack
from reportgen.base.errors import ContentError, TemplateError
from reportgen.document.package import WORD, Target
from reportgen.render.word.assembly.inserting import insert
from tests.packages import a_package, a_workspace, accounts

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HEADING = Target("accounts.docx", heading="第 四 部分")
GROWING = {"word/styles.xml", "word/numbering.xml", "word/footnotes.xml", "[Content_Types].xml"}


@pytest.fixture(scope="module")
def forms(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    root = a_workspace(tmp_path_factory.mktemp("forms"), "schema: 1\ncontents: no\n")
    return a_package(root, "docx").files[WORD]


def body(data: bytes) -> etree._Element:
    return etree.fromstring(unpack(data)["word/document.xml"])[0]


def without_added(before: bytes, after: bytes) -> bool:
    """Whether `after` is `before` with something put in at one place."""
    start = next((n for n, (one, other) in enumerate(zip(before, after, strict=False)) if one != other), len(before))
    return after.startswith(before[:start]) and after.endswith(before[start:])


@pytest.mark.parametrize("target", [HEADING, Target("accounts.docx", bookmark="forms")])
def test_every_part_of_the_host_is_as_it_was_but_for_what_is_added(forms: bytes, target: Target) -> None:
    host = accounts(bookmark="forms")
    old, new = unpack(host), unpack(insert(host, "accounts.docx", target, forms))
    assert old.keys() <= new.keys()
    changed = {name for name in old if old[name] != new[name]}
    assert changed <= {"word/document.xml", "word/_rels/document.xml.rels", *GROWING}
    for name in changed - {"word/document.xml", "word/numbering.xml"}:
        assert without_added(old[name], new[name]), name


def test_what_the_host_says_stays_to_the_byte(forms: bytes) -> None:
    host = accounts()
    old, new = (unpack(data)["word/document.xml"] for data in (host, insert(host, "accounts.docx", HEADING, forms)))
    assert without_added(old, new)


def test_styles_of_the_host_are_untouched_and_those_of_the_forms_have_other_names(forms: bytes) -> None:
    host = accounts()
    old, new = (
        etree.fromstring(unpack(data)["word/styles.xml"]) for data in (host, insert(host, "a.docx", HEADING, forms))
    )
    kept = [etree.tostring(one, method="c14n") for one in old]
    assert [etree.tostring(one, method="c14n") for one in new[: len(kept)]] == kept
    names = [one.find(f"{W}name").get(f"{W}val") for one in new.findall(f"{W}style")]
    assert len(names) == len(set(names))
    added = {one.get(f"{W}styleId") for one in new[len(kept) :]}
    assert added.isdisjoint({one.get(f"{W}styleId") for one in old.findall(f"{W}style")})
    assert not [one for one in new[len(kept) :] if one.get(f"{W}default")]


def test_lists_of_the_host_go_on_as_they_were(forms: bytes) -> None:
    host = accounts()
    made = docx.Document(io.BytesIO(insert(host, "accounts.docx", HEADING, forms)))
    before = docx.Document(io.BytesIO(host))
    own = [one._p.xml for one in before.paragraphs]
    assert [one._p.xml for one in made.paragraphs if one._p.xml in own] == own


def test_forms_take_the_headers_and_footers_of_the_host(forms: bytes) -> None:
    sections = list(body(insert(accounts(), "accounts.docx", HEADING, forms)).iter(f"{W}sectPr"))
    shown = [bool(section.findall(f"{W}footerReference")) for section in sections]
    assert shown == [True, *[False] * (len(sections) - 2), True]


def faults(data: bytes, file: Path) -> set[str]:
    """What is wrong with a document; a copy of styles that only Word 2010 reads need not be brought up to date."""
    file.write_bytes(data)
    found = {str(error) for error in OpenXmlValidator().validate(str(file)).errors}
    return {error for error in found if "stylesWithEffects" not in error}


@pytest.mark.parametrize("target", [HEADING, Target("a.docx", bookmark="forms")])
def test_it_is_valid(forms: bytes, target: Target, tmp_path: Path) -> None:
    host = accounts(bookmark="forms")
    made = insert(host, "a.docx", target, forms)
    assert faults(made, tmp_path / "made.docx") <= faults(host, tmp_path / "host.docx")


def test_at_the_end_of_the_file_no_empty_page_follows(forms: bytes) -> None:
    made = body(insert(accounts(bookmark="forms"), "a.docx", Target("a.docx", bookmark="forms"), forms))
    assert made[-1].tag == f"{W}sectPr"
    assert made[-1].find(f"{W}footerReference") is None
    assert made[-2].find(f"{W}pPr/{W}sectPr") is None


def test_page_numbers_go_on_after_the_forms(forms: bytes) -> None:
    document = docx.Document(io.BytesIO(accounts()))
    section = document.sections[0]._sectPr
    numbers = section.makeelement(f"{W}pgNumType", {f"{W}start": "5"})
    section.insert(section.index(section.find(f"{W}pgMar")) + 1, numbers)
    held = io.BytesIO()
    document.save(held)
    starts = [one.get(f"{W}start") for one in body(insert(held.getvalue(), "a", HEADING, forms)).iter(f"{W}pgNumType")]
    assert [one for one in starts if one] == ["5"]


def test_a_place_that_is_not_there_or_there_twice_is_told(forms: bytes) -> None:
    for target, code in (
        (Target("a.docx", heading="第六部分"), "PKG012"),
        (Target("a.docx", bookmark="nowhere"), "PKG012"),
        (Target("a.docx", heading="一条"), "PKG013"),
    ):
        with pytest.raises(ContentError) as refused:
            insert(accounts(), "a.docx", target, forms)
        assert [finding.code for finding in refused.value.findings] == [code]


def test_what_is_no_word_file_is_refused(forms: bytes) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    for data in (b"no zip", held.getvalue()):
        with pytest.raises(TemplateError):
            insert(data, "a.docx", HEADING, forms)
