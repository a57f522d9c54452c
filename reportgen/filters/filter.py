"""What a filter is, and the catalogue of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from reportgen.base.catalogue import declared
from reportgen.base.errors import ReportgenError
from reportgen.base.messages import N_
from reportgen.document.fact import Fact

YUAN_IN = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
"""How many yuan one of each unit is."""


class FilterError(ReportgenError):
    """A filter was given a value it cannot print."""


@dataclass(frozen=True, slots=True)
class TemplateFilter:
    """A named way to print a fact. `text` gets the fact and returns what is printed; its value never changes."""

    name: str
    text: Callable[[Fact], str]

    def __call__(self, fact: Fact) -> Fact:
        """The same fact, printed this way. Raises FilterError where the filter has no meaning for it."""
        if not isinstance(fact, Fact):
            raise FilterError(
                N_("the filter {name} prints figures of the form, not {value}"), name=self.name, value=fact
            )
        return fact.printed(self.text(fact), self.name)


@cache
def filters() -> Mapping[str, TemplateFilter]:
    """Every filter by name."""
    import reportgen.filters as package

    return declared(package, TemplateFilter, lambda filter: filter.name)


def yuan_of(fact: Fact) -> Decimal:
    """The value of an amount in yuan, exact. Raises FilterError for anything that is no amount."""
    if not isinstance(fact.value, Decimal) or fact.unit not in YUAN_IN:
        raise FilterError(N_("{fact} is no amount of money"), fact=fact.id)
    return fact.value * YUAN_IN[fact.unit]


def number_of(fact: Fact) -> Decimal:
    """The value of a numeric fact. Raises FilterError for a text."""
    if not isinstance(fact.value, Decimal):
        raise FilterError(N_("{fact} is no number"), fact=fact.id)
    return fact.value
