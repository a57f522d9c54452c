"""What a figure of a form is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from reportgen.base.location import NOWHERE, Location
from reportgen.base.messages import Message
from reportgen.model.values import Text


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of the form.

    `value` is a Decimal, a text, or None where nothing is known; `unit` is 元, 万元, %, 分 or None; `text` is what
    every format prints. `exact` is the value before it was rounded, where it was. `steps` tells how a derived figure
    came about, and `rests_on` names the figures it was computed from. Where the source printed another value,
    `stated` holds it, `computed` what the program makes of it, and value and text follow the one that is printed.
    """

    id: str
    label: str
    value: Decimal | str | None
    unit: str | None
    text: str
    where: Location = NOWHERE
    steps: tuple[Message, ...] = ()
    exact: Decimal | None = None
    stated: Text | None = None
    computed: Decimal | str | None = None
    computed_text: str = ""
    rests_on: tuple[str, ...] = ()

    @property
    def is_derived(self) -> bool:
        """Whether the program computed it."""
        return bool(self.steps)

    @property
    def number(self) -> Decimal | None:
        """The computed (or typed) value as a number, whatever the source states; None where there is none."""
        value = self.computed if self.stated is not None else self.value
        return value if isinstance(value, Decimal) else None


def number_of(figures: Mapping[str, Figure], id: str) -> Decimal | None:
    """The number of the figure `id`; None where there is no such figure, or it is none."""
    figure = figures.get(id)
    return None if figure is None else figure.number
