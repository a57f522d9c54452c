"""The hands that a form goes through: how a sheet arrives, as a grid with the place of each of its rows."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping

from reportgen.load.tables.grid import Grid
from tests.load.forms.generator.form import make_form
from tests.load.forms.generator.layout import Layout
from tests.load.forms.generator.noise import TABLE_NOISE, TEXT_NOISE
from tests.load.forms.generator.output import (
    Places,
    as_broken,
    as_dropped,
    as_grid,
    as_lines,
    as_stream,
    text_grid,
)
from tests.load.forms.generator.sheet import Printer, Sheet

Hand = Callable[[Sheet, random.Random], tuple[Grid, Places]]


def _text(text: str, places: Places) -> tuple[Grid, Places]:
    return text_grid(text), places


HANDS: Mapping[str, Hand] = {
    "workbook": lambda sheet, _: as_grid(sheet),
    "copied from a workbook": lambda sheet, _: _text(*as_lines(sheet, "\t", filled=True)),
    "copied from a page": lambda sheet, _: _text(*as_lines(sheet, "\t", filled=False)),
    "between strokes": lambda sheet, _: _text(*as_lines(sheet, " | ", filled=False)),
    "between strokes, blanks dropped": lambda sheet, _: _text(*as_dropped(sheet, " | ")),
    "between spaces": lambda sheet, _: _text(*as_dropped(sheet, "  ")),
    "a cell a line": lambda sheet, chance: _text(*as_stream(sheet, chance, blanks=True)),
    "a cell a line, blanks dropped": lambda sheet, chance: _text(*as_stream(sheet, chance, blanks=False)),
    "broken at blanks": lambda sheet, _: _text(*as_broken(sheet)),
}
WHOLE = ("workbook", "copied from a workbook", "copied from a page", "between strokes")
"""The hands that keep which row and column a cell stood in, or at least which row and how many columns off."""
CHANCE_OF_NOISE = 0.3
CHANCE_OF_MERGES = 0.7


def arrived(layout: Layout, seed: int, hand: str, *, noisy: bool) -> tuple[Sheet, Grid, Places]:
    """The form of `seed` in a layout as it arrives by one hand: one sheet for every hand, always the same."""
    chance = random.Random(f"{layout.name} {seed} {noisy}")
    sheet = Printer(make_form(seed), layout, chance, merged=chance.random() < CHANCE_OF_MERGES).sheet()
    for noise in (TABLE_NOISE if hand == "workbook" else TEXT_NOISE) if noisy else ():
        if chance.random() < CHANCE_OF_NOISE:
            noise(sheet, chance)
    grid, places = HANDS[hand](sheet, chance)
    return sheet, grid, places
