"""The row of the form that a fact stands in, for who must put it right. Values are shown as they were typed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from reportgen.document.review import FormRow, PrintedCell
from reportgen.model.figures import Assessment
from reportgen.model.form import FundLine, Indicator
from reportgen.model.values import Number, Text

INDICATOR_COLUMNS = ("level1", "level2", "name", "target", "actual", "weight", "score", "reason")
FUND_COLUMNS = ("initial", "adjusted", "executed", "rate", "weight", "score", "reason")


def row_of(assessment: Assessment, fact: str, values: Mapping[str, str]) -> FormRow | None:
    """The row that holds `fact`, the cell of it marked; None where the form has no such row.

    Where the fact is a whole row, the cells that print one of `values` are marked, else the first.
    """
    cells = list(_cells(assessment, fact))
    if not cells:
        return None
    if not any(cell.marked for cell in cells):
        told = set(values.values())
        cells = [replace(cell, marked=bool(cell.text) and cell.text in told) for cell in cells]
    if not any(cell.marked for cell in cells):
        cells[0] = replace(cells[0], marked=True)
    return FormRow(tuple(cells))


def _cells(assessment: Assessment, fact: str) -> Iterator[PrintedCell]:
    evaluation = assessment.evaluation
    block, _, rest = fact.partition(".")
    id, _, column = rest.partition(".")
    blocks: Mapping[str, Sequence[FundLine | Indicator]] = {
        "funds": evaluation.funds,
        "indicators": evaluation.indicators,
    }
    row = next((row for row in blocks.get(block, ()) if row.id == id), None)
    if isinstance(row, FundLine):
        yield PrintedCell(evaluation.columns["source"], row.label.text, column == "label")
        yield from _columns(assessment, row, FUND_COLUMNS, f"funds.{id}", column)
    elif row is not None:
        yield from _columns(assessment, row, INDICATOR_COLUMNS, f"indicators.{id}", column)
    elif (figure := assessment.figures.get(fact)) is not None:
        yield PrintedCell(figure.label, figure.text, True)


def _columns(
    assessment: Assessment, row: FundLine | Indicator, columns: Sequence[str], id: str, marked: str
) -> Iterator[PrintedCell]:
    for column in columns:
        typed: Text | Number | None = getattr(row, column, None)
        figure = assessment.figures.get(f"{id}.{column}")
        text = typed.text if typed is not None else figure.text if figure is not None else ""
        if text or column == marked:
            yield PrintedCell(assessment.evaluation.columns[column], text, column == marked)
