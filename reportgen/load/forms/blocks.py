"""Deals the cells of a grid to forms, and those of each form to its blocks, by the labels they begin with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from reportgen.base.text import squeezed
from reportgen.load.forms.dictionary import dictionary, normal
from reportgen.load.forms.headers import Header, header_at
from reportgen.load.forms.kinds import number
from reportgen.load.forms.labels import FUNDS, INDICATORS, Piece
from reportgen.load.tables.grid import Cell, Row

HEAD_FIELDS = frozenset({"department", "supervisor", "central_supervisor", "local_supervisor", "project", "attribute"})
FOOT_FIELDS = frozenset({"filed", "contact", "leader", "phone"})
GOAL_FIELDS = frozenset({"goal_block", "goal", "completion"})
CLOSING_FIELDS = frozenset({"conclusion", "problems", "measures", "account", "note", "grade"})
MANAGEMENT_FIELDS = frozenset({"management_block", "management", "management_head"})
LONGEST_TITLE = 60
_FEW = 2
_TITLE = re.compile(
    r"(?:自评表|自评报告|目标表|申报表|监控表|评价表|完成情况表)(?:\(.*\))?$|^.{0,40}(?:绩效自评|目标自评)$"
)


@dataclass(slots=True)
class Blocks:
    """The rows of each block of one form, with the cells that belong to it; headers apart."""

    head: list[Row] = field(default_factory=list)
    fund_header: Header | None = None
    funds: list[Row] = field(default_factory=list)
    goals: list[Row] = field(default_factory=list)
    management: list[Row] = field(default_factory=list)
    indicator_header: Header | None = None
    indicators: list[Row] = field(default_factory=list)
    total: list[Row] = field(default_factory=list)
    closing: list[Row] = field(default_factory=list)
    prose: list[Cell] = field(default_factory=list)

    @property
    def is_form(self) -> bool:
        """Whether at least funds or indicators were found."""
        return self.fund_header is not None or self.indicator_header is not None or bool(self.funds)


def is_title(text: str) -> bool:
    """Whether `text` is the title of a form."""
    plain = squeezed(text)
    return dictionary().field(text) == "title" or (
        len(plain) <= LONGEST_TITLE and _TITLE.search(normal(text)) is not None
    )


def find_forms(rows: Sequence[Row], *, table: bool) -> list[Blocks]:
    """The blocks of each form in `rows`, in the order of reading; what makes none of its own joins the one before."""
    forms: list[Blocks] = []
    for form in _Dealer(rows, table=table).forms():
        if form.is_form or not forms:
            forms.append(form)
        else:
            forms[-1].closing += [*form.head, *form.goals, *form.management, *form.total, *form.closing]
            forms[-1].prose += form.prose
    if len(forms) > 1 and not forms[0].is_form:
        before = forms.pop(0)
        forms[0].head[:0] = [*before.head, *before.closing, *before.goals, *before.management]
        forms[0].prose[:0] = before.prose
    return forms


class _Dealer:
    def __init__(self, rows: Sequence[Row], *, table: bool) -> None:
        self._rows = rows
        self._table = table
        self._pieces: list[Piece] = [(place, cell) for place, row in enumerate(rows) for cell in row.cells]
        self._form = Blocks()
        self._block = "head"

    def forms(self) -> Iterator[Blocks]:
        """Each form, when the next one begins or nothing is left."""
        place = 0
        while place < len(self._pieces):
            row, cell = self._pieces[place]
            if self._begins_another(place):
                yield self._form
                self._form, self._block = Blocks(), "head"
            if self._rows[row].prose and not self._takes_prose(cell):
                self._form.prose.append(cell)
                place += 1
                continue
            again = self._header_again(place)
            if again:
                place += again
                continue
            header = self._header(place)
            if header is not None:
                place += len(header.cells)
                continue
            self._enter(place)
            self._put(row, cell)
            place += 1
        yield self._form

    def _takes_prose(self, cell: Cell) -> bool:
        """Whether a paragraph says something of the form: its title, a label with its value."""
        key, colon, _ = squeezed(cell.text).partition(":")
        return (
            is_title(cell.text)
            or (bool(colon) and dictionary().field(key) is not None)
            or len(cell.text) < LONGEST_TITLE
        )

    def _header_again(self, place: int) -> int:
        """How many cells print the labels of the present table once more, word by word, as on a new page."""
        header = self._form.indicator_header if self._block == INDICATORS else None
        if header is None:
            return 0
        names = {id(cell) for cell in header.labels.values()}
        labels = [squeezed(cell.text) for cell in header.cells if id(cell) in names]
        here = [squeezed(cell.text) for _, cell in self._pieces[place : place + len(labels)]]
        return len(labels) if len(labels) > _FEW and here == labels else 0

    def _header(self, place: int) -> Header | None:
        for block in (INDICATORS, FUNDS):
            header = header_at(self._pieces, place, block, table=self._table)
            if header is not None:
                if block == FUNDS and self._form.fund_header is None and self._is_free_for_funds():
                    self._form.fund_header, self._block = header, FUNDS
                elif block == INDICATORS and (self._form.indicator_header is None or not self._form.indicators):
                    self._form.indicator_header, self._block = header, INDICATORS
                elif block != self._block or header.labels.keys() != self._current_labels():
                    return None
                return header
        return None

    def _is_free_for_funds(self) -> bool:
        """Whether funds may begin: before the indicators, or below them once they have rows."""
        return self._form.indicator_header is None or bool(self._form.indicators)

    def _current_labels(self) -> object:
        header = self._form.indicator_header if self._block == INDICATORS else self._form.fund_header
        return header.labels.keys() if header else ()

    def _begins_another(self, place: int) -> bool:
        """Whether a head begins here although the indicators, or what follows them, have been read."""
        form, (row, cell) = self._form, self._pieces[place]
        if form.indicator_header is None or not (form.indicators or form.total or form.closing):
            return False
        if not self._is_first(place):
            return False
        if is_title(cell.text):
            return self._follows_form(place)
        return (
            self._rows[row].prose is False
            and bool({"project", "department"} & self._labels(place))
            and self._follows_form(place)
        )

    def _follows_form(self, place: int) -> bool:
        """Whether a header of funds or indicators comes after this label."""
        rest = self._pieces[place : place + 80]
        return any(
            header_at(self._pieces, place + later, block, table=self._table) is not None
            for later in range(len(rest))
            for block in (FUNDS, INDICATORS)
        )

    def _is_first(self, place: int) -> bool:
        return place == 0 or self._pieces[place - 1][0] != self._pieces[place][0]

    def _labels(self, place: int) -> set[str]:
        """The fields that a cell names, alone or before a colon."""
        text = self._pieces[place][1].text
        key, colon, value = squeezed(text).partition(":")
        return set(dictionary().named(key if colon and value else text))

    def _enter(self, place: int) -> None:
        """Changes to the block that a cell begins, if it begins one."""
        cell, names, block = self._pieces[place][1], self._labels(place), self._block
        if is_title(cell.text) and block == "head":
            return
        if block == INDICATORS:
            self._leave_indicators(place, names)
        elif "total" in names and self._awaits_total(cell) and self._is_total(place):
            self._block = "total"
        elif names & GOAL_FIELDS and block != "closing":
            self._block = "goals"
        elif names & MANAGEMENT_FIELDS and block != "closing":
            self._block = "management"
        elif self._begins_bare_funds(place, names):
            self._block = FUNDS
        elif self._is_closing(place, names):
            self._block = "closing"
        elif names & HEAD_FIELDS and block != "closing" and self._is_first(place):
            self._block = "head"
        elif names & FOOT_FIELDS and self._is_first(place) and block != "head":
            self._block = "closing"

    def _awaits_total(self, cell: Cell) -> bool:
        """Whether the sum row is still to come; below the indicators the funds have a 合计 of their own."""
        if self._form.total:
            return False
        is_own = dictionary().fund_line(cell.text) is not None
        return self._block in ("closing", "total") or (
            self._block == FUNDS and bool(self._form.indicators) and not is_own
        )

    def _leave_indicators(self, place: int, names: set[str]) -> None:
        if "total" in names and self._is_total(place):
            self._block = "total"
        elif self._is_closing(place, names) or (names & FOOT_FIELDS and self._is_first(place)):
            self._block = "closing"

    def _is_closing(self, place: int, names: set[str]) -> bool:
        text = self._pieces[place][1].text
        is_label = bool(names & CLOSING_FIELDS) or normal(text) in dictionary().sections
        if self._block == "total":
            return is_label and not names <= {"grade"}
        return is_label and (self._is_first(place) or not self._table) and self._block != "head"

    def _begins_bare_funds(self, place: int, names: set[str]) -> bool:
        """A funds block without a header: `年度资金总额: | 100`."""
        if self._form.fund_header is not None or self._block not in ("head", "goals"):
            return False
        return "fund_block" in names or (
            dictionary().fund_line(self._pieces[place][1].text) == "total" and "total" not in names
        )

    def _is_total(self, place: int) -> bool:
        """Whether a label is followed by points, a grade or nothing: then it closes the table."""
        if self._table and not self._is_first(place) and self._block == INDICATORS:
            row = self._pieces[place][0]
            before = [cell for number_, cell in self._pieces[:place] if number_ == row]
            if any(number(cell.text) is not None for cell in before):
                return False
        if place + 1 == len(self._pieces):
            return True
        text = self._pieces[place + 1][1].text
        plain = text.removesuffix("分")
        blank = dictionary().is_blank(text) or text in dictionary().grades
        return number(plain) is not None or blank or self._pieces[place + 1][0] != self._pieces[place][0]

    def _put(self, row: int, cell: Cell) -> None:
        lines: list[Row] = getattr(self._form, self._block)
        source = self._rows[row]
        if lines and lines[-1].index == source.index:
            lines[-1] = replace(lines[-1], cells=(*lines[-1].cells, cell))
        else:
            lines.append(replace(source, cells=(cell,)))
