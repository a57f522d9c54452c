"""Tracked changes: accepted they are the new document, rejected the old one, by the XML and by LibreOffice."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from lxml import html
from openxml_audit import OpenXmlValidator

from reportgen.base.xml import parse
from reportgen.model.values import Text
from reportgen.readback.deep.office import office
from reportgen.readback.revisions import unlike
from reportgen.render.word.blackline import NotTrackableError, blackline
from tests.builders import an_evaluation
from tests.dots import png
from tests.release.test_compare import a_changed_form
from tests.render.word.macros import settled_by_office
from tests.render.word.versions import document, pair

DAY = date(2025, 1, 15)
QUICK, FULL = 8, 1000


def tracked(old: bytes, new: bytes) -> bytes:
    return blackline(old, new, "张弘", DAY)


def body(data: bytes) -> Any:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return parse(archive.read("word/document.xml"))


def marked(data: bytes, kind: str) -> list[str]:
    """The texts of the marks of a kind, in order."""
    return ["".join(one.itertext(qn("w:t"), qn("w:delText"))) for one in body(data).iter(qn(f"w:{kind}")) if len(one)]


def hold(seed: int) -> None:
    old, new = pair(seed)
    made = tracked(old, new)
    assert unlike(made, new, accept=True) == [], seed
    assert unlike(made, old, accept=False) == [], seed
    assert unlike(made, old, accept=True) != [], seed


@pytest.mark.parametrize("block", range(2))
def test_accepted_it_is_the_new_document_and_rejected_the_old(block: int) -> None:
    for seed in range(block * QUICK // 2, (block + 1) * QUICK // 2):
        hold(seed)


@pytest.mark.soak
def test_accepted_and_rejected_a_thousand_pairs_are_the_new_and_the_old() -> None:
    for seed in range(FULL):
        hold(seed)


def test_a_document_beside_itself_has_no_mark_and_the_same_bytes_come_twice() -> None:
    old, new = pair(3)
    assert b"<w:ins " not in zipfile.ZipFile(io.BytesIO(tracked(old, old))).read("word/document.xml")
    assert tracked(old, new) == tracked(old, new)


def test_a_number_is_marked_as_a_whole_in_tables_narrative_and_footers() -> None:
    said = "全年执行{{ funds.targeted.executed }}元。"
    old, new = an_evaluation(), a_changed_form(5)[1]
    made = tracked(document(old, "AAAA", results=said), document(new, "BBBBB", results=said))
    assert marked(made, "del").count("43,000.00") == marked(made, "ins").count("16,341.00") == 2
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert b"BBBBB</w:t>" in archive.read("word/footer1.xml")
        assert b"AAAA</w:delText>" in archive.read("word/footer1.xml")


def test_a_new_row_is_marked_as_a_row_and_stays_in_its_merge() -> None:
    first, *rest = an_evaluation().indicators
    second, row = replace(first, id="second", name=Text("第二项")), replace(first, id="new", name=Text("新增的指标"))
    old, new = (an_evaluation(indicators=[first, second, *more, *rest]) for more in ([], [row]))
    made = body(tracked(document(old, "A"), document(new, "A")))
    (row_in,) = (one for one in made.iter(qn("w:tr")) if one.find(f"{qn('w:trPr')}/{qn('w:ins')}") is not None)
    assert "新增的指标" in "".join(row_in.itertext())
    assert any(one.get(qn("w:val")) == "continue" for one in row_in.iter(qn("w:vMerge")))


@pytest.mark.parametrize("seed", [5])
def test_word_finds_no_fault_in_it(seed: int, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(tracked(*pair(seed)))
    assert [str(error) for error in OpenXmlValidator().validate(str(tmp_path / "a.docx")).errors] == []


@pytest.mark.office
def test_libreoffice_accepts_and_rejects_it_alike(tmp_path: Path) -> None:
    """Two pairs; what is compared is every cell and paragraph that LibreOffice then shows."""
    assert office() is not None
    files: dict[str, tuple[bytes, str]] = {}
    for seed in (1, 8):
        old, new = pair(seed)
        made = tracked(old, new)
        files |= {f"{seed}-accepted": (made, "AcceptAllTrackedChanges"), f"{seed}-new": (new, ""),
                  f"{seed}-rejected": (made, "RejectAllTrackedChanges"), f"{seed}-old": (old, "")}  # fmt: skip
    shown = {name: words_of_page(page) for name, page in settled_by_office(tmp_path, files).items()}
    for seed in (1, 8):
        assert shown[f"{seed}-accepted"] == shown[f"{seed}-new"]
        assert shown[f"{seed}-rejected"] == shown[f"{seed}-old"]
        assert shown[f"{seed}-old"] != shown[f"{seed}-new"]


def words_of_page(page: str) -> list[list[str]]:
    """The rows of a page and what their cells say; LibreOffice lets a merge end where a row of it came or went."""
    rows = ((cell.text_content() for cell in row.iterchildren("td", "th")) for row in html.fromstring(page).iter("tr"))
    return [[said for cell in row if (said := "".join(cell.split()))] for row in rows]


def any_document(*texts: str, picture: bytes | None = None, link: str | None = None) -> bytes:
    made = docx.Document()
    for text in texts:
        made.add_paragraph(text)
    if picture is not None:
        made.add_picture(io.BytesIO(picture))
    if link is not None:
        paragraph = made.add_paragraph()
        id = made.part.relate_to(link, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink",
                                 is_external=True)  # fmt: skip
        hull = paragraph._p.makeelement(qn("w:hyperlink"), {qn("r:id"): id})
        run = paragraph.add_run("网址")
        hull.append(run._r)
        paragraph._p.append(hull)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


@pytest.mark.parametrize(("old", "new"), [
    (any_document("甲", "乙", "丙"), any_document("甲")),
    (any_document("甲"), any_document("甲", "乙", "丙")),
    (any_document("甲", link="https://a.example/"), any_document("甲", link="https://b.example/")),
])  # fmt: skip
def test_paragraphs_at_the_end_and_addresses_can_go_and_come(old: bytes, new: bytes) -> None:
    made = tracked(old, new)
    assert unlike(made, new, accept=True) == unlike(made, old, accept=False) == []


def test_a_picture_that_went_is_kept_for_who_rejects() -> None:
    old, new = any_document("甲", picture=png()), any_document("甲")
    made = tracked(old, new)
    assert unlike(made, old, accept=False) == []
    assert unlike(tracked(new, old), old, accept=True) == []
    assert any(name.startswith("word/media/") for name in zipfile.ZipFile(io.BytesIO(made)).namelist())


def test_what_word_cannot_track_is_refused() -> None:
    wide = docx.Document(io.BytesIO(any_document("甲")))
    wide.sections[0].page_width = 1
    out = io.BytesIO()
    wide.save(out)
    with pytest.raises(NotTrackableError):
        tracked(any_document("甲"), out.getvalue())


def test_a_wrong_mark_is_found_by_who_settles_it() -> None:
    """One mark taken away, one deleted text changed, one new text changed: each shows."""
    old, new = pair(8)
    made = tracked(old, new)
    for change in (_unmark, _other("delText"), _other("t")):
        wrong = _changed(made, change)
        assert unlike(wrong, new, accept=True) or unlike(wrong, old, accept=False)


def _unmark(root: Any) -> None:
    mark = next(one for one in root.iter(qn("w:ins")) if len(one))
    mark.getparent().replace(mark, mark[0])


def _other(name: str) -> Any:
    def change(root: Any) -> None:
        text = next(one for one in root.iter(qn(f"w:{name}")) if one.text)
        text.text = f"{text.text}0"

    return change


def _changed(data: bytes, change: Any) -> bytes:
    from lxml import etree

    root = body(data)
    change(root)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(out, "w") as other:
        for name in archive.namelist():
            other.writestr(name, etree.tostring(root) if name == "word/document.xml" else archive.read(name))
    return out.getvalue()
