from __future__ import annotations

import pytest

from reportgen.filters.day_numerals import DAY_NUMERALS


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("2025-01-15", "二〇二五年一月十五日"),
        ("2020-10-20", "二〇二〇年十月二十日"),
        ("1999-12-31", "一九九九年十二月三十一日"),
    ],
)
def test_a_date_is_written_in_chinese_numerals(typed, text):
    assert DAY_NUMERALS(typed) == text
