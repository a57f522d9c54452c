"""The figures of the indicators block: its rows, the points of each class, the sum row and the grade."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from reportgen.base.messages import N_, Message
from reportgen.model.figure import Figure, number_of
from reportgen.model.form import TOTAL, Evaluation, Indicator
from reportgen.model.values import Number, Text, trimmed

INDICATOR_TEXTS = ("name", "target", "actual", "reason")


def indicator_figures(indicator: Indicator, evaluation: Evaluation) -> Iterator[Figure]:
    """What one row states: its texts, its weight and its score."""
    columns, name = evaluation.columns, indicator.name.text
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


def level_figures(evaluation: Evaluation) -> Iterator[Figure]:
    """The points of each first-level class."""
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
            f"levels.{key}.weight", f"{label} {evaluation.columns['weight']}", value, "分", text,
            members[0].where, (step,), rests_on=rests_on,
        )  # fmt: skip


def _sum_step(numbers: Iterable[Number], result: str) -> Message:
    working = " + ".join(number.text for number in numbers)
    return Message(N_("sum of the indicators: {working} = {result}"), {"working": working, "result": result})


def total_figures(evaluation: Evaluation, found: Mapping[str, Figure]) -> Iterator[Figure]:
    """The sum row and the grade; `found` are the figures of execution."""
    columns, where = evaluation.columns, evaluation.where
    for field in ("weight", "score"):
        numbers = [number for indicator in evaluation.indicators if (number := getattr(indicator, field)) is not None]
        if not numbers:
            continue
        execution = found.get(f"funds.{TOTAL}.{field}")
        value = sum((number.value for number in numbers), Decimal(0))
        parts = [trimmed(value, 6)]
        rests_on = [f"indicators.{one.id}.{field}" for one in evaluation.indicators if getattr(one, field) is not None]
        if execution is not None:
            value += number_of(found, execution.id) or Decimal(0)
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
    yield from _grade(evaluation, found)


def _grade(evaluation: Evaluation, found: Mapping[str, Figure]) -> Iterator[Figure]:
    profile, score = evaluation.profile, number_of(found, "totals.score")
    grade = None if score is None else profile.grade(score)
    if score is None or grade is None:
        return
    bands = ", ".join(f"{band.label} ≥ {trimmed(band.lower, 2)}" for band in profile.grades)
    words = {"score": trimmed(score, 6), "grade": grade, "bands": bands}
    step = Message(N_("{score} points are grade {grade} by the bands {bands}"), words)
    where = evaluation.where if evaluation.grade is None else evaluation.grade.where
    yield Figure(
        "conclusion.grade", evaluation.columns["grade"], grade, None, grade, where, (step,), rests_on=("totals.score",)
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
