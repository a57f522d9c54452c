"""The data files: report.json by its schema and against the source, the tables as grids, the spreadsheet as shown."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Container, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from reportgen.base.finding import Finding
from reportgen.base.location import Location
from reportgen.document.fact import Fact
from reportgen.model.tables import INDICATORS
from reportgen.readback.continued import joined
from reportgen.readback.deep.compare import compare_narrative
from reportgen.readback.deep.faults import LOST_FACT, OFF_SCHEMA, OTHER_CELL, OTHER_ROWS, OTHER_TEXT
from reportgen.readback.deep.seen import Seen, Table, spread
from reportgen.readback.deep.source import Source, TableOf
from reportgen.readback.expected import DAMAGED, unreadable

SCHEMA = Path(__file__).resolve().parents[2] / "schemas" / "report.schema.json"
_APOSTROPHE = re.compile(r"'+[=+\-@＝＋－＠\t\r\n]")


@cache
def _validator() -> Any:
    from jsonschema import Draft202012Validator

    return Draft202012Validator(json.loads(SCHEMA.read_text("utf-8")))


def compare_json(source: Source, data: bytes, file: str) -> Iterator[Finding]:
    """Every key of report.json that its schema or the source would have otherwise; nothing may be there twice."""
    try:
        document = json.loads(data.decode("utf-8"), object_pairs_hook=_each_key_once)
    except (ValueError, RecursionError) as error:
        yield unreadable(file, error)
        return
    faults = list(_validator().iter_errors(document))
    for fault in faults:
        yield OFF_SCHEMA.at(Location.of_file(file), key=fault.json_path, reason=fault.message)
    if not faults:
        yield from _compare_facts(source, document["facts"], file)
        yield from _compare_sections(source, document, file)


def _each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({key for key, _ in pairs}) < len(pairs):
        raise ValueError("a key stands there twice")
    return dict(pairs)


def _compare_facts(source: Source, facts: list[Mapping[str, Any]], file: str) -> Iterator[Finding]:
    where = Location.of_file(file)
    seen = {fact["id"]: fact for fact in facts}
    wanted = {fact.id: fact for fact in source.expected.printed}
    if len(seen) < len(facts) or seen.keys() - wanted.keys():
        ids = [fact["id"] for fact in facts]
        odd = [id for id in dict.fromkeys(ids) if ids.count(id) > 1 or id not in wanted]
        yield OTHER_ROWS.at(where, table="facts", found="、".join(odd), expected="-")
    for id, fact in wanted.items():
        if id not in seen:
            yield LOST_FACT.at(where, fact=id, label=fact.label, expected=fact.text, found=0, needed=1)
            continue
        texts = {one.text for one in source.expected.printed if one.id == id}
        value = None if fact.value is None else fact.plain
        for key, right in (("label", {fact.label}), ("value", {value}), ("unit", {fact.unit}), ("text", texts)):
            if seen[id][key] not in right:
                found, expected = str(seen[id][key]), "、".join(str(one) for one in right)
                yield OTHER_CELL.at(
                    where, fact=id, table="facts", row=id, column=key, found=found, expected=expected
                )  # fmt: skip


def _compare_sections(source: Source, document: Mapping[str, Any], file: str) -> Iterator[Finding]:
    where = Location.of_file(file)
    names = [section["name"] for section in document["sections"]]
    wanted = [name for name, _ in source.narrative.all_sections()]
    if sorted(names) != sorted(wanted):
        yield OTHER_ROWS.at(where, table="sections", found="、".join(names), expected="、".join(wanted))
    if document["report"] != source.report:
        yield OTHER_TEXT.at(where, section="report", found=document["report"], expected=source.report)
    texts = [section["text"] for section in document["sections"]]
    yield from compare_narrative(source, _of_texts(texts, file))


def _of_texts(texts: list[str], file: str) -> Seen:
    """Texts of data files as lines; footnotes leave no number in them, and stand on lines of their own."""
    return Seen(file, [line for text in texts for line in text.split("\n")], marked=False)


def compare_csv(source: Source, data: bytes, file: str, block: str) -> Iterator[Finding]:
    """Every row and cell of a table for programs that is not the source's."""
    try:
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        yield unreadable(file, error)
        return
    cells = [[cell[1:] if _APOSTROPHE.match(cell) else cell for cell in row] for row in rows]
    if block == "goals":
        yield from _compare_goals(source, cells, file)
        return
    table = next((one for one in source.tables if one.block == block), None)
    expected = [] if table is None else list(_plain_rows(source, table))
    yield from _compare_rows(source, block, cells[1:], expected, file)


def _plain_rows(source: Source, table: TableOf) -> Iterator[list[str]]:
    named = {"source", "level1", "level2", "name"}
    columns = INDICATORS if table.block == "indicators" else ("source", "initial", "adjusted", "executed", "rate",
                                                              "weight", "score")  # fmt: skip
    for id, row in zip(table.ids, table.rows, strict=True):
        yield [row[key] if key in named else _plain(source, f"{id}.{key}") for key in columns]


