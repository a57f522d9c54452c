"""Forms of our own making are read: nothing is wrong without a finding, and hardly anything is wrong at all.

Every layout in nine hands, as printed and with noise: labels that no dictionary lists, rows that slipped, labels that
are lost, page furniture, the form's own prompts. The soak tries 40 seeds each and prints the accuracy of every layout
and hand.
"""

from __future__ import annotations

import functools
import json
from collections import defaultdict
from decimal import Decimal

import pytest

from reportgen.load.forms.recognise import recognise
from tests.load.forms.generator.compare import Result, compare
from tests.load.forms.generator.hands import HANDS, WHOLE, arrived
from tests.load.forms.generator.layout import Layout
from tests.load.forms.generator.layouts import LAYOUTS

WEIGHTS = {"产出指标": Decimal(50), "效益指标": Decimal(30), "满意度指标": Decimal(10)}
QUICK, SOAK = 1, 40
BY_NAME = {layout.name: layout for layout in LAYOUTS}
ENOUGH = Decimal(99)
"""The share of cells, in percent, that each hand keeps, noise or not."""


@functools.cache
def read(layout: str, hand: str, seeds: int, *, noisy: bool) -> Result:
    """The cells of the forms of the first `seeds` seeds in one layout and hand."""
    result = Result()
    for seed in range(seeds):
        sheet, grid, places = arrived(BY_NAME[layout], seed, hand, noisy=noisy)
        found = compare(sheet, places, recognise(grid, WEIGHTS)[0])
        result.cells += found.cells
        result.wrong += found.wrong
        result.silent += found.silent
    return result


def accuracy(results: list[Result]) -> Decimal:
    """The share of cells read as printed, in percent."""
    cells = sum(result.cells for result in results)
    return 100 - 100 * Decimal(sum(len(result.wrong) for result in results)) / cells


def name(layout: Layout) -> str:
    return layout.name


@pytest.mark.parametrize("noisy", [False, True], ids=["as printed", "noisy"])
@pytest.mark.parametrize("layout", LAYOUTS, ids=name)
def test_no_cell_is_wrong_without_a_finding(layout: Layout, noisy: bool) -> None:
    results = {hand: read(layout.name, hand, QUICK, noisy=noisy) for hand in HANDS}
    assert {hand: result.silent for hand, result in results.items() if result.silent} == {}


@pytest.mark.parametrize("layout", LAYOUTS, ids=name)
def test_rows_that_arrive_whole_are_read_as_printed(layout: Layout) -> None:
    results = [read(layout.name, hand, QUICK, noisy=False) for hand in WHOLE]
    assert [wrong for result in results for wrong in result.wrong] == []


def test_a_workbook_is_read_without_a_doubt_about_its_rows() -> None:
    doubts = {"IMP010", "IMP011", "IMP012"}
    for layout in LAYOUTS:
        _, grid, _ = arrived(layout, 3, "workbook", noisy=False)
        assert not doubts & {finding.code for finding in recognise(grid, WEIGHTS)[0].findings}, layout.name


@pytest.mark.parametrize("hand", WHOLE[1:])
def test_the_same_form_is_the_same_by_every_hand_that_keeps_its_rows(hand: str) -> None:
    """But for the line breaks of upright labels, which no line of text keeps."""
    for layout in LAYOUTS:
        forms = [recognise(arrived(layout, 5, by, noisy=False)[1], WEIGHTS)[0].as_dict() for by in (WHOLE[0], hand)]
        first, second = (json.dumps({**form, "findings": []}, ensure_ascii=False) for form in forms)
        assert first.replace("\\n", "") == second.replace("\\n", ""), layout.name


@pytest.mark.soak
@pytest.mark.parametrize("noisy", [False, True], ids=["as printed", "noisy"])
def test_the_full_count(noisy: bool, capsys: pytest.CaptureFixture[str]) -> None:
    by_layout, by_hand = defaultdict(list), defaultdict(list)
    for layout in LAYOUTS:
        for hand in HANDS:
            result = read(layout.name, hand, SOAK, noisy=noisy)
            by_layout[layout.name].append(result)
            by_hand[hand].append(result)
    with capsys.disabled():
        for group in (by_hand, by_layout):
            for key, results in group.items():
                silent = sum(len(result.silent) for result in results)
                print(f"{'noisy' if noisy else 'clean'} {key:34} {accuracy(results):.2f} % silent {silent}")
    silent_cells = [cell for results in by_layout.values() for result in results for cell in result.silent]
    assert silent_cells == []
    assert min(accuracy(results) for results in by_hand.values()) >= ENOUGH
