"""What a filter is, and the catalogue of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from types import MappingProxyType
from typing import overload

from reportgen.base.catalogue import declared
from reportgen.base.errors import ReportgenError
from reportgen.base.messages import N_
from reportgen.document.fact import Fact
from reportgen.model.form import YUAN_IN
from reportgen.model.values import parse_date

LARGEST_WORD = 9999
"""Larger numbers are not written in Chinese numerals."""


class FilterError(ReportgenError):
    """A filter was given a value it cannot print."""


@dataclass(frozen=True, slots=True)
class TemplateFilter:
    """A named way to print a fact. `text` gets the fact and returns what is printed; its value never changes.

    Templates may have plain values too: a number is taken to be in `unit` (元 for amounts), and comes back as text.
    """

    name: str
    text: Callable[[Fact], str]
    unit: str | None = "元"

    @overload
    def __call__(self, value: Fact) -> Fact: ...
    @overload
    def __call__(self, value: object) -> Fact | str: ...
    def __call__(self, value: object) -> Fact | str:
        """The same fact, printed this way. Raises FilterError where the filter has no meaning for it."""
        if isinstance(value, Fact):
            return value.printed(self.text(value), self.name)
        return self.text(self._plain(value))

    def _plain(self, value: object) -> Fact:
        """A value of no form as a fact without an id."""
        shown = str(value)
        if isinstance(value, str):
            return Fact("", "", value, None, value)
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            return Fact("", "", Decimal(value), self.unit, shown)
        raise FilterError(N_("the filter {name} cannot print {value}"), name=self.name, value=shown)


_own: ContextVar[Mapping[str, TemplateFilter]] = ContextVar("own filters", default=MappingProxyType({}))


@cache
def built_in_filters() -> Mapping[str, TemplateFilter]:
    """The filters of the program by name."""
    import reportgen.filters as package

    return declared(package, TemplateFilter, lambda filter: filter.name)


def filters() -> Mapping[str, TemplateFilter]:
    """Every filter by name, those of the workspace included."""
    return {**built_in_filters(), **_own.get()}


def has_own_filters() -> bool:
    """Whether a workspace has filters of its own in use."""
    return bool(_own.get())


def use_own_filters(own: Mapping[str, TemplateFilter]) -> None:
    """Lets templates and narrative use the filters of a workspace from now on. Raises ValueError for a name taken."""
    if taken := own.keys() & built_in_filters().keys():
        raise ValueError(min(taken))
    _own.set(MappingProxyType(dict(own)))


def yuan_of(fact: Fact) -> Decimal:
    """The value of an amount in yuan, exact. Raises FilterError for anything that is no amount."""
    if not isinstance(fact.value, Decimal) or fact.unit not in YUAN_IN:
        raise FilterError(N_("{fact} is no amount of money"), fact=fact.id or fact.text)
    return fact.value * YUAN_IN[fact.unit]


def number_of(fact: Fact) -> Decimal:
    """The value of a numeric fact. Raises FilterError for a text."""
    if not isinstance(fact.value, Decimal):
        raise FilterError(N_("{fact} is no number"), fact=fact.id or fact.text)
    return fact.value


def date_of(fact: Fact) -> date:
    """The date that a fact holds: `2025-01-15`, `20250115`, `2025年1月15日`. Raises FilterError for anything else."""
    try:
        return parse_date(str(fact.value))
    except ValueError as error:
        raise FilterError(N_("{fact} is no date"), fact=fact.id or fact.text) from error


def whole_of(fact: Fact) -> int:
    """The whole number from 0 to 9999 that a fact holds. Raises FilterError for anything else."""
    number = number_of(fact)
    if number != int(number) or not 0 <= number <= LARGEST_WORD:
        raise FilterError(N_("{fact} is no whole number from 0 to 9999"), fact=fact.id or fact.text)
    return int(number)
