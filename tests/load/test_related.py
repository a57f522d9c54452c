"""The reports that one is compared with: where they lie, and what is left out."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from reportgen import api
from reportgen.load.related import Related
from reportgen.load.report import load_report
from reportgen.load.workspace import Workspace, find_workspace
from tests.builders import FORM, SECTIONS


def a_report(root: Path, report: str, **head: str) -> None:
    folder = root / "content" / report
    folder.mkdir(parents=True)
    form = {**FORM, "form": {**FORM["form"], **head}}
    (folder / "evaluation.yaml").write_text(yaml.safe_dump(form, allow_unicode=True), encoding="utf-8")
    for name, text in SECTIONS.items():
        (folder / f"{name.replace('_', '-')}.md").write_text(text, encoding="utf-8")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    (tmp_path / "reportgen.toml").touch()
    a_report(tmp_path, "2024/here")
    a_report(tmp_path, "2024/here/targets", stage="targets")
    a_report(tmp_path, "2024/here/road", kind="project", project="道路")
    a_report(tmp_path, "2024/here/road/targets", kind="project", project="道路", stage="targets")
    a_report(tmp_path, "2023/here", year="2023")
    a_report(tmp_path, "2024/there")
    return find_workspace(tmp_path)


def related(workspace: Workspace, report: str) -> Related:
    found = Related(workspace)
    found.read(load_report(workspace, report))
    return found


def ids(reports) -> list[str]:
    return [report.id for report in reports]


def test_the_approved_targets_lie_below_the_report(workspace):
    assert related(workspace, "2024/here").approved("2024/here").id == "2024/here/targets"
    assert related(workspace, "2024/here/road").approved("2024/here/road").id == "2024/here/road/targets"
    assert related(workspace, "2024/there").approved("2024/there") is None
    assert related(workspace, "2024/here/targets").approved("2024/here/targets") is None


def test_a_folder_named_targets_that_is_of_another_stage_is_none(workspace):
    a_report(workspace.root, "2024/there/targets")
    assert related(workspace, "2024/there").approved("2024/there") is None


def test_last_year_lies_at_the_same_path(workspace):
    assert related(workspace, "2024/here").previous("2024/here").id == "2023/here"
    assert related(workspace, "2023/here").previous("2023/here") is None


def test_others_are_of_the_same_department_year_and_stage(workspace):
    assert ids(related(workspace, "2024/here").others("2024/here")) == ["2024/here/road"]
    assert ids(related(workspace, "2024/here/targets").others("2024/here/targets")) == ["2024/here/road/targets"]
    assert ids(related(workspace, "2024/there").others("2024/there")) == []


def test_departments_side_by_side_in_a_folder_are_families_of_their_own(workspace):
    for name in ("one", "two"):
        a_report(workspace.root, f"2024/prefecture/{name}", department=name)
        a_report(workspace.root, f"2024/prefecture/{name}/road", kind="project", project="道路", department=name)
    assert ids(related(workspace, "2024/prefecture/one").others("2024/prefecture/one")) == ["2024/prefecture/one/road"]
    road = "2024/prefecture/two/road"
    assert ids(related(workspace, road).others(road)) == ["2024/prefecture/two"]


def test_a_form_of_the_folder_that_departments_lie_in_is_not_compared_with_theirs(workspace):
    a_report(workspace.root, "2024/prefecture", department="prefecture")
    a_report(workspace.root, "2024/prefecture/road", kind="project", project="道路", department="prefecture")
    a_report(workspace.root, "2024/prefecture/one", department="one")
    found = related(workspace, "2024/prefecture").others("2024/prefecture")
    assert ids(found) == ["2024/prefecture/road"]


@pytest.mark.parametrize("place", ["2024/there/{}", "2024/prefecture/office/{}", "2024/prefecture/office/projects/{}"])
def test_projects_without_a_form_of_their_department_are_compared_with_one_another(workspace, place):
    names = [place.format(name) for name in ("bridge", "school")]
    for name in names:
        a_report(workspace.root, name, kind="project", project=name)
    (workspace.root / "content/2024/there/evaluation.yaml").unlink()
    assert ids(related(workspace, names[0]).others(names[0])) == names[1:]


def test_what_cannot_be_read_is_left_out(workspace):
    (workspace.root / "content/2023/here/evaluation.yaml").write_text("schema: [", encoding="utf-8")
    assert related(workspace, "2024/here").previous("2024/here") is None


def test_a_report_that_lies_elsewhere_has_no_relations(tmp_path):
    (tmp_path / "reportgen.toml").touch()
    a_report(tmp_path, "somewhere")
    found = related(find_workspace(tmp_path), "somewhere")
    assert found.previous("somewhere") is None
    assert ids(found.others("somewhere")) == []


def test_a_check_of_all_compares_them(workspace):
    form = yaml.safe_load((workspace.root / "content/2024/here/evaluation.yaml").read_text("utf-8"))
    form["indicators"][0]["target"] = "≥8次"
    text = yaml.safe_dump(form, allow_unicode=True)
    (workspace.root / "content/2024/here/evaluation.yaml").write_text(text, encoding="utf-8")
    found = {(finding.report, finding.code) for finding in api.check(workspace, api.reports(workspace))}
    assert ("2024/here", "TGT001") in found
    assert ("2024/here/road", "TGT001") not in found
    assert ("2024/here", "YRS002") in found


def test_a_word_list_of_a_layer_is_used_and_its_faults_are_told(workspace):
    layer = workspace.root / "templates" / "bureau"
    layer.mkdir(parents=True)
    (workspace.root / "reportgen.toml").write_text('layers = ["default", "bureau"]\n', encoding="utf-8")
    (layer / "words.yaml").write_text("- {avoid: 备用通道, say: 应急通道}\n", encoding="utf-8")
    found = api.check(find_workspace(workspace.root), ["2024/there"])
    assert [(finding.code, finding.values["say"]) for finding in found if finding.code == "WRD001"] == [
        ("WRD001", "应急通道")
    ]
    (layer / "words.yaml").write_text("- {avoid: 甲}\n- {avoid: 甲}\n- {sy: 乙}\n", encoding="utf-8")
    found = api.check(find_workspace(workspace.root), ["2024/there"])
    assert {finding.where.file for finding in found} == {"templates/bureau/words.yaml"}
    assert {finding.name for finding in found} == {"duplicate_id", "misspelled_key", "missing_key"}
