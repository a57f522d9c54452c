"""The figures of the funds block: amounts, the rate of execution and its points."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from reportgen.base.location import NOWHERE
from reportgen.base.messages import N_, Message
from reportgen.model.figure import Figure, number_of
from reportgen.model.form import AMOUNT_COLUMNS, TOTAL, Evaluation, FundLine
from reportgen.model.scoring import execution_rate, execution_score
from reportgen.model.values import Number, grouped, round_half_up, trimmed

NOT_APPLICABLE = "不适用"
"""What is printed where a figure has no meaning: a rate on a budget of zero."""


def amount_figures(evaluation: Evaluation) -> Iterator[Figure]:
    """The amounts of every line; the total is the sum of its lines where the profile says so."""
    columns = evaluation.columns
    for line in evaluation.funds:
        for column in AMOUNT_COLUMNS:
            typed = _number(line, column)
            label = f"{line.label.text} {columns[column]}"
            id = f"funds.{line.id}.{column}"
            if line.id == TOTAL and evaluation.profile.funds_sum:
                summed = _sum_of_components(id, label, column, evaluation)
                if summed is not None:
                    yield summed
                    continue
            if typed is not None:
                text = grouped(typed.value, max(evaluation.profile.decimals.amount, typed.decimals))
                yield Figure(id, label, typed.value, evaluation.form.unit, text, typed.where)


def _sum_of_components(id: str, label: str, column: str, evaluation: Evaluation) -> Figure | None:
    cells = [_number(line, column) for line in evaluation.component_lines]
    numbers = [number for number in cells if number is not None]
    if not numbers or (len(numbers) < len(cells) and _typed_otherwise(evaluation, column, numbers)):
        return None
    value = sum((number.value for number in numbers), Decimal(0))
    decimals = max(evaluation.profile.decimals.amount, *(number.decimals for number in numbers))
    text = grouped(value, decimals)
    working = " + ".join(grouped(number.value, decimals) for number in numbers)
    total = evaluation.total_line
    typed = _number(total, column) if total is not None else None
    where = typed.where if typed is not None else total.where if total is not None else NOWHERE
    step = Message(N_("sum of the lines below: {working} = {result}"), {"working": working, "result": text})
    lines = [line for line in evaluation.component_lines if _number(line, column) is not None]
    rests_on = tuple(f"funds.{line.id}.{column}" for line in lines)
    return Figure(id, label, value, evaluation.form.unit, text, where, steps=(step,), rests_on=rests_on)


def _typed_otherwise(evaluation: Evaluation, column: str, numbers: Sequence[Number]) -> bool:
    """Whether the total was typed and is not the sum of the cells that were filled in: then a blank is no zero."""
    typed = _number(evaluation.total_line, column) if evaluation.total_line is not None else None
    return typed is not None and typed.value != sum((number.value for number in numbers), Decimal(0))


def _number(line: FundLine, column: str) -> Number | None:
    number: Number | None = getattr(line, column)
    return number


def execution_figures(evaluation: Evaluation, found: Mapping[str, Figure]) -> Iterator[Figure]:
    """The rate of execution of the total line, its points and what they are out of; `found` are its amounts."""
    profile, total = evaluation.profile, evaluation.total_line
    if total is None:
        return
    columns, label = evaluation.columns, total.label.text
    rule = profile.execution
    budget, executed = (number_of(found, f"funds.{TOTAL}.{column}") for column in (rule.denominator, "executed"))
    rests_on = (f"funds.{TOTAL}.executed", f"funds.{TOTAL}.{rule.denominator}")
    rate = execution_rate(executed, budget)
    if executed is not None and budget == 0:
        step = Message(N_("the {basis} is zero: there is no rate"), {"basis": columns[rule.denominator]})
        yield Figure(
            f"funds.{TOTAL}.rate", f"{label} {columns['rate']}", None, None, NOT_APPLICABLE, total.where, (step,),
            rests_on=rests_on,
        )  # fmt: skip
    if rate is not None:
        shown = round_half_up(rate, profile.decimals.rate)
        step = Message(
            N_("{executed} ÷ {budget} × 100 = {result}% (on the {basis})"),
            {
                "executed": found[f"funds.{TOTAL}.executed"].text,
                "budget": found[f"funds.{TOTAL}.{rule.denominator}"].text,
                "basis": columns[rule.denominator],
                "result": shown,
            },
        )
        text = f"{shown}%"
        yield Figure(
            f"funds.{TOTAL}.rate", f"{label} {columns['rate']}", shown, "%", text, total.where, (step,), rate,
            rests_on=rests_on,
        )  # fmt: skip
    if rule.weight == 0:
        return
    weight = trimmed(rule.weight, 2)
    step = Message(N_("set by the profile {profile}"), {"profile": profile.id})
    yield Figure(
        f"funds.{TOTAL}.weight", f"{label} {columns['weight']}", rule.weight, "分", weight, total.where, (step,)
    )
    if rate is not None:
        score = execution_score(rate, rule.weight, rule.cap, profile.decimals.score)
        step = Message(
            N_("min({rate}%, {cap}%) × {weight} = {result}"),
            {"rate": round_half_up(rate, 4), "cap": rule.cap, "weight": weight, "result": score},
        )
        text = trimmed(score, profile.decimals.score)
        yield Figure(
            f"funds.{TOTAL}.score", f"{label} {columns['score']}", score, "分", text, total.where, (step,),
            rests_on=(f"funds.{TOTAL}.rate", f"funds.{TOTAL}.weight"),
        )  # fmt: skip
