"""A fact: one figure as a document prints it, carrying its id into every format."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from reportgen.base.location import NOWHERE, Location

if TYPE_CHECKING:
    from reportgen.model.figure import Figure


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure with its id, value, unit, printed text and source.

    `value` is a Decimal in `unit`, or a text. `format` names the filter that made `text`, or is None for the form's
    own printing. A filtered fact is still that fact: only `text` and `format` change.
    """

    id: str
    label: str
    value: Decimal | str | None
    unit: str | None
    text: str
    where: Location = NOWHERE
    format: str | None = None

    @classmethod
    def of(cls, figure: Figure) -> Fact:
        """The fact that prints `figure` the form's own way."""
        return cls(figure.id, figure.label, figure.value, figure.unit, figure.text, figure.where)

    def printed(self, text: str, format: str) -> Fact:
        """The same fact, printed as `text` by the filter `format`."""
        return replace(self, text=text, format=format)

    @property
    def plain(self) -> str:
        """The value without thousands commas or unit, as data files hold it."""
        return f"{self.value:f}" if isinstance(self.value, Decimal) else self.value or ""

    def __str__(self) -> str:
        return self.text
