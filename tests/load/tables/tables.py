"""Tables without a kind: what the writers write and the importers have to give back."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import strategies as st

from reportgen.load.tables.grid import Grid

CHARACTERS = "绩效指标年初预算数（A）％≥≤、。，：；“”—0123456789.,%()ab &<>|*_#"


@dataclass(frozen=True)
class Box:
    """A cell at its place, merged over `rows` and `columns`."""

    row: int
    column: int
    text: str
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True)
class Table:
    """Boxes that cover a rectangle without gaps or overlaps; blank ones have no text."""

    boxes: tuple[Box, ...]
    height: int
    width: int

    @property
    def shown(self) -> list[Box]:
        """What an importer gives: the boxes that hold something."""
        return [box for box in self.boxes if box.text]

    def plain(self) -> Table:
        """The same without merges, each text at the top left of its box."""
        texts = {(box.row, box.column): box.text for box in self.boxes}
        places = ((row, column) for row in range(self.height) for column in range(self.width))
        boxes = (Box(row, column, texts.get((row, column), "")) for row, column in places)
        return Table(tuple(boxes), self.height, self.width)


def boxes_of(grid: Grid) -> list[Box]:
    """The cells of a grid as boxes, its first row as row 0."""
    return [Box(row.index, cell.column, cell.text, cell.rows, cell.columns) for row in grid.rows for cell in row.cells]


TEXTS = st.text(CHARACTERS, max_size=12).map(lambda text: " ".join(text.split()))


@st.composite
def tables(draw: st.DrawFn, texts: st.SearchStrategy[str] = TEXTS) -> Table:
    """Rectangles of boxes with random merges; the first box holds something, so that no row is lost at the top."""
    height, width = draw(st.integers(1, 6)), draw(st.integers(1, 6))
    taken: set[tuple[int, int]] = set()
    boxes = []
    for row in range(height):
        for column in range(width):
            if (row, column) in taken:
                continue
            rows = draw(st.sampled_from((1, 1, 1, 2, 3)))
            columns = draw(st.sampled_from((1, 1, 1, 2, 3)))
            rows, columns = min(rows, height - row), min(columns, width - column)
            while any((row, column + right) in taken for right in range(columns)):
                columns -= 1
            taken |= {(row + down, column + right) for down in range(rows) for right in range(columns)}
            text = draw(texts) if boxes else "表头"
            boxes.append(Box(row, column, text, rows, columns))
    return Table(tuple(boxes), height, width)
