"""Findings as values."""

from __future__ import annotations

from reportgen.base.finding import Fault, Severity
from reportgen.base.location import Location
from reportgen.base.messages import in_language

FAULT = Fault("TST001", "too_much", Severity.ERROR, "{label}: {found} for {wanted}", "enter {wanted}")


def test_a_finding_carries_both_values_its_place_and_what_to_do():
    found = FAULT.at(Location.in_text("a.yaml", 3), fact="totals.score", label="总分", found=97, wanted=90)
    with in_language("en"):
        assert found.as_dict() == {
            "code": "TST001",
            "name": "too_much",
            "severity": "error",
            "message": "总分: 97 for 90",
            "hint": "enter 90",
            "report": None,
            "fact": "totals.score",
            "where": Location.in_text("a.yaml", 3).as_dict(),
            "values": {"label": "总分", "found": "97", "wanted": "90"},
            "waived": False,
        }


def test_values_with_braces_are_printed_as_they_are():
    found = FAULT.at(Location.of_file("a"), label="{label}", found="{0}", wanted="{{x}}")
    assert str(found.message) == "{label}: {0} for {{x}}"


def test_without_a_hint_there_is_null():
    assert Fault("TST002", "bare", Severity.INFO, "bare").at(Location.of_file("a")).as_dict()["hint"] is None


def test_findings_are_ordered_by_report_place_and_code():
    places = [Location.in_text("a", 2), Location.in_text("a", 10), Location.in_text("b", 1)]
    found = [FAULT.at(place, label="", found="", wanted="") for place in reversed(places)]
    assert [finding.where for finding in sorted(found, key=lambda finding: finding.order)] == places
    assert sorted([found[0].of_report("b"), found[1].of_report("a")], key=lambda one: one.order)[0].report == "a"


def test_an_error_is_graver_than_a_warning_and_a_warning_than_a_note():
    assert sorted([Severity.INFO, Severity.ERROR, Severity.WARNING], key=lambda one: one.rank) == list(Severity)
    assert Severity.ERROR.rank == 0
