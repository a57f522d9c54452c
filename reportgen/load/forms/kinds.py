"""What kind of thing a printed text is: the evidence by which cells find their columns and rows their class."""

from __future__ import annotations

import re
from decimal import Decimal

from reportgen.base.text import squeezed
from reportgen.model.measures import parse_measure
from reportgen.model.values import parse_decimal

DATE = re.compile(r"\d{4}年|\d{1,2}月|前$|之前|底")
_POINTS_LIMIT = Decimal(100)
OPERATOR = re.compile(r"^(?:[≥≧≤≦=＝═><＞＜]|>=|<=|不少于|不低于|不超过|不高于)")
_PROMPT = re.compile(r"指标(?:[\dXx×…]{1,2})?:?")
_RULE = re.compile("[得记计]满分|[记计]分|按比例|得分=")
_MONEY = re.compile("(?:人民币)?元(?:$|/)")
_COST_WORDS = ("成本", "支出", "费用", "经费", "单价", "控制数", "造价")
_TIME_WORDS = ("时限", "时效", "及时", "按期", "按时", "进度", "完成时间")
_RATE_WORDS = ("率", "质量", "合格", "达标", "任务完成情况", "兑付")
_BENEFITS = {
    "可持续影响指标": ("长效", "可持续", "持续发挥", "长期"),
    "生态效益指标": ("生态", "污染", "绿化", "节能", "减排", "植被", "水质"),
    "经济效益指标": ("经济", "增收", "产值", "产业", "收入", "运行费用", "效率"),
    "社会效益指标": ("社会", "公共服务", "服务能力", "知晓", "就业", "群众", "居民", "幸福感", "获得感"),
}


def number(text: str) -> Decimal | None:
    """The number that `text` spells, with or without %, or None."""
    try:
        return parse_decimal(text.replace(" ", "").rstrip("%％"))
    except ValueError:
        return None


def has_words(text: str) -> bool:
    """Whether `text` can be a name: it has a letter of any script."""
    return any(character.isalpha() for character in text)


def is_points(text: str) -> bool:
    """Whether `text` can be points: a plain number from 0 to 100."""
    value = number(text)
    return value is not None and "%" not in text and 0 <= value <= _POINTS_LIMIT


def in_percent(text: str) -> bool:
    """Whether `text` can be points printed in percent: `10%`."""
    plain = text.rstrip("%％")
    return plain != text and is_points(plain)


def is_prompt(text: str) -> bool:
    """Whether `text` is the form's own word for a name that nobody wrote: `指标1：`."""
    return _PROMPT.fullmatch(squeezed(text)) is not None


def is_rule(text: str) -> bool:
    """Whether `text` says how points are given, `完成得满分`: what the form prints, hardly a reason of the unit's."""
    return _RULE.search(text) is not None


def evidence(name: str, target: str | None) -> tuple[str | None, bool]:
    """The second-level class that a row is by its kind, and whether that is strong: no other class looks like it.

    Strong: money that may not be exceeded, or a name of spending, is cost; a date or a time limit is timeliness;
    满意 is satisfaction. Weak: counts are quantity, rates are quality.
    """
    measure = parse_measure(target or "")
    if "满意" in name:
        return "满意度指标", True
    if any(word in name for word in _TIME_WORDS) or (measure is None and DATE.search(target or "")):
        return "时效指标", True
    if measure is not None and measure.is_ceiling and _MONEY.match(measure.unit or ""):
        return "成本指标", True
    if any(word in name for word in _COST_WORDS) and (measure is None or measure.unit != "%"):
        return "成本指标", True
    if any(word in name for word in _RATE_WORDS) or (measure is not None and measure.unit == "%"):
        return "质量指标", False
    if measure is not None:
        return "数量指标", False
    return next((kind for kind, words in _BENEFITS.items() if any(word in name for word in words)), None), False
