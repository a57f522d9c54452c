"""Words that a bureau wants written otherwise, or not at all."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.base.location import NOWHERE, Location


@dataclass(frozen=True, slots=True)
class Wording:
    """One entry of a word list: `avoid` is what texts should not say, `say` what instead (None: nothing), and why."""

    avoid: str
    say: str | None = None
    why: str = ""
    where: Location = NOWHERE
