"""Dates as targets and actual values print them."""

from __future__ import annotations

from datetime import date

import pytest

from reportgen.model.deadlines import parse_deadline


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024年12月", date(2024, 12, 31)),
        ("9月前", date(2024, 9, 30)),
        ("12月底之前", date(2024, 12, 31)),
        ("2024年2月底前完成", date(2024, 2, 29)),
        ("2023年2月", date(2023, 2, 28)),
        ("11月30日前", date(2024, 11, 30)),
        ("2025年1月5日", date(2025, 1, 5)),
        ("年底前", date(2024, 12, 31)),
        ("2024年底", date(2024, 12, 31)),
        ("2024年", date(2024, 12, 31)),
        (" 10 月 ", date(2024, 10, 31)),
    ],
)
def test_a_date_is_read_to_its_last_day(text, day):
    assert parse_deadline(text, 2024) == day


@pytest.mark.parametrize(
    "text", ["", "30天", "13月", "2月30日", "按时完成", "已完成", "底前", "第12月", "0000年1月", "3次"]
)
def test_what_is_no_date(text):
    assert parse_deadline(text, 2024) is None
