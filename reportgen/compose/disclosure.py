"""Makes the disclosure of one report. It orders and labels; it computes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from reportgen.document.disclosure import (
    Disclosure,
    FundRow,
    GoalRow,
    GradeBand,
    Head,
    IndicatorRow,
    Level1Group,
    Level2Group,
    Prose,
    PublicFile,
    Totals,
)
from reportgen.document.fact import Fact
from reportgen.document.narrative import Narrative, Section
from reportgen.model.figures import Assessment
from reportgen.model.form import Indicator
from reportgen.model.indicator_figures import level_key
from reportgen.model.tables import tables_of
from reportgen.model.values import trimmed

CONCLUSION = ("results", "experience", "next_steps")
"""The sections of the conclusion, in printed order."""


def compose(report: str, assessment: Assessment, narrative: Narrative, files: Sequence[PublicFile] = ()) -> Disclosure:
    """The disclosure of `report`; every figure in it is a fact with its id. `files` are what is built of it."""
    return replace(_Composer(report, assessment, narrative).disclosure(), files=tuple(files))


class _Composer:
    def __init__(self, report: str, assessment: Assessment, narrative: Narrative) -> None:
        self._report = report
        self._assessment = assessment
        self._evaluation = assessment.evaluation
        self._profile = assessment.evaluation.profile
        self._narrative = narrative

    def disclosure(self) -> Disclosure:
        profile, narrative = self._profile, self._narrative
        return Disclosure(
            report=self._report,
            language="zh-CN",
            form=self._head(),
            labels=self._evaluation.columns,
            blank=profile.blank,
            funds=tuple(self._fund_rows()),
            goals=tuple(self._goal_rows()),
            preamble=self._prose("completion", narrative.sections.get("completion")),
            levels=tuple(self._levels()),
            totals=Totals(self._fact("totals.weight"), self._fact("totals.score")),
            grade=self._fact("conclusion.grade"),
            sections=tuple(
                prose for name in CONCLUSION if (prose := self._prose(name, narrative.sections.get(name))) is not None
            ),
            tables=tables_of(self._evaluation),
            bands=tuple(self._bands()),
        )

    def _bands(self) -> Iterator[GradeBand]:
        lowest_first = sorted(self._profile.grades, key=lambda band: band.lower)
        ends = [*(band.lower for band in lowest_first), self._profile.total_basis]
        for band, (lower, upper) in zip(lowest_first, pairwise(ends), strict=False):
            yield GradeBand(band.label, trimmed(lower, 2), trimmed(upper, 2))

    def _fact(self, id: str) -> Fact | None:
        figure = self._assessment.figures.get(id)
        return None if figure is None else Fact.of(figure)

    def _known_fact(self, id: str) -> Fact:
        fact = self._fact(id)
        assert fact is not None, id
        return fact

    def _head(self) -> Head:
        form = self._evaluation.form
        return Head(
            title=self._profile.project_title if form.kind == "project" else self._profile.title,
            kind=form.kind,
            unit=form.unit,
            department=self._known_fact("form.department"),
            year=self._known_fact("form.year"),
            project=self._fact("form.project"),
            filed=self._fact("form.filed"),
            contact=self._fact("form.contact") if self._profile.print_contact else None,
            central_supervisor=self._fact("form.central_supervisor"),
            supervisor=self._fact("form.supervisor"),
        )

    def _fund_rows(self) -> Iterator[FundRow]:
        columns = ("initial", "adjusted", "executed", "rate", "weight", "score")
        for line in self._evaluation.funds:
            facts = {column: self._fact(f"funds.{line.id}.{column}") for column in columns}
            yield FundRow(line.id, line.label.text, **facts)

    def _prose(self, name: str, section: Section | None) -> Prose | None:
        if section is None:
            return None
        label = self._evaluation.sections[name.partition(".")[0]]
        return Prose(name, label, section.blocks, section.language)

    def _goal_rows(self) -> Iterator[GoalRow]:
        for goal in self._evaluation.goals:
            completion = self._prose(f"completion.{goal.id}", self._narrative.completion.get(goal.id))
            yield GoalRow(goal.id, self._known_fact(f"goals.{goal.id}"), completion)

    def _levels(self) -> Iterator[Level1Group]:
        by_level1 = groupby(self._evaluation.indicators, key=lambda indicator: indicator.level1.text)
        for label, members in by_level1:
            key = level_key(self._evaluation, label)
            groups = groupby(members, key=lambda indicator: indicator.level2.text)
            yield Level1Group(
                id=key,
                label=label,
                weight=self._fact(f"levels.{key}.weight"),
                groups=tuple(
                    Level2Group(level2, tuple(self._indicator(indicator) for indicator in rows))
                    for level2, rows in groups
                ),
            )

    def _indicator(self, indicator: Indicator) -> IndicatorRow:
        id = f"indicators.{indicator.id}"
        return IndicatorRow(
            id=indicator.id,
            level1=indicator.level1.text,
            level2=indicator.level2.text,
            name=self._known_fact(f"{id}.name"),
            target=self._fact(f"{id}.target"),
            actual=self._fact(f"{id}.actual"),
            weight=self._fact(f"{id}.weight"),
            score=self._fact(f"{id}.score"),
            reason=self._fact(f"{id}.reason"),
        )
