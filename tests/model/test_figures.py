"""The figures of a form: exact sums, what follows from what, and values that the source printed otherwise."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.model.figure import Figure
from reportgen.model.figures import assess
from reportgen.model.fund_figures import NOT_APPLICABLE
from reportgen.model.stated import says_the_same
from reportgen.model.values import EXACT, Text, grouped, parse_decimal
from tests.builders import a_figure, a_fund, a_goal, a_profile, a_waiver, an_evaluation, an_indicator

AMOUNTS = st.integers(-(10**15), 10**15).map(lambda fen: f"{Decimal(fen) / 100:,.2f}")
POINTS = st.integers(0, 1000).map(lambda tenths: f"{Decimal(tenths) / 10:f}")


def a_form(*executed: str, total: str | None = None, **others):
    """A form with a total line and one line for each of `executed`."""
    lines = [a_fund(f"line{number}", executed=text) for number, text in enumerate(executed)]
    return an_evaluation(funds=[a_fund(executed=total), *lines], **others)


def value(id: str, evaluation) -> Decimal | str | None:
    figure = assess(evaluation).figures.get(id)
    return None if figure is None else figure.value


@given(st.lists(AMOUNTS, min_size=1, max_size=9))
def test_the_total_of_the_funds_is_the_exact_sum_of_its_lines(amounts):
    fen = sum(int(amount.replace(",", "").replace(".", "")) for amount in amounts)
    total = a_figure("funds.total.executed", a_form(*amounts))
    assert total.value == Decimal(fen) / 100
    assert total.text == f"{Decimal(fen) / 100:,.2f}"


@given(st.lists(AMOUNTS, min_size=1, max_size=5), st.permutations(range(5)))
def test_the_order_of_the_lines_does_not_change_their_sum(amounts, order):
    shuffled = [amounts[place] for place in order if place < len(amounts)]
    assert value("funds.total.executed", a_form(*shuffled)) == value("funds.total.executed", a_form(*amounts))


@given(AMOUNTS, AMOUNTS, AMOUNTS)
def test_the_total_follows_a_line_that_is_corrected(first, before, after):
    total = value("funds.total.executed", a_form(first, after)) - value("funds.total.executed", a_form(first, before))
    assert total == parse_decimal(after) - parse_decimal(before)


@given(st.lists(POINTS, min_size=1, max_size=12), POINTS)
def test_points_add_up_exactly(scores, weight):
    rows = [an_indicator(f"q{number}", score=text, weight=weight) for number, text in enumerate(scores)]
    evaluation = an_evaluation(indicators=rows)
    assert value("totals.score", evaluation) == sum(map(Decimal, scores)) + Decimal("9.6")
    assert value("totals.weight", evaluation) == len(rows) * Decimal(weight) + 10
    assert value("levels.output.weight", evaluation) == len(rows) * Decimal(weight)


@given(st.lists(AMOUNTS, min_size=1, max_size=4), st.lists(POINTS, max_size=4))
def test_every_printed_number_reads_back_as_its_value_rounded_to_what_is_printed(amounts, scores):
    rows = [an_indicator(f"q{number}", score=text) for number, text in enumerate(scores)]
    for figure in assess(a_form(*amounts, indicators=rows)).figures.values():
        if isinstance(figure.value, Decimal):
            assert says_the_same(figure, figure.text), figure


def test_a_typed_total_gives_way_to_the_sum_where_the_profile_says_so():
    form = a_form("5.00", "7.00", total="13.00")
    assert value("funds.total.executed", form) == 12
    assert value("funds.total.executed", replace(form, profile=a_profile(funds_sum=False))) == 13


def test_a_typed_total_stands_where_there_are_no_lines():
    assert value("funds.total.executed", a_form(total="13.00")) == 13


def test_a_sum_shows_as_many_decimals_as_its_longest_line():
    assert a_figure("funds.total.executed", a_form("207.4538", "1")).text == "208.4538"
    assert a_figure("funds.total.executed", a_form("5", "7")).text == "12.00"


def test_a_sum_tells_its_working():
    figure = a_figure("funds.total.executed", a_form("1,000.50", "7"))
    assert [str(step.values["working"]) for step in figure.steps] == ["1,000.50 + 7.00"]


@pytest.mark.parametrize(
    ("executed", "rate", "score"),
    [
        ("120,000.00", "96.00%", "9.6"),
        ("125,000.00", "100.00%", "10"),
        ("130,000.00", "104.00%", "10"),
        ("0", "0.00%", "0"),
        ("124,993.75", "100.00%", "10"),
        ("124,993.74", "99.99%", "10"),
        ("124,937.49", "99.95%", "9.99"),
        ("-5,000", "-4.00%", "0"),
    ],
)
def test_rate_and_score_of_execution(executed, rate, score):
    form = an_evaluation(funds=[a_fund(executed=executed)])
    assert (a_figure("funds.total.rate", form).text, a_figure("funds.total.score", form).text) == (rate, score)


def test_execution_may_be_scored_on_the_initial_budget():
    old = a_profile(execution=replace(a_profile().execution, denominator="initial"))
    assert a_figure("funds.total.rate", an_evaluation(profile=old)).text == "100.00%"


def test_a_profile_may_give_execution_no_points():
    form = an_evaluation(profile=a_profile(execution=replace(a_profile().execution, weight=Decimal(0))))
    assert "funds.total.score" not in assess(form).figures
    assert value("totals.score", form) == 90


@pytest.mark.parametrize(
    "line",
    [a_fund(adjusted="0", executed="0"), a_fund(adjusted=None), a_fund(executed=None)],
    ids=["zero", "no budget", "nothing executed"],
)
def test_without_a_rate_there_are_no_points_for_execution(line):
    figures = assess(an_evaluation(funds=[line])).figures
    assert "funds.total.score" not in figures
    assert "funds.total.rate" not in figures or figures["funds.total.rate"].text == "不适用"
    assert figures["totals.score"].value == 90
    assert figures["totals.weight"].value == 100


@pytest.mark.parametrize(
    ("score", "grade"), [("20.4", "优"), ("20.39", "良"), ("10.4", "良"), ("10.39", "中"), ("0", "中")]
)
def test_the_grade_follows_from_the_points(score, grade):
    rows = [
        *an_evaluation().indicators[:4],
        an_indicator("b1", weight="40", score=score),
        an_indicator("s1", score="10"),
    ]
    assert value("conclusion.grade", an_evaluation(indicators=rows)) == grade


def test_an_empty_form_has_only_its_head():
    empty = an_evaluation(funds=[], goals=[], indicators=[], grade=None)
    assert list(assess(empty).figures) == ["form.department", "form.year", "form.filed"]


@given(st.data())
def test_missing_values_give_figures_without_them_and_never_an_exception(data):
    amounts = st.sampled_from([None, "0", "-1.5", "1,234.5678", "99999999999999.99"])
    texts = st.sampled_from([None, "≥5次", "0", "—", "2024年12月"])
    funds = [
        a_fund(id, initial=data.draw(amounts), adjusted=data.draw(amounts), executed=data.draw(amounts))
        for id in data.draw(st.sampled_from([(), ("total",), ("personnel",), ("total", "personnel", "targeted")]))
    ]
    rows = [
        an_indicator(
            f"q{number}", level1=level, target=data.draw(texts), weight=data.draw(amounts), score=data.draw(amounts)
        )
        for number, level in enumerate(data.draw(st.lists(st.sampled_from(["产出指标", "过程指标"]), max_size=3)))
    ]
    for figure in assess(an_evaluation(funds=funds, indicators=rows)).figures.values():
        assert figure.text
        assert figure.value is not None or (figure.id, figure.text) == ("funds.total.rate", NOT_APPLICABLE)


@pytest.mark.parametrize(
    "lines",
    [("123456789012345678.12345678901",), ("100000000000000000", "0.00000000001")],
    ids=["one amount", "a long and a fine one"],
)
def test_every_amount_that_can_be_read_can_be_added(lines):
    with localcontext(EXACT):
        expected = sum(Decimal(line) for line in lines)
    assert value("funds.total.executed", a_form(*lines)) == expected


def test_ids_are_built_on_the_ids_of_the_form():
    assert list(assess(an_evaluation(goals=[a_goal("g7")], indicators=[an_indicator("q3")])).figures) == [
        *("form.department", "form.year", "form.filed"),
        *(f"funds.{line}.{column}" for line in LINES for column in ("initial", "adjusted", "executed")),
        *("funds.total.rate", "funds.total.weight", "funds.total.score", "goals.g7"),
        *(f"indicators.q3.{field}" for field in ("name", "target", "actual", "weight", "score")),
        *("levels.output.weight", "totals.weight", "totals.score", "conclusion.grade"),
    ]


LINES = ("total", "personnel", "operating", "targeted")


def test_a_level_that_the_profile_does_not_know_is_named_by_its_place():
    rows = [
        an_indicator("q1"),
        an_indicator("p1", level1="过程指标", weight="5"),
        an_indicator("p2", level1="过程指标"),
    ]
    figures = assess(an_evaluation(indicators=rows)).figures
    assert (figures["levels.output.weight"].value, figures["levels.level2.weight"].value) == (20, 25)


def test_the_filing_date_is_printed_in_full():
    assert a_figure("form.filed", an_evaluation(filed="20250105")).text == "2025年1月5日"


class TestStated:
    """Values that the source printed otherwise."""

    def test_another_value_is_printed_and_the_computed_one_kept(self):
        figure = a_figure("totals.weight", an_evaluation(stated={"totals.weight": "90"}))
        assert (figure.value, figure.text, figure.stated) == (90, "90", Text("90"))
        assert (figure.computed, figure.computed_text) == (100, "100")

    def test_what_follows_from_it_follows_from_the_computed_value(self):
        form = an_evaluation(stated={"funds.total.rate": "50%", "funds.total.score": "5"})
        assert value("totals.score", form) == Decimal("99.6")
        assert assess(form).decimal("funds.total.rate") == 96

    def test_the_grade_follows_from_the_computed_points(self):
        assert value("conclusion.grade", an_evaluation(stated={"totals.score": "85"})) == "优"

    @pytest.mark.parametrize("text", ["96.00%", "96%", "96", "96.0", "96％", "96.000"])
    def test_the_same_value_printed_another_way_is_not_stated_otherwise(self, text):
        figure = a_figure("funds.total.rate", an_evaluation(stated={"funds.total.rate": text}))
        assert (figure.stated, figure.text) == (None, "96.00%")

    @pytest.mark.parametrize(
        ("text", "shown"), [("—", "—"), ("见附件", "见附件"), ("97分", "97分"), ("１００", "１００")]
    )
    def test_a_text_that_is_no_number_is_printed_as_it_stands(self, text, shown):
        figure = a_figure("totals.score", an_evaluation(stated={"totals.score": text}))
        assert (figure.value, figure.text, figure.computed) == (shown, shown, Decimal("99.6"))

    def test_a_waiver_may_choose_the_computed_value(self):
        waiver = a_waiver("TOT003", "totals.weight", "90", print="computed")
        figure = a_figure("totals.weight", an_evaluation(stated={"totals.weight": "90"}, waivers=[waiver]))
        assert (figure.value, figure.text, figure.stated, figure.computed) == (100, "100", Text("90"), 100)

    def test_a_waiver_may_choose_the_stated_value(self):
        waiver = a_waiver("TOT003", "totals.weight", "90", print="stated")
        figure = a_figure("totals.weight", an_evaluation(stated={"totals.weight": "90"}, waivers=[waiver]))
        assert figure.text == "90"

    @pytest.mark.parametrize(
        "waiver",
        [a_waiver("TOT003", "totals.weight", "88", "computed"), a_waiver("NAM001", "totals.weight", "90", "computed")],
        ids=["of another value", "of another fault"],
    )
    def test_a_waiver_that_excuses_something_else_chooses_nothing(self, waiver):
        figure = a_figure("totals.weight", an_evaluation(stated={"totals.weight": "90"}, waivers=[waiver]))
        assert figure.text == "90"

    def test_typed_figures_cannot_be_stated_otherwise(self):
        form = an_evaluation(stated={"indicators.q1.score": "5"})
        assert a_figure("indicators.q1.score", form).text == "20"

    def test_a_score_of_execution_that_was_printed_as_a_dash_still_counts(self):
        assert value("totals.score", an_evaluation(stated={"funds.total.score": "—"})) == Decimal("99.6")

    @pytest.mark.parametrize(("printed", "same"), [("95%", True), ("96%", False), ("95.497%", True)])
    def test_a_printed_rate_is_compared_with_the_rate_before_rounding(self, printed, same):
        rate = a_figure("funds.total.rate", an_evaluation(funds=[a_fund(adjusted="100,000.00", executed="95,497.00")]))
        assert says_the_same(rate, printed) is same


@given(st.decimals(-(10**9), 10**9, places=4), st.integers(0, 4))
def test_a_value_says_the_same_when_printed_with_fewer_decimals(number, decimals):
    figure = Figure("totals.score", "总分", number, "分", "")
    assert says_the_same(figure, grouped(number, decimals))
    assert not says_the_same(figure, grouped(number + Decimal(2), decimals))
