"""Versions compared: every fact that differs is told exactly once, and nothing else is."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from reportgen.base.errors import UsageError
from reportgen.compose.disclosure import compose
from reportgen.model.figures import assess
from reportgen.model.form import Evaluation, Indicator
from reportgen.model.values import Text
from reportgen.release.compare import compare
from reportgen.release.difference import Difference
from reportgen.release.notice import changes_of
from reportgen.release.snapshot import Snapshot, read, take
from tests.builders import a_fund, a_narrative, a_number, an_evaluation, an_indicator
from tests.conftest import Golden
from tests.run import ROOT

QUICK, FULL = 150, 1000


def a_snapshot(evaluation: Evaluation | None = None, version: int | None = None, **sections: str | None) -> Snapshot:
    evaluation = evaluation or an_evaluation()
    assessment = assess(evaluation)
    disclosure = compose("2024/x", assessment, a_narrative(evaluation, **sections))
    return take(disclosure, assessment, version)


def changed(difference: Difference) -> dict[str, tuple[str | None, str | None]]:
    return {change.id: (change.old, change.new) for change in difference.facts}


def rows(difference: Difference) -> list[tuple[str, str]]:
    return [(row.change, row.id) for row in difference.rows]


def test_a_version_does_not_differ_from_itself_and_survives_its_file() -> None:
    snapshot = a_snapshot(version=1)
    assert compare(snapshot, snapshot).is_empty
    assert read(snapshot.as_bytes(), "facts.json") == snapshot


def test_facts_that_were_frozen_stay_readable(golden: Golden) -> None:
    """The golden file is never accepted anew for a schema that was released: a new schema gets a file of its own."""
    golden("frozen/facts-1.json", a_snapshot(version=1).as_bytes().decode())


def test_a_snapshot_of_schema_1_is_read_and_compared() -> None:
    """The committed file, whatever this program writes now."""
    frozen = read((ROOT / "tests/release/frozen/facts-1.json").read_bytes(), "facts.json")
    assert (frozen.version, frozen.facts["funds.total.executed"].text) == (1, "120,000.00")
    assert frozen.facts["totals.score"].rests_on
    assert {row.kind for row in frozen.rows} == {"fund", "goal", "level", "indicator"}
    first = frozen.facts["funds.total.executed"]
    other = replace(frozen, facts={**frozen.facts, first.id: replace(first, value="1", text="1.00")})
    assert changed(compare(frozen, other)) == {first.id: ("120,000.00", "1.00")}


def test_facts_of_a_newer_program_are_refused_by_name() -> None:
    newer = a_snapshot(version=1).as_bytes().replace(b'"schema": 1', b'"schema": 2')
    with pytest.raises(UsageError, match=r"schema 2|格式 2"):
        read(newer, "releases/1/facts.json")
    for broken in (b"[]", b"{}", b"no json", b'{"schema": 1}'):
        with pytest.raises(UsageError):
            read(broken, "releases/1/facts.json")


def test_an_amount_takes_with_it_what_rests_on_it() -> None:
    funds = [a_fund(line.id, line.label.text, executed="43,000.10" if line.id == "targeted" else line.executed.text,
                    initial=line.initial.text, adjusted=line.adjusted.text)
             for line in an_evaluation().funds if line.executed and line.initial and line.adjusted]  # fmt: skip
    difference = compare(a_snapshot(), a_snapshot(an_evaluation(funds=funds)))
    assert changed(difference) == {
        "funds.targeted.executed": ("43,000.00", "43,000.10"),
        "funds.total.executed": ("120,000.00", "120,000.10"),
    }
    total = next(change for change in difference.facts if change.id == "funds.total.executed")
    assert (total.difference, total.causes) == ("+0.10", ("funds.targeted.executed",))
    assert total.affects == ("funds.total.rate", "funds.total.score", "totals.score", "conclusion.grade")


def test_rows_that_were_moved_are_told_as_moved_and_no_fact_is() -> None:
    first, *rest = an_evaluation().indicators
    difference = compare(a_snapshot(), a_snapshot(an_evaluation(indicators=[rest[0], first, *rest[1:]])))
    assert changed(difference) == {}
    assert len(rows(difference)) == 1
    assert rows(difference)[0][0] == "moved"


def test_a_form_imported_again_shows_only_what_changed() -> None:
    """A new row at the head gives every id anew; rows are found by what they are."""
    old = an_evaluation().indicators
    new = [an_indicator("q1", name="新增的指标", weight="1", score="1")]
    new += [replace(row, id=f"n{at}") for at, row in enumerate(old)]
    difference = compare(a_snapshot(), a_snapshot(an_evaluation(indicators=new)))
    assert {change.change for change in difference.facts if change.id.startswith("indicators.")} == {"added"}
    assert {change.id.split(".")[1] for change in difference.facts if change.change == "added"} == {"q1"}
    assert ("added", "q1") in rows(difference)
    assert {change for change, _ in rows(difference)} == {"added", "renumbered"}


def test_a_new_name_under_the_same_id_is_a_renaming() -> None:
    first, *rest = an_evaluation().indicators
    difference = compare(
        a_snapshot(), a_snapshot(an_evaluation(indicators=[replace(first, name=Text("培训场次")), *rest]))
    )
    assert rows(difference) == [("renamed", "q1")]
    assert changed(difference) == {"indicators.q1.name": ("培训次数", "培训场次")}


def test_narrative_that_came_went_and_changed_is_told_by_section() -> None:
    difference = compare(a_snapshot(), a_snapshot(results="困难群众基本生活得到较好保障。", experience=None))
    assert [(section.name, section.change) for section in difference.sections] == [
        ("results", "changed"),
        ("experience", "removed"),
    ]
    look = compare(a_snapshot(results="甲乙"), a_snapshot(results="**甲**乙"))
    assert [(section.name, section.change) for section in look.sections] == [("results", "look")]


def a_changed_form(seed: int) -> tuple[Evaluation, Evaluation]:
    """A form and the same after a few random changes: cells, rows out, in, renamed, moved, all ids given anew."""
    dice = random.Random(seed)
    old = an_evaluation()
    indicators = list(old.indicators)
    for _ in range(dice.randint(1, 4)):
        at = dice.randrange(len(indicators))
        row = indicators[at]
        kind = dice.choice(("cell", "score", "out", "in", "rename", "move"))
        if kind == "cell":
            indicators[at] = replace(row, actual=Text(f"{dice.randint(11, 99)}次"))
        elif kind == "score":
            indicators[at] = replace(row, score=a_number(str(dice.randint(1, 9))))
        elif kind == "out" and len(indicators) > 2:
            del indicators[at]
        elif kind == "in":
            indicators.insert(at, _new(dice, row))
        elif kind == "rename":
            indicators[at] = replace(row, name=Text(f"改名{dice.randint(1, 999)}"))
        else:
            indicators.insert(dice.randrange(len(indicators)), indicators.pop(at))
    if dice.random() < 0.3:
        indicators = [replace(row, id=f"z{at}") for at, row in enumerate(indicators)]
    funds = [
        replace(line, executed=a_number(f"{dice.randint(1, 60000)}.00")) if dice.random() < 0.2 else line
        for line in old.funds
    ]
    return old, an_evaluation(indicators=indicators, funds=funds)


def _new(dice: random.Random, beside: Indicator) -> Indicator:
    names = {"level1": beside.level1.text, "level2": beside.level2.text}
    return an_indicator(f"new{dice.randint(1, 10**9)}", name=f"新指标{dice.randint(1, 10**9)}", **names)


def hold(seed: int) -> None:
    """Applying the difference to the old facts gives the new ones, and no fact is told twice, here or in the notice."""
    old, new = (a_snapshot(one) for one in a_changed_form(seed))
    difference = compare(old, new)
    told = [change.id for change in difference.facts if change.change != "removed"]
    gone = [change.old_id for change in difference.facts if change.change == "removed"]
    assert len(told) == len(set(told))
    assert len(gone) == len(set(gone))
    came = {change.id for change in difference.facts if change.change == "added"}
    was = {change.id: change.old_id for change in difference.facts}
    assert set(told) <= set(new.facts)
    assert len(old.facts) - len(gone) + len(came) == len(new.facts)
    left = {id: fact.text for id, fact in old.facts.items() if id not in gone and id not in was.values()}
    kept = [new.facts[id].text for id in new.facts if id not in set(told)]
    assert sorted(left.values()) == sorted(kept)
    for change in difference.facts:
        before = None if change.old_id is None else old.facts[change.old_id].text
        after = None if change.change == "removed" else new.facts[change.id].text
        assert (change.old, change.new) == (before, after)
        assert before != after
    page = changes_of(difference, old, new)
    assert len(page.corrected) + len(page.followed) == len(difference.facts) + len(difference.labels)
    assert compare(new, new).is_empty
    assert not difference.is_empty or old.facts == new.facts


@pytest.mark.parametrize("block", range(3))
def test_each_changed_fact_is_told_exactly_once(block: int) -> None:
    for seed in range(block * QUICK // 3, (block + 1) * QUICK // 3):
        hold(seed)


@pytest.mark.soak
def test_each_changed_fact_of_a_thousand_pairs_is_told_exactly_once() -> None:
    for seed in range(FULL):
        hold(seed)
