"""What the rules of a profile give an indicator: quantities, several quantities in one cell, dates, and words.

Rules: 财预〔2020〕10号 and the fill-in notes of the forms; deduction for over-achievement only where a profile has one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from reportgen.base.messages import N_, Message
from reportgen.base.text import says_nothing, squeezed
from reportgen.model.deadlines import parse_deadline
from reportgen.model.form import Indicator
from reportgen.model.measures import Measure, parse_measure
from reportgen.model.profile import Profile
from reportgen.model.scoring import PERCENT, indicator_score, over_achievement
from reportgen.model.values import Text, round_half_up, trimmed

COST = "成本"
"""A class of this name holds costs: there a target without an operator is an upper bound."""
_PARTS = re.compile(r"[;；,，、\n]")
_LABEL = re.compile(r"[^\d≥≤≧≦<>=＜＞＝═+-]*")


@dataclass(frozen=True, slots=True)
class Rating:
    """The points a rule allows: from `low` to `high`, the upper end left out where `open`; and how that came about."""

    low: Decimal
    high: Decimal
    steps: tuple[Message, ...]
    open: bool = False

    @property
    def is_exact(self) -> bool:
        """Whether the rule leaves no choice."""
        return self.low == self.high

    def allows(self, score: Decimal, tolerance: Decimal) -> bool:
        """Whether `score` is within the rule, give or take `tolerance`."""
        if self.open:
            return self.low - tolerance <= score < self.high
        return self.low - tolerance <= score <= self.high + tolerance

    @property
    def text(self) -> str:
        """The points as people write them: `9.8`, or `6 - 8`."""
        low = trimmed(self.low, 2)
        return low if self.is_exact else f"{low} - {trimmed(self.high, 2)}"


def said(text: Text | None) -> str:
    """What a cell says; nothing where it is empty or prints only a dash, a slash or 无."""
    return "" if text is None or says_nothing(text.text) else text.text


def measures_of(indicator: Indicator) -> tuple[Measure, Measure] | None:
    """Target and actual of a quantitative indicator; None where either is no single quantity."""
    target, actual = parse_measure(said(indicator.target)), parse_measure(said(indicator.actual))
    if target is None or actual is None:
        return None
    return (target.as_ceiling() if COST in indicator.level2.text else target), actual


def rate(indicator: Indicator, profile: Profile, year: int) -> Rating | None:
    """What the rules give `indicator` in the form of `year`; None where they say nothing about it."""
    if indicator.weight is None:
        return None
    weight = indicator.weight.value
    for rule in (_quantity, _split, _deadline, _words):
        found = rule(indicator, weight, profile, year)
        if found is not None:
            return found
    return None


def _quantity(indicator: Indicator, weight: Decimal, profile: Profile, year: int) -> Rating | None:
    pair = measures_of(indicator)
    rule = None if pair is None else indicator_score(*pair, weight)
    if pair is None or rule is None:
        return None
    steps, score = [_reading(*pair), rule.step], rule.score
    excess, deduction = over_achievement(*pair), profile.deduction
    if deduction is not None and excess is not None and excess >= deduction.excess:
        score = max(score - deduction.points, Decimal(0))
        words = {"excess": round_half_up(excess, 2), "limit": trimmed(deduction.excess, 2)}
        taken = {"points": trimmed(deduction.points, 2), "score": trimmed(score, 2)}
        steps.append(
            Message(N_("{excess}% above the target, {limit}% or more: {points} points off, {score}"), words | taken)
        )
    return Rating(score, score, tuple(steps))


def _reading(target: Measure, actual: Measure) -> Message:
    """How the two cells were read, in the bare unit: `≥10万人` is 100000 人."""
    values = {
        "operator": target.operator or "=",
        "target": f"{target.value:f}",
        "actual": f"{actual.value:f}",
        "unit": target.unit or actual.unit,
    }
    return Message(N_("target {operator} {target} {unit}, actual {actual} {unit}"), values)


def parts_of(text: str) -> list[tuple[str, Measure]]:
    """The quantities of a cell that holds several, each with its label: `男≥10人；女≥5人`. Empty where it does not."""
    found: list[tuple[str, Measure]] = []
    pieces = [piece for piece in map(squeezed, _PARTS.split(text)) if piece]
    for piece in pieces:
        label = (_LABEL.match(piece) or [""])[0].rstrip(":：")
        measure = parse_measure(piece) or parse_measure(piece[len(label) :].lstrip(":："))
        if measure is None:
            return []
        found.append(("" if parse_measure(piece) is not None else label, measure))
    return found if len(found) > 1 else []


def _split(indicator: Indicator, weight: Decimal, profile: Profile, year: int) -> Rating | None:
    """Each part counts the same; parts are compared by label, or in order where none has one."""
    targets, actuals = parts_of(said(indicator.target)), parts_of(said(indicator.actual))
    if not targets or [label for label, _ in targets] != [label for label, _ in actuals]:
        return None
    scores = []
    for (_, target), (_, actual) in zip(targets, actuals, strict=True):
        as_meant = target.as_ceiling() if COST in indicator.level2.text else target
        rule = indicator_score(as_meant, actual, weight)
        if rule is None:
            return None
        scores.append(rule)
    score = round_half_up(sum((rule.score for rule in scores), Decimal(0)) / len(scores), 2)
    mean = Message(N_("mean of {count} parts: {score}"), {"count": len(scores), "score": trimmed(score, 2)})
    return Rating(score, score, (*(rule.step for rule in scores), mean))


def _deadline(indicator: Indicator, weight: Decimal, profile: Profile, year: int) -> Rating | None:
    """On time is the full weight. How much lateness costs no rule says, but it is not nothing."""
    due, done = (parse_deadline(said(text), year) for text in (indicator.target, indicator.actual))
    if due is None or done is None:
        return None
    values = {"due": due.isoformat(), "done": done.isoformat(), "weight": trimmed(weight, 2)}
    if done <= due:
        return Rating(weight, weight, (Message(N_("due {due}, done {done}: the full {weight} points"), values),))
    days = {"days": (done - due).days}
    step = Message(N_("due {due}, done {done}: {days} days late, less than the full {weight} points"), values | days)
    return Rating(Decimal(0), weight, (step,), open=True)


def _words(indicator: Indicator, weight: Decimal, profile: Profile, year: int) -> Rating | None:
    """The tier whose words stand in the cell, word for word."""
    actual = squeezed(said(indicator.actual)).rstrip("。.;；")
    above = [None, *profile.tiers]
    for upper, tier in pairwise(above):
        if tier is None or actual not in map(squeezed, tier.words):
            continue
        top = PERCENT if upper is None else upper.lower
        low, high = (round_half_up(weight * share / PERCENT, 2) for share in (tier.lower, top))
        values = {
            "tier": tier.label, "low": trimmed(tier.lower, 2), "high": trimmed(top, 2), "weight": trimmed(weight, 2)
        }  # fmt: skip
        step = Message(N_("{tier}: {low}% to {high}% of {weight} points"), values)
        return Rating(low, high, (step,), open=upper is not None)
    return None
