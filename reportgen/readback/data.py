"""Reads the data files back: the facts of report.json, and the rows of the CSV files."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Generator, Iterator
from typing import Any

from reportgen.base.finding import Finding
from reportgen.base.location import Location
from reportgen.document.fact import Fact
from reportgen.readback.expected import (
    DAMAGED,
    MISSING_FACT,
    UNKNOWN_FACT,
    WRONG_ROW,
    WRONG_TEXT,
    Expected,
    SeenFact,
    compare,
    unreadable,
)
from reportgen.readback.reader import Reader
from reportgen.readback.words import compare_words, unspaced

COLUMNS = {
    "funds": ("initial", "adjusted", "executed", "rate", "weight", "score"),
    "indicators": ("name", "target", "actual", "weight", "score", "reason"),
}
_KEPT_FROM_RUNNING = re.compile(r"'+[=+\-@＝＋－＠\t\r\n]")


def read_json(data: bytes, file: str, expected: Expected) -> Iterator[Finding]:
    """Every fact of the form that report.json lacks or states otherwise."""
    try:
        document = json.loads(data.decode("utf-8"))
        facts: list[dict[str, Any]] = document["facts"]
        text = "".join(section["text"] for section in document["sections"])
        seen = [SeenFact(str(fact["id"]), None, fact["text"], Location.of_file(file), fact["value"]) for fact in facts]
    except DAMAGED as error:
        yield unreadable(file, error)
        return
    form_only = Expected(
        expected.assessment, tuple(fact for fact in expected.printed if fact.format is None), expected.records
    )
    yield from compare(form_only, seen, file)
    yield from compare_words(expected.runs, unspaced(text), file)


def read_csv(data: bytes, file: str, expected: Expected, block: str) -> Iterator[Finding]:
    """Every row of a block that the CSV file lacks, has twice or elsewhere, or that holds another value."""
    rows = yield from _rows_of(data, file)
    if rows is None:
        return
    wanted = [record for record in expected.records if record.id.startswith(f"{block}.")]
    for record in wanted:
        found = [row for row in rows if record.label in row]
        if not found:
            yield MISSING_FACT.at(Location.of_file(file), fact=record.id, label=record.label, expected=record.label)
        for id, figure in expected.assessment.figures.items():
            plain = Fact.of(figure).plain
            if id.startswith(f"{record.id}.") and found and not any(plain in row for row in found):
                yield WRONG_TEXT.at(
                    Location.of_file(file), fact=id, label=figure.label, found=" | ".join(found[0]), expected=plain
                )
    for place, record in enumerate(wanted):
        row = rows[place + 1] if place + 1 < len(rows) else []
        if row != _row_of(expected, record.id, block):
            yield WRONG_ROW.at(
                Location.of_file(file), fact=record.id, label=record.label, expected="、".join(record.texts)
            )
    for row in rows[len(wanted) + 1 :]:
        yield UNKNOWN_FACT.at(Location.of_file(file), found=" | ".join(row), id=block)


def read_goals(data: bytes, file: str, expected: Expected) -> Iterator[Finding]:
    """Every goal that is not in its row, and every run of words on what was done that is nowhere."""
    rows = yield from _rows_of(data, file)
    if rows is None:
        return
    goals = [goal.text.text for goal in expected.assessment.evaluation.goals]
    if [row[:1] for row in rows[1:]] != [[goal] for goal in goals]:
        told = "、".join(goals)
        yield WRONG_ROW.at(Location.of_file(file), label=rows[0][0] if rows and rows[0] else "", expected=told)
    runs = [(section, run) for section, run in expected.runs if section.startswith("completion.")]
    yield from compare_words(runs, unspaced("".join(row[-1] for row in rows if row)), file)


def _rows_of(data: bytes, file: str) -> Generator[Finding, None, list[list[str]] | None]:
    """The rows of a table for programs; a finding and None where it is none."""
    try:
        read = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
        return [[_published(cell) for cell in row] for row in read]
    except (UnicodeDecodeError, csv.Error) as error:
        yield unreadable(file, error)
        return None


def _row_of(expected: Expected, id: str, block: str) -> list[str]:
    evaluation, figures = expected.assessment.evaluation, expected.assessment.figures
    named = id.partition(".")[2]
    if block == "funds":
        labels = [line.label.text for line in evaluation.funds if line.id == named]
    else:
        labels = [text.text for one in evaluation.indicators if one.id == named for text in (one.level1, one.level2)]
    facts = (figures.get(f"{id}.{column}") for column in COLUMNS[block])
    return [*labels, *("" if figure is None else Fact.of(figure).plain for figure in facts)]


def _published(cell: str) -> str:
    """A cell without the apostrophe that keeps a spreadsheet from running it."""
    return cell[1:] if _KEPT_FROM_RUNNING.match(cell) else cell


JSON = Reader("data", "report.json", read_json)
FUNDS = Reader("data", "funds.csv", lambda data, file, expected: read_csv(data, file, expected, "funds"))
INDICATORS = Reader("data", "indicators.csv", lambda data, file, expected: read_csv(data, file, expected, "indicators"))
GOALS = Reader("data", "goals.csv", read_goals)
