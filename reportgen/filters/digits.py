"""Numbers below 10,000 digit by digit, as both ways of writing them in Chinese do."""

from __future__ import annotations

from collections.abc import Sequence


def spelled(number: int, digits: Sequence[str], places: Sequence[str]) -> str:
    """`number` from 0 to 9999 by its `digits` and the names of their `places`, units first.

    Inner zeros are written once, those at either end never; 0 is empty.
    """
    text, zero = "", False
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        if digit == 0:
            zero = bool(text)
            continue
        text += (digits[0] if zero else "") + digits[digit] + places[place]
        zero = False
    return text
