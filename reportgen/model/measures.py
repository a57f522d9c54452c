"""Targets and actual values as people print them: `≥10万人`, `=100%`, `2024年12月`, `良好以上`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache

from reportgen.model.values import parse_decimal

_SPELLINGS = {
    "≥": ("≥", "≧", ">=", "＞=", "＞＝", "大于等于", "不少于", "不低于", "不小于", "至少"),
    "≤": ("≤", "≦", "<=", "＜=", "＜＝", "小于等于", "不超过", "不高于", "不大于", "控制在"),
    "=": ("=", "＝", "═", "等于"),
    ">": (">", "＞", "大于", "超过"),
    "<": ("<", "＜", "小于", "低于"),
}
_OPERATORS = {spelling: operator for operator, spellings in _SPELLINGS.items() for spelling in spellings}
_SUFFIXES = {"以上": "≥", "及以上": "≥", "以下": "≤", "及以下": "≤", "以内": "≤", "之内": "≤"}
_SCALES = {"": Decimal(1), "万": Decimal(10_000), "亿": Decimal(100_000_000), "千": Decimal(1_000)}
_MEASURE = re.compile(
    r"(?P<operator>" + "|".join(sorted(map(re.escape, _OPERATORS), key=len, reverse=True)) + r")?\s*"
    r"(?P<number>[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)\s*"
    r"(?P<scale>万|亿|千(?=[元人户个册次亩]))?"
    r"(?P<unit>%|％|‰|[^\d\s以及之，。；,;]{0,8}?)"
    r"(?P<suffix>及以上|及以下|以上|以下|以内|之内)?",
    re.ASCII,
)
_UNIT_SPELLINGS = str.maketrans({"％": "%", "(": "", ")": "", "（": "", "）": ""})
_SPACE = re.compile(r"\s+")
_MONTHS = re.compile(r"\d{4}年(?:\d{1,2}月)?|\d{1,2}月", re.ASCII)


@dataclass(frozen=True, slots=True)
class Measure:
    """A number with its unit, and the operator where one was printed.

    `value` is in the bare unit: `10万人` is 100000 `人`, of the `scale` 10000; a percentage keeps its own scale, `98%`
    is 98 `%`. `operator` is one of ≥ ≤ = > < or empty.
    """

    operator: str
    value: Decimal
    unit: str
    scale: Decimal = field(default=Decimal(1), compare=False)

    @property
    def is_ceiling(self) -> bool:
        """Whether less is better: the target is an upper bound, or nothing at all (`0起`)."""
        return self.operator in {"≤", "<"} or (self.value == 0 and self.operator in {"", "="})

    def as_ceiling(self) -> Measure:
        """The same measure as an upper bound, unless it says that it is a lower one."""
        return replace(self, operator="≤") if self.operator in {"", "="} else self


@lru_cache(maxsize=8192)
def parse_measure(text: str) -> Measure | None:
    """The measure that the whole of `text` spells, or None: qualitative words, dates and mixed texts are no measure."""
    stripped = _SPACE.sub("", text)
    if _MONTHS.match(stripped):
        return None
    match = _MEASURE.fullmatch(stripped)
    if match is None:
        return None
    operator = _OPERATORS.get(match["operator"] or "", "") or _SUFFIXES.get(match["suffix"] or "", "")
    scale = _SCALES[match["scale"] or ""]
    try:
        number = parse_decimal(match["number"])
    except ValueError:
        return None
    return Measure(operator, number * scale, match["unit"].translate(_UNIT_SPELLINGS), scale)


def comparable(target: Measure, actual: Measure) -> bool:
    """Whether the two are in one unit.

    A missing unit on one side is taken for the other's, unless that one is counted in 万 or 亿: then nobody can tell
    what the bare number counts.
    """
    if target.unit == actual.unit:
        return True
    known = actual if not target.unit else target if not actual.unit else None
    return known is not None and known.scale == 1


def is_met(target: Measure, actual: Measure) -> bool:
    """Whether `actual` reaches `target`; a target without an operator, or with `=`, is reached from above."""
    if target.operator == "<":
        return actual.value < target.value
    if target.operator == ">":
        return actual.value > target.value
    return actual.value <= target.value if target.is_ceiling else actual.value >= target.value
