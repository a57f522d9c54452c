"""Profiles: what they take over from one another, and rules that nobody can have meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.base.errors import ContentError
from reportgen.base.finding import Finding
from reportgen.load.profile import load_profile, profile_ids

OWN = "id: mycity-2025\nextends: national-2020\n"


def folder_with(root: Path, **texts: str) -> Path:
    folder = root / "templates/mycity/profiles"
    folder.mkdir(parents=True)
    for name, text in texts.items():
        (folder / f"{name.replace('_', '-')}.yaml").write_text(text, "utf-8")
    return folder


def faults_of(root: Path, text: str) -> list[Finding]:
    folder = folder_with(root, mycity_2025=text)
    with pytest.raises(ContentError) as caught:
        load_profile("mycity-2025", (folder,))
    return list(caught.value.findings)


@pytest.mark.parametrize("id", profile_ids())
def test_the_installed_profiles_can_be_read(id: str) -> None:
    profile = load_profile(id)
    assert profile is not None
    assert profile.id == id


def test_what_is_not_set_is_taken_over_key_by_key(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, mycity_2025=OWN + "execution: {weight: 20}\n")
    own, base = load_profile("mycity-2025", (folder,)), load_profile("national-2020")
    assert own is not None
    assert base is not None
    assert (own.id, own.execution.weight, own.execution.cap) == ("mycity-2025", 20, base.execution.cap)
    assert own.grades == base.grades


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("execution: {weight: -5}", "LOD066", 3),
        ("execution: {weight: 200}", "LOD067", 3),
        ("execution: {cap: 0}", "LOD066", 3),
        ("total_basis: 0", "LOD066", 3),
        ("thresholds: {low_execution: -5}", "LOD066", 3),
        ("caps: [{below: 101, most: 80}]", "LOD067", 3),
        ("deduction: {excess: 300, points: -1}", "LOD066", 3),
        ("grades:\n  - {label: 优, lower: 80}\n  - {label: 良, lower: 90}\n  - {label: 差, lower: 0}", "LOD068", 4),
        ("grades:\n  - {label: 优, lower: 90}\n  - {label: 优, lower: 80}\n  - {label: 差, lower: 0}", "LOD068", 4),
        ("grades:\n  - {label: 优, lower: 90}", "LOD069", 4),
    ],
)
def test_a_rule_that_cannot_be_is_told_at_its_place(tmp_path: Path, text: str, code: str, line: int) -> None:
    (found,) = faults_of(tmp_path, OWN + text + "\n")
    assert (found.code, found.where.line) == (code, line)
    assert found.where.file == "templates/mycity/profiles/mycity-2025.yaml"


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [("project:\n  columns: {fund: 项目资金}", "funds"), ("project:\n  sections: {result: 成效}", "results")],
)
def test_a_label_of_projects_that_no_form_has_is_told(tmp_path: Path, text: str, suggestion: str) -> None:
    (found,) = faults_of(tmp_path, OWN + text + "\n")
    assert (found.code, found.where.line, found.values["suggestion"]) == ("LOD062", 4, suggestion)


def test_labels_of_projects_are_taken_over_key_by_key(tmp_path: Path) -> None:
    text = OWN + "columns: {seal: 公章}\nproject: {columns: {funds: 预算资金, seal: 项目公章}}\n"
    profile = load_profile("mycity-2025", (folder_with(tmp_path, mycity_2025=text),))
    assert profile is not None
    labels = profile.columns_of("project")
    assert (labels["department"], labels["funds"], labels["seal"]) == ("实施单位", "预算资金", "项目公章")
    assert profile.columns_of("department")["seal"] == "公章"


def test_a_profile_is_named_as_its_file_is(tmp_path: Path) -> None:
    (found,) = faults_of(tmp_path, OWN.replace("2025", "2026"))
    assert (found.code, found.values["id"], found.values["name"]) == ("LOD070", "mycity-2026", "mycity-2025")


def test_an_id_is_not_taken_over(tmp_path: Path) -> None:
    (found,) = faults_of(tmp_path, "extends: national-2020\n")
    assert (found.code, found.values["key"]) == ("LOD014", "id")


@pytest.mark.parametrize("other", ["mycity-2025", "other"])
def test_a_profile_that_extends_itself_is_told(tmp_path: Path, other: str) -> None:
    folder = folder_with(
        tmp_path, mycity_2025=f"id: mycity-2025\nextends: {other}\n", other=f"id: other\nextends: {'mycity-2025'}\n"
    )
    with pytest.raises(ContentError) as caught:
        load_profile("mycity-2025", (folder,))
    (found,) = caught.value.findings
    assert (found.code, found.values["profile"]) == ("LOD071", "mycity-2025")
