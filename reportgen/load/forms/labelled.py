"""A row of the indicators block with the labels that stand in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from reportgen.base.location import Location
from reportgen.load.forms.kinds import number
from reportgen.load.tables.grid import Cell


@dataclass(frozen=True, slots=True)
class LabelledRow:
    """A row of the indicators block by field, with the labels that stand in it (`level1`, `level2`) and its shift."""

    cells: Mapping[str, Cell]
    shift: int

    def text(self, field: str) -> str:
        """The printed text of a field, empty where there is none."""
        cell = self.cells.get(field)
        return "" if cell is None else cell.text

    @property
    def where(self) -> Location:
        """The place of its name, else of its first cell."""
        return (self.cells.get("level3") or next(iter(self.cells.values()))).where

    @property
    def points(self) -> Decimal:
        """The weight, 0 where none is printed."""
        return number(self.text("weight")) or Decimal(0)

    def labelled(self, **labels: Cell) -> LabelledRow:
        """The row under these labels."""
        return replace(self, cells={**self.cells, **labels})
