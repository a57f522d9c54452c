"""Every figure of one evaluation: what was typed, what follows from it, and how it is printed.

`assess` is the only place where a form is computed. Checks compare its figures with what the source states, `compose`
prints them, and `readback` looks for them in the finished files.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext

from reportgen.model.figure import Figure, number_of
from reportgen.model.form import Evaluation
from reportgen.model.fund_figures import amount_figures, execution_figures
from reportgen.model.indicator_figures import indicator_figures, level_figures, total_figures
from reportgen.model.stated import as_stated
from reportgen.model.values import EXACT, Text, printed_day


@dataclass(frozen=True, slots=True)
class Assessment:
    """All figures of one evaluation by id, in the order of the form."""

    evaluation: Evaluation
    figures: Mapping[str, Figure]

    def decimal(self, id: str) -> Decimal | None:
        """The computed (or typed) value of a figure as a number; None where there is none."""
        return number_of(self.figures, id)


def assess(evaluation: Evaluation) -> Assessment:
    """Computes every figure of `evaluation`. Missing inputs give figures without a value, never an exception."""
    found: dict[str, Figure] = {}
    with localcontext(EXACT):
        for figure in _figures(evaluation, found):
            found[figure.id] = as_stated(figure, evaluation)
    return Assessment(evaluation, found)


def _figures(evaluation: Evaluation, found: Mapping[str, Figure]) -> Iterator[Figure]:
    yield from _head(evaluation)
    yield from amount_figures(evaluation)
    yield from execution_figures(evaluation, found)
    for goal in evaluation.goals:
        label = f"{evaluation.columns['goal']} {goal.id}"
        yield Figure(f"goals.{goal.id}", label, goal.text.text, None, goal.text.text, goal.where)
    for indicator in evaluation.indicators:
        yield from indicator_figures(indicator, evaluation)
    yield from level_figures(evaluation)
    yield from total_figures(evaluation, found)


def _head(evaluation: Evaluation) -> Iterator[Figure]:
    form, columns = evaluation.form, evaluation.columns
    texts = {
        "department": form.department,
        "project": form.project,
        "central_supervisor": form.central_supervisor,
        "supervisor": form.supervisor,
        "year": Text(str(form.year), form.where),
        "contact": form.contact,
    }
    for name, text in texts.items():
        if text is not None:
            yield Figure(f"form.{name}", columns[name], text.text, None, text.text, text.where)
    if form.filed is not None:
        day = form.filed.value
        yield Figure("form.filed", columns["filed"], day.isoformat(), None, printed_day(day), form.filed.where)
