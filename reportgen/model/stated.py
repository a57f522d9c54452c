"""Values that the source printed otherwise than they are computed."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from reportgen.model.figure import Figure
from reportgen.model.form import Evaluation
from reportgen.model.values import decimals_of, parse_decimal, round_half_up


def as_stated(figure: Figure, evaluation: Evaluation) -> Figure:
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
