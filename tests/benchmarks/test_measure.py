"""What figures are made of: turns, ratios, growth, stages."""

from __future__ import annotations

import json
from importlib import import_module

import pytest

from benchmarks import stages
from benchmarks.measure import Sample, exponents, interleaved, process, ratios
from benchmarks.table import Figure, costs, figures


def test_subjects_take_turns_and_the_first_round_is_not_counted() -> None:
    turns: list[str] = []

    def work(name: str) -> tuple[float, float]:
        turns.append(name)
        return float(len(turns)), 0.0

    samples = interleaved({"a": lambda: work("a"), "b": lambda: work("b")}, 2)
    assert turns == ["a", "b"] * 3
    assert samples == [Sample("a", (3.0, 5.0), (0.0, 0.0)), Sample("b", (4.0, 6.0), (0.0, 0.0))]


def test_ratios_are_taken_round_by_round() -> None:
    assert ratios(Sample("a", (2.0, 9.0, 4.0)), Sample("b", (1.0, 3.0, 4.0))) == (1.0, 2.0, 3.0)


@pytest.mark.parametrize("power", [1, 2])
def test_growth_is_told_as_a_power(power: int) -> None:
    sizes = (10, 100, 1_000)
    assert exponents(sizes, [3 * size**power for size in sizes]) == pytest.approx((power, power))


def test_a_process_that_fails_gives_no_figure() -> None:
    with pytest.raises(RuntimeError, match="no such thing"):
        process(["python3", "-c", "raise SystemExit('no such thing')"])()


def test_every_round_is_a_line_for_programs() -> None:
    table = costs("Title", [Sample("a", (1.0, 2.0), (3.0, 4.0)), Sample("b", (2.0, 2.0), (2.0, 2.0))])
    assert [json.loads(line) for line in table.json_lines("suite")] == [
        {"suite": "suite", "table": "Title", "round": 1, "cpu": {"a": 1.0, "b": 2.0}, "wall": {"a": 3.0, "b": 2.0}},
        {"suite": "suite", "table": "Title", "round": 2, "cpu": {"a": 2.0, "b": 2.0}, "wall": {"a": 4.0, "b": 2.0}},
    ]


def test_tables_line_up_for_people_and_for_the_page() -> None:
    table = costs("Title", [Sample("一", (1.0,)), Sample("second", (2.0,))])
    _, title, head, first, second = table.text().splitlines()
    assert title == "Title"
    assert (first.split(), second.split()) == (["一", "1000.00", "1.00×", "1.00", "to", "1.00"],
                                               ["second", "2000.00", "2.00×", "2.00", "to", "2.00"])  # fmt: skip
    assert len(head) == len(second) == len(first) + 1
    assert "| second | 2000.00 | 2.00× | 2.00 to 2.00 |" in table.markdown().splitlines()


@pytest.mark.parametrize(
    ("module", "name"), sorted({(module, name) for seams in stages.SEAMS.values() for _, module, name in seams})
)
def test_every_seam_is_there(module: str, name: str) -> None:
    found: object = import_module(module)
    for step in name.split("."):
        found = getattr(found, step)
    assert callable(found)


def test_time_goes_to_the_innermost_stage(monkeypatch: pytest.MonkeyPatch) -> None:
    now = iter(range(100))
    monkeypatch.setattr("time.process_time", lambda: next(now))
    clock = stages._Clock()
    inner = clock.around("inner", lambda: None)
    clock.around("outer", lambda: (inner(), inner()))()
    assert clock.seconds == {"outer": 3, "inner": 2}


@pytest.mark.parametrize(
    ("figure", "row"),
    [
        (Figure("speed", 59.99, 60, least=True), ("speed", "≥ 60×", "59.99×", "missed")),
        (Figure("speed", 60, 60, least=True), ("speed", "≥ 60×", "60.00×", "met")),
        (Figure("cost", 1.5, 1.5), ("cost", "≤ 1.5×", "1.50×", "met")),
        (Figure("cost", 1.6, 1.5), ("cost", "≤ 1.5×", "1.60×", "missed")),
    ],
)
def test_a_figure_is_told_with_what_was_asked(figure: Figure, row: tuple[str, ...]) -> None:
    assert figures("it", [figure]).rows == (row,)
