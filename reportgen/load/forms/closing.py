"""Reads what stands below the table: conclusion with its grade, results, problems and measures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from reportgen.load.forms import faults
from reportgen.load.forms.blocks import CLOSING_FIELDS, Blocks
from reportgen.load.forms.dictionary import dictionary, normal
from reportgen.load.forms.ledger import Ledger
from reportgen.load.forms.prose import AHEAD, Conclusion, joined, split_conclusion, split_grade
from reportgen.load.tables.grid import Cell, Row


@dataclass(slots=True)
class Closing:
    """The sections of the closing text, and the grade if it begins with one."""

    sections: dict[str, str] = field(default_factory=dict)
    grade: Cell | None = None


def read_closing(blocks: Blocks, ledger: Ledger) -> Closing:
    """The closing texts by the labels before them; what no label names is left for the note."""
    closing = Closing()
    for name, label, cells in _labelled(blocks.closing, ledger):
        ledger.use(label)
        texts = [cell for cell in cells if not dictionary().is_blank(cell.text)]
        ledger.use(*(cell for cell in cells if cell not in texts))
        if name == "conclusion" or (name == "grade" and texts and split_grade(texts[0].text)[0] is not None):
            _conclude(texts, closing, ledger)
        elif name in dictionary().sections.values():
            _part(name, texts, closing, ledger)
        elif name in AHEAD and texts:
            _part("next_steps", texts, closing, ledger, f"{label.text.rstrip(':：')}：")
            ledger.tell(faults.KEPT_AS_NEXT_STEPS.at(label.where, label=label.text))
        elif texts:
            note = replace(label, text=f"{label.text}：{joined([cell.text for cell in texts])}", markup=None)
            ledger.leave([note], Row((note,), label.where))
            ledger.use(*texts)
    return closing


def _labelled(rows: Sequence[Row], ledger: Ledger) -> list[tuple[str, Cell, list[Cell]]]:
    """Each label with the cells after it, up to the next label."""
    found: list[tuple[str, Cell, list[Cell]]] = []
    last = -1
    for row in rows:
        for cell in ledger.unused(row):
            key, value = _with_value(cell)
            name = _label(key)
            if name is not None:
                found.append((name, key, [value] if value is not None else []))
                ledger.use(*([cell] if value is not None else []))
                last = row.index + key.rows
            elif found and (row.where.kind == "text" or row.index < last or _goes_on(found[-1][1], row)):
                found[-1][2].append(cell)
    return found


def _goes_on(label: Cell, row: Row) -> bool:
    """Whether a row stands beside a label above it, as the rest of a text does on the next page."""
    return not row.prose and all(cell.column >= label.column + label.columns for cell in row.cells)


def _with_value(cell: Cell) -> tuple[Cell, Cell | None]:
    """A cell that holds a label and its text, `存在问题：…`, as two."""
    key, colon, text = cell.text.replace("：", ":").partition(":")
    if not colon or not text.strip() or _label(replace(cell, text=key)) is None:
        return cell, None
    return replace(cell, text=key, markup=None), replace(cell, text=cell.text[len(key) + 1 :].strip(), markup=None)


def _label(cell: Cell) -> str | None:
    named = [name for name in dictionary().named(cell.text) if name in CLOSING_FIELDS]
    return named[0] if named else dictionary().sections.get(normal(cell.text))


def _add(closing: Closing, name: str, text: str) -> None:
    if text:
        closing.sections[name] = "\n".join(filter(None, (closing.sections.get(name), text)))


def _conclude(cells: Sequence[Cell], closing: Closing, ledger: Ledger) -> None:
    found = split_conclusion(joined([cell.text for cell in cells]))
    if cells and found.grade is not None:
        closing.grade = closing.grade or replace(cells[0], text=found.grade, markup=None)
    if cells and found.rest:
        rest = replace(cells[0], text=found.rest, markup=None)
        ledger.leave([rest], Row((rest,), cells[0].where))
    _take(found, cells, closing, ledger)


def _part(name: str, cells: Sequence[Cell], closing: Closing, ledger: Ledger, before: str = "") -> None:
    """A section by the label before it; what its text says under headings of its own goes where they say."""
    found = split_conclusion(joined([cell.text for cell in cells]), graded=False)
    _add(closing, name, before + found.rest if found.rest else "")
    if cells and found.grade is not None:
        closing.grade = closing.grade or replace(cells[0], text=found.grade, markup=None)
    _take(found, cells, closing, ledger)


def _take(found: Conclusion, cells: Sequence[Cell], closing: Closing, ledger: Ledger) -> None:
    for name, text in found.sections.items():
        _add(closing, name, text)
    for label in found.kept:
        ledger.tell(faults.KEPT_AS_NEXT_STEPS.at(cells[0].where, label=label))
    ledger.use(*cells)
