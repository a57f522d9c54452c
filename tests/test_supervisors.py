"""The departments above a project (主管部门) are printed where the form names them, and nowhere else."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from reportgen.base.errors import ContentError
from reportgen.compose.disclosure import compose
from reportgen.document.narrative import Narrative
from reportgen.load.evaluation import FILE_NAME, read_evaluation
from reportgen.load.profile import load_profile
from reportgen.load.workspace import find_workspace
from reportgen.model.figures import assess
from reportgen.pipeline import Pipeline
from reportgen.release.compare import compare
from reportgen.release.snapshot import Snapshot, take
from tests.layers.fixture import write
from tests.packages import DEPARTMENT, FIRST, a_workspace, form
from tests.test_project_forms import texts

FORMATS = ("docx", "html", "pdf", "data")
HEAD = "schema: 1\nprofile: {profile}\nform: {{kind: project, stage: evaluation, department: 示例县养老院, "
HEAD += "project: 养老服务补助, year: 2024, unit: 元{more}}}\n"
NAMED = ", central_supervisor: 民政部, supervisor: 示例县民政局"


def a_head(more: str = "", profile: str = "national-2020") -> bytes:
    return HEAD.format(profile=profile, more=more).encode()


def snapshot(more: str = "") -> Snapshot:
    made = assess(read_evaluation(a_head(more), FILE_NAME, load_profile))
    return take(compose("2024/a", made, Narrative({}, {})), made)


def built(root: Path, **named: str) -> Mapping[str, bytes]:
    """The files of a project's report whose head also says what is `named`; they are read back when they are made."""
    lines = "".join(f'  "{name}": "{text}"\n' for name, text in named.items())
    text = form("养老服务补助").replace('  "project"', f'{lines}  "project"').replace("guizhou-2024", "national-2020")
    write(a_workspace(root) / "content" / FIRST, {"evaluation.yaml": text})
    made = Pipeline(find_workspace(root), FORMATS).build(FIRST)
    assert made.differences == ()
    return made.files


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    return built(tmp_path_factory.mktemp("named"), central_supervisor="民政部", supervisor="示例县财政局")


@pytest.mark.parametrize("file", ["report.docx", "report.html", "paste.html", "report.pdf", "report.xlsx"])
def test_every_format_prints_both_after_the_project(files: Mapping[str, bytes], file: str) -> None:
    text = re.sub("<[^>]*>", "", texts(files)[file])
    if file == "report.docx":
        text = re.sub(r"(.{2,}?)\1+", r"\1", text)  # a merged cell is told once for each column
    assert "项目名称养老服务补助中央主管部门民政部主管部门示例县财政局" in text


def test_they_are_facts_of_the_data(files: Mapping[str, bytes]) -> None:
    facts = {fact["id"]: fact for fact in json.loads(files["report.json"])["facts"]}
    assert (facts["form.central_supervisor"]["label"], facts["form.central_supervisor"]["text"]) == (
        "中央主管部门",
        "民政部",
    )
    assert (facts["form.supervisor"]["label"], facts["form.supervisor"]["value"]) == ("主管部门", "示例县财政局")


def test_a_form_that_names_none_prints_none(tmp_path: Path) -> None:
    files = built(tmp_path)
    assert [name for name, text in texts(files).items() if "主管部门" in text] == []
    assert b"supervisor" not in files["report.json"]
    department = Pipeline(find_workspace(tmp_path), FORMATS).build(DEPARTMENT).files
    assert [name for name, text in texts(department).items() if "主管部门" in text] == []


def test_a_template_that_leaves_one_out_is_told(tmp_path: Path) -> None:
    page = Path("templates/default/report.html.j2").read_text("utf-8")
    assert page.count("<dd>{{ form.supervisor }}</dd>") == 1
    root = a_workspace(tmp_path, settings='layers = ["default", "own"]\nprofile = "guizhou-2024"\n')
    write(root / "templates/own", {"report.html.j2": page.replace("<dd>{{ form.supervisor }}</dd>", "<dd></dd>")})
    text = form("养老服务补助").replace('  "project"', '  "supervisor": "示例县财政局"\n  "project"')
    write(root / "content" / FIRST, {"evaluation.yaml": text})
    told = Pipeline(find_workspace(root), ("html",)).build(FIRST).differences
    assert {(finding.code, finding.fact) for finding in told} == {("RBK001", "form.supervisor")}


@pytest.mark.parametrize(
    ("profile", "labels"),
    [
        ("national-2020", ("中央主管部门", "主管部门")),
        ("transfer-payment-2022", ("中央主管部门", "地方主管部门")),
        ("ningxia-2022", ("自治区主管部门", "市县主管部门")),
        ("ministry-2016", ("中央主管部门", "主管部门及代码")),
    ],
)
def test_each_profile_has_its_words(profile: str, labels: tuple[str, str]) -> None:
    figures = assess(read_evaluation(a_head(NAMED, profile), FILE_NAME, load_profile)).figures
    assert tuple(figures[f"form.{name}"].label for name in ("central_supervisor", "supervisor")) == labels


def test_a_profile_from_before_they_were_known_has_words_too(tmp_path: Path) -> None:
    whole = Path("reportgen/profiles/national-2020.yaml").read_text("utf-8")
    lines = [line for line in whole.splitlines() if "supervisor:" not in line]
    assert len(lines) == len(whole.splitlines()) - 2
    text = "\n".join(lines).replace("id: national-2020", "id: own-2020")
    write(tmp_path, {"own-2020.yaml": text})
    profile = load_profile("own-2020", (tmp_path,))
    assert profile is not None
    assert profile.columns_of("project")["supervisor"] == "主管部门"


@pytest.mark.parametrize("value", ["[甲, 乙]", "{name: 甲}"])
def test_what_is_no_name_is_told_with_its_place(value: str) -> None:
    with pytest.raises(ContentError) as told:
        read_evaluation(a_head(f", supervisor: {value}"), FILE_NAME, load_profile)
    assert [finding.where.line for finding in told.value.findings] == [3]


def test_a_version_from_before_they_were_known_differs_in_no_label() -> None:
    before = snapshot()
    assert "columns.supervisor" not in before.labels
    assert compare(before, snapshot()).is_empty
    named = snapshot(", supervisor: 示例县民政局")
    assert named.labels["columns.supervisor"] == "主管部门"
    assert [change.id for change in compare(before, named).facts] == ["form.supervisor"]