def _plain(source: Source, id: str) -> str:
    figure = source.expected.assessment.figures.get(id)
    return "" if figure is None else Fact.of(figure).plain


def _compare_rows(
    source: Source, block: str, found: list[list[str]], expected: list[list[str]], file: str
) -> Iterator[Finding]:
    where, told = Location.of_file(file), source.columns[block]
    if len(found) != len(expected):
        yield OTHER_ROWS.at(where, table=told, found=len(found), expected=len(expected))
        return
    for number, (row, wanted) in enumerate(zip(found, expected, strict=True), start=1):
        if row != wanted:
            column = next((at for at, (a, b) in enumerate(zip(row, wanted, strict=False)) if a != b), len(wanted))
            a, b = ((line[column] if column < len(line) else "") for line in (row, wanted))
            yield OTHER_CELL.at(where, table=told, row=number, column=column + 1, found=a, expected=b)


def _compare_goals(source: Source, cells: list[list[str]], file: str) -> Iterator[Finding]:
    goals = source.expected.assessment.evaluation.goals
    expected = [[goal.text.text] for goal in goals]
    yield from _compare_rows(source, "goals", [row[:1] for row in cells[1:]], expected, file)
    texts = [row[1] for row in cells[1:] if len(row) > 1]
    done = [name for name, _ in source.narrative.all_sections() if name.startswith("completion.")]
    yield from compare_narrative(source.only(done), _of_texts(texts, file))


def see_text(data: bytes, file: str) -> Seen:
    """The texts of a file for programs: every value of JSON, every cell of a table."""
    text = data.decode("utf-8-sig", "replace")
    try:
        if file.endswith(".json"):
            lines = list(_strings(json.loads(text)))
        else:
            lines = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
    except (ValueError, RecursionError, csv.Error):
        lines = []
    return Seen(file, lines, marked=False)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield from value.splitlines()
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _strings(one)


def see_workbook(data: bytes, file: str) -> Seen:
    """The form of a workbook as it is shown: numbers by their formats. Raises ValueError where it is none."""
    from openpyxl import load_workbook

    try:
        return _seen(load_workbook(io.BytesIO(data)), file)
    except DAMAGED as error:
        raise ValueError(f"{type(error).__name__}: {error}") from error


def _seen(book: Any, file: str) -> Seen:
    sheet = book.worksheets[0]
    printed = [{cell.column: text for cell in row if (text := _text(cell))} for row in sheet.iter_rows()]
    texts, going_on = joined(printed)
    lines = [line for row in texts for text in row.values() for line in _of_texts([text], file).lines]
    every = ((one, cell) for one in book.worksheets for row in one.iter_rows() for cell in row)
    hidden = [_text(cell) for one, cell in every if _is_hidden(one, cell)]
    kept = book.properties
    behind = {name: str(getattr(kept, name) or "") for name in ("title", "creator", "lastModifiedBy", "description")}
    return Seen(file, lines, [_shown(sheet, texts, going_on)], [text for text in hidden if text], behind, marked=False)


def _shown(sheet: Any, texts: Sequence[Mapping[int, str]], going_on: Container[int]) -> Table:
    over = {(one.min_row, one.min_col): one for one in sheet.merged_cells.ranges}
    covered = {
        (row, column)
        for one in sheet.merged_cells.ranges
        for row in range(one.min_row, one.max_row + 1)
        for column in range(one.min_col, one.max_col + 1)
    } - over.keys()
    grid = spread(
        [
            (found.get(cell.column, ""), *_size(over.get((cell.row, cell.column))))
            for cell in row
            if (cell.row, cell.column) not in covered
        ]
        for row, found in zip(sheet.iter_rows(), texts, strict=True)
    )
    return [row for number, row in enumerate(grid) if number not in going_on]


def _size(area: Any) -> tuple[int, int]:
    return (1, 1) if area is None else (area.size["columns"], area.size["rows"])


def _is_hidden(sheet: Any, cell: Any) -> bool:
    colour = getattr(cell.font.color, "rgb", None) if cell.font is not None else None
    if cell.value is None:
        return False
    column = sheet.column_dimensions[cell.column_letter]
    away = sheet.sheet_state != "visible" or sheet.row_dimensions[cell.row].hidden or column.hidden
    return bool(away or colour == "FFFFFFFF" or cell.number_format == ";;;")


def _text(cell: Any) -> str:
    value, pattern = cell.value, cell.number_format
    if value is None:
        return ""
    if isinstance(value, str | bool) or not isinstance(value, int | float):
        return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda match: chr(int(match[1], 16)), str(value))
    if pattern == "General":
        return f"{Decimal(repr(value)):f}".removesuffix(".0")
    places = len(pattern.partition(".")[2].rstrip("%"))
    number = Decimal(repr(value)) * (100 if pattern.endswith("%") else 1)
    return f"{number:{',' if ',' in pattern else ''}.{places}f}" + ("%" if pattern.endswith("%") else "")
