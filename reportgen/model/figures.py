"""Every figure of one evaluation: what was typed, what follows from it, and how it is printed.

`assess` is the only place where a form is computed. Checks compare its figures with what the source states, `compose`
prints them, and `readback` looks for them in the finished files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext

from reportgen.base.location import NOWHERE, Location
from reportgen.base.messages import N_, Message
from reportgen.model.form import TOTAL, Evaluation, FundLine, Indicator
from reportgen.model.scoring import execution_rate, execution_score
from reportgen.model.values import (
    EXACT,
    Number,
    Text,
    decimals_of,
    grouped,
    parse_decimal,
    round_half_up,
    trimmed,
)

NOT_APPLICABLE = "不适用"
"""What is printed where a figure has no meaning: a rate on a budget of zero."""
AMOUNT_COLUMNS = ("initial", "adjusted", "executed")
INDICATOR_TEXTS = ("name", "target", "actual", "reason")


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of the form.

    `value` is a Decimal, a text, or None where nothing is known; `unit` is 元, 万元, %, 分 or None; `text` is what
    every format prints. `exact` is the value before it was rounded, where it was. `steps` tells how a derived figure
    came about, and `rests_on` names the figures it was computed from. Where the source printed another value,
    `stated` holds it, `computed` what the program makes of it, and value and text follow the one that is printed.
    """

    id: str
    label: str
    value: Decimal | str | None
    unit: str | None
    text: str
    where: Location = NOWHERE
    steps: tuple[Message, ...] = ()
    exact: Decimal | None = None
    stated: Text | None = None
    computed: Decimal | str | None = None
    computed_text: str = ""
    rests_on: tuple[str, ...] = ()

    @property
    def is_derived(self) -> bool:
        """Whether the program computed it."""
        return bool(self.steps)


@dataclass(frozen=True, slots=True)
class Assessment:
    """All figures of one evaluation by id, in the order of the form."""

    evaluation: Evaluation
    figures: Mapping[str, Figure]

    def decimal(self, id: str) -> Decimal | None:
        """The computed (or typed) value of a figure as a number; None where there is none."""
        figure = self.figures.get(id)
        value = None if figure is None else figure.computed if figure.stated is not None else figure.value
        return value if isinstance(value, Decimal) else None


def assess(evaluation: Evaluation) -> Assessment:
    """Computes every figure of `evaluation`. Missing inputs give figures without a value, never an exception."""
    found: dict[str, Figure] = {}
    with localcontext(EXACT):
        for figure in _figures(evaluation, found):
            found[figure.id] = _as_stated(figure, evaluation)
    return Assessment(evaluation, found)


def _figures(evaluation: Evaluation, found: Mapping[str, Figure]) -> Iterator[Figure]:
    yield from _head(evaluation)
    yield from _funds(evaluation)
    yield from _execution(evaluation, found)
    for goal in evaluation.goals:
        label = f"{evaluation.profile.columns['goal']} {goal.id}"
        yield Figure(f"goals.{goal.id}", label, goal.text.text, None, goal.text.text, goal.where)
    for indicator in evaluation.indicators:
        yield from _indicator(indicator, evaluation)
    yield from _levels(evaluation)
    yield from _totals(evaluation, found)


def _head(evaluation: Evaluation) -> Iterator[Figure]:
    form, columns = evaluation.form, evaluation.profile.columns
    texts = {
        "department": form.department,
        "project": form.project,
        "year": Text(str(form.year), form.where),
        "contact": form.contact,
    }
    for name, text in texts.items():
        if text is not None:
            yield Figure(f"form.{name}", columns[name], text.text, None, text.text, text.where)
    if form.filed is not None:
        day = form.filed.value
        printed = f"{day.year}年{day.month}月{day.day}日"
        yield Figure("form.filed", columns["filed"], day.isoformat(), None, printed, form.filed.where)


def _funds(evaluation: Evaluation) -> Iterator[Figure]:
    for line in evaluation.funds:
        for column in AMOUNT_COLUMNS:
            typed: Number | None = getattr(line, column)
            label = f"{line.label.text} {evaluation.profile.columns[column]}"
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


def _execution(evaluation: Evaluation, found: Mapping[str, Figure]) -> Iterator[Figure]:
    profile, total = evaluation.profile, evaluation.total_line
    if total is None:
        return
    columns, label = profile.columns, total.label.text
    rule = profile.execution
    budget, executed = (_value(found, f"funds.{TOTAL}.{column}") for column in (rule.denominator, "executed"))
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


def _indicator(indicator: Indicator, evaluation: Evaluation) -> Iterator[Figure]:
    columns, name = evaluation.profile.columns, indicator.name.text
    for field in INDICATOR_TEXTS:
        text: Text | None = getattr(indicator, field)
        if text is not None:
            id = f"indicators.{indicator.id}.{field}"
            yield Figure(id, f"{name} {columns[field]}", text.text, None, text.text, text.where)
    for field in ("weight", "score"):
        number: Number | None = getattr(indicator, field)
        if number is not None:
            id = f"indicators.{indicator.id}.{field}"
            yield Figure(id, f"{name} {columns[field]}", number.value, "分", number.text, number.where)


def level_key(evaluation: Evaluation, label: str) -> str:
    """The part of a fact id that names a first-level class: its id in the profile, else its place in the form."""
    level = evaluation.profile.level1_of(label)
    if level is not None:
        return level.id
    labels = list(dict.fromkeys(indicator.level1.text for indicator in evaluation.indicators))
    return f"level{labels.index(label) + 1}"


