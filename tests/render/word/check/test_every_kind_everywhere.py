"""Every kind of fault is found in every place of a document, told exactly there, and hides no other."""

from __future__ import annotations

from itertools import combinations

import pytest

from reportgen.base.finding import Finding, Severity
from reportgen.base.messages import in_language
from reportgen.render.word.check.rule import template_checks
from reportgen.render.word.check.run import check_word
from reportgen.render.word.check.shapes import disclosure_shape

from .kinds import KINDS, Kind
from .planted import FILE, PLACES, template, where

CASES = [(name, place) for name, kind in KINDS.items() for place in kind.places]
UNLINKED = [name for name, kind in KINDS.items() if not kind.link]
ONE_A_CODE = list({KINDS[name].told[0][0]: name for name in reversed(UNLINKED)}.values())


def found(data: bytes) -> list[Finding]:
    with in_language("en"):
        return check_word(data, FILE, disclosure_shape())


def shown(finding: Finding) -> str:
    values = finding.values
    return values.get("tag") or values.get("text") or values["what"]


def expected(kind: Kind, place: str, planted_in_body: int = 0) -> set[tuple[object, ...]]:
    return {(code, where(place, number, planted_in_body), text) for code, number, text in kind.told}


def told(findings: list[Finding]) -> set[tuple[object, ...]]:
    return {(one.code, one.where, shown(one)) for one in findings}


def test_nothing_is_told_of_the_sound_template() -> None:
    assert found(template()) == []


@pytest.mark.parametrize(("name", "place"), CASES)
def test_it_is_found_and_located(name: str, place: str) -> None:
    kind = KINDS[name]
    findings = found(template({place: kind.paragraphs}, link=kind.link))
    in_body = len(kind.paragraphs) if place == "body" else 0
    # a relationship that no other part uses is told of those parts as a whole
    exact = [one for one in findings if not (kind.link and one.where.paragraph is None)]
    assert told(exact) == expected(kind, place, in_body)
    assert all(str(one.hint) or one.code in ("TPL001",) for one in exact)


@pytest.mark.parametrize("every", [3, pytest.param(1, marks=pytest.mark.soak)])
@pytest.mark.parametrize("name", ONE_A_CODE)
def test_two_faults_of_any_two_kinds_are_told_in_one_run(name: str, every: int) -> None:
    """Every third of the pairs; the soak tries all."""
    pairs = [pair for pair in combinations(ONE_A_CODE, 2) if pair[0] == name]
    for first, second in pairs[ONE_A_CODE.index(name) % every :: every]:
        one, other = KINDS[first], KINDS[second]
        at = next(place for place in ("footer", "table") if place in other.places)
        on = next(place for place in ("body", "table") if place in one.places)
        if on == at:
            continue
        findings = found(template({on: one.paragraphs, at: other.paragraphs}))
        in_body = len(one.paragraphs) if on == "body" else 0
        assert told(findings) == expected(one, on, in_body) | expected(other, at, in_body), (first, second)


def test_all_kinds_are_told_in_one_run() -> None:
    """In one file, by turns over the places."""
    planted: dict[str, list[str]] = {place: [] for place in PLACES}
    apart = ("unclosed", "unopened", "branch of nothing", "crossed", "uneven", "row tag outside", "two row tags")
    wanted = set()
    for number, name in enumerate(name for name in UNLINKED if name not in apart):
        kind, place = KINDS[name], PLACES[number % len(PLACES)]
        if place in kind.places and place != "box":
            wanted |= expected(
                Kind(kind.paragraphs, tuple((c, n + len(planted[place]), t) for c, n, t in kind.told)), place
            )
            planted[place] += kind.paragraphs
    assert wanted <= told(found(template(planted)))


@pytest.mark.parametrize("name", template_checks())
def test_every_check_has_a_kind_that_is_planted(name: str) -> None:
    code = template_checks()[name].fault.code
    apart = {"TPL133", "TPL160"}  # of the file as a whole: see test_whole_files
    assert code in apart or any(code == one for kind in KINDS.values() for one, _, _ in kind.told)


@pytest.mark.parametrize("name", template_checks())
def test_every_check_lies_in_a_file_with_words(name: str) -> None:
    fault = template_checks()[name].fault
    assert fault.severity is not Severity.INFO or fault.hint
    assert fault.message
