"""Numbers in sentences: amounts, rates and counts with their precision, and what only looks like one.

Years, dates, ordinals, document numbers, prices per unit and changes against another year are told apart and left out:
a number is compared with the form only where it can mean the same thing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

DIGITS = {**{digit: value for value, digit in enumerate("零一二三四五六七八九")}, "〇": 0, "两": 2}
_SMALL = {"十": 10, "百": 100, "千": 1_000}
_HAN = "零〇一二两三四五六七八九十百千"
COUNTERS = (
    "人次|户次|场次|批次|件次|人|户|个|家|次|项|所|处|张|套|场|件|起|名|位|亩|公里|千米|平方米|立方米|吨|台|辆|例|份|篇|期|批|条|栋|座|床|"
    "部|门|片|株|头|只|支|村|校|天|小时|分钟|工作日"
)
_NUMBER = re.compile(
    r"(?P<about>近|约|大约|超过|超|逾|多于|不低于|不少于|至少|突破)?"
    r"(?:(?P<share>百分之)(?P<share_number>[" + _HAN + r"点]+)"
    r"|(?P<plain>\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<until>\s*[-—–~～至到]+\s*(?P<end>\d+(?:\.\d+)?))?"
    r"|(?P<han>[" + _HAN + r"万亿]+(?:点[零〇一二三四五六七八九]+)?))"
    r"\s*(?P<scale>万亿|千万|百万|十万|万|亿|千(?=元|人|户))?(?P<more>余|多)?(?P<scale2>万|亿)?"
    rf"\s*(?P<unit>元|[%％‰]|个?百分点|{COUNTERS}|分)?(?P<after>余|多|左右|以上|以下|以内)?"
)
_SCALES = {
    "": 1, "千": 10**3, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7, "亿": 10**8, "万亿": 10**12
}  # fmt: skip
_NO_QUANTITY_BEFORE = re.compile(r"(?:第|每|人均|户均|[〔\[A-Za-z+＋.．/])$")
_NO_QUANTITY_AFTER = re.compile(r"^\s*(?:/|／|每|之|月|的?(?:增|涨|降|减)幅)")
_CHANGE = re.compile(
    r"(?:提高|增长|增加|上升|上涨|下降|减少|降低|增幅|降幅|涨幅|同比|环比|较上年|比上年|超(?!过)|高于|低于|高出|多出|节约|压减|少|新增)"
    r"(?:了|为|达|约|的)?$"
)


ROUGH = Decimal("0.05")
"""How far 约, 近 and 余 may be from the figure."""
POINTS = "分"
"""Points are told to the decimal they have: 10分 for 9.6 is no rounding."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A number in a text. `value` is in the bare unit (元, %, 分, 人 …), up to `end` where a range was written.

    `step` is one unit of the last digit shown. `about` tells that it was rounded on purpose: 约, 近, 余.
    """

    text: str
    start: int
    stop: int
    value: Decimal
    end: Decimal
    unit: str
    step: Decimal
    about: bool

    def means(self, value: Decimal) -> bool:
        """Whether `value`, rounded or cut off at the last digit shown, can have been written so."""
        low, high = self.value, self.end
        if self.about:
            low, high = low * (1 - ROUGH), high * (1 + ROUGH)
        if low <= value <= high:
            return True
        near = low if value < low else high
        return abs(value - near) * 2 <= self.step or 0 < value - high < self.step


def chinese_number(text: str) -> int:
    """The whole number that Chinese or Arabic numerals spell: 二十一, 一百零五, 三千二百万, 12. Zero for none."""
    if text.isdecimal():
        return int(text)
    total = middle = section = digit = 0
    for character in text:
        if character in DIGITS:
            digit = digit * 10 + DIGITS[character] if digit else DIGITS[character]
        elif character in _SMALL:
            section += (digit or 1) * _SMALL[character]
            digit = 0
        elif character == "万":
            middle, section, digit = (section + digit) * 10**4, 0, 0
        elif character == "亿":
            total, middle, section, digit = total + (middle + section + digit) * 10**8, 0, 0, 0
    return total + middle + section + digit


def mentions(text: str) -> Iterator[Mention]:
    """The numbers of `text` that state how much or how many of something, in order."""
    for match in _NUMBER.finditer(text):
        if _is_something_else(match, text):
            continue
        found = _mention(match)
        if found is not None:
            yield found


def _is_something_else(match: re.Match[str], text: str) -> bool:
    """Whether it is a date, an ordinal, a part of a name, a price per unit, or a change."""
    before, after = text[: match.start()], text[match.end() :]
    unit = match["unit"] or ("%" if match["share"] else "")
    return bool(
        not unit
        or unit.endswith("百分点")
        or _NO_QUANTITY_BEFORE.search(before)
        or _NO_QUANTITY_AFTER.match(after)
        or (_CHANGE.search(before) and not match["about"])
    )


def _mention(match: re.Match[str]) -> Mention | None:
    scale = Decimal(_SCALES[match["scale"] or ""]) * Decimal(_SCALES[match["scale2"] or ""])
    unit = "%" if match["share"] or match["unit"] == "％" else match["unit"] or ""
    written = match["plain"] or match["han"] or match["share_number"]
    value, step = _value(written)
    if value is None:
        return None
    end = Decimal(match["end"]) if match["end"] else value
    if unit == "‰":
        scale, unit = scale / 10, "%"
    if match["until"] and match["unit"] and end < value:
        return None
    if unit == POINTS:
        step = min(step, Decimal("0.1"))
    about = bool(match["about"] or match["more"] or match["after"])
    return Mention(match.group(), match.start(), match.end(), value * scale, end * scale, unit, step * scale, about)


def _value(written: str) -> tuple[Decimal | None, Decimal]:
    """The number and one unit of its last digit."""
    if written[0].isdecimal():
        plain = written.replace(",", "").replace("，", "")
        return Decimal(plain), Decimal(1).scaleb(-len(plain.partition(".")[2]))
    whole, point, fraction = written.partition("点")
    digits = "".join(str(DIGITS[one]) for one in fraction if one in DIGITS)
    if point and not digits:
        return None, Decimal(1)
    value = Decimal(f"{chinese_number(whole)}.{digits or 0}")
    size = next((size for name, size in (("亿", 8), ("万", 4)) if whole.endswith(name)), 0)
    return value, Decimal(1).scaleb(size - len(digits))
