"""How badly a text fits a column: 0 where it is what the column says, IMPOSSIBLE where it cannot stand there."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from reportgen.load.forms.align import EXTRA, IMPOSSIBLE, Cost
from reportgen.load.forms.dictionary import dictionary, normal, printed_points
from reportgen.load.forms.kinds import DATE, OPERATOR, has_words, in_percent, is_points, is_prompt, is_rule, number
from reportgen.model.measures import parse_measure

SPARE, SPARE_LABEL = 12.0, 25.0
"""What it costs to leave a cell without a column, and to leave a label so."""
MISTYPED = 8.0
"""The cost of something like a number where a number belongs: better read and told than left over."""
FOREIGN = 20.0
"""The cost of a level's label in a column of another kind."""
OTHER_LEVEL = 16.0
SHARE = 2.0
"""The cost of points in percent where a rate may stand as well."""
LONG = 40
_FULL_LABEL = 4
_SHORT_UNIT, _LONGEST_UNIT = 3, 8
_FUND_WORDS = ("资金", "拨款", "补助", "支出", "收入", "经费", "预算", "专户", "基金", "其中", "类")
_UNITS = frozenset(
    "% ％ ‰ 个 次 人 项 户 件 元 万元 亩 公里 人次 天 年 月 家 套 台 份 篇 场 吨 平方米".split()  # noqa: SIM905
)
_QUALITY = re.compile("有效|明显|提[升高]|改善|良好|增强|显著|达[成标]|完成|及时|合格|逐步|长期")
_BARE_QUALITY = re.compile(
    "(?:有效|明显|有所|逐步|持续|长期|显著|良好|稳步|不断|基本)?"
    "(?:提升|提高|改善|增强|明显|有效|良好|显著|达标|达成|及时|完成|增加|降低)(?:以上)?"
)
"""What a target says and no name does: 有所提高."""
_EXCUSE = re.compile(
    "原因|由于|因为|导致|未能|尚未|推迟|延迟|下一步|今后|措施|加快|调整|追加|少于|低于|高于|[，,。；;].{4}"
)
_LEVELS = ("level1", "level2", "level3")


def fund_cost(field: str, text: str) -> float:
    """How badly `text` fits a column of the funds block."""
    known = dictionary()
    blank, value = known.is_blank(text), number(text)
    if field == EXTRA:
        return SPARE if known.fund_line(text) is None else SPARE_LABEL
    if field == "source":
        return IMPOSSIBLE if value is not None or blank or not has_words(text) else _source(text)
    if field == "reason" or field.startswith("other"):
        if value is not None:
            return 4.0 if field == "reason" else 0.4
        return 0.4 if known.fund_line(text) is None else MISTYPED
    if value is None and not blank:
        return MISTYPED if len(text) < LONG and any(character.isdigit() for character in text) else IMPOSSIBLE
    return _figure(field, text, blank=blank)


def _figure(field: str, text: str, *, blank: bool) -> float:
    if field == "weight" and in_percent(text):
        return SHARE
    if field in ("weight", "score"):
        return 0.0 if blank or is_points(text) else IMPOSSIBLE
    if field == "rate":
        return 0.0 if "%" in text else 0.5 if blank else 3.0 if "," in text else 0.3
    return 6.0 if "%" in text else 2.0 if blank else 0.0


def _source(text: str) -> float:
    if dictionary().fund_line(text) is not None:
        return 0.0
    if len(text) >= LONG:
        return 6.0
    return 0.5 if any(word in text for word in _FUND_WORDS) else 2.0


def indicator_cost(field: str, text: str) -> float:
    """How badly `text` fits a column of the indicators block."""
    if field not in _LEVELS and _is_level_label(text):
        return SPARE_LABEL if field == EXTRA else FOREIGN
    if field not in ("level3", EXTRA) and is_prompt(text):
        return FOREIGN
    return _COLUMNS.get(field, _other)(text)


