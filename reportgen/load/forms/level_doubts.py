"""Tells where the level of a row may not be what the source says: no label at all, or one that does not fit the row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reportgen.base.finding import Finding
from reportgen.load.forms import faults
from reportgen.load.forms.dictionary import dictionary
from reportgen.load.forms.kinds import evidence
from reportgen.load.forms.labelled import LabelledRow
from reportgen.load.tables.grid import Cell

_OWNED = ("产出指标", "效益指标", "满意度指标")


def with_own_level1(rows: Sequence[LabelledRow]) -> tuple[list[LabelledRow], list[Finding]]:
    """`rows`, each second-level label under the first-level class that it belongs to.

    Where 经济效益指标 stands below no first-level label, or below 产出指标 among rows that do belong to that one, its
    own label is lost: 效益指标 is taken, since no other class has it, and told.
    """
    fitting = {id(row.cells["level1"]) for row in rows if _fits(row)}
    kept: list[LabelledRow] = []
    found: list[Finding] = []
    for row in rows:
        level1, level2 = row.cells.get("level1"), row.cells.get("level2")
        owner = _owner(level2)
        if level2 is None or owner is None or not (level1 is None or (_is_foreign(row) and id(level1) in fitting)):
            kept.append(row)
            continue
        found.append(faults.LEVEL1_LOST.at(row.where, level=level2.text, owner=owner))
        kept.append(row.labelled(level1=replace(level2, text=owner, markup=None)))
    return kept, found


def _fits(row: LabelledRow) -> bool:
    """Whether a row's labels are listed, and its second-level one belongs to its first-level one."""
    level1 = dictionary().level(1, row.text("level1"))
    return level1 in _OWNED and _owner(row.cells.get("level2")) == level1


def _is_foreign(row: LabelledRow) -> bool:
    """Whether a row's labels are listed, and its second-level one belongs to another first-level one."""
    owner = _owner(row.cells.get("level2"))
    return owner is not None and dictionary().level(1, row.text("level1")) in {*_OWNED} - {owner}


def _owner(level2: Cell | None) -> str | None:
    """The first-level class of a second-level label, if it is listed."""
    known = dictionary().level(2, level2.text) if level2 is not None else None
    owner = dictionary().level1_of.get(known or "")
    return owner if owner in _OWNED else None


def level_doubts(
    rows: Sequence[LabelledRow], fields: Sequence[str], certain: set[int], *, table: bool
) -> Iterator[Finding]:
    """What to tell of the levels in `fields`; rows whose cells are `certain` (by id) are covered by a merged label.

    In text a label that nobody listed is a doubt too, since no place tells that it is one; in a table a single
    character is, which may be the rest of one.
    """
    seen: set[int] = set()
    for row in rows:
        for field in fields:
            label = row.cells.get(field)
            if label is None:
                yield faults.LEVEL_MISSING.at(row.where, name=row.text("level3"), which=1 if field == "level1" else 2)
            elif (not table or len(label.text) == 1) and dictionary().level(int(field[-1]), label.text) is None:
                yield faults.LEVEL_UNLISTED.at(row.where, name=row.text("level3"), level=label.text)
            elif field == "level2" and id(label) in seen and id(row.cells.get("level3")) not in certain:
                yield from _unlike(row, label)
            if label is not None:
                seen.add(id(label))
        level1, level2 = row.cells.get("level1"), row.cells.get("level2")
        if level1 is None or level2 is None or level1.where != level2.where:
            continue
        if level1.text == level2.text:
            yield faults.LEVEL1_BY_LEVEL2.at(row.where, level=level2.text)
        else:
            yield faults.LEVEL1_LOST.at(row.where, level=level2.text, owner=level1.text)


def _unlike(row: LabelledRow, label: Cell) -> Iterator[Finding]:
    kind, _ = evidence(row.text("level3"), row.text("target"))
    known = dictionary().level(2, label.text)
    if kind is not None and known is not None and kind != known:
        yield faults.LEVEL2_UNLIKE.at(row.where, name=row.text("level3"), level=label.text, kind=kind)
