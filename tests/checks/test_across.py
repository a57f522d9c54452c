"""Reports of different folders that are checked together: one form twice, and one name written in two ways."""

from __future__ import annotations

from dataclasses import replace

from reportgen.base.finding import Finding
from reportgen.checks.across import Across
from reportgen.model.values import Text
from tests.builders import an_evaluation


def found(*reports: tuple[str, str, str]) -> list[Finding]:
    """What is found of reports of the year 2024, each as (id, folder, name of the department)."""
    across = Across()
    for report, folder, name in reports:
        across.add(report, folder, replace(an_evaluation().form, department=Text(name)))
    return list(across.findings())


def test_one_form_in_two_folders_is_told_of_the_second():
    (told,) = found(("2024/a", "2024/a", "甲局"), ("2024/b", "2024/b", "甲局"), ("2024/c", "2024/c", "乙局"))
    assert (told.code, told.report, told.values["other"]) == ("REL004", "2024/b", "2024/a")


def test_within_a_folder_another_check_tells_it():
    assert found(("2024/a", "2024/a", "甲局"), ("2024/a/b", "2024/a", "甲局")) == []


def test_a_name_that_differs_in_width_or_spaces_is_told_against_the_usual_one():
    names = ["第４局", "第4局", "第4局", "第 4局"]
    told = [
        one for one in found(*((f"{at}/a", f"{at}/a", name) for at, name in enumerate(names))) if one.code == "REL005"
    ]
    assert [(one.report, one.values["name"], one.values["usual"], one.values["other"]) for one in told] == [
        ("0/a", "第４局", "第4局", "1/a"),
        ("3/a", "第 4局", "第4局", "1/a"),
    ]


def test_names_that_differ_otherwise_are_two_departments():
    assert found(("2024/a", "2024/a", "第4局"), ("2024/b", "2024/b", "第14局")) == []
