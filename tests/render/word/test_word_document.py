"""The finished file: always the same bytes, sound by the schema, without a trace of who made it."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from openxml_audit import OpenXmlValidator

from reportgen.document.blocks import Grid, ListBlock, Paragraph, Words
from reportgen.document.disclosure import Disclosure, GoalRow
from reportgen.render.word import DOCX
from reportgen.render.word.faults import BrokenOutputError
from reportgen.render.word.gate import check_output
from reportgen.render.word.merges import cells_of
from reportgen.render.word.names import w

from .forms import DEFAULT_TEMPLATE, disclosure, fact, levels, p, paragraph, part, prose, rendered, template_of, words

PROJECT_HEAD = replace(disclosure().form, project=fact("form.project", "某项目"), contact=None, filed=None)
FORMS = {
    "plain": disclosure(),
    "project": disclosure(
        form=replace(disclosure().form, project=fact("form.project", "某项目"), contact=None, filed=None)
    ),
    "empty": disclosure(funds=(), goals=(), levels=(), sections=(), grade=None),
    "preamble": disclosure(preamble=prose(paragraph("总述。")), levels=levels((1,), (1, 1, 4), (9,))),
    "rich": disclosure(
        sections=(
            prose(
                ListBlock(((paragraph("甲"), ListBlock(((paragraph("乙"),),), None)),), 3),
                Grid(((Words("列"),), (Words("列"),)), (((Words("1"),), (Words("2"),)),), ("left", "right")),
            ),
        )
    ),
}


def built(form: Disclosure) -> bytes:
    return DOCX.prepare(lambda name: DEFAULT_TEMPLATE)(form)["report.docx"]


@pytest.fixture(params=list(FORMS))
def data(request: pytest.FixtureRequest) -> bytes:
    return built(FORMS[request.param])


def test_the_same_disclosure_makes_the_same_bytes(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert built(FORMS["plain"]) == built(FORMS["plain"])


def test_one_rendering_leaves_nothing_for_the_next() -> None:
    render = DOCX.prepare(lambda name: DEFAULT_TEMPLATE)
    first = render(FORMS["rich"])["report.docx"]
    render(FORMS["preamble"])
    assert render(FORMS["rich"])["report.docx"] == first


def test_the_schema_has_nothing_to_say(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(data)
    assert [str(error) for error in OpenXmlValidator().validate(str(path)).errors] == []


def test_the_cells_of_every_row_fill_the_grid(data: bytes) -> None:
    for table in part(data).iter(w("tbl")):
        columns = len(table.findall(f"{w('tblGrid')}/{w('gridCol')}"))
        assert {sum(cell.span for cell in cells_of(row)) for row in table.findall(w("tr"))} == {columns}


def test_the_form_is_one_table_whose_head_repeats() -> None:
    body = part(built(FORMS["project"])).find(w("body"))
    assert body is not None
    [table] = body.findall(w("tbl"))
    heads = [words(row) for row in table.findall(w("tr")) if row.find(f"{w('trPr')}/{w('tblHeader')}") is not None]
    assert heads == ["标签project某项目", "标签department某某民政局"]
    caption = table.find(f"{w('tblPr')}/{w('tblCaption')}")
    assert caption is not None and caption.get(w("val")) == "部门整体支出绩效自评表"


def test_a_row_that_is_not_scored_prints_the_blank_sign() -> None:
    table = Document(io.BytesIO(built(FORMS["plain"]))).tables[0]
    other = next(row for row in table.rows if "其他" in [cell.text for cell in row.cells])
    assert [cell.text for cell in other.cells][-1] == "—"


def test_nobody_and_no_time_is_named(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        core = archive.read("docProps/core.xml").decode()
    assert "docProps/app.xml" not in names and "docProps/custom.xml" not in names
    assert "<dc:title>某某民政局2024年度部门整体支出绩效自评表</dc:title>" in core
    assert "<dc:creator></dc:creator>" in core and "dcterms" not in core
    assert "<dc:language>zh-CN</dc:language>" in core


def test_what_a_template_says_of_its_author_is_left_out() -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    hidden = f'<Relationship Id="rId7" Type="{kind}/customXml" Target="../customXml/item7.xml"/>'
    data = rendered(template_of(p("x"), {"customXml/item7.xml": b"<secret/>"}, hidden))
    assert b"secret" not in b"".join(zipfile.ZipFile(io.BytesIO(data)).read(name) for name in ("customXml/item1.xml",))
    assert "customXml/item7.xml" not in zipfile.ZipFile(io.BytesIO(data)).namelist()


@pytest.mark.parametrize(
    "body",
    [
        "<w:tbl><w:tr><w:tc><w:tcPr/></w:tc></w:tr></w:tbl>",
        "<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>",
        '<w:p><w:bookmarkStart w:id="1" w:name="a"/></w:p>',
        '<w:p><w:bookmarkEnd w:id="1"/></w:p>',
        "<w:p><w:r><w:t>{{ a }}</w:t></w:r></w:p>",
        "<w:p>loose</w:p>",
        "<w:p>",
    ],
)
def test_the_gate_lets_nothing_unsound_pass(body: str) -> None:
    namespace = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    parts = {"word/document.xml": f"<w:document {namespace}><w:body>{body}</w:body></w:document>".encode()}
    with pytest.raises(BrokenOutputError):
        check_output(parts, {"word/document.xml"}, {"{{ a }}"})


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    program = shutil.which("soffice")
    if program is None:
        if os.environ.get("CI") == "true":
            pytest.fail("LibreOffice is missing")
        pytest.skip("LibreOffice is missing")
    profile = tmp_path_factory.mktemp("office")
    return [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "pdf", "--outdir"]


def pages(data: bytes, office: list[str], folder: Path) -> list[str]:
    (folder / "report.docx").write_bytes(data)
    subprocess.run([*office, str(folder), str(folder / "report.docx")], check=True, capture_output=True, timeout=120)
    text = subprocess.run(["pdftotext", "-layout", str(folder / "report.pdf"), "-"], check=True, capture_output=True)
    return text.stdout.decode().split("\f")[:-1]


@pytest.mark.office
@pytest.mark.parametrize("length", [200, 900, 4_000])
def test_long_texts_fill_their_pages_and_the_signature_is_never_alone(
    length: int, office: list[str], tmp_path: Path
) -> None:
    sentence = "扎实推进社会救助、养老服务和未成年人保护等重点工作，各项目标任务顺利完成。"
    text = Paragraph((Words((sentence * length)[:length]),))
    goals = (GoalRow("g1", fact("goals.g1", "目标一"), prose(text)), GoalRow("g2", fact("goals.g2", "目标二"), None))
    form = disclosure(goals=goals, sections=(prose(text), prose(paragraph(sentence * 5), label="下步提升")))
    found = pages(built(form), office, tmp_path)
    assert all("某某民政局" in page for page in found)
    assert all(len(page.splitlines()) > 25 for page in found[:-1])
    assert "张弘" in found[-1] and "各项目标任务" in "".join(found[-1].split())
