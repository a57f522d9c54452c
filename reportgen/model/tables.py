"""Which columns the tables of a form have: those that its profile gives it, and any other that it fills in."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.model.form import Evaluation

FUNDS = ("initial", "adjusted", "executed", "weight", "rate", "score")
INDICATORS = ("level1", "level2", "name", "target", "actual", "weight", "score", "reason")
_POINTS = ("weight", "score")


@dataclass(frozen=True, slots=True)
class Tables:
    """The columns of the funds and of the indicators by field, in printed order; the label of a fund line is none."""

    funds: tuple[str, ...] = FUNDS
    indicators: tuple[str, ...] = INDICATORS


WHOLE = Tables()
"""Every column that there is."""


def tables_of(evaluation: Evaluation) -> Tables:
    """The columns of a form. One that its profile does not have is there all the same where a line fills it in."""
    profile = evaluation.profile
    left_out = set[str]() if profile.execution.weight else set(_POINTS)
    if not profile.initial_budget and all(line.initial is None for line in evaluation.funds):
        left_out.add("initial")
    unmarked = {
        name
        for name in _POINTS
        if name not in profile.points and all(getattr(row, name) is None for row in evaluation.indicators)
    }
    return Tables(
        tuple(name for name in FUNDS if name not in left_out),
        tuple(name for name in INDICATORS if name not in unmarked),
    )
