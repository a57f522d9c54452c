"""`daxie`: an amount in the capital numerals of cheques: 陆仟零柒拾万肆仟伍佰壹拾捌元伍角伍分.

Rules: 支付结算办法, appendix one, on writing amounts: zeros between digits are written once, an amount without fen ends
in 整.
"""

from __future__ import annotations

from decimal import Decimal

from reportgen.document.fact import Fact
from reportgen.filters.filter import TemplateFilter, yuan_of
from reportgen.model.values import round_half_up

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_SECTIONS = ("", "万", "亿", "万亿", "亿亿")


def _section(number: int) -> str:
    """A number below 10,000 in capitals, with inner zeros written once and none at either end."""
    text, zero = "", False
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        if digit == 0:
            zero = bool(text)
            continue
        text += ("零" if zero else "") + _DIGITS[digit] + _PLACES[place]
        zero = False
    return text


def _whole(number: int) -> str:
    text, gap = "", False
    for index in range(len(_SECTIONS) - 1, -1, -1):
        part = number // 10_000**index % 10_000
        if part == 0:
            gap = bool(text)
            continue
        if text and (gap or part < 1_000):
            text += "零"
        text += _section(part) + _SECTIONS[index]
        gap = False
    return text


def in_capitals(yuan: Decimal) -> str:
    """An amount in yuan, rounded half up to fen, in capital numerals."""
    cents = int(round_half_up(abs(yuan), 2) * 100)
    whole, jiao, fen = cents // 100, cents // 10 % 10, cents % 10
    sign = "负" if yuan < 0 and cents else ""
    text = _whole(whole) + "元" if whole else ""
    if not cents:
        return "零元整"
    if jiao:
        text += _DIGITS[jiao] + "角"
    elif fen and whole:
        text += "零"
    return sign + (text + _DIGITS[fen] + "分" if fen else text + "整")


def _text(fact: Fact) -> str:
    return in_capitals(yuan_of(fact))


DAXIE = TemplateFilter("daxie", _text)
