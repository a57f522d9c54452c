"""The form of a project speaks its own words, in every format; the form of its department keeps its own."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path

import docx
import openpyxl
import pytest

from reportgen.load.workspace import find_workspace
from reportgen.pipeline import Pipeline
from reportgen.readback.pdf_text import tagged_text
from tests.layers.fixture import write
from tests.packages import DEPARTMENT, FIRST, a_workspace, form

OF_DEPARTMENTS = ("部门（单位）名称", "部门（单位）总体资金")
OF_PROJECTS = ("实施单位", "项目资金")


def texts(files: Mapping[str, bytes]) -> dict[str, str]:
    """What a reader sees of each file in which the form is printed, without white space."""
    word = docx.Document(io.BytesIO(files["report.docx"]))
    cells = (cell.text for table in word.tables for row in table.rows for cell in row.cells)
    sheet = openpyxl.load_workbook(io.BytesIO(files["report.xlsx"])).worksheets[0]
    found = {
        "report.docx": " ".join(cells),
        "report.xlsx": " ".join(str(value) for row in sheet.iter_rows(values_only=True) for value in row if value),
        "report.pdf": tagged_text(files["report.pdf"]).text,
        **{name: files[name].decode() for name in ("report.html", "paste.html")},
    }
    return {name: "".join(text.split()) for name, text in found.items()}


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, str]]:
    root = a_workspace(tmp_path_factory.mktemp("forms"))
    pipeline = Pipeline(find_workspace(root), ("docx", "html", "pdf", "data"))
    return {report: texts(pipeline.build(report).files) for report in (DEPARTMENT, FIRST)}


@pytest.mark.parametrize("file", ["report.docx", "report.html", "paste.html", "report.pdf", "report.xlsx"])
@pytest.mark.parametrize(
    ("report", "own", "others"), [(DEPARTMENT, OF_DEPARTMENTS, OF_PROJECTS), (FIRST, OF_PROJECTS, OF_DEPARTMENTS)]
)
def test_each_form_prints_the_words_of_its_kind(
    printed: dict[str, dict[str, str]], report: str, own: tuple[str, ...], others: tuple[str, ...], file: str
) -> None:
    text = printed[report][file]
    assert [word for word in own if word not in text] == []
    assert [word for word in others if word in text] == []


def test_a_profile_and_a_layer_may_name_them_otherwise(tmp_path: Path) -> None:
    root = a_workspace(tmp_path, settings='layers = ["default", "city"]\n')
    profile = "id: city-2024\nextends: guizhou-2024\nproject: {columns: {department: 项目单位, funds: 预算资金}}\n"
    labels = "columns: {seal: 编报单位}\nproject: {columns: {funds: 专项资金}, sections: {results: 项目成效}}\n"
    write(root / "templates/city", {"profiles/city-2024.yaml": profile, "labels.yaml": labels})
    for report, name in ((DEPARTMENT, None), (FIRST, "养老服务补助")):
        write(root / "content" / report, {"evaluation.yaml": form(name).replace("guizhou-2024", "city-2024")})
    pipeline = Pipeline(find_workspace(root), ("html",))
    department, project = (pipeline.build(report).files["report.html"].decode() for report in (DEPARTMENT, FIRST))
    for word in ("编报单位", "项目单位", "专项资金", "项目成效"):
        assert word in project
    for word in ("编报单位", *OF_DEPARTMENTS):
        assert word in department
    for word in ("项目单位", "专项资金", "项目成效"):
        assert word not in department
