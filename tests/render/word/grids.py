"""Reads the grid of a table back, and makes random trees of groups with the grid that they must give.

The reader knows nothing of the renderer: it expands spans and merges as Word does, and refuses what Word would hide.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

from lxml.etree import _Element

from reportgen.document.fact import Fact

from .forms import DEFAULT_TEMPLATE, fact, p, table

_NAMES = """cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark"""
ORDER = _NAMES.split()
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(eq=False)
class Region:
    """A cell as a reader sees it: where it begins, how far it reaches, its words, and the bookmarks in it."""

    row: int
    column: int
    width: int
    height: int = 1
    text: str = ""
    facts: list[tuple[str, str]] = field(default_factory=list)
    key: Any = None
    is_head: bool = False
    is_merged: bool = False

    @property
    def seen(self) -> tuple[int, int, int, int, str]:
        return (self.row, self.column, self.width, self.height, self.text)


def read_grid(table: _Element) -> list[Region]:
    """Every visible cell of a table, its merges expanded. Fails where a merge hides text or is not one."""
    regions: list[Region] = []
    above: dict[int, Region] = {}
    for number, row in enumerate(table.findall(f"{W}tr")):
        before = row.find(f"{W}trPr/{W}gridBefore")
        column = 0 if before is None else int(before.get(f"{W}val", "0"))
        here: dict[int, Region] = {}
        for cell in row.findall(f"{W}tc"):
            region = _read_cell(cell, Region(number, column, _span(cell)), above.get(column))
            if region.row == number:
                regions.append(region)
            here[column] = region
            column += _span(cell)
        above = here
    assert all(region.height > 1 for region in regions if region.is_merged), "a group of one row is merged"
    return regions


def _span(cell: _Element) -> int:
    found = cell.find(f"{W}tcPr/{W}gridSpan")
    return 1 if found is None else int(found.get(f"{W}val", "1"))


def _read_cell(cell: _Element, region: Region, above: Region | None) -> Region:
    names = [str(one.tag).removeprefix(W) for one in cell.findall(f"{W}tcPr/*")]
    assert names == sorted(names, key=ORDER.index) and len(names) == len(set(names)), names
    region.text = "\n".join(_words(one) for one in cell.findall(f"{W}p"))
    region.facts = list(_facts(cell))
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    if merge is None or merge.get(f"{W}val") == "restart":
        region.is_merged = merge is not None
        return region
    assert above is not None and above.is_merged and (above.column, above.width) == (region.column, region.width)
    assert not region.text.strip() and not region.facts, f"hidden: {region.text}"
    above.height += 1
    return above


def _words(paragraph: _Element) -> str:
    return "".join(one.text or "" for one in paragraph.iter(f"{W}t"))


def _facts(cell: _Element) -> Iterator[tuple[str, str]]:
    begun: dict[Any, tuple[str, list[str]]] = {}
    for node in cell.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd", f"{W}t"):
        if node.tag == f"{W}bookmarkStart":
            begun[node.get(f"{W}id")] = (str(node.get(f"{W}name")), [])
        elif node.tag == f"{W}bookmarkEnd":
            name, texts = begun.pop(node.get(f"{W}id"))
            yield name, "".join(texts)
        else:
            for _, texts in begun.values():
                texts.append(node.text or "")
    assert not begun


def in_default(body: str) -> bytes:
    """The installed template with `body` for its own text: a whole package, which an audit has nothing against."""
    out = io.BytesIO()
    with zipfile.ZipFile(DEFAULT_TEMPLATE) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            raw = source.read(name)
            if name == "word/document.xml":
                text = raw.decode()
                section = re.findall(r"<w:sectPr.*?</w:sectPr>", text, re.DOTALL)[-1]
                opening = text[: text.index("<w:body>")]
                raw = f"{opening}<w:body>{body}{section}</w:body></w:document>".encode()
            target.writestr(name, raw)
    return out.getvalue()


@dataclass
class Column:
    """A column of a random table: of the groups of a level, or of values (level 0)."""

    level: int
    number: int
    width: int
    has_facts: bool
    is_grouped: bool


class Trees:
    """A random tree of groups, the template that prints it as a table, and the grid that it must give."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self.depth = random.choice((1, 2, 2, 3, 3, 4))
        self.by_label = self._chance(0.6)
        self.heads = random.randint(0, 2)
        self.columns = self._columns()
        self.width = sum(column.width for column in self.columns)
        self.totals = {level: self._total(level) for level in range(1, self.depth + 1)}
        self.tree = [self._node((number,)) for number in range(random.choice((0, 2, 3, 3)))]
        self._count = 0
        self.regions: list[Region] = []
        self._above: dict[int, Region] = {}
        self._model()

    def _chance(self, share: float) -> bool:
        return self._random.random() < share

    def _columns(self) -> list[Column]:
        levels = [
            Column(level, level, self._random.randint(1, 2), self._chance(0.3), True)
            for level in range(1, self.depth + 1)
        ]
        values = [
            Column(0, number, self._random.randint(1, 2), self._chance(0.5), self._chance(0.4))
            for number in range(self._random.randint(1, 2))
        ]
        columns = levels + values
        self._random.shuffle(columns)
        return columns

    def _total(self, level: int) -> list[tuple[list[Column], bool]]:
        """The cells of the subtotal row of `level`: the columns of each, and whether it goes on with its group."""
        cells: list[tuple[list[Column], bool]] = []
        for column in self.columns:
            goes_on = 0 < column.level < level and self._chance(0.6)
            if cells and not goes_on and self._chance(0.2 if cells[-1][1] else 0.5):
                cells[-1][0].append(column)
            else:
                cells.append(([column], goes_on))
        return cells

    # The data

    def _node(self, path: tuple[int, ...]) -> dict[str, Any]:
        level, random = len(path), self._random
        below = range(random.choice((0, 1, 1, 2, 2, 3)))
        return {
            "id": "-".join(map(str, path)),
            "label": random.choice("甲乙"),
            "keep": self._chance(0.9),
            "total": self._chance(0.25),
            "nodes": [self._node((*path, number)) for number in below] if level < self.depth else [],
            "rows": [self._row() for _ in below] if level == self.depth else [],
        }

    def _row(self) -> dict[str, Any]:
        cells = {self._name(column): self._text(column) for column in self.columns}
        return {"keep": self._chance(0.85), **cells}

    def _name(self, column: Column) -> str:
        return f"{'t' if column.level else 'v'}{column.number}"

    def _text(self, column: Column) -> str | Fact:
        text = self._random.choice(("", "子", "丑", "a < b & c"))
        return fact(f"f{self._random.randint(0, 2)}.{text}", text) if text and column.has_facts else text

    # The template

    def template(self) -> bytes:
        heads = [self._line(self._head_cells(number), head=True) for number in range(self.heads)]
        return in_default(table(*heads, *self._loop(1), columns=self.width) + p(""))

    def _loop(self, level: int) -> Iterator[str]:
        over = "tree" if level == 1 else f"g{level - 1}.nodes"
        yield self._tag(f"for g{level} in {over} if g{level}.keep")
        if level < self.depth:
            yield from self._loop(level + 1)
        else:
            yield self._tag(f"for row in g{level}.rows if row.keep")
            yield self._line([(column.width, self._cell(column, self._printed(column))) for column in self.columns])
            yield self._tag("endfor")
        yield self._tag(f"if g{level}.total")
        yield self._line(
            [
                (sum(one.width for one in cells), self._total_cell(level, cells, goes_on))
                for cells, goes_on in self.totals[level]
            ]
        )
        yield self._tag("endif")
        yield self._tag("endfor")

    def _total_cell(self, level: int, cells: list[Column], goes_on: bool) -> str:
        return self._cell(cells[0], "") if goes_on else f"小计{{{{ g{level}.label }}}}"

    def _printed(self, column: Column) -> str:
        return f"{{{{ row.{self._name(column)} }}}}"

    def _cell(self, column: Column, text: str) -> str:
        if not column.is_grouped:
            return text
        name = "label" if self.by_label else "id"
        path = ", ".join(f"g{level}.{name}" for level in range(1, column.level + 1))
        return f"{{{{ merge({path or f'row.{self._name(column)}'}) }}}}{text}"

    def _head_cells(self, number: int) -> list[tuple[int, str]]:
        """Cells that would go on into the first group of the body, were it not for the end of the header."""
        return [
            (column.width, f"{{{{ merge({_keys(column)}) }}}}头" if column.level else f"头{number}")
            for column in self.columns
        ]

    def _tag(self, text: str) -> str:
        return self._line([(self.width, f"{{%tr {text} %}}")])

    def _line(self, cells: list[tuple[int, str]], *, head: bool = False) -> str:
        written = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{1000 * width}" w:type="dxa"/><w:gridSpan w:val="{width}"/>'
            f'<w:vAlign w:val="center"/></w:tcPr>{p(text)}</w:tc>'
            for width, text in cells
        )
        return f"<w:tr>{'<w:trPr><w:tblHeader/></w:trPr>' if head else ''}{written}</w:tr>"

    # The grid

    def _model(self) -> None:
        for number in range(self.heads):
            self._add(
                [
                    (column.width, "头" if column.level else f"头{number}", ("甲",) * column.level or None)
                    for column in self.columns
                ],
                head=True,
            )
        self._model_level(self.tree, ())
        for region in self.regions:
            region.text = "\n".join(dict.fromkeys(filter(None, region.text.split("\n"))))

    def _model_level(self, nodes: list[dict[str, Any]], path: tuple[dict[str, Any], ...]) -> None:
        for node in nodes:
            if not node["keep"]:
                continue
            here = (*path, node)
            self._model_level(node["nodes"], here)
            for row in node["rows"]:
                if row["keep"]:
                    self._add([self._row_cell(column, row, here) for column in self.columns])
            if node["total"]:
                self._add([self._total_of(cells, goes_on, here) for cells, goes_on in self.totals[len(here)]])

    def _row_cell(self, column: Column, row: dict[str, Any], path: tuple[dict[str, Any], ...]) -> tuple[int, Any, Any]:
        text = row[self._name(column)]
        if column.level:
            return column.width, text, self._key(column, path)
        return column.width, text, (str(text) or None) if column.is_grouped else None

    def _total_of(self, cells: list[Column], goes_on: bool, path: tuple[dict[str, Any], ...]) -> tuple[int, Any, Any]:
        width = sum(column.width for column in cells)
        return (width, "", self._key(cells[0], path)) if goes_on else (width, f"小计{path[-1]['label']}", None)

    def _key(self, column: Column, path: tuple[dict[str, Any], ...]) -> Any:
        names = path[: column.level]
        return tuple(one["label"] for one in names) if self.by_label else id(names[-1])

    def _add(self, cells: list[tuple[int, Any, Any]], *, head: bool = False) -> None:
        here: dict[int, Region] = {}
        column = 0
        for width, text, key in cells:
            above = self._above.get(column)
            same = above is not None and (above.width, above.key, above.is_head) == (width, key, head)
            if above is not None and key is not None and same:
                above.height += 1
                region = above
            else:
                region = Region(self._count, column, width, key=key, is_head=head)
                self.regions.append(region)
            region.text += f"\n{text}"
            known = [id for id, _ in region.facts]
            if isinstance(text, Fact) and text.id not in known:
                region.facts.append((text.id, text.text))
            here[column] = region
            column += width
        self._above = here
        self._count += 1


def _keys(column: Column) -> str:
    return ", ".join(["'甲'"] * column.level)
