"""The scoring rules of the forms. Exact decimals; rounding is half up and happens once, at the end.

Rules: 财预〔2020〕10号 and the fill-in notes printed under the published forms.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Context, Decimal

from reportgen.base.messages import N_, Message
from reportgen.model.measures import Measure, comparable, is_met
from reportgen.model.values import EXACT, round_half_up, trimmed

PERCENT = Decimal(100)
_WITHOUT_GUARD = Context(prec=EXACT.prec // 2)
"""A rate is a quotient that was cut off somewhere: without its last digits a product that is a half is one again."""


def execution_rate(executed: Decimal | None, budget: Decimal | None) -> Decimal | None:
    """Executed over budget in percent, unrounded; None where either is unknown or the budget is zero."""
    if executed is None or budget is None or budget == 0:
        return None
    return EXACT.divide(EXACT.multiply(executed, PERCENT), budget)


def execution_score(rate: Decimal, weight: Decimal, cap: Decimal, decimals: int) -> Decimal:
    """min(rate, cap) percent of `weight` points, never below zero."""
    points = _WITHOUT_GUARD.multiply(max(min(rate, cap), Decimal(0)), weight)
    return round_half_up(points / PERCENT, decimals)


@dataclass(frozen=True, slots=True)
class RuleScore:
    """What the rule of quantitative indicators gives: points, and the working in words."""

    score: Decimal
    step: Message


def indicator_score(target: Measure, actual: Measure, weight: Decimal) -> RuleScore | None:
    """Points of a quantitative indicator; None where the units differ or the target is below zero.

    The target reached gives the full weight. Below it, more-is-better indicators get weight x actual / target and
    less-is-better ones weight x target / actual. A target of zero is all or nothing.
    """
    if not comparable(target, actual):
        return None
    if is_met(target, actual):
        step = Message(N_("the target is reached: the full {weight} points"), {"weight": trimmed(weight, 2)})
        return RuleScore(weight, step)
    if target.value < 0:
        return None
    if target.value == 0:
        return RuleScore(Decimal(0), Message(N_("the target is zero and is missed: no points")))
    reached, needed = (target.value, actual.value) if target.is_ceiling else (actual.value, target.value)
    ratio = EXACT.divide(reached, needed)
    score = round_half_up(max(EXACT.divide(EXACT.multiply(weight, reached), needed), Decimal(0)), 2)
    step = Message(
        N_("{weight} × {ratio} = {score}"),
        {"weight": trimmed(weight, 2), "ratio": round_half_up(ratio, 4), "score": trimmed(score, 2)},
    )
    return RuleScore(score, step)


def over_achievement(target: Measure, actual: Measure) -> Decimal | None:
    """By how many percent a more-is-better actual exceeds its target; None where that has no meaning."""
    if target.is_ceiling or target.value <= 0 or not comparable(target, actual):
        return None
    excess = (actual.value - target.value) / target.value * PERCENT
    return excess if excess > 0 else None
