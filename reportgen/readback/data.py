"""Reads the data files back: the facts of report.json, and the rows of the CSV files."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from typing import Any

from reportgen.base.finding import Finding
from reportgen.base.location import Location
from reportgen.document.fact import Fact
from reportgen.readback.expected import MISSING_FACT, UNREADABLE, WRONG_TEXT, Expected, SeenFact, compare
from reportgen.readback.reader import Reader
from reportgen.readback.words import compare_words, unspaced

_KEPT_FROM_RUNNING = re.compile(r"'+[=+\-@＝＋－＠\t\r\n]")


def read_json(data: bytes, file: str, expected: Expected) -> Iterator[Finding]:
    """Every fact of the form that report.json lacks or states otherwise."""
    try:
        document = json.loads(data.decode("utf-8"))
        facts: list[dict[str, Any]] = document["facts"]
        text = "".join(section["text"] for section in document["sections"])
        seen = [SeenFact(fact["id"], None, fact["text"], Location.of_file(file), fact["value"]) for fact in facts]
    except (UnicodeDecodeError, ValueError, KeyError, TypeError) as error:
        yield UNREADABLE.at(Location.of_file(file), reason=f"{type(error).__name__}: {error}")
        return
    form_only = Expected(
        expected.assessment, tuple(fact for fact in expected.printed if fact.format is None), expected.records
    )
    yield from compare(form_only, seen, file)
    yield from compare_words(expected.runs, unspaced(text), file)


def read_csv(data: bytes, file: str, expected: Expected, block: str) -> Iterator[Finding]:
    """Every row of a block that the CSV file lacks, or that holds another value."""
    try:
        read = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
        rows = [[_published(cell) for cell in row] for row in read]
    except (UnicodeDecodeError, csv.Error) as error:
        yield UNREADABLE.at(Location.of_file(file), reason=str(error))
        return
    for record in expected.records:
        if not record.id.startswith(f"{block}."):
            continue
        found = [row for row in rows if record.label in row]
        if not found:
            yield MISSING_FACT.at(Location.of_file(file), fact=record.id, label=record.label, expected=record.label)
        for id, figure in expected.assessment.figures.items():
            plain = Fact.of(figure).plain
            if id.startswith(f"{record.id}.") and found and not any(plain in row for row in found):
                yield WRONG_TEXT.at(
                    Location.of_file(file), fact=id, label=figure.label, found=" | ".join(found[0]), expected=plain
                )


def _published(cell: str) -> str:
    """A cell without the apostrophe that keeps a spreadsheet from running it."""
    return cell[1:] if _KEPT_FROM_RUNNING.match(cell) else cell


JSON = Reader("data", "report.json", read_json)
FUNDS = Reader("data", "funds.csv", lambda data, file, expected: read_csv(data, file, expected, "funds"))
INDICATORS = Reader("data", "indicators.csv", lambda data, file, expected: read_csv(data, file, expected, "indicators"))
