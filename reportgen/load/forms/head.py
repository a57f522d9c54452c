"""Reads the head and the foot of a form: title, names, year, unit, dates, people."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from reportgen.base.text import squeezed
from reportgen.load.forms.blocks import CLOSING_FIELDS, FOOT_FIELDS, Blocks, is_title
from reportgen.load.forms.dictionary import dictionary
from reportgen.load.forms.ledger import Ledger
from reportgen.load.forms.prose import split_grade
from reportgen.load.tables.grid import Cell, Row

SUPERVISORS = frozenset({"central_supervisor", "supervisor"})
KNOWN = frozenset({"department", "project", "filed", "contact", "grade"}) | SUPERVISORS
_SAID = frozenset({"local_supervisor", "leader", "phone", "attribute"})
"""Labels whose values have no field; they are kept for the note without a word, since every form has them."""
LONGEST_GRADE = 4
"""A grade of a profile that the dictionary does not know has no more characters."""
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*年")
_YEAR_ALONE = re.compile(r"\(?(?:19|20)\d{2}年度?\)?")
_YEAR_IN_NUMERALS = re.compile(r"(?:一九|二[〇○零])[〇○零一二三四五六七八九]{2}(?=\s*年)")
_NUMERALS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_UNIT = re.compile(r"[(\[](?:单位[:：]?)?([万萬]?[元圓])(?:[)\]/]|$)|单位:?([万萬]?[元圓])")
_UNIT_ALONE = re.compile(r"[万萬]?[元圓]")
_NEXT_LABEL = re.compile(r"\s+(?=[^\s:：]{2,10}[:：])")


@dataclass(slots=True)
class Head:
    """What the head and the foot of a form say: `values` by field."""

    title: str | None = None
    year: str | None = None
    unit: str | None = None
    values: dict[str, Cell] = field(default_factory=dict)
    is_transfer: bool = False


def read_head(blocks: Blocks, ledger: Ledger) -> Head:
    """The head of a form. What the labels of a head say that has no field of its own is kept for the note."""
    head = Head()
    rows = [*blocks.head, *([Row(tuple(blocks.prose[:3]), blocks.prose[0].where)] if blocks.prose else [])]
    for row in rows:
        for cell in row.cells:
            if head.title is None and is_title(cell.text):
                head.title = cell.text
                ledger.use(cell)
    for name, cell, source in _pairs([*blocks.head, *blocks.closing]):
        head.is_transfer = head.is_transfer or name == "central_supervisor"
        if _UNIT_ALONE.fullmatch(squeezed(cell.text)):
            continue
        if name == "grade" and not _is_grade(cell.text):
            continue
        field_ = "supervisor" if name == "local_supervisor" else name
        if field_ in KNOWN and field_ not in head.values and (field_ not in SUPERVISORS or _is_name(cell.text)):
            head.values[field_] = cell
            ledger.use(*source)
        elif name in _SAID | SUPERVISORS or (name in KNOWN and cell.text == head.values[name].text):
            ledger.keep([replace(cell, text=f"{source[0].text}: {cell.text}" if len(source) > 1 else source[0].text)])
            ledger.use(*source)
    head.year = _year(blocks, head)
    head.unit = _unit(blocks)
    _use_labels(blocks, ledger)
    return head


def _is_name(text: str) -> bool:
    """Whether a text may name a department: beside the label of a seal there is nothing, or the next label."""
    return not dictionary().is_blank(text) and not set(text) & set(":：")


def _is_grade(text: str) -> bool:
    """Whether a text is a grade and nothing more: what begins with one and goes on is a conclusion."""
    grade, rest = split_grade(text)
    return not rest if grade is not None else len(squeezed(text)) <= LONGEST_GRADE


def _year(blocks: Blocks, head: Head) -> str | None:
    """The year in brackets or of the title, else the first one of the head."""
    texts = ["".join(cell.text for cell in row.cells) for row in blocks.head if len(row.cells) > 1]
    texts = [*(cell.text for row in blocks.head for cell in row.cells), *texts]
    texts += [cell.text for cell in blocks.prose[:3]]
    first = [text for text in texts if _YEAR_ALONE.fullmatch(_in_digits(text))]
    labels = [text for text in texts if "日期" not in text and "时间" not in text]
    for text in (*first, *([head.title] if head.title else []), *labels):
        match = _year_in(text)
        if match:
            return match.group(1)
    return None


def _year_in(text: str) -> re.Match[str] | None:
    """The first year that `text` names, in digits or in numerals: 2024年, 二〇二四年."""
    return _YEAR.search(_in_digits(text))


def _in_digits(text: str) -> str:
    """`text` without white space, its years in digits."""
    return _YEAR_IN_NUMERALS.sub(lambda numerals: numerals.group().translate(_NUMERALS), squeezed(text))


def _unit(blocks: Blocks) -> str | None:
    """The unit that the funds block prints, else the head."""
    header = blocks.fund_header
    cells = [*(header.cells if header else ()), *(cell for row in blocks.funds for cell in row.cells)]
    cells += [cell for row in blocks.head for cell in row.cells]
    for cell in cells:
        match = _UNIT.search(squeezed(cell.text))
        if match:
            return match.group(1) or match.group(2)
    return None


def _use_labels(blocks: Blocks, ledger: Ledger) -> None:
    """Marks what is read elsewhere or says nothing: year, unit, empty labels, headings of blocks."""
    for row in (*blocks.head, *blocks.closing):
        if _YEAR_ALONE.fullmatch("".join(squeezed(cell.text) for cell in row.cells)):
            ledger.use(*row.cells)
        for cell in ledger.unused(row):
            plain = squeezed(cell.text)
            says_year = _year_in(plain) is not None and len(plain) <= 8
            is_label = set(dictionary().named(cell.text)) - {"title"} - CLOSING_FIELDS
            if says_year or is_label or _UNIT.fullmatch(plain) or dictionary().is_blank(cell.text):
                ledger.use(cell)


def _pairs(rows: Sequence[Row]) -> Iterator[tuple[str, Cell, tuple[Cell, ...]]]:
    """Field, value and the cells they came from, wherever a label is followed by its value, in one cell or in two."""
    for row, later in zip(rows, [*rows, None][1:], strict=True):
        parts = [(part, cell) for cell in row.cells for part in _apart(cell)]
        for place, (part, cell) in enumerate(parts):
            key, colon, value = part.text.replace("：", ":").partition(":")
            name = _known(key)
            if name is None:
                continue
            if colon and value.strip():
                yield name, replace(part, text=part.text[len(key) + 1 :].strip().rstrip("。；;"), markup=None), (cell,)
                continue
            follower = parts[place + 1][0] if place + 1 < len(parts) else None
            if follower is None and len(parts) == 1 and later is not None and _is_stream(row, later):
                follower = later.cells[0]
            if follower is not None and not _is_label(follower.text):
                yield name, follower, (cell, parts[place + 1][1] if place + 1 < len(parts) else follower)


def _is_stream(row: Row, later: Row) -> bool:
    """Whether two rows are lines of a text with one cell each."""
    return row.where.kind == "text" and len(row.cells) == 1 == len(later.cells)


def _is_label(text: str) -> bool:
    key = text.replace("：", ":").partition(":")[0]
    return bool(dictionary().named(text.rstrip(":："))) or (_known(key) is not None and key != text)


def _known(key: str) -> str | None:
    return next((name for name in dictionary().named(key) if name in KNOWN | _SAID | FOOT_FIELDS), None)


def foot_apart(rows: Sequence[Row]) -> list[Row]:
    """The rows, with a last line of a text on its own where it is the foot of a form: `联系人：张弘 填报日期：…`."""
    found: list[Row] = []
    for row in rows:
        cells, feet = list(row.cells), []
        for place, cell in enumerate(row.cells):
            text, newline, last = cell.text.rpartition("\n")
            keys = [part.replace("：", ":").partition(":") for part in _NEXT_LABEL.split(last.strip())]
            if newline and all(colon and _known(key) not in (None, "grade") for key, colon, _ in keys):
                cells[place] = replace(cell, text=text.rstrip(), markup=None)
                feet.append(replace(cell, text=last.strip(), markup=None))
        found.append(replace(row, cells=tuple(cells)) if feet else row)
        found += [replace(row, cells=tuple(feet))] if feet else []
    return found


def _apart(cell: Cell) -> list[Cell]:
    """A cell that holds several labels with their values, `联系人：张弘 联系电话：…`, as one cell each."""
    parts = _NEXT_LABEL.split(cell.text)
    keys = [_known(part.replace("：", ":").partition(":")[0]) for part in parts]
    if len(parts) == 1 or not all(keys):
        return [cell]
    return [replace(cell, text=part.strip(), markup=None) for part in parts]
