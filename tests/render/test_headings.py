"""Levels of headings: none is left out, and what has more signs stands below what has fewer."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.render.headings import HeadingLevels


def levels(*signs: int, first: int = 1, deepest: int = 9) -> list[int]:
    given = HeadingLevels(first, deepest)
    return [given.next(one) for one in signs]


@pytest.mark.parametrize(
    ("signs", "expected"),
    [((1, 2, 3, 2, 1), [1, 2, 3, 2, 1]), ((3, 6, 3, 4), [1, 2, 1, 2]), ((4, 2, 5), [1, 1, 2]), ((2, 2), [1, 1])],
)
def test_a_heading_stands_below_the_last_one_with_fewer_signs(signs: tuple[int, ...], expected: list[int]) -> None:
    assert levels(*signs) == expected


def test_levels_begin_and_end_where_they_are_told_to() -> None:
    assert levels(1, 2, 3, 4, first=3, deepest=5) == [3, 4, 5, 5]


@given(st.lists(st.integers(1, 6), min_size=1))
def test_no_level_is_left_out(signs: list[int]) -> None:
    found = levels(*signs)
    assert found[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(found))
