"""Tables with separators (.csv) as Excel, WPS and the systems of finance bureaus write them."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter

from reportgen.base.errors import ContentError
from reportgen.base.location import Location
from reportgen.load.tables import faults
from reportgen.load.tables.encoding import decode_any
from reportgen.load.tables.grid import Grid, Importer
from reportgen.load.tables.sheets import MAX_CELLS, Sheet, too_many_cells

SEPARATORS = ("\t", ";", ",")
_FORCED_TEXT = re.compile(r'="(.*)"', re.DOTALL)
"""`="0123"`, by which exports keep Excel from changing a text."""


def read_csv(data: bytes, file: str) -> tuple[Grid, ...]:
    """The one grid of a file; its places are those of the cells when it is opened as a sheet."""
    records = _records(decode_any(data, file), file)
    sheet = Sheet(file, None)
    for row, fields in enumerate(records):
        for column, text in enumerate(fields):
            forced = _FORCED_TEXT.fullmatch(text.strip())
            sheet.put(row, column, forced[1] if forced else text)
    return (sheet.grid(),)


def _records(text: str, file: str) -> list[list[str]]:
    try:
        found = [list(csv.reader(io.StringIO(text, newline=""), delimiter=separator)) for separator in SEPARATORS]
    except csv.Error as error:
        raise ContentError([faults.DAMAGED.at(Location.of_file(file), problem=str(error))]) from error
    best = max(found, key=_regularity)
    if sum(map(len, best)) > MAX_CELLS:
        raise too_many_cells(file)
    return best


def _regularity(records: list[list[str]]) -> int:
    """How much a separator explains: the cells of the rows that have the commonest number of cells above one."""
    counts = Counter(len(record) for record in records if len(record) > 1)
    return max((columns * rows for columns, rows in counts.items()), default=0)


CSV = Importer("csv", (".csv",), read_csv)
