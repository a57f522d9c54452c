"""`daxie`: an amount in the capital numerals of cheques: 陆仟零柒拾万肆仟伍佰壹拾捌元伍角伍分.

Rules: 支付结算办法, appendix one, on writing amounts: zeros between digits are written once, an amount without fen ends
in 整.
"""

from __future__ import annotations

from decimal import Decimal

from reportgen.base.messages import N_
from reportgen.document.fact import Fact
from reportgen.filters.digits import spelled
from reportgen.filters.filter import FilterError, TemplateFilter, yuan_of
from reportgen.model.values import round_half_up

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
LIMIT = Decimal(10) ** 16
"""No amount is written that needs more than 亿亿 yuan."""


def _whole(number: int) -> str:
    """A whole number in capitals: the 亿 of it, the 万 of the rest, and what remains."""
    for place, name in ((100_000_000, "亿"), (10_000, "万")):
        if number >= place:
            above, rest = divmod(number, place)
            gap = "零" if 0 < rest < place // 10 else ""
            return _whole(above) + name + gap + _whole(rest)
    return spelled(number, _DIGITS, _PLACES)


def in_capitals(yuan: Decimal) -> str:
    """An amount in yuan, rounded half up to fen, in capital numerals. Raises FilterError from 10^16 on."""
    if abs(yuan) >= LIMIT:
        raise FilterError(N_("{amount} yuan are too much to be written in capitals"), amount=yuan)
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
