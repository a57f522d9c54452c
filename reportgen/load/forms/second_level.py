"""To which second-level label each row of a first-level block belongs."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.base.finding import Finding
from reportgen.load.forms import faults
from reportgen.load.forms.dictionary import dictionary
from reportgen.load.forms.kinds import evidence
from reportgen.load.forms.labelled import LabelledRow
from reportgen.load.tables.grid import Cell


def second_level(block: Sequence[LabelledRow], found: list[Finding], *, damaged: bool) -> list[LabelledRow]:
    """The rows of one block under their second-level labels.

    Only where extraction shifted cells (`damaged`) is a label moved, and then the kind of the row decides.
    """
    labels = [row.cells["level2"] for row in block if "level2" in row.cells]
    placed: list[LabelledRow] = []
    current: Cell | None = None
    for row in block:
        own = row.cells.get("level2")
        current = own or current
        if current is None and labels:
            found.append(_by_block(row, labels[0]))
            placed.append(row.labelled(level2=labels[0]))
            continue
        label = current
        if own is None and damaged and current is not None:
            label = _label_by_kind(row, current, labels, block, found)
        placed.append(row if label is None else row.labelled(level2=label))
    return placed


def _by_block(row: LabelledRow, label: Cell) -> Finding:
    return faults.LEVEL2_BY_BLOCK.at(row.where, name=row.text("level3"), level=label.text)


def _label_by_kind(
    row: LabelledRow, filled: Cell, labels: Sequence[Cell], block: Sequence[LabelledRow], found: list[Finding]
) -> Cell:
    """The label above, or the other one of the block that the row's kind names."""
    kind, strong = evidence(row.text("level3"), row.text("target"))
    known = {dictionary().level(2, label.text): label for label in labels}
    label = known.get(kind)
    if label is None or label is filled or not (strong or _stands_with(row, label, filled, block)):
        return filled
    found.append(
        faults.LEVEL2_BY_KIND.at(
            row.where, name=row.text("level3"), level=label.text, printed=filled.text, target=row.text("target")
        )
    )
    return label


def _stands_with(row: LabelledRow, label: Cell, filled: Cell, block: Sequence[LabelledRow]) -> bool:
    """Whether the row is shifted as the row of `label` is, and not as the row of `filled` is."""
    shifts = {other.cells["level2"]: other.shift for other in block if "level2" in other.cells}
    return row.shift == shifts[label] != shifts[filled]
