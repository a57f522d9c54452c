"""The form as a spreadsheet: one sheet that looks like it, one that explains the data files.

A figure is a number wherever a spreadsheet can show it exactly as it is printed; elsewhere it is the printed text.
Nothing is ever written as a formula.
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from reportgen.document.disclosure import Disclosure, FundRow, IndicatorRow
from reportgen.document.fact import Fact
from reportgen.model.form import AMOUNT_COLUMNS
from reportgen.render.data.dictionary import HEADER, entries
from reportgen.render.data.long_texts import pieces_of
from reportgen.render.data.words import words_of

WIDTHS = (7, 10, 12, 20, 18, 18, 8, 9, 30)
"""The columns of the form, in digits: side label, levels, name, target, actual, weight, score, reason."""
LAST = len(WIDTHS) - 1
LINE, TALLEST = 15, 400
EXACT_DIGITS = 15
"""So many digits a spreadsheet keeps."""
MADE = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""The moment that the file names as its making: always the same."""
_LOOKS = {
    "font_name": "宋体",
    "font_size": 10,
    "border": 1,
    "align": "center",
    "valign": "vcenter",
    "text_wrap": True,
}
_PRINTED = re.compile(r"(?P<digits>-?[\d,]+(?:\.(?P<rest>\d+))?)(?P<percent>%?)", re.ASCII)


def form_xlsx(disclosure: Disclosure) -> bytes:
    """The form in a workbook; equal disclosures give equal bytes."""
    import xlsxwriter

    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    form = disclosure.form
    book.set_properties({"title": form.title, "author": form.department.text, "created": MADE})
    _Form(book, disclosure).write()
    _dictionary(book, disclosure)
    book.close()
    return file.getvalue()


def number_of(fact: Fact) -> tuple[float, str] | None:
    """The number and number format that show `fact` exactly as it is printed; None where none does."""
    match = _PRINTED.fullmatch(fact.text)
    if match is None or not isinstance(fact.value, Decimal) or fact.format is not None:
        return None
    digits, percent, rest = match["digits"], match["percent"], match["rest"] or ""
    number, comma = Decimal(digits.replace(",", "")), "," if "," in digits else ""
    if sum(map(str.isdigit, digits)) > EXACT_DIGITS or f"{number:{comma}.{len(rest)}f}" != digits:
        return None
    pattern = ("#,##0" if comma else "0") + (f".{'0' * len(rest)}" if rest else "")
    return float(number / 100 if percent else number), pattern + percent


class Place(NamedTuple):
    """The first and the last column of the sheet in which a field of the form is printed."""

    first: int
    last: int
    key: str


