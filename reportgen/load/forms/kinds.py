"""What kind of thing a printed text is: the evidence by which cells find their columns and rows their class."""

from __future__ import annotations

import re
from decimal import Decimal

from reportgen.load.forms.align import EXTRA, IMPOSSIBLE
from reportgen.load.forms.dictionary import dictionary, normal, printed_points
from reportgen.model.measures import parse_measure
from reportgen.model.values import parse_decimal

_DATE = re.compile(r"\d{4}年|\d{1,2}月|前$|之前|底")
_POINTS_LIMIT = Decimal(100)
_OPERATOR = re.compile(r"^(?:[≥≧≤≦=＝═><＞＜]|>=|<=|不少于|不低于|不超过|不高于)")
_COST_WORDS = ("成本", "支出", "费用", "经费", "单价", "控制数", "造价")
_TIME_WORDS = ("时限", "时效", "及时", "按期", "按时", "进度", "完成时间")
_RATE_WORDS = ("率", "质量", "合格", "达标", "任务完成情况", "兑付")
_FUND_WORDS = ("资金", "拨款", "补助", "支出", "收入", "经费", "预算", "专户", "基金", "其中", "类")
_BENEFITS = {
    "可持续影响指标": ("长效", "可持续", "持续发挥", "长期"),
    "生态效益指标": ("生态", "污染", "绿化", "节能", "减排", "植被", "水质"),
    "经济效益指标": ("经济", "增收", "产值", "产业", "收入", "运行费用", "效率"),
    "社会效益指标": ("社会", "公共服务", "服务能力", "知晓", "就业", "群众", "居民", "幸福感", "获得感"),
}
LONG = 40
LONGEST_UNIT = 8
_UNITS = frozenset(
    [
        "%",
        "％",
        "‰",
        "个",
        "次",
        "人",
        "项",
        "户",
        "件",
        "元",
        "万元",
        "亩",
        "公里",
        "人次",
        "天",
        "年",
        "月",
        "家",
        "套",
        "台",
        "份",
        "篇",
        "场",
        "吨",
        "平方米",
    ]
)
_SHORT_UNIT = 3
_EXCUSE = re.compile(
    "原因|由于|因为|导致|未能|尚未|推迟|延迟|下一步|今后|措施|加快|调整|追加|少于|低于|高于|[，,。；;].{4}"
)
_QUALITY = re.compile("有效|明显|提[升高]|改善|良好|增强|显著|达[成标]|完成|及时|合格|逐步|长期")
_FULL = 4
_LEVEL_FIELDS = ("level1", "level2", "level3")
SPARE, SPARE_LABEL = 12.0, 25.0
"""What it costs to leave a cell without a column, and to leave a label so."""
_OTHER_LEVEL = 16.0
MISTYPED = 8.0
"""The cost of something like a number where a number belongs: better read and told than left over."""


def number(text: str) -> Decimal | None:
    """The number that `text` spells, with or without %, or None."""
    try:
        return parse_decimal(text.replace(" ", "").rstrip("%％"))
    except ValueError:
        return None


def is_points(text: str) -> bool:
    """Whether `text` can be points: a plain number from 0 to 100."""
    value = number(text)
    return value is not None and "%" not in text and 0 <= value <= _POINTS_LIMIT


def fund_cost(field: str, text: str) -> float:
    """How badly `text` fits a column of the funds block."""
    blank, value = dictionary().is_blank(text), number(text)
    if field == EXTRA:
        return SPARE_LABEL if dictionary().fund_line(text) is not None else SPARE
    if field == "source":
        return IMPOSSIBLE if value is not None or blank else _source_cost(text)
    if field == "reason" or field.startswith("other"):
        return (
            (4.0 if field == "reason" else 0.4) if value is not None else 8.0 if dictionary().fund_line(text) else 0.4
        )
    if value is None and not blank:
        return MISTYPED if any(character.isdigit() for character in text) and len(text) < LONG else IMPOSSIBLE
    if field in ("initial", "adjusted", "executed", "expected"):
        return 6.0 if "%" in text else 2.0 if blank else 0.0
    if field in ("weight", "score"):
        return 0.0 if blank or is_points(text) else IMPOSSIBLE
    return 3.0 if value is not None and "," in text else 0.0 if "%" in text else 0.5 if blank else 0.3