def with_shares(cost: Cost) -> Cost:
    """`cost` for a table that prints its weights in percent: `10%`."""

    def shares(field: str, text: str) -> float:
        if field != "weight" or dictionary().is_blank(text):
            return cost(field, text)
        return 0.0 if in_percent(text) else SHARE if is_points(text) else IMPOSSIBLE

    return shares


def _is_level_label(text: str) -> bool:
    """Whether `text` is the whole label of a level, and long enough not to be a word that anybody writes."""
    label = normal(text)
    return len(label) >= _FULL_LABEL and (label in dictionary().level1 or label in dictionary().level2)


def _level1(text: str) -> float:
    known = dictionary()
    first = known.level(1, text)
    if first is None:
        return _unknown_level(1, text)
    second = known.level(2, text) if printed_points(text) is None else None
    if second is None:
        return 0.0
    return 0.3 if first == second or len(normal(text)) < _FULL_LABEL else 6.0


def _level2(text: str) -> float:
    return 0.0 if dictionary().level(2, text) is not None else _unknown_level(2, text)


def _unknown_level(which: int, text: str) -> float:
    if not normal(text) and printed_points(text) is not None:
        return 0.5 if which == 1 else 2.0
    if _is_figure(text) or dictionary().is_blank(text):
        return IMPOSSIBLE
    return 5.0 if dictionary().level(3 - which, text) is None else OTHER_LEVEL


def _is_figure(text: str) -> bool:
    return number(text) is not None or OPERATOR.match(text) is not None


def _level3(text: str) -> float:
    """What is a level's label, or a measure, is hardly the name of an indicator."""
    if not has_words(text) or dictionary().is_blank(text):
        return IMPOSSIBLE
    is_level = dictionary().level(1, text) is not None or dictionary().level(2, text) is not None
    if OPERATOR.match(text) or is_level:
        return 8.0
    if _BARE_QUALITY.fullmatch(text):
        return 4.0
    return 3.0 if parse_measure(text) is not None else 0.0


def _operator(text: str) -> float:
    return 0.0 if dictionary().is_operator(text) else 1.0 if dictionary().is_blank(text) else 9.0


def _measure(text: str) -> float:
    """Units are short, or have a stroke: 个, 人次, 元/人."""
    if number(text) is not None or dictionary().is_operator(text) or text[:1].isdigit():
        return 6.0
    if text in _UNITS or (("/" in text or len(text) <= _SHORT_UNIT) and not _QUALITY.search(text)):
        return 0.0
    return 3.0 if len(text) <= _LONGEST_UNIT else 5.0


def _target(text: str) -> float:
    return 0.0 if parse_measure(text) is not None or DATE.search(text) else 0.4


def _actual(text: str) -> float:
    if text in _UNITS:
        return 2.5
    return 1.0 if OPERATOR.match(text) or _EXCUSE.search(text) else 0.0


def _weight(text: str) -> float:
    return 0.0 if is_points(text) else 2.0 if dictionary().is_blank(text) else IMPOSSIBLE


def _score(text: str) -> float:
    return 0.0 if is_points(text) else 1.0 if dictionary().is_blank(text) else IMPOSSIBLE


def _reason(text: str) -> float:
    if number(text) is not None:
        return 6.0
    if is_rule(text):
        return 3.0
    return 0.3 if _EXCUSE.search(text) or dictionary().is_blank(text) else 1.0


def _spare(_: str) -> float:
    return SPARE


def _other(_: str) -> float:
    return 1.0


_COLUMNS: Mapping[str, Callable[[str], float]] = {
    EXTRA: _spare,
    "level1": _level1,
    "level2": _level2,
    "level3": _level3,
    "operator": _operator,
    "measure": _measure,
    "target": _target,
    "adjusted_target": _target,
    "actual": _actual,
    "expected": _actual,
    "weight": _weight,
    "score": _score,
    "reason": _reason,
}