@dataclass
class _Form:
    """Writes the form from the top down."""

    book: Any
    disclosure: Disclosure
    row: int = 0
    _heights: dict[int, int] = field(default_factory=dict)
    _left: dict[tuple[int, int], tuple[list[str], dict[str, Any]]] = field(default_factory=dict)
    _formats: dict[tuple[tuple[str, Any], ...], Any] = field(default_factory=dict)

    def write(self) -> None:
        form, labels = self.disclosure.form, self.disclosure.labels
        self.sheet = self.book.add_worksheet(_sheet_name(form.title))
        self._page()
        self._line(form.title, size=20, face="方正小标宋简体", height=34)
        self._line(f"（{form.year}{labels['year']}）", size=14, face="楷体_GB2312", height=24)
        filed = f"{labels['filed']}：{form.filed}　" if form.filed is not None else ""
        self._span(0, 4, f"{labels['seal']}：{form.department}", border=0, align="left")
        self._span(5, LAST, f"{filed}{labels['unit']}：{form.unit}", border=0, align="right")
        self._next_row()
        for label in ("project", "central_supervisor", "supervisor", "department"):
            fact = getattr(form, label)
            if fact is not None:
                self._span(0, 2, labels[label], bold=True)
                self._span(3, LAST, fact)
                self._next_row()
        self._funds()
        self._goals()
        self._indicators()
        self._conclusion()

    def _page(self) -> None:
        for column, width in enumerate(WIDTHS):
            self.sheet.set_column(column, column, width)
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_margins(left=0.8, right=0.8, top=0.9, bottom=0.9)
        self.sheet.set_footer("&C— &P —")
        self.sheet.hide_gridlines(2)

    def _line(self, text: str, *, size: int, face: str, height: int) -> None:
        self._span(0, LAST, text, border=0, font_size=size, font_name=face)
        self.sheet.set_row(self.row, height)
        self._next_row()

    def _funds(self) -> None:
        labels, rows = self.disclosure.labels, self.disclosure.funds
        if not rows:
            return
        top = self.row
        columns = tuple(_spread(self.disclosure.tables.funds, 3))
        self._heads(Place(1, 2, "source"), *columns)
        for row in rows:
            self._fund(row, columns)
        self._side(labels["funds"], top)

    def _fund(self, row: FundRow, columns: Iterable[Place]) -> None:
        self._span(1, 2, row.label, align="left")
        for first, last, key in columns:
            fact: Fact | None = getattr(row, key)
            amount = key in AMOUNT_COLUMNS and fact is not None
            self._span(first, last, fact or self.disclosure.blank, align="right" if amount else "center")
        self._next_row()

    def _goals(self) -> None:
        disclosure = self.disclosure
        if not disclosure.goals and disclosure.preamble is None:
            return
        top = self.row
        self._heads(Place(1, 3, "goal"), Place(4, LAST, "completion"))
        if disclosure.preamble is not None:
            self._span(1, LAST, words_of(disclosure.preamble.blocks), align="left", fit=True)
            self._next_row()
        for number, goal in enumerate(disclosure.goals, start=1):
            done = words_of(goal.completion.blocks) if goal.completion is not None else disclosure.blank
            self._span(1, 3, f"{number}. {goal.text}", align="left", fit=True)
            self._span(4, LAST, done, align="left" if goal.completion is not None else "center", fit=True)
            self._next_row()
        self._side(disclosure.labels["goals"], top)

    def _indicators(self) -> None:
        if not self.disclosure.levels:
            return
        top = self.row
        columns = self.disclosure.tables.indicators
        places = [Place(column, column, key) for column, key in enumerate(columns[:-1], start=1)]
        places.append(Place(len(columns), LAST, columns[-1]))
        self._heads(*places)
        for level in self.disclosure.levels:
            first = self.row
            for group in level.groups:
                start = self.row
                for row in group.indicators:
                    self._indicator(row, places[2:])
                self._below(2, start, group.label)
            points = f"（{level.weight}{level.weight.unit}）" if level.weight is not None else ""
            self._below(1, first, level.label + points)
        self._side(self.disclosure.labels["indicators"], top)
        scored = [place for place in places if place.key in ("weight", "score")]
        if scored:
            self._span(0, scored[0].first - 1, self.disclosure.labels["total"], bold=True)
            for first, last, key in scored:
                self._span(first, last, getattr(self.disclosure.totals, key) or "")
            self._span(scored[-1].last + 1, LAST, "")
            self._next_row()

    def _indicator(self, row: IndicatorRow, places: Iterable[Place]) -> None:
        for first, last, key in places:
            side = "left" if key in ("name", "reason") else "center"
            self._span(first, last, getattr(row, key) or "", align=side, fit=True)
        self._next_row()

    def _conclusion(self) -> None:
        top, disclosure = self.row, self.disclosure
        if disclosure.grade is not None:
            self._span(1, 2, disclosure.labels["grade"], bold=True)
            self._span(3, LAST, disclosure.grade, align="left")
            self._next_row()
        for section in disclosure.sections:
            self._span(1, 2, section.label, bold=True)
            self._span(3, LAST, words_of(section.blocks), align="left", fit=True)
            self._next_row()
        if self.row > top:
            self._side(disclosure.labels["conclusion"], top)
        if disclosure.form.contact is not None:
            self._span(0, 4, f"{disclosure.labels['contact']}：{disclosure.form.contact}", border=0, align="left")
        self._span(5, LAST, f"{disclosure.labels['seal']}：", border=0, align="left")
        self._next_row()

    def _heads(self, *columns: Place) -> None:
        for first, last, key in columns:
            self._span(first, last, self.disclosure.labels[key], fit=True, bold=True)
        self._next_row()

    def _side(self, label: str, top: int) -> None:
        self._below(0, top, label, bold=True)

    def _below(self, column: int, top: int, label: str, **looks: Any) -> None:
        """A label beside the rows from `top` to the one before this."""
        style, last = self._style(**looks), self.row - 1
        text, *rest = pieces_of(label)
        if last > top:
            self.sheet.merge_range(top, column, last, column, text, style)
        else:
            self.sheet.write_string(top, column, text, style)
        missing = _lines(text, WIDTHS[column]) - sum(self._heights.get(row, 1) for row in range(top, self.row))
        if missing > 0:
            self._make_room(last, self._heights.get(last, 1) + missing)
        if rest:
            self._left[column, column] = rest, looks
            self._next_row(0)

    def _next_row(self, step: int = 1) -> None:
        """Goes down `step` rows, and past the rows in which texts go on that their cells do not hold."""
        self.row += step
        while self._left:
            left, self._left = self._left, {}
            for (first, last), (pieces, looks) in left.items():
                self._span(first, last, pieces[0], fit=True, **looks)
                if pieces[1:]:
                    self._left[first, last] = pieces[1:], looks
            self.row += 1

    def _span(self, first: int, last: int, value: Fact | str, *, fit: bool = False, **looks: Any) -> None:
        """A cell over several columns of this row; with `fit` the row is as tall as its text."""
        shown = number_of(value) if isinstance(value, Fact) else None
        style = self._style(**looks, **({"num_format": shown[1]} if shown else {}))
        text, *rest = pieces_of(str(value))
        if rest:
            self._left[first, last] = rest, looks
        if last > first:
            self.sheet.merge_range(self.row, first, self.row, last, "", style)
        if shown is not None:
            self.sheet.write_number(self.row, first, shown[0], style)
        elif text:
            self.sheet.write_string(self.row, first, text, style)
        else:
            self.sheet.write_blank(self.row, first, None, style)
        if fit:
            self._make_room(self.row, _lines(text, sum(WIDTHS[first : last + 1])))

    def _make_room(self, row: int, lines: int) -> None:
        self._heights[row] = max(self._heights.get(row, 0), lines)
        self.sheet.set_row(row, min(TALLEST, LINE * self._heights[row] + 4))

    def _style(self, **looks: Any) -> Any:
        made = {**_LOOKS, **looks}
        key = tuple(sorted(made.items()))
        if key not in self._formats:
            self._formats[key] = self.book.add_format(made)
        return self._formats[key]


