"""What stands in a cell of a CSV file: never a formula, and from which the published text can be had again."""

from __future__ import annotations

import re

FORMULA = re.compile(r"'*[=+\-@＝＋－＠\t\r\n]")
"""What a spreadsheet takes for the beginning of a formula, an apostrophe before it or not."""
NUMBER = re.compile(r"[+-]?\d[\d,]*(?:\.\d+)?%?")
"""What begins so and is a number stays one."""


def safe(text: str) -> str:
    """`text` with an apostrophe before it where a spreadsheet would run it; a negative number is no formula."""
    return f"'{text}" if FORMULA.match(text) and not NUMBER.fullmatch(text) else text
