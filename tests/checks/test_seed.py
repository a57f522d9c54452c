"""The published form that this repository holds: every fault known of it, with the right figures, and no other."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from reportgen import api
from reportgen.base.finding import Finding

ROOT = Path(__file__).resolve().parents[2]
REPORT = "2024/qiannan-civil-affairs"

CUT_OFF = {"q4", "q5", "q6", "q8", "q10", "q18"}
KNOWN = {
    "DAT001": {"sections.completion.g3"},
    "DAT004": {"form.filed"},
    "FND005": {"funds.total.adjusted", "funds.targeted.adjusted"},
    "FND007": {"funds.total.adjusted"},
    "FND009": {"funds.targeted.adjusted", "funds.targeted.executed"},
    "FND011": {"funds.other_operating.label"},
    "GOA001": {"goals.g4", "goals.g5", "goals.g6"},
    "GOA003": {"sections.results"},
    "GOA006": {"sections.next_steps"},
    "IND002": {f"indicators.{id}.actual" for id in ("q2", "q3", "q7")},
    "IND005": {"indicators.q14.reason"},
    "IND013": {f"indicators.{id}.target" for id in ("q12", "q13", "q14")},
    "IND015": {"indicators.q3.reason"},
    "IND016": {"indicators.q18.actual"},
    "NAM001": {f"indicators.{id}.name" for id in CUT_OFF},
    "SCO003": {"indicators.q14.score"},
    "TOT003": {"totals.weight"},
    "TXT003": {"goals.g2", "sections.completion.g2", "sections.results"},
    "TXT005": {"sections.results"},
    "TXT006": {"sections.completion.g2"},
    "TXT010": {"sections.completion.g1"},
    "TXT011": {"indicators.q14.reason"},
}
MARKS = "TXT009"
"""Half-width marks stand in every file."""

FIGURES = [
    ("FND007", "funds.total.adjusted", {"rate": "79.04", "initial": "76,799,063.48", "executed": "60,704,518.55"}),
    ("TOT003", "totals.weight", {"stated": "90", "computed": "100"}),
    ("IND002", "indicators.q2.actual", {"excess": "366.67"}),
    ("IND002", "indicators.q7.actual", {"excess": "166.67"}),
    ("IND002", "indicators.q3.actual", {"excess": "39.80"}),
    ("FND005", "funds.targeted.adjusted", {"change": "-24.07%"}),
    ("SCO003", "indicators.q14.score", {"score": "0", "expected": "2.79"}),
    ("IND013", "indicators.q12.target", {"label": "运转类公用经费项目 年初预算数"}),
    ("TXT005", "sections.results", {"text": "三是"}),
    ("TXT010", "sections.completion.g1", {"text": "我市", "right": "我州"}),
]


@pytest.fixture(scope="module")
def found() -> list[Finding]:
    return api.check(api.workspace(ROOT), [REPORT])


def test_everything_known_is_found_and_nothing_else(found):
    facts: dict[str, set[str | None]] = defaultdict(set)
    for finding in found:
        facts[finding.code].add(finding.fact)
    assert facts.pop(MARKS)
    assert facts == KNOWN


@pytest.mark.parametrize(("code", "fact", "values"), FIGURES, ids=[f"{code} {fact}" for code, fact, _ in FIGURES])
def test_the_figures_are_right(found, code, fact, values):
    shown = [finding.values for finding in found if (finding.code, finding.fact) == (code, fact)]
    assert any(values.items() <= one.items() for one in shown), shown


def test_three_errors_of_goals_and_one_of_the_totals_block_publication(found):
    errors = [finding.code for finding in found if finding.severity == "error"]
    assert sorted(errors) == ["GOA001", "GOA001", "GOA001", "TOT003"]


def test_the_score_that_the_rule_gives_is_explained():
    rule = api.rating(api.workspace(ROOT), REPORT, "indicators.q14.score")
    assert rule is not None
    assert rule.text == "2.79"
    assert len(rule.steps) == 2
