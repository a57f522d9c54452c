"""Tells where the level of a row may not be what the source says: no label at all, or one that does not fit the row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reportgen.base.finding import Finding
from reportgen.load.forms import faults
from reportgen.load.forms.dictionary import dictionary
from reportgen.load.forms.kinds import evidence
from reportgen.load.forms.levels import LabelledRow
from reportgen.load.tables.grid import Cell

_OWNED = ("产出指标", "效益指标", "满意度指标")


def without_foreign_level1(rows: Sequence[LabelledRow]) -> tuple[list[LabelledRow], list[Finding]]:
    """`rows` without the first-level labels that were only carried down to a second-level label of another class.

    Where 经济效益指标 stands below 产出指标 and no first-level label beside it, that label is lost.
    """
    kept: list[LabelledRow] = []
    found: list[Finding] = []
    lost: set[tuple[int, int]] = set()
    own: set[int] = set()
    for row in rows:
        level1, level2 = row.cells.get("level1"), row.cells.get("level2")
        if level1 is not None and level2 is not None:
            pair = (id(level1), id(level2))
            if _is_foreign(level1, level2) and id(level1) in own:
                lost.add(pair)
            own.add(id(level1))
            if pair in lost:
                found.append(faults.LEVEL1_LOST.at(row.where, level=level2.text, above=level1.text))
                kept.append(replace(row, cells={name: cell for name, cell in row.cells.items() if name != "level1"}))
                continue
        kept.append(row)
    return kept, found


def _is_foreign(level1: Cell, level2: Cell) -> bool:
    known = dictionary()
    above, below = known.level(1, level1.text), known.level(2, level2.text)
    owner = known.level1_of.get(below or "")
    return above in _OWNED and owner in _OWNED and owner != above


def level_doubts(
    rows: Sequence[LabelledRow], fields: Sequence[str], certain: set[int], *, table: bool
) -> Iterator[Finding]:
    """What to tell of the levels in `fields`; rows whose cells are `certain` (by id) are covered by a merged label.

    In text a label that nobody listed is a doubt too, since no place tells that it is one.
    """
    seen: set[int] = set()
    for row in rows:
        for field in fields:
            label = row.cells.get(field)
            if label is None:
                yield faults.LEVEL_MISSING.at(row.where, name=row.text("level3"), which=1 if field == "level1" else 2)
            elif not table and dictionary().level(int(field[-1]), label.text) is None:
                yield faults.LEVEL_UNLISTED.at(row.where, name=row.text("level3"), level=label.text)
            elif field == "level2" and id(label) in seen and id(row.cells.get("level3")) not in certain:
                yield from _unlike(row, label)
            if label is not None:
                seen.add(id(label))
        level1, level2 = row.cells.get("level1"), row.cells.get("level2")
        if level1 is not None and level2 is not None and level1.where == level2.where:
            yield faults.LEVEL1_BY_LEVEL2.at(row.where, level=level2.text)


def _unlike(row: LabelledRow, label: Cell) -> Iterator[Finding]:
    kind, _ = evidence(row.text("level3"), row.text("target"))
    known = dictionary().level(2, label.text)
    if kind is not None and known is not None and kind != known:
        yield faults.LEVEL2_UNLIKE.at(row.where, name=row.text("level3"), level=label.text, kind=kind)
