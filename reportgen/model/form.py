"""The form: what a department states, with the place of every value. Nothing here is computed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from reportgen.base.location import NOWHERE, Location
from reportgen.model.profile import Profile
from reportgen.model.values import Day, Number, Text

STAGES = ("targets", "monitoring", "evaluation")
KINDS = ("department", "project")
UNITS = ("元", "万元")
YUAN_IN = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
"""How many yuan one of each unit is."""
STATED_CODES = ("TOT002", "TOT003")
"""The findings on stated values: a waiver of one of them may choose which value is printed."""
AMOUNT_COLUMNS = ("initial", "adjusted", "executed")
"""The amounts of a fund line, in printed order."""
TOTAL = "total"
"""The id of the fund line that the others add up to, and that is scored."""


@dataclass(frozen=True, slots=True)
class Form:
    """The head of the form. `kind` is one of KINDS, `stage` of STAGES; `unit` is that of every amount (元 or 万元).

    `supervisor` is the department above that answers for the money (主管部门), `central_supervisor` the one above that
    which gave it (中央主管部门).
    """

    kind: str
    stage: str
    department: Text
    year: int
    unit: str
    project: Text | None = None
    filed: Day | None = None
    contact: Text | None = None
    central_supervisor: Text | None = None
    supervisor: Text | None = None
    where: Location = NOWHERE


@dataclass(frozen=True, slots=True)
class FundLine:
    """One line of the funds block: budget at the start of the year, adjusted budget, and what was spent."""

    id: str
    label: Text
    initial: Number | None = None
    adjusted: Number | None = None
    executed: Number | None = None
    reason: Text | None = None
    where: Location = NOWHERE


@dataclass(frozen=True, slots=True)
class Goal:
    """One of the year's goals, as approved."""

    id: str
    text: Text
    where: Location = NOWHERE


@dataclass(frozen=True, slots=True)
class Indicator:
    """One third-level indicator: what was to be reached, what was, its points, and the reason for a deviation."""

    id: str
    level1: Text
    level2: Text
    name: Text
    target: Text | None = None
    actual: Text | None = None
    weight: Number | None = None
    score: Number | None = None
    reason: Text | None = None
    where: Location = NOWHERE


@dataclass(frozen=True, slots=True)
class Waiver:
    """A finding that a person excused: the code, the fact, the exact value excused, why, and who.

    `print` is `stated` or `computed` where the waiver chooses between the two for a stated value.
    """

    code: str
    fact: str
    value: str
    reason: str
    by: str
    print: str | None = None
    where: Location = NOWHERE

    def chooses_computed(self, fact: str, stated: str) -> bool:
        """Whether it chooses the computed value of `fact` over the one that is `stated` there now."""
        return self.print == "computed" and (self.fact, self.value) == (fact, stated) and self.code in STATED_CODES


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One filled form. `stated` holds, by fact id, the derived values that the source printed otherwise."""

    profile: Profile
    form: Form
    funds: tuple[FundLine, ...] = ()
    goals: tuple[Goal, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    grade: Text | None = None
    stated: Mapping[str, Text] = field(default_factory=dict)
    waivers: tuple[Waiver, ...] = ()
    where: Location = NOWHERE

    @property
    def columns(self) -> Mapping[str, str]:
        """The printed labels by field: those that the profile has for a form of this kind."""
        return self.profile.columns_of(self.form.kind)

    @property
    def sections(self) -> Mapping[str, str]:
        """The printed labels by section: those that the profile has for a form of this kind."""
        return self.profile.sections_of(self.form.kind)

    @property
    def total_line(self) -> FundLine | None:
        """The line of the funds block that the others add up to, or None where the form has none."""
        return next((line for line in self.funds if line.id == TOTAL), None)

    @property
    def component_lines(self) -> tuple[FundLine, ...]:
        """The lines of the funds block without the total."""
        return tuple(line for line in self.funds if line.id != TOTAL)
