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
from reportgen.model.form import Evaluation, Indicator
from reportgen.model.profile import Profile


@dataclass(frozen=True, slots=True)
class Subject:
    """One report as a check sees it."""

    assessment: Assessment
    narrative: Narrative

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

    def where(self, id: str) -> Location:
        """Where the figure `id` stands, or the form as a whole."""
        figure = self.assessment.figures.get(id)
        return self.evaluation.where if figure is None else figure.where

    def measured(self) -> Iterator[Indicator]:
        """The indicators with a target and an actual."""
        for indicator in self.evaluation.indicators:
            if indicator.target is not None and indicator.actual is not None:
                yield indicator


@dataclass(frozen=True, slots=True)
class Check:
    """A rule: the fault it finds and how. Its module's docstring is its page in the manual."""

    fault: Fault
    find: Callable[[Subject], Iterator[Finding]]

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
