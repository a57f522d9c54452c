"""The disclosure: the one context that every template of every format sees. Docs: `docs/templates.md`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass

from reportgen.document.blocks import Block, inlines_of
from reportgen.document.fact import Fact
from reportgen.document.names import Named
from reportgen.model.tables import WHOLE, Tables

INTERNAL = "internal.json"
"""The file of findings and sources; never published."""


@dataclass(frozen=True, slots=True)
class Head:
    """The head of the form. `unit` and `title` are plain words; the rest are facts, None where not stated."""

    title: str
    kind: str
    unit: str
    department: Fact
    year: Fact
    project: Fact | None
    filed: Fact | None
    contact: Fact | None
    central_supervisor: Fact | None = None
    supervisor: Fact | None = None


@dataclass(frozen=True, slots=True)
class FundRow:
    """A line of the funds block. Only the total line is scored; elsewhere rate, weight and score are None."""

    id: str
    label: str
    initial: Fact | None
    adjusted: Fact | None
    executed: Fact | None
    rate: Fact | None
    weight: Fact | None
    score: Fact | None


@dataclass(frozen=True, slots=True)
class Prose:
    """A section of narrative: its printed label, its blocks, its language, and its name for anchors."""

    name: str
    label: str
    blocks: tuple[Block, ...]
    language: str


@dataclass(frozen=True, slots=True)
class GoalRow:
    """A goal and what was done for it; `completion` is None where the department reports nothing."""

    id: str
    text: Fact
    completion: Prose | None


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """A third-level indicator with the labels it stands under."""

    id: str
    level1: str
    level2: str
    name: Fact
    target: Fact | None
    actual: Fact | None
    weight: Fact | None
    score: Fact | None
    reason: Fact | None


@dataclass(frozen=True, slots=True)
class Level2Group:
    """The indicators under one second-level label."""

    label: str
    indicators: tuple[IndicatorRow, ...]


@dataclass(frozen=True, slots=True)
class Level1Group:
    """The second-level groups under one first-level label; `weight` is the sum of their points."""

    id: str
    label: str
    weight: Fact | None
    groups: tuple[Level2Group, ...]

    @property
    def indicators(self) -> tuple[IndicatorRow, ...]:
        """Its indicators, without their second-level groups."""
        return tuple(indicator for group in self.groups for indicator in group.indicators)

    @property
    def size(self) -> int:
        """How many indicators it holds."""
        return len(self.indicators)


@dataclass(frozen=True, slots=True)
class Totals:
    """The sum row: points that could be reached, points that were."""

    weight: Fact | None
    score: Fact | None


@dataclass(frozen=True, slots=True)
class GradeBand:
    """A grade and the total scores that get it, as the profile says: from `lower` up to `upper`."""

    label: str
    lower: str
    upper: str


@dataclass(frozen=True, slots=True)
class Correction:
    """What a version changes: `kind` is `correction` or `revision`, `date` is printed, `replaces` is the old version.

    `reason` is what the department says of it.
    """

    kind: str
    date: str
    reason: str
    replaces: str


@dataclass(frozen=True, slots=True)
class PublicFile:
    """Another file of the same report: its name beside the page, and what a link to it says."""

    name: str
    label: str


@dataclass(frozen=True, slots=True)
class Disclosure(Named):
    """Everything a template may print.

    `labels` holds the printed labels of the form by field; `blank` is what an empty cell of the funds block prints;
    `tables` says which columns the funds and the indicators have. `preamble` is narrative before the first goal's part;
    `sections` are results, experience and next steps in order. `bands` are the grades from the lowest up. `files`
    are the files that are built beside this one. `version` and its check `code` are None until the report is published,
    and `correction` where this version changes no earlier one.
    """

    report: str
    language: str
    form: Head
    labels: Mapping[str, str]
    blank: str
    funds: tuple[FundRow, ...]
    goals: tuple[GoalRow, ...]
    preamble: Prose | None
    levels: tuple[Level1Group, ...]
    totals: Totals
    grade: Fact | None
    sections: tuple[Prose, ...]
    tables: Tables = WHOLE
    bands: tuple[GradeBand, ...] = ()
    files: tuple[PublicFile, ...] = ()
    version: str | None = None
    correction: Correction | None = None
    code: str | None = None

    def facts(self) -> Iterator[Fact]:
        """Every fact of the form once, in printed order, then each differently printed fact of the narrative."""
        seen: set[tuple[str, str | None]] = set()
        for fact in _facts_below(self):
            if (fact.id, fact.format) not in seen:
                seen.add((fact.id, fact.format))
                yield fact

    def prose(self) -> Iterator[Prose]:
        """Every section of narrative, in printed order."""
        if self.preamble is not None:
            yield self.preamble
        for goal in self.goals:
            if goal.completion is not None:
                yield goal.completion
        yield from self.sections


def _facts_below(value: object) -> Iterator[Fact]:
    if isinstance(value, Fact):
        yield value
    elif isinstance(value, Prose):
        for inline in inlines_of(value.blocks):
            if isinstance(inline, Fact):
                yield inline
    elif isinstance(value, tuple):
        for item in value:
            yield from _facts_below(item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _facts_below(getattr(value, field.name))
