"""The levels of headings in narrative, the same in every format."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class HeadingLevels:
    """Gives the headings of one section their levels, from `first` down to `deepest` at the most.

    A heading stands one level below the last one before it that has fewer signs, however many fewer: no level is left
    out.
    """

    first: int
    deepest: int
    _above: list[int] = field(default_factory=list)

    def next(self, signs: int) -> int:
        """The level of the next heading, which has so many signs."""
        while self._above and self._above[-1] >= signs:
            self._above.pop()
        self._above.append(signs)
        return min(self.first + len(self._above) - 1, self.deepest)
