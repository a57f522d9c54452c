"""Reads the goals block: the goals, and by goal what was done."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from reportgen.load.forms import faults
from reportgen.load.forms.blocks import Blocks
from reportgen.load.forms.dictionary import dictionary
from reportgen.load.forms.ledger import Ledger
from reportgen.load.forms.prose import joined, repeats, split_completion, split_goals
from reportgen.load.tables.grid import Cell, Row

_GAP = re.compile(r"[ \u3000\xa0]{2,}")


@dataclass(slots=True)
class Goals:
    """The goals, and the completion by the number of its goal, 0 for what has none."""

    goals: tuple[str, ...] = ()
    completion: dict[int, str] = field(default_factory=dict)


def read_goals(blocks: Blocks, ledger: Ledger, *, table: bool) -> Goals:
    """The goals and their completion, told apart by their labels: beside them, above them, or by their order."""
    if not blocks.goals:
        return Goals()
    labels, texts = _labels_and_texts(blocks.goals)
    texts = _apart(labels, texts, ledger)
    ledger.use(*(cell for row in blocks.goals for cell in row.cells))
    ledger.use(*(cell for _, cell, _ in labels), *(cell for cell, _ in texts))
    goal_cells: list[Cell] = []
    done_cells: list[Cell] = []
    for cell, side in _sided(labels, texts, ledger, table=table):
        (done_cells if side == "completion" else goal_cells).append(cell)
    goals = tuple(split_goals(joined([cell.text for cell in goal_cells if not dictionary().is_blank(cell.text)])))
    text = joined([cell.text for cell in done_cells if not dictionary().is_blank(cell.text)])
    return Goals(goals, _completion(goals, text, blocks.goals[0], ledger))


Label = tuple[str, Cell, Row]


def _labels_and_texts(rows: Sequence[Row]) -> tuple[list[Label], list[tuple[Cell, Row]]]:
    labels: list[Label] = []
    texts: list[tuple[Cell, Row]] = []
    for row in rows:
        for cell in row.cells:
            named = dictionary().named(cell.text)
            side = next((name for name in ("completion", "goal", "goal_block", "heading") if name in named), None)
            if side == "goal" and "goal_block" in named and not any(name == "goal_block" for name, _, _ in labels):
                side = "goal_block" if not any(name in ("goal", "completion") for name, _, _ in labels) else "goal"
            if side is None:
                texts.append((cell, row))
            else:
                labels.append((side, cell, row))
    return labels, texts


def _apart(labels: Sequence[Label], texts: list[tuple[Cell, Row]], ledger: Ledger) -> list[tuple[Cell, Row]]:
    """One text that a run of spaces divides in two, where goal and completion are asked for, as two; told."""
    if len(texts) != 1 or not {"goal", "completion"} <= {name for name, _, _ in labels}:
        return texts
    cell, row = texts[0]
    parts = _GAP.split(cell.text)
    if len(parts) != 2:
        return texts
    ledger.tell(faults.ROW_AMBIGUOUS.at(row.where, text=cell.text[:60]))
    return [(replace(cell, text=part, column=cell.column + place), row) for place, part in enumerate(parts)]


def _sided(
    labels: Sequence[Label], texts: Sequence[tuple[Cell, Row]], ledger: Ledger, *, table: bool
) -> Iterator[tuple[Cell, str]]:
    sides = {name for name, _, _ in labels}
    if "completion" not in sides:
        yield from ((cell, "goal") for cell, _ in texts)
        return
    columns = {name: cell for name, cell, _ in labels if name in ("goal", "completion")}
    for place, (cell, row) in enumerate(texts):
        beside = _beside(labels, cell, row)
        if beside is not None:
            yield cell, "completion" if beside == "completion" else "goal"
        elif table:
            yield cell, _above(columns, cell)
        else:
            yield cell, _by_order(columns, texts, place, ledger)


def _beside(labels: Sequence[Label], cell: Cell, row: Row) -> str | None:
    """The label that stands before a text in its own row, unless both labels do: then they are headers."""
    before = [(name, label) for name, label, place in labels if place.index == row.index and label.column < cell.column]
    last = before[-1][0] if before else None
    return last if last in ("goal", "completion") else None


def _above(columns: dict[str, Cell], cell: Cell) -> str:
    def distance(name: str) -> int:
        label = columns[name]
        overlaps = label.column < cell.column + cell.columns and cell.column < label.column + label.columns
        return 0 if overlaps else abs(label.column - cell.column)

    return min(columns, key=lambda name: (distance(name), name == "completion"))


def _by_order(columns: dict[str, Cell], texts: Sequence[tuple[Cell, Row]], place: int, ledger: Ledger) -> str:
    """In text the first cell of a line is the goal and the second what was done; a cell alone is the nearer one."""
    cell, row = texts[place]
    in_row = [other for other, of in texts if of.index == row.index]
    if len(in_row) > 1:
        return "goal" if in_row[0] is cell else "completion"
    if len({label.column for label in columns.values()}) < len(columns) or len(texts) == len(columns):
        if len(texts) != len(columns):
            ledger.tell(faults.ROW_AMBIGUOUS.at(row.where, text=cell.text[:60]))
        return "goal" if place == 0 else "completion"
    return _above(columns, cell)


def _completion(goals: Sequence[str], text: str, row: Row, ledger: Ledger) -> dict[int, str]:
    """The completion by the number of its goal; of a form with one goal it is that goal's, however it is numbered."""
    if not text:
        return {}
    parts = split_completion(text)
    if len(goals) == 1 and set(parts) != {1}:
        return {1: text}
    if 0 not in parts and list(parts) != list(range(1, len(parts) + 1)):
        numbers = "、".join(str(part) for part in parts)
        ledger.tell(faults.PARTS_MISNUMBERED.at(row.where, numbers=numbers))
    if 0 in parts or max(parts) > len(goals):
        ledger.tell(faults.COMPLETION_WHOLE.at(row.where, goal="g1"))
        return {0: text}
    for part, words in parts.items():
        if not repeats(words, goals[part - 1]):
            ledger.tell(faults.GOAL_MISMATCH.at(row.where, number=part))
    return parts
