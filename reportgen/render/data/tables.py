"""The tables of the form as CSV, for spreadsheets and programs.

UTF-8 with a byte order mark, lines ended by CR LF, the printed labels as header. Numbers are plain decimals without
thousands commas, amounts in the unit that the header names; a blank cell is empty. A text that a spreadsheet would run
as a formula has an apostrophe before it, see `safe`; a negative number has none.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from reportgen.document.disclosure import Disclosure
from reportgen.document.fact import Fact
from reportgen.render.data.cells import safe
from reportgen.render.data.dictionary import HEADER, entries
from reportgen.render.data.words import words_of

_AMOUNTS = ("initial", "adjusted", "executed")
_FUNDS = (*_AMOUNTS, "rate", "weight", "score")
_INDICATORS = ("name", "target", "actual", "weight", "score", "reason")


def funds_csv(disclosure: Disclosure) -> bytes:
    """One row for each line of the funds block."""
    labels = disclosure.labels
    units = {**dict.fromkeys(_AMOUNTS, f"({disclosure.form.unit})"), "rate": "(%)"}
    header = [labels["source"], *(labels[column] + units.get(column, "") for column in _FUNDS)]
    return _csv(header, ([row.label, *_cells(row, _FUNDS)] for row in disclosure.funds))


def indicators_csv(disclosure: Disclosure) -> bytes:
    """One row for each indicator, with the labels it stands under."""
    columns = ("level1", "level2", *_INDICATORS)
    rows = (row for level in disclosure.levels for group in level.groups for row in group.indicators)
    cells = ([row.level1, row.level2, *_cells(row, _INDICATORS)] for row in rows)
    return _csv([disclosure.labels[column] for column in columns], cells)


def goals_csv(disclosure: Disclosure) -> bytes:
    """One row for each goal, with what was done for it as plain text."""
    header = [disclosure.labels["goal"], disclosure.labels["completion"]]
    return _csv(
        header,
        ([goal.text.plain, words_of(goal.completion.blocks) if goal.completion else ""] for goal in disclosure.goals),
    )


def dictionary_csv(disclosure: Disclosure) -> bytes:
    """One row for each column of the data files: what it holds, of which kind, in which unit."""
    return _csv(list(HEADER), (list(entry.cells()) for entry in entries(disclosure)))


def _cells(row: object, columns: Iterable[str]) -> list[str]:
    facts: list[Fact | None] = [getattr(row, column) for column in columns]
    return ["" if fact is None else fact.plain for fact in facts]


def _csv(header: list[str], rows: Iterable[list[str]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")
