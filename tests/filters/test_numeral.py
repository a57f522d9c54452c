from __future__ import annotations

import pytest

from reportgen.filters.filter import FilterError
from reportgen.filters.numeral import NUMERAL, in_numerals
from tests.builders import a_fact


@pytest.mark.parametrize(
    ("number", "text"),
    [
        *((0, "零"), (3, "三"), (10, "十"), (12, "十二"), (20, "二十"), (21, "二十一"), (100, "一百")),
        *((105, "一百零五"), (110, "一百一十"), (1001, "一千零一"), (1010, "一千零一十"), (9999, "九千九百九十九")),
    ],
)
def test_whole_numbers_are_written_as_headings_write_them(number, text):
    assert in_numerals(number) == text


def test_no_two_numbers_are_written_alike():
    assert len({in_numerals(number) for number in range(10_000)}) == 10_000


@pytest.mark.parametrize("value", ["-1", "10000", "1.5"])
def test_other_numbers_are_refused(value):
    with pytest.raises(FilterError):
        NUMERAL(a_fact(value, "分"))
