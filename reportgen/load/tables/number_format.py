"""Numbers and dates as a spreadsheet shows them: 0.862 in the format `0%` is `86%`.

The formats that filled forms use: General, digits with fixed decimals, thousands, percent, literals, sections for
negative numbers and zero, accounting, dates and times. Of others (fractions, powers, Chinese numerals, conditions)
nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from decimal import ROUND_HALF_UP, Context, Decimal

GENERAL = "General"
EXACT_DIGITS = 15
"""So many significant digits of a number does a spreadsheet keep exactly."""

CHINESE_FORMATS = {
    14: "yyyy/m/d",
    22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"',
    28: 'm"月"d"日"',
    29: 'm"月"d"日"',
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    37: "#,##0;-#,##0",
    38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00",
    41: '#,##0;-#,##0;"-"',
    42: '"¥"#,##0;"¥"-#,##0;"¥-"',
    43: '#,##0.00;-#,##0.00;"-"',
    44: '"¥"#,##0.00;"¥"-#,##0.00;"¥-"',
    50: 'yyyy"年"m"月"',
    51: 'm"月"d"日"',
    57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}
"""The built-in formats by number that a Chinese Excel or WPS shows otherwise than an English one."""

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|_(?P<space>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]|(?P<plain>.)',
    re.DOTALL,
)
_COLOURS = re.compile(r"(?i)black|blue|cyan|green|magenta|red|white|yellow|color ?\d+")
_DIGITS = re.compile(r"[0#?,.]+")
_NUMBER = re.compile(r"(?P<whole>[0#?,]*?)(?P<scale>,*)(?:\.(?P<decimals>[0#?]*)(?P<after>,*))?")
_DATE = re.compile(r"(?i)yyyy|yyy|yy|y|mmmmm|mmmm|mmm|mm|m|dddd|ddd|dd|d|hh|h|ss|s|aaaa|aaa|am/pm|a/p|上午/下午")


def plain_number(value: float | int) -> str:
    """A stored number with the digits that it keeps exactly, as digits."""
    exact = Decimal(value) if isinstance(value, int) else Decimal(repr(value))
    if isinstance(value, float):
        exact = Context(EXACT_DIGITS, ROUND_HALF_UP).plus(exact)
    text = f"{exact:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def is_exact(value: float | int) -> bool:
    """Whether a spreadsheet can keep all digits of `value`: not so for long numbers, which it has changed already."""
    return abs(value) < float(f"1e{EXACT_DIGITS}")


def is_date_format(code: str) -> bool:
    """Whether numbers in this format are days and times."""
    plain = "".join(text for kind, text in _tokens(_sections(code)[0]) if kind == "plain")
    return re.search(r"(?i)[ymdhs]|aaa", plain) is not None and re.search(r"(?i)general|[#?]", plain) is None


def format_number(value: float | int, code: str) -> str | None:
    """`value` as the format shows it, without spaces at its ends; None where the format is none of those known."""
    sections = _sections(code.replace("G/通用格式", GENERAL))
    number = Decimal(plain_number(value))
    section, number = _section_for(number, sections)
    parts = list(_tokens(section))
    if any(kind == "bracket" and not _harmless(text) for kind, text in parts):
        return None
    plain = "".join(text for kind, text in parts if kind == "plain")
    if plain.casefold() == GENERAL.casefold() or plain == "@":
        return _with_literals(parts, plain_number(value) if number < 0 else f"{number:f}")
    if re.search(r"[^0#?,.%\s()+\-:¥￥$€~—]", plain):
        return None
    match = _DIGITS.search(plain)
    if match is None:
        return _with_literals(parts, "")
    pattern = _NUMBER.fullmatch(match.group())
    runs = "".join(text if kind == "plain" and text in "0#?,." else " " for kind, text in parts).split()
    if pattern is None or len(runs) > 1:
        return None
    return _with_literals(parts, _digits(number.scaleb(2 * plain.count("%")), pattern))


def format_date(value: datetime, code: str) -> str | None:
    """`value` as the format shows it; None where the format is none of those known."""
    parts = [(kind, text) for kind, text in _tokens(_sections(code)[0])]
    if any(kind == "bracket" and not _harmless(text) for kind, text in parts):
        return None
    shown, previous = "", ""
    steps = list(_date_steps(parts))
    for place, (kind, text) in enumerate(steps):
        if kind == "unknown":
            return None
        if kind != "code":
            shown += text
            continue
        following = next((later for kind_, later in steps[place + 1 :] if kind_ == "code"), "")
        minutes = text.lower() in ("m", "mm") and (previous.startswith("h") or following.lower().startswith("s"))
        part = _date_part(value, text.lower(), minutes, any(_is_half(later) for _, later in steps))
        if part is None:
            return None
        shown, previous = shown + part, text.lower()
    return shown.strip()


def _sections(code: str) -> list[str]:
    """The parts of a format for positive, negative, zero and text, as far as given."""
    sections = [""]
    for match in _TOKEN.finditer(code):
        if match["plain"] == ";":
            sections.append("")
        else:
            sections[-1] += match.group()
    return sections


def _section_for(number: Decimal, sections: list[str]) -> tuple[str, Decimal]:
    """The section that shows `number`, and the number to show in it: without its sign where the section gives one."""
    if len(sections) > 2 and number == 0:
        return sections[2], number
    if len(sections) > 1 and number < 0:
        return sections[1], -number
    return sections[0], number


def _tokens(section: str) -> Iterator[tuple[str, str]]:
    for match in _TOKEN.finditer(section):
        kind = match.lastgroup or "plain"
        text = match[kind]
        if kind == "bracket" and text.startswith("$"):
            yield "quoted", text[1:].partition("-")[0]
        elif kind in ("quoted", "escaped"):
            yield "quoted", text
        elif kind == "space":
            yield "quoted", " "
        elif kind != "fill":
            yield kind, text


def _harmless(bracket: str) -> bool:
    return _COLOURS.fullmatch(bracket) is not None


def _with_literals(parts: list[tuple[str, str]], digits: str) -> str:
    """The section with `digits` in place of its first digits, and its other characters as they stand."""
    shown, used, sign = "", False, digits.startswith("-")
    for kind, text in parts:
        if kind == "quoted" or (kind == "plain" and not re.match(r"[0#?,.@A-Za-z]", text)):
            shown += text
        elif kind == "plain" and not used:
            shown, used = shown + digits.removeprefix("-"), True
    return ("-" if sign else "") + shown.strip()


def _digits(number: Decimal, pattern: re.Match[str]) -> str:
    """The digits of `number`, rounded half up as a spreadsheet does."""
    decimals = pattern["decimals"] or ""
    scaled = number.scaleb(-3 * len(pattern["scale"] + (pattern["after"] or "")))
    exact = abs(scaled).quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP, Context(60))
    whole, _, fraction = f"{exact:f}".partition(".")
    least = pattern["whole"].count("0")
    whole = whole.lstrip("0").rjust(least, "0")
    if "," in pattern["whole"] and whole:
        whole = f"{int(whole):,}".rjust(least, "0")
    while fraction and decimals[len(fraction) - 1] in "#?" and fraction.endswith("0"):
        fraction = fraction[:-1]
    point = "." if "." in pattern.group() else ""
    return ("-" if scaled < 0 else "") + whole + point + fraction


def _date_steps(parts: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The parts of a date format: codes such as `yyyy`, and all else."""
    run = ""
    for kind, text in [*parts, ("quoted", "")]:
        if kind == "plain":
            run += text
            continue
        place = 0
        for match in _DATE.finditer(run):
            yield from _literal(run[place : match.start()])
            yield "code", match.group()
            place = match.end()
        yield from _literal(run[place:].replace("@", ""))
        yield "literal", text
        run = ""


