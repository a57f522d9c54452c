"""The cells of a grid as they are kept beside the imported file: every text with its place."""

from __future__ import annotations

import json
from pathlib import PurePath
from typing import Any

from reportgen.load.tables.grid import Cell, Grid

NAME = "source/cells.json"
"""Where they are kept, in the folder of a report."""


def cells_json(grid: Grid) -> bytes:
    """The cells as JSON: what no cell has is left out."""
    rows = [{"row": row.index + 1, "cells": [_cell(cell) for cell in row.cells]} for row in grid.rows]
    document = {"file": PurePath(grid.file).name, "sheet": grid.name, "rows": rows}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _cell(cell: Cell) -> dict[str, Any]:
    place = {key: value for key, value in cell.where.as_dict().items() if value is not None and key not in _SAID}
    spans = {key: value for key, value in (("rows", cell.rows), ("columns", cell.columns)) if value > 1}
    return {"at": place, "column": cell.column + 1, "text": cell.text, **spans}


_SAID = frozenset(("kind", "file", "sheet", "row", "column"))
