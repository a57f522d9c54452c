"""What many reports come to together: counted, exact, and nothing where there is nothing."""

from __future__ import annotations

from decimal import Decimal

from reportgen.model.overview import overview


def test_departments_are_counted_once_and_grades_by_how_often_they_were_given() -> None:
    made = overview(["甲", "乙", "甲"], [], [], ["良", "优", "优"])
    assert (made.reports, made.departments, made.grades) == (3, 2, (("优", 2), ("良", 1)))


def test_the_mean_is_rounded_half_up_and_the_sum_is_exact() -> None:
    made = overview(
        [], [Decimal("97"), Decimal("98.01")], [Decimal("0.10")] * 3 + [Decimal("99999999999999999.99")], []
    )
    assert made.score == "97.51"
    assert made.executed == "100,000,000,000,000,000.29"


def test_what_nobody_has_is_nothing() -> None:
    made = overview(["甲"], [], [], [])
    assert (made.score, made.executed, made.grades) == (None, None, ())
