"""A profile: what a form requires in one place and year, as data. See `reportgen/profiles/`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from reportgen.base.finding import Severity


@dataclass(frozen=True, slots=True)
class Decimals:
    """How many decimals are printed: amounts in the unit of the form, rates in percent, scores in points."""

    amount: int
    rate: int
    score: int


@dataclass(frozen=True, slots=True)
class Execution:
    """How budget execution is scored: `weight` points, on the `denominator` column (`adjusted` or `initial`).

    Points are min(rate, `cap` percent) x weight. Source: 财预〔2020〕10号 and the fill-in notes of the forms.
    """

    weight: Decimal
    denominator: str
    cap: Decimal


@dataclass(frozen=True, slots=True)
class Level2:
    """A second-level indicator class and the words by which an indicator of it is known."""

    label: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Level1:
    """A first-level indicator class: `id` for fact ids, its points of 100 (None: free), and its second level.

    `also` are further labels whose points count with it: Hubei gives 40 to benefit and satisfaction together.
    """

    id: str
    label: str
    weight: Decimal | None
    level2: tuple[Level2, ...]
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Band:
    """A grade and the total score from which it is given, up to the next band: [lower, next lower)."""

    label: str
    lower: Decimal


@dataclass(frozen=True, slots=True)
class Tier:
    """What a qualitative indicator may get: from `lower` percent of its weight, by the `words` of its actual.

    Tiers go from the best down and each ends where the one above it begins: [lower, lower above), the first with its
    end. Source: 财预〔2020〕10号 (80 and 60 percent); the forms of 2016 to 2019 (80 and 50).
    """

    label: str
    lower: Decimal
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OverAchievement:
    """`points` are taken off an indicator that exceeds its target by `excess` percent or more."""

    excess: Decimal
    points: Decimal


@dataclass(frozen=True, slots=True)
class Cap:
    """The total score is at most `most` where the rate of execution is below `below` percent."""

    below: Decimal
    most: Decimal


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Percentages from which a reason is asked for; None switches the rule off.

    `over_achievement`: the actual is this much above the target. `low_execution`: the rate is below.
    `adjustment`: the adjusted budget differs from the initial one by more.
    """

    over_achievement: Decimal | None
    low_execution: Decimal | None
    adjustment: Decimal | None


@dataclass(frozen=True, slots=True)
class ProjectLabels:
    """What the form of a project calls otherwise than that of a department: printed labels by field and section."""

    columns: Mapping[str, str] = field(default_factory=dict)
    sections: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Profile:
    """The rules and words of one form in one place and year.

    `title` and `project_title` head the form of a department and of a project. `funds_sum`: the total line of the
    funds is the sum of the other lines; `breakdowns`: of each of these lists of lines instead. `total_basis`: the
    points a complete form adds up to, execution included. `points`: which of weight and score the rows have;
    `initial_budget`: whether the funds have a column for the budget at the start of the year.
    `tiers`, `deduction` and `caps` are scoring rules, off where there are none. `mandatory` are fields of the head
    that must be filled in. `columns` and `sections` are printed labels by field and section, `project` those that
    stand in their place in the form of a project. `recognised_by` holds the fund lines by which an imported form is
    known to follow it. `severities` overrides the severity of a check by code; `unwaivable` lists codes that nobody
    may waive. `sources` says, by key of the file, where a rule comes from.
    """

    id: str
    title: str
    project_title: str
    unit: str
    decimals: Decimals
    execution: Execution
    funds_sum: bool
    total_basis: Decimal
    level1: tuple[Level1, ...]
    grades: tuple[Band, ...]
    thresholds: Thresholds
    columns: Mapping[str, str]
    sections: Mapping[str, str]
    blank: str
    print_contact: bool
    name_limit: int | None
    severities: Mapping[str, Severity]
    unwaivable: frozenset[str]
    recognised_by: frozenset[str] = frozenset()
    breakdowns: tuple[tuple[str, ...], ...] = ()
    points: tuple[str, ...] = ("weight", "score")
    initial_budget: bool = True
    mandatory: tuple[str, ...] = ()
    tiers: tuple[Tier, ...] = ()
    deduction: OverAchievement | None = None
    caps: tuple[Cap, ...] = ()
    sources: Mapping[str, str] = field(default_factory=dict)
    project: ProjectLabels = field(default_factory=ProjectLabels)

    def columns_of(self, kind: str) -> Mapping[str, str]:
        """The printed labels by field in a form of `kind`, which is `department` or `project`."""
        return {**self.columns, **self.project.columns} if kind == "project" else self.columns

    def sections_of(self, kind: str) -> Mapping[str, str]:
        """The printed labels by section in a form of `kind`, which is `department` or `project`."""
        return {**self.sections, **self.project.sections} if kind == "project" else self.sections

    def grade(self, score: Decimal) -> str | None:
        """The grade of a total score by half-open bands, or None where the profile knows no grades."""
        reached = [band for band in self.grades if score >= band.lower]
        return max(reached, key=lambda band: band.lower).label if reached else None

    def level1_of(self, label: str) -> Level1 | None:
        """The first-level class whose points those of `label` are, or None."""
        return next((level for level in self.level1 if label in (level.label, *level.also)), None)

    def cap_at(self, rate: Decimal) -> Cap | None:
        """The cap on the total score at a rate of execution, in percent; None where there is none."""
        return min((cap for cap in self.caps if rate < cap.below), key=lambda cap: cap.below, default=None)
