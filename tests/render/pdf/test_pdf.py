"""The PDF: what it is, what it carries, and that nothing given to it is read as a program."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from reportgen.document.blocks import Paragraph, Words
from reportgen.readback.pdf import read_pdf
from reportgen.readback.pdf_text import tagged_text
from reportgen.render.data import attachments
from tests.render.pdf.reports import MARKUP, disclosure_of, expected_for, long, pdf_of, rich

NEVER_SEEN = "\U0010fffd"
"""A character that no font has."""


@pytest.fixture(scope="module")
def plain() -> bytes:
    return pdf_of(disclosure_of())


@pytest.fixture(scope="module")
def full() -> bytes:
    return pdf_of(rich())


@pytest.fixture(scope="module")
def pages() -> bytes:
    return pdf_of(disclosure_of(long()))


def structure(pdf: pikepdf.Pdf) -> list[str]:
    found: list[str] = []

    def walk(element: pikepdf.Object) -> None:
        found.append(str(element.get("/S", "")))
        kids = element.get("/K")
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                walk(kid)

    walk(pdf.Root.StructTreeRoot)
    return found


@pytest.mark.parametrize("made", ["plain", "full", "pages"])
def test_it_claims_both_standards_says_its_language_and_title(made: str, request: pytest.FixtureRequest) -> None:
    with pikepdf.open(io.BytesIO(request.getfixturevalue(made))) as pdf:
        data = pdf.open_metadata()
        assert (data.pdfa_status, data["pdfuaid:part"]) == ("3A", "1")
        assert data["dc:title"] == "示例县民政局部门整体支出绩效自评表（2024年度）"
        assert str(pdf.Root.Lang) == "zh-CN"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)


@pytest.mark.parametrize("made", ["plain", "full", "pages"])
def test_the_checkers_find_nothing(made: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    from pdfua import validate

    file = tmp_path / "report.pdf"
    file.write_bytes(request.getfixturevalue(made))
    assert [finding.message for finding in validate(file).findings if finding.severity.name == "ERROR"] == []


@pytest.mark.qpdf
def test_qpdf_finds_nothing(full: bytes, tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    file.write_bytes(full)
    done = subprocess.run(["qpdf", "--check", file], capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, "warning" in done.stdout.lower()) == (0, False), done.stdout


def test_it_carries_the_data_files_and_nothing_else(plain: bytes) -> None:
    attached = tagged_text(plain).attached
    assert attached == {file.name: file.data for file in attachments(disclosure_of())}
    assert "internal.json" not in attached
    with pikepdf.open(io.BytesIO(plain)) as pdf:
        relations = {str(file.UF): str(file.AFRelationship) for file in pdf.Root.AF}
    assert relations == dict.fromkeys(attached, "/Data")


def test_it_is_tagged_as_what_it_is(full: bytes) -> None:
    with pikepdf.open(io.BytesIO(full)) as pdf:
        kinds = structure(pdf)
    assert {"/H1", "/H2", "/H3", "/Table", "/TH", "/TD", "/L", "/LI", "/Note", "/Link", "/Figure"} <= set(kinds)
    assert kinds.count("/H1") == 1


def test_a_picture_says_what_it_shows(full: bytes) -> None:
    with pikepdf.open(io.BytesIO(full)) as pdf:
        alternatives = {str(one.Alt) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/Alt" in one}
    assert "灰色的图" in alternatives


def test_the_page_is_that_of_an_official_document(plain: bytes) -> None:
    with pikepdf.open(io.BytesIO(plain)) as pdf:
        sizes = {tuple(round(float(side) / 72 * 25.4) for side in page.mediabox[2:]) for page in pdf.pages}
    assert sizes == {(210, 297)}


def test_heads_are_read_out_once_and_labels_of_a_group_too(pages: bytes) -> None:
    """They stand on every page, but what is repeated is decoration to who listens."""
    text = tagged_text(pages).text
    assert text.count("未完成原因分析") == 1
    assert text.count("产出指标（110分）") == 1


@pytest.mark.poppler
def test_heads_and_labels_stand_on_every_page_of_their_block(pages: bytes, tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    file.write_bytes(pages)
    done = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, check=True, timeout=60)
    with_rows = [page for page in done.stdout.decode().split("\f") if "项指标" in page]
    assert len(with_rows) > 2
    assert all("三级指标" in page and "产出指标" in page for page in with_rows)


@pytest.mark.poppler
def test_the_text_can_be_searched_and_copied(full: bytes, tmp_path: Path) -> None:
    """By another program than ours; no radicals that look like characters, nothing that cannot be told."""
    file = tmp_path / "report.pdf"
    file.write_bytes(full)
    done = subprocess.run(["pdftotext", file, "-"], capture_output=True, check=True, timeout=60)
    text = "".join(done.stdout.decode().split())
    assert "未完成原因分析" in text
    assert "脚注的文字，含加粗和120,000.00" in text
    assert not [sign for sign in text if "\u2e80" <= sign <= "\u2fdf" or sign == "\ufffd"]


@pytest.mark.parametrize("section", [MARKUP, '"); #import "@preview/a:1.0.0"; (', "\\u{41} #{1+1} $sum$"])
def test_nothing_in_a_report_is_read_as_a_program(section: str) -> None:
    disclosure = disclosure_of()
    first = disclosure.sections[0]
    odd = replace(first, blocks=(Paragraph((Words(section),)),))
    text = tagged_text(pdf_of(replace(disclosure, sections=(odd, *disclosure.sections[1:])))).text
    assert section.replace(" ", "") in text.replace(" ", "")


def test_a_character_that_no_face_has_is_spelled_out_told_and_read_back() -> None:
    from reportgen.render.pdf import PDF
    from tests.builders import an_evaluation

    evaluation = an_evaluation(department=f"甲{NEVER_SEEN}县民政局")
    disclosure = disclosure_of(evaluation)
    data = pdf_of(disclosure)
    assert "甲［U+10FFFD］县民政局" in tagged_text(data).text
    assert list(read_pdf(data, "report.pdf", expected_for(evaluation))) == []
    (told,) = [finding for finding in PDF.findings(disclosure) if finding.code == "PDF003"]
    assert (told.values["characters"], told.values["printed"]) == (NEVER_SEEN, "［U+10FFFD］")


def test_a_character_that_typst_alone_refuses_still_gives_a_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    from reportgen.render.pdf import PDF, characters
    from tests.builders import an_evaluation

    monkeypatch.setattr(characters, "_has_face", lambda sign: True)
    monkeypatch.setattr(characters, "_refused", set())
    disclosure = disclosure_of(an_evaluation(department=f"乙{NEVER_SEEN}局"))
    assert "乙［U+10FFFD］局" in tagged_text(pdf_of(disclosure)).text
    assert [finding.values["characters"] for finding in PDF.findings(disclosure)] == [NEVER_SEEN]


def test_a_word_longer_than_its_cell_stays_in_it() -> None:
    from tests.builders import an_evaluation, an_indicator

    evaluation = an_evaluation(indicators=[an_indicator(actual="Z" * 120)])
    data = pdf_of(disclosure_of(evaluation))
    assert list(read_pdf(data, "report.pdf", expected_for(evaluation))) == []
    left, right = reach(data, "Z")
    assert right - left < WIDTH_OF_ACTUAL


@pytest.mark.parametrize(
    "written", ["{}\n", "> {}\n", "- {}\n", "`{}`\n", "```\n{}\n```\n", "| a | b |\n| --- | --- |\n| 甲 | {} |\n"]
)
def test_a_word_longer_than_its_line_stays_on_the_page(written: str) -> None:
    left, right = reach(pdf_of(disclosure_of(results=written.format("Z" * 200))), "Z")
    assert LEFT_MARGIN < left < right < RIGHT_MARGIN


LEFT_MARGIN, RIGHT_MARGIN = (millimetres / 25.4 * 72 for millimetres in (28, 210 - 26))
WIDTH_OF_ACTUAL = 62
"""The column of what was achieved, in points."""


def reach(data: bytes, sign: str) -> tuple[float, float]:
    """How far to the left and to the right a character stands on the pages, in points."""
    boxes: list[tuple[float, float, float, float]] = []
    with pypdfium2.PdfDocument(data) as pdf:
        for page in pdf:
            text = page.get_textpage()
            signs = enumerate(text.get_text_range(errors="replace"))
            boxes += [text.get_charbox(at) for at, one in signs if one == sign]
    return min(box[0] for box in boxes), max(box[2] for box in boxes)


def test_the_same_bytes_whatever_was_set_before_and_wherever(plain: bytes, full: bytes, tmp_path: Path) -> None:
    assert pdf_of(disclosure_of()) == plain
    script = "import sys; from tests.render.pdf.reports import *; sys.stdout.buffer.write(pdf_of(disclosure_of()))"
    odd = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "7", "TMPDIR": str(tmp_path), "HOME": "/"}
    root = str(Path(__file__).resolve().parents[3])
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=True, timeout=120, cwd=tmp_path,
        env={**os.environ, **odd, "PYTHONPATH": root},
    )  # fmt: skip
    assert done.stdout == plain


def test_faces_are_those_of_the_ladders(full: bytes) -> None:
    from reportgen.render.pdf.fonts import FIXED, LADDERS, LATIN, RARE, uses

    known = {family for _, ladder in LADDERS.values() for family in ladder} | {*LATIN, *FIXED, *RARE}
    assert {face.family for use in uses().values() for face in use.faces} <= known
    with pikepdf.open(io.BytesIO(full)) as pdf:
        embedded = {str(font.BaseFont).partition("+")[2] for page in pdf.pages for font in page.resources.Font.values()}
    assert embedded


def test_without_any_font_of_the_system_the_packaged_ones_serve(monkeypatch: pytest.MonkeyPatch) -> None:
    from reportgen.render.pdf import fonts

    packaged = {name: face for name, face in fonts._faces().items() if "pylopdf" in str(face.file) or not face.file}
    monkeypatch.setattr(fonts, "_faces", lambda: packaged)
    fonts._uses.cache_clear()
    try:
        chosen = {name: use.chosen.family for name, use in fonts.uses().items()}
        data = pdf_of(disclosure_of())
    finally:
        fonts._uses.cache_clear()
    assert chosen == {**dict.fromkeys(("title", "body", "kai", "song"), "Noto Serif SC"), "hei": "Noto Sans SC"}
    assert list(read_pdf(data, "report.pdf", expected_for())) == []


def test_what_the_template_is_given_names_no_source(tmp_path: Path) -> None:
    from reportgen.render.pdf import inputs_of

    given = inputs_of(rich())
    assert set(given) == {"disclosure.json", "faces.json", "attached.json", "picture-1.png", "picture-2.jpg"} | {
        file.name for file in attachments(rich())
    }
    assert "where" not in given["disclosure.json"].decode()
    assert json.loads(given["disclosure.json"])["form"]["department"]["text"] == "示例县民政局"


ODD = {
    "soft hyphen": "甲\u00ad乙",
    "joiner": "甲\u200d乙",
    "variant": "葛\U000e0100",
    "right to left": "甲שלום乙",
    "composed": "e\u0301",
    "mark alone": "x\u0323",
    "marks of a script": "हिन्दी",
    "separators": "甲\u2028乙\u2029丙",
    "byte order mark": "甲\ufeff乙",
    "emoji": "👍🇨🇳",
    "beyond the first plane": "𠮷𬭳",
    "ligature": "ﬁ ffi",
    "widths": "Ａ１ ３５％ m² ① Ⅳ",
    "dashes": "——……−5 a‑b",
    "spaces": " 甲  乙　丙\t丁 ",
    "lines": "甲\n乙\r\n丙",
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_every_character_arrives(text: str) -> None:
    from tests.builders import an_evaluation, an_indicator

    evaluation = an_evaluation(indicators=[an_indicator(name=f"指{text}标", actual=text, reason=text)])
    data = pdf_of(disclosure_of(evaluation))
    assert list(read_pdf(data, "report.pdf", expected_for(evaluation))) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "project", "project": "老年养护楼建设"},
        {"contact": "张弘", "filed": None},
        {"funds": []},
        {"goals": []},
        {"indicators": []},
        {"grade": None},
        {"funds": [], "goals": [], "indicators": [], "grade": None},
    ],
    ids=str,
)
def test_what_a_form_lacks_is_left_out(changes: dict[str, object]) -> None:
    from tests.builders import an_evaluation

    evaluation = an_evaluation(**changes)  # type: ignore[arg-type]
    data = pdf_of(disclosure_of(evaluation))
    assert list(read_pdf(data, "report.pdf", expected_for(evaluation))) == []


def test_a_report_without_narrative_still_ends_with_its_signature() -> None:
    disclosure = replace(disclosure_of(), sections=(), grade=None)
    assert tagged_text(pdf_of(disclosure)).text.rstrip().endswith("单位（盖章）：")


@pytest.mark.parametrize("language", ["en", "zh-TW", "und-x-odd", "ZH", ""])
def test_any_language_a_section_is_found_in_can_be_set(language: str) -> None:
    disclosure = disclosure_of()
    first, *rest = disclosure.sections
    assert pdf_of(replace(disclosure, sections=(replace(first, language=language), *rest)))
