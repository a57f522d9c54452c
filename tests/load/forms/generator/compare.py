"""How a reading differs from what was printed: wrong cells, and those of them that no finding tells."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from reportgen.base.finding import Finding
from reportgen.load.forms.printed import PrintedForm
from tests.load.forms.generator.output import Places
from tests.load.forms.generator.sheet import Sheet

FUND_KEYS = ("label", "initial", "adjusted", "executed", "rate", "weight", "score")
INDICATOR_KEYS = ("level1", "level2", "level3", "target", "actual", "weight", "score", "reason")
_BLANK = {None, "", "—", "-", "/", "无", "……"}
_WHOLE = {"IMP013", "IMP014", "IMP018", "IMP021"}
"""Findings on a header or a level: they tell of every row below."""


@dataclass
class Result:
    """Cells compared, the wrong ones, and those without a finding at their row or above their table."""

    cells: int = 0
    wrong: list[str] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)

    def add(self, name: str, expected: object, found: object, *, told: bool) -> None:
        """Compares one cell."""
        self.cells += 1
        if _plain(expected) != _plain(found):
            self.wrong.append(f"{name}: {expected!r} read as {found!r}")
            if not told:
                self.silent.append(self.wrong[-1])


def _plain(value: object) -> object:
    if isinstance(value, str):
        plain = re.sub(r"\s", "", value).translate(str.maketrans("（）：", "():"))
        return None if plain in _BLANK else plain
    return None if value in (None, []) else value


def compare(sheet: Sheet, places: Places, form: PrintedForm) -> Result:
    """The reading of a sheet against what was printed on it."""
    result, printed = Result(), form.as_dict()
    told = _told(form.findings)
    anything = any(finding.code in _WHOLE or finding.where.kind == "file" for finding in form.findings)
    for key, value in sheet.expected.items():
        result.add(key, value, printed[key], told=bool(form.findings))
    for block, keys, rows in (("funds", FUND_KEYS, sheet.funds), ("indicators", INDICATOR_KEYS, sheet.indicators)):
        _compare_rows(result, block, keys, rows, printed[block], told, places, anything=anything)
    return result


def _compare_rows(
    result: Result, block: str, keys: Iterable[str], rows: list[tuple[int, dict[str, str | None]]],
    found: list[dict[str, Any]], told: set[int], places: Places, *, anything: bool,
) -> None:  # fmt: skip
    name = "label" if block == "funds" else "level3"
    left = list(found)
    for row, cells in rows:
        first, last = places[row]
        is_told = anything or any(line in told for line in range(first - 1, last + 2))
        match = next((other for other in left if _plain(other[name]) == _plain(cells[name])), None)
        if match is not None:
            left.remove(match)
        for key in keys:
            result.add(f"{block} {first} {cells[name]} {key}", cells.get(key), (match or {}).get(key), told=is_told)
    for other in left:
        result.add(f"{block}: a row too many", None, other[name], told=bool(told))


def _told(findings: Iterable[Finding]) -> set[int]:
    """The rows or lines of findings."""
    rows = set()
    for finding in findings:
        where = finding.where
        if where.line is not None:
            last = finding.message.values["last"] if finding.code == "IMP050" else where.line
            rows.update(range(where.line, int(last) + 1))
        elif where.cell is not None:
            rows.add(int("".join(character for character in where.cell if character.isdigit())))
    return rows
