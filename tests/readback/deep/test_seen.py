"""Tables as grids, whatever reaches from one row into the next."""

from __future__ import annotations

from reportgen.readback.deep.seen import spread


def test_a_cell_stands_in_every_place_that_it_spans() -> None:
    rows = [[("a", 1, 2), ("b", 2, 1)], [("c", 1, 1), ("d", 1, 1)]]
    assert spread(rows) == [["a", "b", "b"], ["a", "c", "d"]]


def test_a_row_shorter_than_a_span_above_it_keeps_its_place_and_those_below_theirs() -> None:
    rows = [[("a", 1, 1), ("b", 1, 1), ("c", 1, 2)], [("d", 1, 1)], [("e", 1, 1), ("f", 1, 1), ("g", 1, 1)]]
    assert spread(rows) == [["a", "b", "c"], ["d", "", "c"], ["e", "f", "g"]]


def test_a_row_without_cells_is_one_of_the_rows_of_a_span() -> None:
    assert spread([[("a", 2, 3)], [], [("b", 1, 1)], [("c", 1, 1)]]) == [["a", "a"], ["a", "a"], ["a", "a", "b"], ["c"]]
