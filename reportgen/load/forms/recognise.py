"""A grid becomes a printed form."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal

from reportgen.base.errors import ContentError
from reportgen.base.finding import Finding
from reportgen.base.location import Location
from reportgen.base.text import squeezed
from reportgen.load.forms import faults
from reportgen.load.forms.align import Alignment, Column, align
from reportgen.load.forms.blocks import Blocks, fields_of, find_blocks, pairs
from reportgen.load.forms.dictionary import dictionary, normal
from reportgen.load.forms.kinds import fund_cost, indicator_cost, number
from reportgen.load.forms.levels import LabelledRow, resolve_levels
from reportgen.load.forms.printed import PrintedForm, PrintedFund, PrintedIndicator
from reportgen.load.forms.prose import Conclusion, joined, repeats, split_completion, split_conclusion, split_goals
from reportgen.load.forms.residue import clean, residue_in
from reportgen.load.tables.grid import Cell, Grid, Row

_YEAR = re.compile(r"(\d{4})年")
_UNIT = re.compile(r"\((万?元)\)|单位:\s*(万?元)")
_EMPTY_COSTS = {"source": 4.0, "level3": 6.0, "weight": 3.0, "score": 2.5, "target": 2.0, "actual": 2.0}
_RUN_TOGETHER = re.compile(r"\d[\d,]*\.\d\d\d{2,}[\d,.]*%|(?:\d+\.\d\d){3,}")
NOTE = "note"
"""Rows that begin with such a label fit no field; they are kept and told."""
_SCORE_FIELDS = ("weight", "score")


def recognise(grid: Grid, weights: Mapping[str, Decimal]) -> PrintedForm:
    """The form in `grid`; `weights` are the points of a first-level class where its label prints none.

    Raises ContentError where there is no form in it, or where its separators are lost.
    """
    rows = [Row(tuple(clean(cell) for cell in row.cells), row.where) for row in grid.rows]
    rows = [Row(tuple(cell for cell in row.cells if cell.text), row.where) for row in rows]
    blocks = find_blocks([row for row in rows if row.cells])
    if not blocks.is_form:
        lost = [row for row in rows if any(_RUN_TOGETHER.search(squeezed(cell.text)) for cell in row.cells)]
        raise ContentError(
            [faults.SEPARATORS_LOST.at(row.where, text=row.cells[0].text[:40]) for row in lost]
            or [faults.NO_FORM.at(Location.of_file(grid.file))]
        )
    if blocks.second is not None:
        raise ContentError([faults.SECOND_FORM.at(blocks.second.where)])
    return _Recogniser(grid, blocks, weights).form()


class _Recogniser:
    def __init__(self, grid: Grid, blocks: Blocks, weights: Mapping[str, Decimal]) -> None:
        self._grid = grid
        self._blocks = blocks
        self._weights = weights
        self._findings: list[Finding] = []
        self._notes: list[Cell] = []

    def form(self) -> PrintedForm:
        blocks = self._blocks
        self._note_residue()
        values: dict[str, Cell] = {}
        for row in (*blocks.head, *blocks.tail):
            found = [(name, cell) for name, cell in pairs([row]) if name != NOTE]
            for name, cell in found:
                values.setdefault(name, cell)
            if not found and not self._is_head(row):
                self._leave_over(row.cells, row)
        funds, indicators = tuple(self._funds()), self._indicators()
        total_weight, total_score, total_grade = self._total()
        goals, completion = self._goals()
        conclusion, grade = self._conclusion()
        title = self._title()
        return PrintedForm(
            kind="项目支出" if "project" in values or (title and "项目" in title) else "部门整体",
            title=title,
            department=values.get("department"),
            project=values.get("project"),
            year=self._year(),
            unit=self._unit(),
            filed=values.get("filed"),
            contact=values.get("contact"),
            funds=funds,
            indicators=indicators,
            total_weight=total_weight,
            total_score=total_score,
            grade=grade or total_grade,
            goals=goals,
            completion=completion,
            sections=conclusion.sections,
            notes=tuple(self._notes),
            findings=tuple(sorted(self._findings, key=lambda finding: finding.order)),
            where=Location.of_file(self._grid.file),
        )

    def _note_residue(self) -> None:
        for row in self._grid.rows:
            for cell in row.cells:
                count = residue_in(cell.text)
                if count:
                    self._findings.append(faults.RESIDUE_REMOVED.at(cell.where, count=count))

    def _texts(self) -> list[str]:
        return [cell.text for row in self._grid.rows for cell in row.cells]

    def _is_head(self, row: Row) -> bool:
        """Whether a row of the head says something that is read elsewhere: title, year, unit, an empty label."""
        said = (_YEAR.search, _UNIT.search, lambda text: dictionary().field(text.rstrip(":")))
        return all(any(test(squeezed(cell.text)) for test in said) for cell in row.cells)

    def _title(self) -> str | None:
        return next((text for text in self._texts() if dictionary().field(text) == "title"), None)

    def _year(self) -> str | None:
        head = [cell.text for row in self._blocks.head for cell in row.cells]
        marked = (match for text in head if (match := _YEAR.search(squeezed(text))))
        return next((match.group(1) for match in marked), None)

    def _unit(self) -> str | None:
        header = self._blocks.fund_header
        rows = [*self._blocks.head, *([header] if header else []), *self._blocks.funds]
        for row in rows:
            for cell in row.cells:
                match = _UNIT.search(squeezed(cell.text))
                if match:
                    return match.group(1) or match.group(2)
        return None

    def _aligned(
        self, row: Row, cells: Sequence[Cell], columns: Sequence[Column], cost: Callable[[str, str], float]
    ) -> Alignment | None:
        """The cells of a row by field; left over where they fit no columns, told where they fit in two ways."""
        found = align(cells, columns, cost)
        if found is None:
            self._leave_over(cells, row)
        elif found.ambiguous:
            text = " | ".join(cell.text for cell in cells)[:60]
            self._findings.append(faults.ROW_AMBIGUOUS.at(row.where, text=text))
        return found

    def _funds(self) -> list[PrintedFund]:
        header = self._blocks.fund_header
        if header is None:
            return []
        columns = _columns(header, ("source", "initial", "adjusted", "executed", "rate", *_SCORE_FIELDS))
        if columns[0].field != "source":
            columns = [Column("source", columns[0].position - 1, _EMPTY_COSTS["source"], loose=True), *columns]
        funds = []
        for row in self._blocks.funds:
            cells = [cell for cell in row.cells if dictionary().field(cell.text) != "fund_block"]
            found = self._aligned(row, cells, columns, fund_cost) if cells else None
            if found is not None and self._is_named(found, "source", row):
                self._tell_shift(found, row)
                named = dict(found.cells)
                funds.append(PrintedFund(label=named.pop("source"), **named))
        return funds

    def _is_named(self, found: Alignment, field: str, row: Row) -> bool:
        """Whether a row has the cell that names it; without it the row is left over, and told."""
        if field in found.cells:
            return True
        self._leave_over(found.cells.values(), row)
        return False

    def _leave_over(self, cells: Iterable[Cell], row: Row) -> None:
        kept = list(cells)
        self._notes += kept
        text = " | ".join(cell.text for cell in kept)[:60]
        self._findings.append(faults.LEFT_OVER.at(row.where, text=text))

    def _tell_shift(self, found: Alignment, row: Row) -> None:
        if found.moved:
            self._findings.append(faults.ROW_SHIFTED.at(row.where, places=f"{found.shift:+d}"))

    def _indicators(self) -> tuple[PrintedIndicator, ...]:
        header = self._blocks.indicator_header
        if header is None:
            return ()
        columns = _columns(header, ("level1", "level2", "level3", "target", "actual", *_SCORE_FIELDS, "reason"))
        rows = []
        for row in self._blocks.indicators:
            cells = [cell for cell in row.cells if dictionary().field(cell.text) != "indicator_block"]
            found = self._aligned(row, cells, columns, indicator_cost) if cells else None
            if found is not None and self._is_named(found, "level3", row):
                rows.append(LabelledRow(found.cells, found.shift))
                self._tell_shift(found, row)
        placed, inferred = resolve_levels(rows, self._weights)
        self._findings += inferred
        return tuple(PrintedIndicator(**row.cells) for row in placed)

    def _total(self) -> tuple[Cell | None, Cell | None, Cell | None]:
        """Weight, score and grade of the sum row: two numbers are both, one is the score unless it stands as weight."""
        row = self._blocks.total
        if row is None:
            return None, None, None
        numbers = [cell for cell in row.cells[1:] if number(cell.text.removesuffix("分")) is not None]
        grade = next((cell for cell in row.cells[1:] if cell.text in dictionary().grades), None)
        if len(numbers) >= 2:
            return numbers[0], numbers[1], grade
        if not numbers:
            return None, None, grade
        self._findings.append(faults.ROW_AMBIGUOUS.at(row.where, text=" | ".join(cell.text for cell in row.cells)))
        return (numbers[0], None, grade) if self._stands_as_weight(numbers[0]) else (None, numbers[0], grade)

    def _stands_as_weight(self, cell: Cell) -> bool:
        header = self._blocks.indicator_header
        named = {name: label.column for name, label in fields_of(header)} if header is not None else {}
        return cell.column == named.get("weight")

    def _goals(self) -> tuple[tuple[str, ...], dict[int, str]]:
        header = self._blocks.goal_header
        if header is None:
            return (), {}
        goal_at, done_at = (cell.column for name, cell in fields_of(header) if name in ("goal", "completion"))
        goal_texts: list[str] = []
        done_texts: list[str] = []
        for row in self._blocks.goals:
            cells = [cell for cell in row.cells if dictionary().field(cell.text) != "goal_block"]
            for place, cell in enumerate(cells):
                is_goal = place == 0 if len(cells) > 1 else abs(cell.column - goal_at) <= abs(cell.column - done_at)
                (goal_texts if is_goal else done_texts).append(cell.text)
        goals = tuple(split_goals(joined(goal_texts)))
        return goals, self._completion(goals, joined(done_texts))

    def _completion(self, goals: Sequence[str], text: str) -> dict[int, str]:
        if not text:
            return {}
        header = self._blocks.goal_header
        where = header.where if header else Location.of_file(self._grid.file)
        parts = split_completion(text)
        if 0 not in parts and list(parts) != list(range(1, len(parts) + 1)):
            numbers = "、".join(str(part) for part in parts)
            self._findings.append(faults.PARTS_MISNUMBERED.at(where, numbers=numbers))
        if 0 in parts or max(parts) > len(goals):
            self._findings.append(faults.COMPLETION_WHOLE.at(where, goal="g1"))
            return {0: text}
        for part, words in parts.items():
            if not repeats(words, goals[part - 1]):
                self._findings.append(faults.GOAL_MISMATCH.at(where, number=part))
        return parts

    def _conclusion(self) -> tuple[Conclusion, Cell | None]:
        cells = [cell for row in self._blocks.conclusion for cell in row.cells]
        cells = [cell for cell in cells if dictionary().field(cell.text) != "conclusion"]
        found = split_conclusion(joined([cell.text for cell in cells]))
        if found.rest:
            self._notes.append(Cell(found.rest, cells[0].column, cells[0].where))
            self._findings.append(faults.LEFT_OVER.at(cells[0].where, text=found.rest[:60]))
        grade = Cell(found.grade, cells[0].column, cells[0].where) if found.grade else None
        return found, grade


def _columns(header: Row, wanted: Sequence[str]) -> list[Column]:
    """The columns of a block by its header row, from left to right; a label that stands twice counts once."""
    found: dict[str, Column] = {}
    for name, cell in fields_of(header):
        if name in wanted and name not in found:
            found[name] = Column(name, cell.column, _EMPTY_COSTS.get(name, 0.0), loose=name == "source")
    return list(found.values())


def level_label(cell: Cell, which: int) -> str:
    """The full label of a first- or second-level cell (`which` is 1 or 2), cut ones completed; else as printed."""
    known = dictionary().level1 if which == 1 else dictionary().level2
    label = normal(cell.text)
    if label in known:
        return label
    if dictionary().level(which, cell.text) is not None:
        return next(full for full in known if full.startswith(label))
    return label