def _literal(text: str) -> Iterator[tuple[str, str]]:
    yield "unknown" if re.search("[A-Za-z]", text) else "literal", text


def _is_half(code: str) -> bool:
    return code.lower() in ("am/pm", "a/p", "上午/下午")


def _date_part(value: datetime, code: str, minutes: bool, halves: bool) -> str | None:
    hour = (value.hour % 12 or 12) if halves else value.hour
    chinese_week = "一二三四五六日"[value.weekday()]
    shown: dict[str, str] = {
        "yyyy": f"{value.year:04}", "yyy": f"{value.year:04}", "yy": f"{value.year % 100:02}",
        "y": f"{value.year % 100:02}",
        "mm": f"{value.minute if minutes else value.month:02}", "m": f"{value.minute if minutes else value.month}",
        "dd": f"{value.day:02}", "d": f"{value.day}", "ddd": f"周{chinese_week}", "dddd": f"星期{chinese_week}",
        "hh": f"{hour:02}", "h": f"{hour}", "ss": f"{value.second:02}", "s": f"{value.second}",
        "am/pm": "AM" if value.hour < 12 else "PM", "a/p": "A" if value.hour < 12 else "P",
        "aaa": f"周{chinese_week}", "aaaa": f"星期{chinese_week}",
        "上午/下午": "上午" if value.hour < 12 else "下午",
    }  # fmt: skip
    return shown.get(code)
