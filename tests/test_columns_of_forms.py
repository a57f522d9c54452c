"""A form prints the columns that its profile gives it and no empty ones beside them, and no figure is left out."""

from __future__ import annotations

import copy
import io
from collections.abc import Mapping
from itertools import groupby
from pathlib import Path

import docx
import openpyxl
import pytest
import yaml
from lxml import html

from reportgen.load.importing import read_form
from reportgen.load.profile import load_profile
from reportgen.load.workspace import find_workspace
from reportgen.model.form import Evaluation
from reportgen.model.tables import FUNDS, INDICATORS, tables_of
from reportgen.pipeline import Pipeline
from tests.builders import FORM, a_fund, a_profile, an_evaluation, an_indicator
from tests.layers.fixture import write
from tests.packages import NARRATIVE, SETTINGS
from tests.test_project_forms import texts

REPORT = "2024/county"
TRANSFER = {
    "funds": ("资金来源", "全年预算数（A）", "全年执行数（B）", "预算执行率（B/A×100%）"),
    "indicators": ("一级指标", "二级指标", "三级指标", "指标值", "全年实际完成值", "未完成原因和改进措施"),
}
PRINTED = ("report.docx", "report.html", "paste.html", "report.pdf", "report.xlsx")


def a_form(profile: str, points: tuple[str, ...] = (), *, initial: bool = False) -> str:
    """A project's form under `profile`, with these points of its indicators alone."""
    made = copy.deepcopy(dict(FORM)) | {"profile": profile}
    made["form"] = {**made["form"], "kind": "project", "project": "动物防疫补助"}
    made.pop("conclusion")
    for row in made["indicators"]:
        for name in {"weight", "score"} - set(points):
            row.pop(name)
    for line in made["funds"] if not initial else ():
        line.pop("initial")
    return yaml.dump(made, allow_unicode=True, sort_keys=False, default_style='"')


def built(root: Path, text: str) -> Mapping[str, bytes]:
    write(root, {"reportgen.toml": SETTINGS})
    write(root / "content" / REPORT, {"evaluation.yaml": text, **NARRATIVE})
    made = Pipeline(find_workspace(root), ("docx", "html", "pdf", "data")).build(REPORT)
    assert made.differences == ()
    return made.files


def rows(files: Mapping[str, bytes], file: str) -> list[tuple[str, ...]]:
    """The rows of the tables of a file, what is merged or repeated side by side once, without blank cells."""
    if file.endswith(".docx"):
        tables = docx.Document(io.BytesIO(files[file])).tables
        made = [[cell.text for cell in row.cells] for table in tables for row in table.rows]
    elif file.endswith(".xlsx"):
        sheet = openpyxl.load_workbook(io.BytesIO(files[file])).worksheets[0]
        made = [[str(cell) for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)]
    else:
        found = html.fromstring(files[file]).iter("tr")
        made = [[str(cell.text_content()) for cell in row.iterchildren("th", "td")] for row in found]
    return [tuple(text for text, _ in groupby(row) if text) for row in made]


@pytest.fixture(scope="module")
def transfer(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    return built(tmp_path_factory.mktemp("transfer"), a_form("transfer-payment-2022"))


@pytest.mark.parametrize("file", ["report.docx", "report.html", "paste.html", "report.xlsx"])
@pytest.mark.parametrize("block", ["funds", "indicators"])
def test_the_form_of_a_transfer_payment_has_its_own_columns_alone(
    transfer: Mapping[str, bytes], block: str, file: str
) -> None:
    columns = TRANSFER[block]
    assert [row for row in rows(transfer, file) if row[-len(columns) :] == columns] != []


@pytest.mark.parametrize("file", PRINTED)
def test_the_form_of_a_transfer_payment_says_nothing_of_points(transfer: Mapping[str, bytes], file: str) -> None:
    text = texts(transfer)[file].partition("<body>")[2] if file.endswith(".html") else texts(transfer)[file]
    assert [word for word in ("分值", "得分", "总分", "年初预算数") if word in text] == []


def test_data_for_programs_keeps_every_column(transfer: Mapping[str, bytes]) -> None:
    head = transfer["funds.csv"].decode("utf-8-sig").splitlines()[0]
    assert [word for word in ("年初预算数", "分值", "得分") if word not in head] == []


@pytest.mark.parametrize("file", PRINTED)
def test_a_column_that_the_profile_does_not_have_is_printed_where_it_is_filled_in(tmp_path: Path, file: str) -> None:
    files = built(tmp_path, a_form("transfer-payment-2022", ("score",), initial=True))
    text = texts(files)[file]
    assert "年初预算数" in text
    assert "总分" in text
    assert "分值" not in (text.partition("<body>")[2] or text)


@pytest.mark.parametrize("name", ["report.docx", "report.pdf", "report.xlsx"])
def test_what_is_printed_is_imported_again(transfer: Mapping[str, bytes], tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(transfer[name])
    (form,) = read_form(tmp_path / name, load_profile("transfer-payment-2022"))
    printed = form.printed.as_dict()
    assert [(row["label"], row["initial"], row["adjusted"], row["score"]) for row in printed["funds"]] == [
        (line["label"], None, line["adjusted"], None) for line in FORM["funds"]
    ]
    assert [(row["level3"], row["actual"], row["weight"]) for row in printed["indicators"]] == [
        (row["name"], row["actual"], None) for row in FORM["indicators"]
    ]


@pytest.mark.parametrize(
    ("profile", "points", "funds", "indicators"),
    [
        ("national-2020", ("weight", "score"), FUNDS, INDICATORS),
        ("transfer-payment-2022", (), ("adjusted", "executed", "rate"), (*INDICATORS[:5], "reason")),
        ("ningxia-2022", ("weight", "score"), ("adjusted", "executed", "rate"), INDICATORS),
        ("hubei-2021", ("score",), FUNDS[1:], (*INDICATORS[:5], "score", "reason")),
        ("rural-revitalisation-2021", ("weight", "score"), FUNDS[1:], INDICATORS),
    ],
)
def test_which_columns_a_form_has(
    profile: str, points: tuple[str, ...], funds: tuple[str, ...], indicators: tuple[str, ...]
) -> None:
    given = {name: "10" if name in points else None for name in ("weight", "score")}
    tables = tables_of(a_bare_one(profile, **given))
    assert (tables.funds, tables.indicators) == (funds, indicators)


def a_bare_one(profile: str, *, initial: str | None = None, **points: str | None) -> Evaluation:
    return an_evaluation(profile=profile, funds=[a_fund(initial=initial)], indicators=[an_indicator(**points)])


def test_an_empty_column_that_the_profile_has_stays_for_the_reader_to_see() -> None:
    assert tables_of(a_bare_one("guizhou-2024", weight=None, score=None)).indicators == INDICATORS
    assert tables_of(a_bare_one("guizhou-2024")).funds == FUNDS


def test_one_line_that_is_filled_in_brings_its_column() -> None:
    form = an_evaluation(
        profile=a_profile("transfer-payment-2022"),
        funds=[a_fund(initial=None), a_fund("f2", "地方资金", initial="1.00")],
        indicators=[an_indicator(weight=None, score=None), an_indicator("q2", weight="5", score=None)],
    )
    tables = tables_of(form)
    assert "initial" in tables.funds
    assert tables.indicators == (*INDICATORS[:6], "reason")