def _source_cost(text: str) -> float:
    if dictionary().fund_line(text) is not None:
        return 0.0
    return 0.5 if any(word in text for word in _FUND_WORDS) and len(text) < LONG else 2.0 if len(text) < LONG else 6.0


def _is_level_label(text: str) -> bool:
    """Whether `text` is the whole label of a level, and long enough not to be a word that anybody writes."""
    label = normal(text)
    return len(label) >= _FULL and (label in dictionary().level1 or label in dictionary().level2)


def _unit_cost(text: str) -> float:
    """Units are short, or have a stroke: 个, 人次, 元/人."""
    if _is_unit(text) or (("/" in text or len(text) <= _SHORT_UNIT) and not _QUALITY.search(text)):
        return 0.0
    return 3.0 if len(text) <= LONGEST_UNIT else 5.0


def _is_unit(text: str) -> bool:
    return text in _UNITS


def _could_be_second(text: str) -> bool:
    return printed_points(text) is None and dictionary().level(2, text) is not None


def indicator_cost(field: str, text: str) -> float:
    """How badly `text` fits a column of the indicators block."""
    value, blank = number(text), dictionary().is_blank(text)
    if field not in _LEVEL_FIELDS and _is_level_label(text):
        return SPARE_LABEL if field == EXTRA else 20.0
    match field:
        case "extra":
            return SPARE
        case "level1" | "level2":
            return _level_cost(field, text, spelled=value is not None or _OPERATOR.match(text) is not None)
        case "level3":
            if value is not None or blank:
                return IMPOSSIBLE
            return 8.0 if _OPERATOR.match(text) else _name_cost(text)
        case "operator":
            return 0.0 if dictionary().is_operator(text) else 1.0 if blank else 9.0
        case "measure":
            return 6.0 if value is not None or dictionary().is_operator(text) else _unit_cost(text)
        case "target" | "adjusted_target":
            return 0.0 if parse_measure(text) is not None or _DATE.search(text) else 0.4
        case "actual" | "expected":
            return 2.5 if _is_unit(text) else 1.0 if _OPERATOR.match(text) or _EXCUSE.search(text) else 0.0
        case "weight":
            return 0.0 if is_points(text) else 2.0 if blank else IMPOSSIBLE
        case "score":
            return 0.0 if is_points(text) else 1.0 if blank else IMPOSSIBLE
        case "reason":
            return 6.0 if value is not None else 0.3
        case _:
            return 1.0


def _level_cost(field: str, text: str, *, spelled: bool) -> float:
    if dictionary().level(int(field[-1]), text) is not None:
        if field == "level1" and _could_be_second(text):
            return (
                0.3 if dictionary().level(1, text) == dictionary().level(2, text) or len(normal(text)) < _FULL else 6.0
            )
        return 0.0
    if not normal(text) and printed_points(text) is not None:
        return 0.5 if field == "level1" else 2.0
    if spelled or dictionary().is_blank(text):
        return IMPOSSIBLE
    return _OTHER_LEVEL if dictionary().level(3 - int(field[-1]), text) is not None else 5.0


def _name_cost(text: str) -> float:
    """What is a level's label is hardly the name of an indicator."""
    if dictionary().level(1, text) is not None or dictionary().level(2, text) is not None:
        return 8.0
    return 3.0 if parse_measure(text) is not None else 0.0


def evidence(name: str, target: str | None) -> tuple[str | None, bool]:
    """The second-level class that a row is by its kind, and whether that is strong: no other class looks like it.

    Strong: money that may not be exceeded, or a name of spending, is cost; a date or a time limit is timeliness;
    满意 is satisfaction. Weak: counts are quantity, rates are quality.
    """
    measure = parse_measure(target or "")
    if "满意" in name:
        return "满意度指标", True
    if any(word in name for word in _TIME_WORDS) or (measure is None and _DATE.search(target or "")):
        return "时效指标", True
    if measure is not None and measure.unit in ("元", "人民币元") and measure.is_ceiling:
        return "成本指标", True
    if any(word in name for word in _COST_WORDS) and (measure is None or measure.unit != "%"):
        return "成本指标", True
    if any(word in name for word in _RATE_WORDS) or (measure is not None and measure.unit == "%"):
        return "质量指标", False
    if measure is not None:
        return "数量指标", False
    return next((kind for kind, words in _BENEFITS.items() if any(word in name for word in words)), None), False