def _levels(evaluation: Evaluation) -> Iterator[Figure]:
    by_key: dict[str, list[Indicator]] = {}
    for indicator in evaluation.indicators:
        by_key.setdefault(level_key(evaluation, indicator.level1.text), []).append(indicator)
    for key, members in by_key.items():
        label = members[0].level1.text
        weights = [member.weight for member in members if member.weight is not None]
        if not weights:
            continue
        value = sum((weight.value for weight in weights), Decimal(0))
        text = trimmed(value, max(weight.decimals for weight in weights))
        step = _sum_step(weights, text)
        rests_on = tuple(f"indicators.{member.id}.weight" for member in members if member.weight is not None)
        yield Figure(
            f"levels.{key}.weight", f"{label} {evaluation.profile.columns['weight']}", value, "分", text,
            members[0].where, (step,), rests_on=rests_on,
        )  # fmt: skip


def _sum_step(numbers: Iterable[Number], result: str) -> Message:
    working = " + ".join(number.text for number in numbers)
    return Message(N_("sum of the indicators: {working} = {result}"), {"working": working, "result": result})


def _totals(evaluation: Evaluation, found: Mapping[str, Figure]) -> Iterator[Figure]:
    columns, where = evaluation.profile.columns, evaluation.where
    for field in ("weight", "score"):
        numbers = [number for indicator in evaluation.indicators if (number := getattr(indicator, field)) is not None]
        if not numbers:
            continue
        execution = found.get(f"funds.{TOTAL}.{field}")
        value = sum((number.value for number in numbers), Decimal(0))
        parts = [trimmed(value, 6)]
        rests_on = [f"indicators.{one.id}.{field}" for one in evaluation.indicators if getattr(one, field) is not None]
        if execution is not None:
            value += _value(found, execution.id) or Decimal(0)
            rests_on.append(execution.id)
            parts.append(execution.computed_text or execution.text)
        text = trimmed(value, 6)
        working = {"indicators": parts[0], "execution": parts[1] if len(parts) > 1 else "0", "result": text}
        steps = [Message(N_("indicators {indicators} + budget execution {execution} = {result}"), working)]
        if field == "score":
            value, capped = _capped(value, evaluation, found)
            steps += capped
            rests_on += [f"funds.{TOTAL}.rate"] if capped else []
            text = trimmed(value, 6)
        else:
            basis = {"result": text, "basis": trimmed(evaluation.profile.total_basis, 2)}
            steps.append(Message(N_("{result} of the {basis} points of a whole form"), basis))
        yield Figure(
            f"totals.{field}", f"{columns['total']} {columns[field]}", value, "分", text, where, tuple(steps),
            rests_on=tuple(rests_on),
        )  # fmt: skip
    score = _value(found, "totals.score")
    grade = None if score is None else evaluation.profile.grade(score)
    if grade is not None:
        step = Message(
            N_("{score} points are grade {grade} by the bands {bands}"),
            {
                "score": trimmed(score or Decimal(0), 6),
                "grade": grade,
                "bands": ", ".join(f"{band.label} ≥ {trimmed(band.lower, 2)}" for band in evaluation.profile.grades),
            },
        )
        typed = evaluation.grade.where if evaluation.grade is not None else where
        yield Figure(
            "conclusion.grade", columns["grade"], grade, None, grade, typed, (step,), rests_on=("totals.score",)
        )


def _capped(score: Decimal, evaluation: Evaluation, found: Mapping[str, Figure]) -> tuple[Decimal, tuple[Message, ...]]:
    """`score`, or the cap that the profile sets at this rate of execution, with the step that says so."""
    rate = found.get(f"funds.{TOTAL}.rate")
    exact = None if rate is None else rate.exact
    cap = None if exact is None else evaluation.profile.cap_at(exact)
    if rate is None or cap is None or score <= cap.most:
        return score, ()
    values = {"rate": rate.computed_text or rate.text, "limit": trimmed(cap.below, 2), "most": trimmed(cap.most, 2)}
    return cap.most, (Message(N_("executed by {rate}, below {limit}%: at most {most} points"), values),)


def _value(found: Mapping[str, Figure], id: str) -> Decimal | None:
    figure = found.get(id)
    if figure is None:
        return None
    value = figure.computed if figure.stated is not None else figure.value
    return value if isinstance(value, Decimal) else None


def _as_stated(figure: Figure, evaluation: Evaluation) -> Figure:
    """`figure` as the source states it, where it states another value and no waiver chose the computed one."""
    stated = evaluation.stated.get(figure.id)
    if stated is None or not figure.is_derived or says_the_same(figure, stated.text):
        return figure
    known = replace(figure, stated=stated, computed=figure.value, computed_text=figure.text)
    if any(waiver.chooses_computed(figure.id, stated.text) for waiver in evaluation.waivers):
        return known
    return replace(known, value=_typed(stated.text), text=stated.text)


def _typed(text: str) -> Decimal | str:
    try:
        return parse_decimal(text.rstrip("%％"))
    except ValueError:
        return text


def says_the_same(figure: Figure, printed: str) -> bool:
    """Whether `printed` is the value of `figure`, rounded half up to the decimals that were printed."""
    if not isinstance(figure.value, Decimal):
        return figure.value == printed
    try:
        value = parse_decimal(printed.rstrip("%％分"))
    except ValueError:
        return False
    exact = figure.value if figure.exact is None else figure.exact
    return round_half_up(exact, decimals_of(printed)) == value
