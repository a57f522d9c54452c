"""Characters that no document may hold, told where they stand: the first ones, and how many more there are."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.base.finding import Finding
from reportgen.base.location import Location
from reportgen.load import faults

MAX_TOLD = 50
"""So many are told one by one for each file; whoever has more deletes them all at once."""


class Forbidden:
    """Collects the forbidden characters of one file."""

    def __init__(self) -> None:
        self._told: list[Finding] = []
        self._more = 0
        self._where: Location | None = None

    def add(self, where: Location, codepoint: str) -> None:
        """Notes one character."""
        if len(self._told) < MAX_TOLD:
            self._told.append(faults.FORBIDDEN_CHARACTER.at(where, codepoint=codepoint))
        else:
            self._where = self._where or where
            self._more += 1

    def findings(self) -> Iterator[Finding]:
        """One finding for each of the first characters, and one for all that come after them."""
        yield from self._told
        if self._where is not None:
            yield faults.MORE_FORBIDDEN.at(self._where, count=self._more)
