"""All checks together: a clean form, severities of the profile, waivers, and the order of what is found."""

from __future__ import annotations

from dataclasses import replace

import pytest
import yaml

from reportgen import api
from reportgen.base.files import write_bytes
from reportgen.base.finding import Severity
from reportgen.checks.run import unwaived_errors
from reportgen.model.profile import Thresholds
from reportgen.model.values import Text
from tests.builders import FORM, a_fund, a_narrative, a_profile, a_waiver, an_evaluation, an_indicator, findings


@pytest.mark.parametrize("profile", ["guizhou-2024", "national-2020"])
def test_the_form_that_tests_start_from_has_no_findings(profile):
    assert findings(an_evaluation(profile=profile)) == []


@pytest.mark.parametrize("unit", ["元", "万元"])
def test_the_unit_of_the_form_changes_nothing_about_that(unit):
    assert findings(an_evaluation(unit=unit)) == []


@pytest.mark.parametrize("kind", ["department", "project"])
def test_the_kind_of_the_form_changes_nothing_about_that(kind):
    assert findings(an_evaluation(kind=kind, project="敬老院改造")) == []


def test_approved_targets_have_no_findings_of_a_year_that_is_still_to_come():
    targets = an_evaluation(
        stage="targets",
        filed="2023-11-20",
        grade=None,
        funds=[a_fund(adjusted=None, executed=None)],
        indicators=[replace(row, actual=None, score=None) for row in an_evaluation().indicators],
    )
    assert findings(targets, a_narrative(targets, completion="", results="", experience="", next_steps="")) == []


def test_the_profile_decides_how_grave_a_finding_is():
    lenient = a_profile(severities={"IND001": Severity.INFO})
    form = {"indicators": [an_indicator(score="19")]}
    assert [found.severity for found in findings(an_evaluation(**form), code="IND001")] == [Severity.ERROR]
    assert [found.severity for found in findings(an_evaluation(**form, profile=lenient), code="IND001")] == [
        Severity.INFO
    ]


@pytest.mark.parametrize("code", ["FND005", "FND006", "IND002"])
def test_a_threshold_that_the_profile_leaves_out_switches_its_check_off(code):
    form = {
        "funds": [a_fund(initial="100", adjusted="300", executed="1")],
        "indicators": [an_indicator(actual="99次")],
    }
    off = a_profile(thresholds=Thresholds(None, None, None))
    assert findings(an_evaluation(**form), code=code) != []
    assert findings(an_evaluation(**form, profile=off), code=code) == []


def test_findings_come_in_the_order_of_the_file():
    found = findings(an_evaluation(indicators=[an_indicator(id, score=None) for id in ("q2", "q1")]))
    assert [finding.order for finding in found] == sorted(finding.order for finding in found)


def test_a_waived_finding_is_marked_and_never_left_out():
    lost = {"indicators": [an_indicator(score="19")]}
    waiver = a_waiver("IND001", "indicators.q1.score", "19")
    assert [found.waived for found in findings(an_evaluation(**lost), code="IND001")] == [False]
    assert [found.waived for found in findings(an_evaluation(**lost, waivers=[waiver]), code="IND001")] == [True]


@pytest.mark.parametrize(
    "waiver",
    [
        a_waiver("IND001", "indicators.q1.score", "18"),
        a_waiver("IND001", "indicators.q2.score", "19"),
        a_waiver("SCO003", "indicators.q1.score", "19"),
        a_waiver("IND001", "indicators.q1.score", "19.0"),
    ],
    ids=["another value", "another fact", "another code", "another text"],
)
def test_a_waiver_holds_for_one_code_one_fact_and_one_exact_value(waiver):
    found = findings(an_evaluation(indicators=[an_indicator(score="19")], waivers=[waiver]), code="IND001")
    assert [finding.waived for finding in found] == [False]


def test_what_the_profile_lists_as_unwaivable_stays_an_error():
    form = {"funds": [a_fund(executed="1"), a_fund("personnel", executed="2")]}
    waiver = a_waiver("FND001", "funds.total.executed", "2.00")
    found = findings(an_evaluation(**form, waivers=[waiver]))
    assert {finding.code for finding in unwaived_errors(found)} >= {"FND001", "WAI002"}


def test_a_stated_total_that_a_person_chose_blocks_nothing():
    waiver = a_waiver("TOT003", "totals.weight", "90", print="stated")
    found = findings(an_evaluation(stated={"totals.weight": "90"}, waivers=[waiver]))
    assert unwaived_errors(found) == []
    assert [(finding.code, finding.waived) for finding in found] == [("TOT003", True)]


def test_a_computed_total_that_a_person_chose_blocks_nothing():
    waiver = a_waiver("TOT003", "totals.weight", "90", print="computed")
    found = findings(an_evaluation(stated={"totals.weight": "90"}, waivers=[waiver]))
    assert unwaived_errors(found) == []
    assert [(finding.code, finding.waived) for finding in found] == [("TOT003", True)]


def test_a_waiver_of_the_grade_names_the_grade_that_is_stated():
    form = {"grade": "良", "waivers": [a_waiver("GRD001", "conclusion.grade", "良")]}
    assert unwaived_errors(findings(an_evaluation(**form))) == []


def test_an_evaluation_without_funds_goals_and_indicators_is_not_clean():
    empty = an_evaluation(funds=[], goals=[], indicators=[], grade=None)
    assert unwaived_errors(findings(empty, a_narrative(empty, completion="已完成。"))) != []


@pytest.mark.parametrize("id", ["totals.wieght", "indicators.q1.score"])
def test_a_stated_value_that_states_nothing_is_told(tmp_path, id):
    form = yaml.safe_dump({**FORM, "stated": {id: "90"}}, allow_unicode=True)
    (tmp_path / "reportgen.toml").touch()
    write_bytes(tmp_path / "content" / "2024" / "somewhere" / "evaluation.yaml", form.encode())
    assert id in [finding.fact for finding in api.check(api.workspace(tmp_path), ["2024/somewhere"])]


def test_every_error_that_the_profile_allows_to_be_waived_can_be():
    evaluation = an_evaluation(indicators=[replace(an_indicator(), actual=Text("按照填报说明完成"))])
    found = unwaived_errors(findings(evaluation, code="TXT002"))
    assert found and all(finding.fact for finding in found)
