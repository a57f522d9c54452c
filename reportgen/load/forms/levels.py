"""To which first- and second-level label each indicator belongs, where extraction has moved the labels.

A label holds for its row and the rows below it. It is moved only by a stated proof, and each move is a warning:
points that must add up to what the first-level label prints, and the kind of a row's target for the second level.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from reportgen.base.finding import Finding
from reportgen.load.forms import faults
from reportgen.load.forms.dictionary import dictionary, normal, printed_points
from reportgen.load.forms.kinds import evidence
from reportgen.load.forms.labelled import LabelledRow
from reportgen.load.forms.second_level import second_level
from reportgen.load.tables.grid import Cell
from reportgen.model.values import trimmed


def resolve_levels(
    rows: Sequence[LabelledRow], weights: Mapping[str, Decimal]
) -> tuple[list[LabelledRow], list[Finding]]:
    """`rows` with the labels they belong to, and what was inferred.

    `weights` are the points a first-level class has where its label prints none. Rows that stand below their headers
    and under their own labels come back as they were.
    """
    found: list[Finding] = []
    placed: list[LabelledRow] = []
    for block in _blocks(_with_implied_heads(rows), weights, found):
        placed += second_level(block, found, damaged=any(row.shift for row in rows))
    return placed, found


def _with_implied_heads(rows: Sequence[LabelledRow]) -> list[LabelledRow]:
    """Rows whose second-level label belongs to a first-level class that no row names: it tells the class as well."""
    named = {dictionary().level(1, row.text("level1")) for row in rows if "level1" in row.cells}
    if not named:
        return list(rows)
    placed = []
    for row in rows:
        owner = dictionary().level(2, row.text("level2"))
        serves = owner is not None and dictionary().level1_of[owner] == owner
        if serves and owner not in named and "level1" not in row.cells:
            named |= {owner}
            placed.append(row.labelled(level1=_as_class(row.cells["level2"], str(owner))))
        else:
            placed.append(row)
    return placed


def _as_class(label: Cell, owner: str) -> Cell:
    """A second-level label as the first-level one of its class."""
    return label if normal(label.text) == owner else replace(label, text=owner, markup=None)


def _blocks(
    rows: Sequence[LabelledRow], weights: Mapping[str, Decimal], found: list[Finding]
) -> Iterator[list[LabelledRow]]:
    """The rows of each first-level label, under it, in order."""
    heads = [place for place, row in enumerate(rows) if "level1" in row.cells]
    if not heads:
        yield list(rows)
        return
    damaged = any(row.shift for row in rows)
    if heads[0] and not damaged:
        yield list(rows[: heads[0]])
        rows, heads = rows[heads[0] :], [head - heads[0] for head in heads]
    points = [_declared(rows[head].cells["level1"], weights if damaged else {}) for head in heads]
    starts, below = _starts(rows, heads, points), [0, *heads[1:]]
    if starts is None:
        yield from _by_kind(rows, heads, points, found)
        return
    if not _adds_up(rows, starts, points):
        found += _unproved(rows, starts, [rows[head].cells["level1"] for head in heads], points)
    for place, head in enumerate(heads):
        end = starts[place + 1] if place + 1 < len(heads) else len(rows)
        label = rows[head].cells["level1"]
        block = [row.labelled(level1=label) for row in rows[starts[place] : end]]
        if starts[place] != below[place]:
            moved = block[: head - starts[place]]
            found += [_moved_by_sum(row, label, points[place]) for row in moved]
        yield block


def _moved_by_sum(row: LabelledRow, label: Cell, points: Decimal | None) -> Finding:
    printed = trimmed(points or Decimal(0), 2)
    return faults.LEVEL1_BY_SUM.at(row.where, name=row.text("level3"), level=label.text, points=printed)


def _declared(label: Cell, weights: Mapping[str, Decimal]) -> Decimal | None:
    return printed_points(label.text) or weights.get(dictionary().level(1, label.text) or "")


def _starts(rows: Sequence[LabelledRow], heads: Sequence[int], points: Sequence[Decimal | None]) -> list[int] | None:
    """Where each first-level label's rows begin: as printed if the sums allow it, else by the only cut that does.

    Where no cut adds up, the nearest one, but only if extraction shifted cells. None where that is not decided.
    """
    as_printed = [0, *heads[1:]]
    if _adds_up(rows, as_printed, points):
        return as_printed
    ranked = sorted(_cuts(rows, heads, points), key=lambda cut: cut[0])
    only = len(ranked) == 1 or ranked[0][0] < ranked[1][0]
    if only and (ranked[0][0] == 0 or any(row.shift for row in rows)):
        return ranked[0][1]
    return None


def _cuts(
    rows: Sequence[LabelledRow], heads: Sequence[int], points: Sequence[Decimal | None]
) -> list[tuple[Decimal, list[int]]]:
    """For each way to begin the last block the best ways to begin the ones before, with how far their sums are off.

    A block begins after the label before it, and at the latest with its own label.
    """
    ways: list[tuple[Decimal, list[int]]] = [(Decimal(0), [0])]
    for place in range(1, len(heads)):
        longer = []
        for start in range(heads[place - 1] + 1, heads[place] + 1):
            grown = [(off + _off(rows, cut[-1], start, points[place - 1]), [*cut, start]) for off, cut in ways]
            longer += sorted(grown, key=lambda way: way[0])[:2]
        ways = longer
    return [(off + _off(rows, cut[-1], len(rows), points[-1]), cut) for off, cut in ways]


def _off(rows: Sequence[LabelledRow], start: int, end: int, points: Decimal | None) -> Decimal:
    return Decimal(0) if points is None else abs(_sum(rows, start, end) - points)


def _sum(rows: Sequence[LabelledRow], start: int, end: int) -> Decimal:
    return sum((row.points for row in rows[start:end]), Decimal(0))


def _adds_up(rows: Sequence[LabelledRow], starts: Sequence[int], points: Sequence[Decimal | None]) -> bool:
    ends = [*starts[1:], len(rows)]
    return not any(_off(rows, start, end, wanted) for start, end, wanted in zip(starts, ends, points, strict=True))


def _unproved(
    rows: Sequence[LabelledRow], starts: Sequence[int], labels: Sequence[Cell], points: Sequence[Decimal | None]
) -> Iterator[Finding]:
    ends = [*starts[1:], len(rows)]
    for start, end, label, wanted in zip(starts, ends, labels, points, strict=True):
        if wanted is not None and _off(rows, start, end, wanted):
            total = trimmed(_sum(rows, start, end), 2)
            yield faults.LEVEL1_UNPROVED.at(label.where, level=label.text, found=total, points=trimmed(wanted, 2))


def _by_kind(
    rows: Sequence[LabelledRow], heads: Sequence[int], points: Sequence[Decimal | None], found: list[Finding]
) -> Iterator[list[LabelledRow]]:
    """Blocks where no cut adds up: rows by the class of their own label or kind if that adds up, else as printed."""
    labels = [rows[head].cells["level1"] for head in heads]
    classes = [dictionary().level(1, label.text) for label in labels]
    filled = _filled(rows, heads)
    chosen = [_class_of(row, filled[place], classes) for place, row in enumerate(rows)]
    sums = {place: sum((row.points for row, owner in zip(rows, chosen, strict=True) if owner == place), Decimal(0))
            for place in range(len(heads))}  # fmt: skip
    proved = all(wanted is None or sums[place] == wanted for place, wanted in enumerate(points))
    owners = chosen if proved else filled
    for place, label in enumerate(labels):
        block = [row for row, owner in zip(rows, owners, strict=True) if owner == place]
        found += _doubts(block, place, label, points[place], filled, rows, proved)
        yield [row.labelled(level1=label) for row in block]


def _doubts(
    block: Sequence[LabelledRow],
    place: int,
    label: Cell,
    wanted: Decimal | None,
    filled: Sequence[int],
    rows: Sequence[LabelledRow],
    proved: bool,
) -> Iterator[Finding]:
    if proved:
        moved = [row for row in block if filled[list(rows).index(row)] != place]
        yield from (_moved_by_sum(row, label, wanted) for row in moved)
        return
    total = sum((row.points for row in block), Decimal(0))
    if wanted is not None and total != wanted:
        yield faults.LEVEL1_UNPROVED.at(
            label.where, level=label.text, found=trimmed(total, 2), points=trimmed(wanted, 2)
        )


def _filled(rows: Sequence[LabelledRow], heads: Sequence[int]) -> list[int]:
    """For each row the label at or above it, by its place among the labels."""
    return [max((order for order, head in enumerate(heads) if head <= place), default=0) for place in range(len(rows))]


def _class_of(row: LabelledRow, filled: int, classes: Sequence[str | None]) -> int:
    second = row.cells.get("level2")
    known = dictionary().level(2, second.text) if second is not None else None
    if known is None:
        by_kind, strong = evidence(row.text("level3"), row.text("target"))
        known = by_kind if strong else None
    owner = dictionary().level1_of.get(known or "")
    return classes.index(owner) if owner in classes and "level1" not in row.cells else filled
