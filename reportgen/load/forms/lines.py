"""The rows of a grid as the reader of forms wants them: residue gone, run-on lines cut, labels that were cut joined."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from reportgen.load.forms.dictionary import dictionary, normal
from reportgen.load.forms.kinds import number
from reportgen.load.forms.residue import clean
from reportgen.load.tables.grid import Cell, Grid, Row

LONGEST_JOIN = 4
"""A label is cut into so many lines at most."""
_GAP = re.compile(r"\s{2,}|\u3000+")
_SPACE = re.compile(r"\s+")
ENOUGH_LABELS = 3
_ENDING = "指标"
"""The word that is cut off a label, `社会效益 | 指标`, though the rest is one as well."""


def is_table(grid: Grid) -> bool:
    """Whether the rows and columns of a grid are those of a real table, not of text."""
    if any(row.where.kind != "text" for row in grid.rows):
        return True
    return any(cell.rows > 1 or cell.columns > 1 for row in grid.rows for cell in row.cells)


def form_rows(grid: Grid) -> list[Row]:
    """The rows of `grid` that hold something, ready to be read."""
    rows = [replace(row, cells=tuple(clean(cell) for cell in row.cells)) for row in grid.rows]
    rows = [replace(row, cells=tuple(cell for cell in row.cells if cell.text)) for row in rows]
    rows = [row for row in rows if row.cells]
    if is_table(grid):
        return rows
    return _rejoined([_cut_after_label(_with_whole_labels(row)) for row in _cut_at_spaces(rows)])


def _begins_figures(words: Sequence[str]) -> bool:
    return dictionary().is_label(words[0]) and sum(number(word) is not None for word in words[1:]) >= ENOUGH_LABELS - 1


def _with_whole_labels(row: Row) -> Row:
    """A row in which the parts of a label, `效益` and `指标` one space apart, are one cell again."""
    cells: list[Cell] = []
    for cell in row.cells:
        before = cells[-1] if cells else None
        if before is not None and _is_one_apart(before, cell) and not dictionary().is_label(cell.text):
            whole = f"{before.text} {cell.text}"
            if dictionary().is_label(whole):
                cells[-1] = replace(before, text=whole)
                continue
        cells.append(cell)
    return replace(row, cells=tuple(cells))


def _is_one_apart(before: Cell, after: Cell) -> bool:
    start, end = before.where.column, after.where.column
    return start is not None and end is not None and end - start - len(before.text) == 1


def _cut_after_label(row: Row) -> Row:
    """A row of one cell, cut between the label that it begins with and a long text: `年度总体目标  1.…`.

    Where single spaces divide a label from figures, all of it is cut at them: `年度资金总额 45 45 100% 按执行率计分。`.
    """
    cell = row.cells[0]
    words = _SPACE.split(cell.text)
    if len(row.cells) == 1 and len(words) > ENOUGH_LABELS and _begins_figures(words):
        return replace(row, cells=tuple(_parts(cell, _SPACE)))
    gap = _GAP.search(cell.text) if len(row.cells) == 1 else None
    if gap is None or not dictionary().is_label(cell.text[: gap.start()]):
        return row
    place = replace(cell.where, column=(cell.where.column or 1) + gap.end())
    rest = replace(cell, text=cell.text[gap.end() :], column=cell.column + 1, where=place)
    return replace(row, cells=(replace(cell, text=cell.text[: gap.start()]), rest))


def _cut_at_spaces(rows: Sequence[Row]) -> list[Row]:
    """Rows of one cell cut at their white space, if that is what separates the labels of a header in this text."""
    single = [row for row in rows if len(row.cells) == 1]
    if len(single) < len(rows) or not any(_is_spaced_header(row.cells[0].text) for row in rows):
        return list(rows)
    wide = any(_labels(_GAP.split(row.cells[0].text)) >= ENOUGH_LABELS for row in rows)
    return [replace(row, cells=tuple(_parts(row.cells[0], _GAP if wide else _SPACE))) for row in rows]


def _is_spaced_header(text: str) -> bool:
    return _labels(_SPACE.split(text)) >= ENOUGH_LABELS or _labels(_GAP.split(text)) >= ENOUGH_LABELS


def _labels(parts: Sequence[str]) -> int:
    return sum(dictionary().field(part) is not None for part in parts)


def _parts(cell: Cell, gap: re.Pattern[str]) -> Iterator[Cell]:
    """The parts of a cell; those that are one label only together, `产 出 指 标`, stay together."""
    if gap is _SPACE and dictionary().is_label(cell.text):
        yield cell
        return
    start = 0
    texts = [part for part in gap.split(cell.text) if part]
    for text in _whole(texts) if gap is _SPACE else texts:
        begin = cell.text.index(text[0], start)
        start = begin + len(text)
        column = begin
        place = replace(cell.where, column=(cell.where.column or 1) + begin)
        yield replace(cell, text=text, column=column, where=place)


def _whole(texts: Sequence[str]) -> Iterator[str]:
    """Words, with those joined again that make one label only together."""
    place = 0
    while place < len(texts):
        for count in range(min(6, len(texts) - place), 1, -1):
            group = texts[place : place + count]
            if dictionary().is_label("".join(group)) and not any(dictionary().is_label(text) for text in group):
                yield " ".join(group)
                place += count
                break
        else:
            yield texts[place]
            place += 1


def _rejoined(rows: Sequence[Row]) -> list[Row]:
    """Rows of one cell each that make a label only together, `一级` above `指标`, become one row."""
    found: list[Row] = []
    place = 0
    while place < len(rows):
        count = next(
            (count for count in range(LONGEST_JOIN, 1, -1) if _is_cut_label(rows[place : place + count], count)), 1
        )
        if count > 1:
            cells = [row.cells[0] for row in rows[place : place + count]]
            whole = replace(cells[0], text="\n".join(cell.text for cell in cells))
            found.append(replace(rows[place], cells=(whole,)))
        else:
            found.append(rows[place])
        place += count
    return found


def _is_cut_label(rows: Sequence[Row], count: int) -> bool:
    if len(rows) < count or any(len(row.cells) != 1 for row in rows):
        return False
    lines = [row.where.line for row in rows]
    if any(after != (before or 0) + 1 for before, after in pairwise(lines)):
        return False
    texts = [row.cells[0].text for row in rows]
    whole = "".join(texts)
    is_first_part = normal(texts[0]) != "" and (not dictionary().is_label(texts[0]) or texts[1:] == [_ENDING])
    return (
        dictionary().is_label(whole)
        and is_first_part
        and all(len(normal(text)) <= len(normal(whole)) for text in texts)
    )
