"""Prints an abstract form in a layout on a sheet of cells, and says what a reader must find there."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from tests.load.forms.generator import words
from tests.load.forms.generator.form import AbstractForm, Fund, Indicator
from tests.load.forms.generator.layout import Layout

WIDTH = 12
CENTRAL = "财政部"
AMOUNTS = ("initial", "adjusted", "executed")


@dataclass
class Slot:
    """One printed cell, with the rows and columns that it covers."""

    row: int
    column: int
    text: str
    rows: int = 1
    columns: int = 1


@dataclass
class Sheet:
    """The cells of a form, and what must be read: by key, and each row of funds and indicators with its place."""

    slots: list[Slot] = field(default_factory=list)
    rows: int = 0
    expected: dict[str, Any] = field(default_factory=dict)
    funds: list[tuple[int, dict[str, str | None]]] = field(default_factory=list)
    indicators: list[tuple[int, dict[str, str | None]]] = field(default_factory=list)

    def put(self, row: int, column: int, text: str | None, rows: int = 1, columns: int = 1) -> None:
        """Prints a cell; None leaves it blank."""
        if text is not None:
            self.slots.append(Slot(row, column, text, rows, columns))
        self.rows = max(self.rows, row + rows)


class Printer:
    """Prints one form. With `merged` labels cover their rows, else they stand in the first one."""

    def __init__(self, form: AbstractForm, layout: Layout, chance: random.Random, *, merged: bool = True) -> None:
        self._form = form
        self._layout = layout
        self._chance = chance
        self._merged = merged
        self._sheet = Sheet()
        self._at = 0
        self._year_in_title = "{year}" in layout.title
        if layout.decisions:
            form.indicators[:0] = [Indicator(*cells) for cells in words.DECISIONS]
        if layout.coded:
            form.project, form.department = f"51000021R{form.year}-{form.project}", f"219001-{form.department}"
        if layout.percent:
            for row in form.indicators:
                row.weight = f"{row.weight}%"
            form.total_weight += "%"

    def sheet(self) -> Sheet:
        """The printed sheet."""
        self._head()
        blocks = [self._funds, self._goals]
        for block in reversed(blocks) if self._layout.goals_first else blocks:
            if not (self._layout.funds_last and block == self._funds):
                block()
        self._indicators()
        self._total()
        if self._layout.funds_last:
            self._funds()
        self._closing()
        self._expect()
        return self._sheet

    def _line(self, *cells: tuple[int, str | None, int]) -> None:
        for column, text, columns in cells:
            self._sheet.put(self._at, column, text, 1, columns)
        self._at += 1

    def _head(self) -> None:
        form, layout = self._form, self._layout
        self._line((0, layout.title.format(year=form.year), WIDTH))
        if not self._year_in_title:
            self._line((0, f"({form.year}年度)", WIDTH))
        values = {"project": form.project, "department": form.department, "supervisor": form.place + "财政局",
                  "leader": "周立", "central": CENTRAL}  # fmt: skip
        pairs = list(layout.head)
        while pairs:
            (field_, label), *pairs = pairs
            if pairs and self._chance.random() < 0.5:
                (other, second), *pairs = pairs
                self._line((0, label, 2), (2, values[field_], 4), (6, second, 2), (8, values[other], 4))
            else:
                self._line((0, label, 2), (2, values[field_], 10))

    def _funds(self) -> None:
        layout, form = self._layout, self._form
        block = layout.fund_block.format(unit=form.unit)
        lines = list(zip(form.funds, layout.fund_labels, strict=True))
        if not layout.funds:
            if layout.stage == "targets":
                self._bare_funds(block, lines)
            return
        columns = {field_: 3 + place for place, (field_, _) in enumerate(c for c in layout.funds if c[0] != "source")}
        depth = 2 if layout.fund_span else 1
        self._sheet.put(self._at, 0, self._upright(block), len(lines) + depth if self._merged else 1)
        amounts = [field_ for field_ in AMOUNTS if field_ in columns]
        if layout.fund_span:
            self._sheet.put(self._at, columns[amounts[0]], layout.fund_span.format(unit=form.unit), 1, len(amounts))
        for field_, label in layout.funds:
            below = depth == 2 and field_ in amounts
            column, wide = (1, 2) if field_ == "source" else (columns[field_], 1)
            self._sheet.put(self._at + below, column, label, 1 if below else depth, wide)
        self._at += depth
        for fund, label in lines:
            self._sheet.put(self._at, 1, label, 1, 2)
            cells = self._fund_cells(fund)
            for field_, column in columns.items():
                self._sheet.put(self._at, column, cells.get(field_))
            self._sheet.funds.append((self._at, {"label": label, **cells}))
            self._at += 1

    def _fund_cells(self, fund: Fund) -> dict[str, str | None]:
        printed = {field_ for field_, _ in self._layout.funds}
        cells = {field_: text for field_, text in fund.cells.items() if field_ in printed}
        if "adjusted" not in printed and "initial" in printed and "initial" in cells:
            cells["initial"] = fund.cells["adjusted"]
        if "other" in printed and fund.role == "total":
            cells["other"] = "按执行率计分"
        if "expected" in printed:
            cells["expected"] = fund.cells["adjusted"]
        if self._layout.percent and fund.role == "total":
            cells["weight"] = f"{cells['weight']}%"
        return cells

    def _bare_funds(self, block: str, lines: list[tuple[Fund, str]]) -> None:
        self._sheet.put(self._at, 0, block, len(lines) if self._merged else 1)
        for fund, label in lines:
            amount = fund.cells["initial"]
            self._sheet.put(self._at, 1, label, 1, 2)
            self._sheet.put(self._at, 3, amount)
            self._sheet.funds.append((self._at, {"label": label, "initial": amount}))
            self._at += 1

    def _goals(self) -> None:
        if self._layout.goals is None:
            return
        block, goal, done = self._layout.goals
        texts = [f"{place}.{text}；" for place, text in enumerate(self._form.goals, start=1)]
        printed = "".join(texts) if len(texts) > 1 else self._form.goals[0]
        if not goal:
            self._line((0, block, 2), (2, printed, 10))
            return
        self._sheet.put(self._at, 0, self._upright(block), 2 if self._merged else 1)
        self._line((1, goal, 6), (7, done, 5))
        self._line((1, printed, 6), (7, self._form.completion, 5))

    def _indicators(self) -> None:
        layout, rows = self._layout, self._form.indicators
        start = 1
        columns = {field_: start + place for place, (field_, _) in enumerate(layout.indicators)}
        three = layout.target3 and layout.name != "flat" and self._chance.random() < 0.6
        depth = 2 if three else 1
        self._sheet.put(self._at, 0, self._upright("绩效指标"), (len(rows) + depth) if self._merged else 1)
        if three:
            self._sheet.put(self._at, columns["operator"], "年度指标值", 1, 3)
        for field_, label in layout.indicators:
            below = three and field_ in ("operator", "target", "measure")
            self._sheet.put(self._at + below, columns[field_], label, 1 if below or not three else 2)
        self._at += depth
        for place, row in enumerate(rows):
            self._levels(place, columns)
            self._row(row, columns)
            self._at += 1

    def _levels(self, place: int, columns: dict[str, int]) -> None:
        rows = self._form.indicators
        for field_ in ("level1", "level2"):
            if field_ not in columns:
                continue
            key = self._key(rows[place], field_)
            if place and self._key(rows[place - 1], field_) == key:
                continue
            run = 1
            while place + run < len(rows) and self._key(rows[place + run], field_) == key:
                run += 1
            self._sheet.put(self._at, columns[field_], self._label(rows[place], field_), run if self._merged else 1)

    def _key(self, row: Indicator, field_: str) -> tuple[str, ...]:
        return (row.level1,) if field_ == "level1" else (row.level1, row.level2)

    def _label(self, row: Indicator, field_: str) -> str:
        text: str = getattr(row, field_)
        points = {"产出指标": 50, "效益指标": 30, "满意度指标": 10, "项目决策": 4, "项目管理": 6}
        points_of = field_ == "level1" and self._layout.points_in_labels
        return self._upright(text) + (f"({points[text]}分)" if points_of else "")

    def _upright(self, text: str) -> str:
        """A label with one character a line, where the layout prints it so."""
        return "\n".join(text) if self._layout.upright else text

    def _row(self, row: Indicator, columns: dict[str, int]) -> None:
        layout = self._layout
        in_name = "weight" not in columns and "target" not in columns
        name = f"{row.name}({row.weight}分)" if in_name else row.name
        cells: dict[str, str | None] = {"level3": name, "actual": row.actual, "weight": row.weight, "score": row.score,
                                        "reason": row.reason, "expected": row.actual}  # fmt: skip
        if layout.target3:
            cells |= {"operator": row.operator or None, "target": row.value, "measure": row.measure or None}
        else:
            cells["target"] = row.target
        cells["deducted"] = str(Decimal(row.weight.rstrip("%")) - Decimal(row.score or 0)) if row.weight else None
        cells["before"] = row.actual if "%" in row.value else "—"
        cells["other"] = "95" if layout.name == "flat" else row.score if layout.name == "reviewed" else "完成得满分"
        cells["other2"] = "是" if layout.name == "flat" else "按完成率"
        for field_, column in columns.items():
            if field_ not in ("level1", "level2"):
                self._sheet.put(self._at, column, cells[field_])
        expected = {key: cells[key] for key in ("level3", "actual", "weight", "score", "reason") if key in columns}
        if "target" in columns:
            expected["target"] = self._target(row)
        expected |= {key: self._label(row, key) for key in ("level1", "level2") if key in columns}
        if in_name:
            expected["weight"] = row.weight
        self._sheet.indicators.append((self._at, expected))

    def _target(self, row: Indicator) -> str:
        if self._layout.name == "flat":
            return row.operator + row.value + row.measure
        return row.target

    def _total(self) -> None:
        layout, form = self._layout, self._form
        if layout.total is None:
            return
        columns = {field_: 1 + place for place, (field_, _) in enumerate(layout.indicators)}
        cells = [(0, layout.total, min(columns.get("weight", columns["score"]), columns["score"]))]
        if "weight" in columns:
            cells.append((columns["weight"], form.total_weight, 1))
            self._sheet.expected["total_weight"] = form.total_weight
        cells.append((columns["score"], form.total_score, 1))
        self._sheet.expected["total_score"] = form.total_score
        if layout.grade:
            cells.append((columns["score"] + 1, form.grade, 1))
            self._sheet.expected["grade"] = form.grade
        self._line(*cells)

    def _closing(self) -> None:
        texts = {"problems": self._form.problems, "measures": self._form.measures}
        for field_, label in self._layout.closing:
            self._line((0, label, 2), (2, texts[field_], 10))
        self._line((0, f"填报人:{self._form.contact}", 4), (5, f"填报日期:{self._form.filed}", 5))
        if self._chance.random() < 0.3:
            self._line((0, self._chance.choice(words.REMARKS), WIDTH))

    def _expect(self) -> None:
        form, layout = self._form, self._layout
        fields = {field_ for field_, _ in layout.head}
        self._sheet.expected |= {"kind": layout.kind, "department": form.department, "year": form.year,
                                 "project": form.project if "project" in fields else None,
                                 "central_supervisor": CENTRAL if "central" in fields else None,
                                 "supervisor": form.place + "财政局" if "supervisor" in fields else None,
                                 "contact": form.contact, "filed": form.filed}  # fmt: skip
        if layout.funds or layout.stage == "targets":
            self._sheet.expected["unit"] = form.unit
        if layout.goals is not None:
            self._sheet.expected["goals"] = [
                text.rstrip("；") + ("；" if len(form.goals) > 1 else "") for text in form.goals
            ]
