"""How much the checks find of what is planted, and how often they cry over a clean report."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from reportgen.base.finding import Severity
from reportgen.checks.rule import checks
from reportgen.checks.run import find_all
from reportgen.load.profile import profile_ids
from tests.checks.mutations.clean import clean
from tests.checks.mutations.defects import PLANTS

RECALL, FALSE_ALARMS = 0.98, 0.01
LONG = 12
"""So often each fault is planted in a report of each profile; once in a few of them, other ones for each, if quick."""
FEW = 4
CLEAN_QUICK, CLEAN_LONG = 6, 400
"""So many clean reports of each profile are checked."""


def false_alarms(count: int) -> tuple[int, Counter[str], int]:
    """How many clean reports get an error or a warning, by which codes, and how many there were."""
    alarmed, codes, made = 0, Counter[str](), 0
    for profile in profile_ids():
        random = Random(f"clean {profile}")
        for _ in range(count):
            found = find_all(clean(profile, random).read())
            grave = {finding.code for finding in found if finding.severity is not Severity.INFO}
            alarmed, made = alarmed + bool(grave), made + 1
            codes.update(grave)
    return alarmed, codes, made


def planted(count: int, most: int | None = None) -> tuple[Counter[str], Counter[str]]:
    """How often each fault was planted, in reports of `most` profiles, and how often it was found at its place."""
    tried, found = Counter[str](), Counter[str]()
    for code, ways in PLANTS.items():
        for profile in Random(code).sample(profile_ids(), most or len(profile_ids())):
            random = Random(f"{code} {profile}")
            for _ in range(count):
                for plant in ways:
                    made = clean(profile, random)
                    place = plant(made, random)
                    if place is None:
                        continue
                    name = f"{code} {plant.__name__}"
                    tried[name] += 1
                    facts = {finding.fact for finding in find_all(made.read(), [checks()[code]])}
                    found[name] += place in facts
    return tried, found


def test_every_check_has_a_fault_that_is_planted():
    assert PLANTS.keys() == checks().keys()


def test_a_clean_report_is_let_alone():
    alarmed, codes, made = false_alarms(CLEAN_QUICK)
    assert alarmed <= FALSE_ALARMS * made, codes


def test_what_is_planted_is_found():
    tried, found = planted(1, FEW)
    missed = {name: f"{found[name]} of {count}" for name, count in tried.items() if found[name] < count}
    assert found.total() >= RECALL * tried.total(), missed
    assert {name.split()[0] for name in found if found[name]} == checks().keys()


@pytest.mark.soak
def test_thousands_of_reports(capsys):
    alarmed, codes, made = false_alarms(CLEAN_LONG)
    tried, found = planted(LONG)
    missed = {name: f"{found[name]} of {count}" for name, count in tried.items() if found[name] < count}
    with capsys.disabled():
        print(f"\nclean reports: {made}, with an error or warning: {alarmed} {dict(codes)}")
        print(f"planted: {tried.total()}, found: {found.total()} {missed}")
    assert alarmed <= FALSE_ALARMS * made
    assert found.total() >= RECALL * tried.total()
