"""Where the imported form prints each fact of a report: the cell that a person must correct."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportgen.base.location import Location
from reportgen.base.text import squeezed
from reportgen.load.forms.dictionary import normal
from reportgen.load.forms.printed import SECTION_KEYS, PrintedForm, PrintedFund, PrintedIndicator
from reportgen.load.tables.grid import Cell, Grid
from reportgen.model.form import Evaluation

FUND_CELLS = ("label", "initial", "adjusted", "executed", "rate", "weight", "score", "reason")
INDICATOR_CELLS = {"name": "level3"} | {name: name for name in ("target", "actual", "weight", "score", "reason")}
BEGINNING = 36
"""A text is looked for by so many characters of its beginning."""


def places_of(form: PrintedForm, grid: Grid, evaluation: Evaluation) -> dict[str, Location]:
    """The place of each fact that `form` prints, by id.

    A row of the form belongs to the row of `evaluation` of the same name, the first to the first where several have
    it. The id of a row alone is its name's place.
    """
    found: dict[str, Location] = {}
    for id, cell in (*_head(form), *_funds(form, evaluation), *_indicators(form, evaluation)):
        if cell is not None:
            found.setdefault(id, cell.where)
    for id, text in _texts(form, evaluation):
        place = _place_of(text, grid)
        if place is not None:
            found[id] = place
    return found


def _head(form: PrintedForm) -> Iterator[tuple[str, Cell | None]]:
    for name in ("department", "project", "central_supervisor", "supervisor", "filed", "contact"):
        yield f"form.{name}", getattr(form, name)
    yield "totals.weight", form.total_weight
    yield "totals.score", form.total_score
    yield "conclusion.grade", form.grade


def _funds(form: PrintedForm, evaluation: Evaluation) -> Iterator[tuple[str, Cell | None]]:
    left: list[PrintedFund] = list(form.funds)
    for line in evaluation.funds:
        row = next((one for one in left if normal(one.label.text) == normal(line.label.text)), None)
        if row is None:
            continue
        left.remove(row)
        yield f"funds.{line.id}", row.label
        for name in FUND_CELLS:
            yield f"funds.{line.id}.{name}", getattr(row, name, None)


def _indicators(form: PrintedForm, evaluation: Evaluation) -> Iterator[tuple[str, Cell | None]]:
    left: list[PrintedIndicator] = list(form.indicators)
    for indicator in evaluation.indicators:
        row = next(
            (one for one in left if one.level3 is not None and normal(one.level3.text) == normal(indicator.name.text)),
            None,
        )
        if row is None:
            continue
        left.remove(row)
        yield f"indicators.{indicator.id}", row.level3
        for name, attribute in INDICATOR_CELLS.items():
            yield f"indicators.{indicator.id}.{name}", getattr(row, attribute)


def _texts(form: PrintedForm, evaluation: Evaluation) -> Iterator[tuple[str, str]]:
    for goal in evaluation.goals:
        yield f"goals.{goal.id}", goal.text.text
    for number, text in form.completion.items():
        yield f"sections.completion.g{number}" if number else "sections.completion", text
    for name in SECTION_KEYS:
        yield f"sections.{name}", form.sections.get(name, "")


def _place_of(text: str, grid: Grid) -> Location | None:
    """The shortest cell that holds the beginning of `text`: a copy of it in a longer cell is not what was read."""
    wanted = squeezed(text)[:BEGINNING]
    if not wanted:
        return None
    cells: Iterable[Cell] = (cell for row in grid.rows for cell in row.cells)
    holding = [cell for cell in cells if wanted in squeezed(cell.text)]
    return min(holding, key=lambda cell: len(cell.text)).where if holding else None
