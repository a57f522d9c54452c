"""What a check is, what it looks at, and the catalogue of them."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from reportgen.base.catalogue import declared
from reportgen.base.finding import Fault, Finding
from reportgen.base.location import Location
from reportgen.document.narrative import Narrative
from reportgen.model.figures import Assessment
from reportgen.model.form import STAGES, Evaluation, Indicator
from reportgen.model.measures import Measure
from reportgen.model.profile import Profile
from reportgen.model.rating import measures_of, said
from reportgen.model.wording import Wording

text_of = said
"""What a cell says; nothing where it is empty or prints only a dash, a slash or 无."""


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """One report as a check sees it. Two of them are equal only where they are the same object.

    `id` is its path below content/. `wordings` is the word list of its layers. `approved` is the target form of the
    same year, `previous` the report of the year before, `others` are the other reports of its department and year:
    where the workspace has none, nothing is compared.
    """

    assessment: Assessment
    narrative: Narrative
    id: str = ""
    wordings: tuple[Wording, ...] = ()
    approved: Evaluation | None = None
    previous: Subject | None = None
    others: tuple[Subject, ...] = ()

    @property
    def evaluation(self) -> Evaluation:
        """The form as stated."""
        return self.assessment.evaluation

    @property
    def profile(self) -> Profile:
        """The rules the form follows."""
        return self.assessment.evaluation.profile

    def text_of(self, id: str) -> str:
        """How the figure `id` is printed, empty where there is none."""
        figure = self.assessment.figures.get(id)
        return "" if figure is None else figure.text

    def decimal(self, id: str) -> Decimal | None:
        """The figure `id` as computed or typed, None where there is none."""
        return self.assessment.decimal(id)

    def computed_text(self, id: str) -> str:
        """How the computed or typed value of the figure `id` reads, whatever the source states."""
        figure = self.assessment.figures.get(id)
        return "" if figure is None else figure.computed_text or figure.text

    def where(self, id: str) -> Location:
        """Where the figure `id` stands, or the form as a whole."""
        figure = self.assessment.figures.get(id)
        return self.evaluation.where if figure is None else figure.where

    def measured(self) -> Iterator[tuple[Indicator, Measure, Measure]]:
        """The indicators whose target and actual are numbers, with both.

        A cost that prints no operator is an upper bound: less is better.
        """
        for indicator in self.evaluation.indicators:
            pair = measures_of(indicator)
            if pair is not None:
                yield indicator, *pair


@dataclass(frozen=True, slots=True)
class Check:
    """A rule: the fault it finds and how, and the stages of a form it is for.

    Its module's docstring is its page in the manual.
    """

    fault: Fault
    find: Callable[[Subject], Iterator[Finding]]
    stages: tuple[str, ...] = STAGES

    @property
    def code(self) -> str:
        """The code of its fault."""
        return self.fault.code

    @property
    def manual(self) -> str:
        """The page of the manual: what it finds, why, an example, how to put it right."""
        return inspect.cleandoc(inspect.getmodule(self.find).__doc__ or "")


@cache
def checks() -> Mapping[str, Check]:
    """Every check by code."""
    import reportgen.checks as package

    return declared(package, Check, lambda check: check.code)
