"""Targets and actual values that are dates: `2024年12月`, `9月前`, `12月底之前`, `年底前`."""

from __future__ import annotations

import calendar
import re
from datetime import date

_DAY = re.compile(
    r"(?:(?P<year>\d{4})年)?(?:于|在)?(?:(?P<month>\d{1,2})月(?:份)?(?P<day>\d{1,2}日)?|(?P<end>年))?"
    r"(?:[底末初]|上旬|中旬|下旬)?(?:之前|以前|前|之内|以内|内|止)?(?:全部|基本|已|按时|按期)?(?:完成|完工|竣工|到位|发放|拨付)?",
    re.ASCII,
)
_DECEMBER = 12


def parse_deadline(text: str, year: int) -> date | None:
    """The last day that `text` can mean, in `year` where it names none; None for anything that is no date.

    A month is read to its end, so that `9月前` and `9月` are the same: who is late by this reading is late by any.
    """
    match = _DAY.fullmatch(re.sub(r"\s+", "", text))
    if match is None or not (match["year"] or match["month"] or match["end"]):
        return None
    of, month = int(match["year"] or year), int(match["month"] or _DECEMBER)
    if not (1 <= month <= _DECEMBER and date.min.year <= of):
        return None
    last = calendar.monthrange(of, month)[1]
    day = int((match["day"] or f"{last}日")[:-1])
    return date(of, month, day) if 1 <= day <= last else None
