"""One figure of a report: how it was computed, where it comes from, where it is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.base.location import Location
    from reportgen.load.workspace import Workspace
    from reportgen.model.figure import Figure
    from reportgen.model.rating import Rating
    from reportgen.readback.places import Place


def figure(workspace: Workspace, report: str, fact: str) -> Figure:
    """The figure `fact` of a report, with the steps it was computed by. Raises UsageError where there is none."""
    import difflib

    from reportgen.base.errors import UsageError
    from reportgen.base.messages import N_
    from reportgen.load.report import load_report

    figures = load_report(workspace, report).assessment.figures
    found = figures.get(fact)
    if found is None:
        near = difflib.get_close_matches(fact, figures, n=3, cutoff=0.3)
        if not near:
            words = N_("{report} has no figure {fact}; figures are named like funds.total.executed or totals.score")
            raise UsageError(words, report=report, fact=fact)
        raise UsageError(
            N_("{report} has no figure {fact}; near: {near}"), report=report, fact=fact, near=", ".join(near)
        )
    return found


def source_place(workspace: Workspace, report: str, fact: str) -> Location | None:
    """The cell of the imported form that the figure `fact` was read from; None where there is none."""
    from reportgen.load.report import load_report
    from reportgen.review import source_in

    source = source_in(workspace, load_report(workspace, report))
    return None if source is None else source.places.get(fact)


def places(workspace: Workspace, report: str, fact: str) -> list[Place]:
    """Every place in every file of a report, as it would be built now, where the figure `fact` is printed."""
    from reportgen.pipeline import Pipeline

    return Pipeline(workspace).places(report, fact)


def rating(workspace: Workspace, report: str, fact: str) -> Rating | None:
    """What the scoring rule gives an indicator, step by step, where `fact` is its score; None where no rule speaks.

    The score itself is a judgement and is typed; the rule is what a check compares it with.
    """
    from reportgen.load.report import load_report
    from reportgen.model.rating import rate

    evaluation = load_report(workspace, report).assessment.evaluation
    for row in evaluation.indicators:
        if fact == f"indicators.{row.id}.score":
            return rate(row, evaluation.profile, evaluation.form.year)
    return None