def _dictionary(book: Any, disclosure: Disclosure) -> None:
    sheet = book.add_worksheet("数据字典")
    bold = book.add_format({"bold": True, "border": 1})
    plain = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
    rows: Iterable[tuple[Iterable[str], Any]] = [
        (HEADER, bold),
        *((entry.cells(), plain) for entry in entries(disclosure)),
    ]
    for row, (cells, style) in enumerate(rows):
        for column, text in enumerate(cells):
            sheet.write_string(row, column, text, style)
    for column, width in enumerate((16, 24, 24, 40, 8, 8)):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 0)


def _lines(text: str, width: int) -> int:
    """About how many lines `text` takes in `width` digits; a Chinese character is two digits wide."""
    return sum(max(1, math.ceil(sum(1 if sign.isascii() else 2 for sign in line) / width)) for line in text.split("\n"))


def _spread(keys: Sequence[str], first: int) -> Iterator[Place]:
    """Places for columns from `first` to the last of the sheet; what is left over goes to them in turn."""
    left = LAST + 1 - first
    for place, key in enumerate(keys):
        width = math.ceil(left / (len(keys) - place))
        yield Place(first, first + width - 1, key)
        first, left = first + width, left - width


def _sheet_name(title: str) -> str:
    return re.sub(r"[\[\]:*?/\\']", " ", title).strip()[:31] or "Sheet1"
