"""Laws over whole catalogues: checks, faults, filters, profiles."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
import string
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from reportgen.api import all_faults, manual_of, paragraphs_of
from reportgen.checks.rule import checks
from reportgen.filters.filter import filters
from reportgen.load.profile import load_profile, profile_ids
from reportgen.model.profile import Profile
from tests.checks.test_cases import CASES, Case, cases_of

HERE = Path(__file__).parent
PACKAGE = HERE.parent / "reportgen"

each_check = pytest.mark.parametrize("check", checks().values(), ids=list(checks()))
each_fault = pytest.mark.parametrize("fault", all_faults().values(), ids=list(all_faults()))
each_filter = pytest.mark.parametrize("filter", filters().values(), ids=list(filters()))
each_profile = pytest.mark.parametrize("profile", profile_ids())


def loaded(profile: str) -> Profile:
    found = load_profile(profile)
    assert found is not None
    return found


def cases(code: str) -> list[Case]:
    return list(cases_of(code))


@each_check
def test_every_check_has_a_case_that_finds_and_one_that_does_not(check):
    assert any(case.finds for case in cases(check.code))
    assert any(not case.finds for case in cases(check.code))


def test_every_file_of_cases_is_of_a_check():
    assert sorted(file.stem for file in CASES.iterdir()) == sorted(checks())


@each_check
def test_the_names_of_its_cases_differ(check):
    names = [case.name for case in cases_of(check.code)]
    assert len(names) == len(set(names))


@each_check
def test_some_case_shows_values_of_its_message(check):
    fields = {name for _, name, _, _ in string.Formatter().parse(check.fault.message) if name}
    assert fields & {key for case in cases(check.code) for found in case.finds for key in found}


@each_check
def test_its_manual_says_what_it_finds_why_an_example_and_the_remedy(check):
    first, *others = paragraphs_of(check.manual)
    assert re.fullmatch(r"[A-Z].*\.", first, re.DOTALL)
    assert [part.partition(":")[0] for part in others] == ["Why", "Example", "Remedy"]
    assert all(part.partition(":")[2].strip() for part in others)


@each_check
def test_it_lies_in_a_file_named_as_its_fault(check):
    module = inspect.getmodule(check.find)
    assert module is not None
    assert module.__name__.rpartition(".")[2] == check.fault.name
    assert inspect.getdoc(check.find)


@each_check
def test_its_hint_says_what_to_do(check):
    assert check.fault.hint


def test_every_file_of_a_check_declares_one():
    helpers = {"claims", "numerals", "paragraphs"}
    files = {file.stem for file in (PACKAGE / "checks").glob("*/*.py")} - {"__init__"} - helpers
    assert files == {check.fault.name for check in checks().values()}


@each_fault
def test_codes_are_three_letters_and_three_digits(fault):
    assert re.fullmatch(r"[A-Z]{3}\d{3}", fault.code)


@each_fault
def test_names_are_words_joined_by_underscores(fault):
    assert re.fullmatch(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*", fault.name)


def test_the_names_of_all_faults_differ():
    names = [fault.name for fault in all_faults().values()]
    assert sorted(names) == sorted(set(names))


def test_no_code_is_written_twice_in_the_source():
    """`declared` compares objects that modules hold; this reads every call, wherever it stands."""
    written = [code for file in sorted(PACKAGE.rglob("*.py")) for code in codes_in(file)]
    assert sorted(written) == sorted(set(written))
    assert set(written) == set(all_faults())


def codes_in(file: Path) -> list[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    first = [call.args[0] for call in ast.walk(tree) if isinstance(call, ast.Call) and call.args]
    texts = [str(argument.value) for argument in first if isinstance(argument, ast.Constant)]
    return [text for text in texts if re.fullmatch(r"[A-Z]{3}\d{3}", text)]


@each_fault
def test_every_fault_has_a_page_of_the_manual(fault):
    assert manual_of(fault).strip()


@each_filter
def test_every_filter_has_a_docstring_that_names_it_and_a_test(filter):
    module = importlib.import_module(f"reportgen.filters.{filter.name}")
    assert (module.__doc__ or "").startswith(f"`{filter.name}`: ")
    assert (HERE / "filters" / f"test_{filter.name}.py").is_file()


@each_profile
def test_the_points_of_every_profile_add_up_to_its_basis(profile):
    rules = loaded(profile)
    levels = [level.weight for level in rules.level1]
    if None in levels:
        return
    assert sum((weight or Decimal(0) for weight in levels), rules.execution.weight) == rules.total_basis


@each_profile
def test_a_profile_says_where_each_of_its_own_scoring_rules_comes_from(profile):
    own = yaml.load((PACKAGE / "profiles" / f"{profile}.yaml").read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
    scoring = {"execution", "level1", "grades", "tiers", "thresholds", "deduction", "caps", "points", "breakdowns"}
    assert "title" in own["sources"]
    assert own.keys() & scoring <= own["sources"].keys()


@each_profile
def test_the_tiers_of_a_profile_reach_down_to_nothing(profile):
    bounds = [tier.lower for tier in loaded(profile).tiers]
    assert bounds == sorted(set(bounds), reverse=True)
    assert not bounds or bounds[-1] == 0


@each_profile
def test_a_profile_is_called_as_its_file_and_by_a_year(profile):
    assert loaded(profile).id == profile
    assert re.search(r"-20\d{2}$", profile)


@each_profile
def test_the_grades_of_a_profile_reach_from_nothing_to_all(profile):
    rules = loaded(profile)
    bounds = [band.lower for band in rules.grades]
    assert bounds == sorted(set(bounds), reverse=True)
    assert not bounds or bounds[-1] == 0
    assert all(rules.grade(bound) == band.label for bound, band in zip(bounds, rules.grades, strict=True))


@each_profile
def test_a_profile_speaks_only_of_codes_that_exist(profile):
    rules = loaded(profile)
    assert {*rules.severities, *rules.unwaivable} <= set(all_faults())


@each_profile
def test_a_profile_labels_every_column_and_section_that_is_printed(profile):
    national = loaded("national-2020")
    rules = loaded(profile)
    assert rules.columns.keys() >= national.columns.keys()
    assert rules.sections.keys() >= national.sections.keys()


@each_profile
def test_the_levels_of_a_profile_differ(profile):
    levels = loaded(profile).level1
    assert len({level.id for level in levels}) == len({level.label for level in levels}) == len(levels)
