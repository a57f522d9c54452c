"""Weights that a form prints in percent, `10%`, as the points that evaluation.yaml holds."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from reportgen.base.finding import Finding
from reportgen.load.forms import faults
from reportgen.load.forms.kinds import in_percent
from reportgen.load.forms.printed import PrintedForm, PrintedFund, PrintedIndicator
from reportgen.load.tables.grid import Cell

_Row = TypeVar("_Row", PrintedFund, PrintedIndicator)


def in_points(form: PrintedForm) -> tuple[PrintedForm, tuple[Finding, ...]]:
    """`form` with the percent signs of its weights left out, since 100 % are 100 points, and told at the first."""
    weights = [*(fund.weight for fund in form.funds), *(row.weight for row in form.indicators), form.total_weight]
    shares = [cell for cell in weights if cell is not None and in_percent(cell.text)]
    if not shares:
        return form, ()
    plain = replace(
        form,
        funds=tuple(_plain(row) for row in form.funds),
        indicators=tuple(_plain(row) for row in form.indicators),
        total_weight=_points(form.total_weight),
    )
    return plain, (faults.WEIGHTS_IN_PERCENT.at(shares[0].where, text=shares[0].text, points=_digits(shares[0])),)


def _plain(row: _Row) -> _Row:
    return replace(row, weight=_points(row.weight))


def _points(cell: Cell | None) -> Cell | None:
    return cell if cell is None or not in_percent(cell.text) else replace(cell, text=_digits(cell), markup=None)


def _digits(cell: Cell) -> str:
    return cell.text.rstrip("%％")
