"""What differs between two versions: the types, and their JSON."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from reportgen.base.words import Passage

CHANGED, ADDED, REMOVED = "changed", "added", "removed"
RENAMED, MOVED, RENUMBERED, REGROUPED = "renamed", "moved", "renumbered", "regrouped"


@dataclass(frozen=True, slots=True)
class FactChange:
    """A figure that changed: `change` is changed, added or removed; `old_id` differs where ids were given anew.

    `difference` is set between two numbers. `derived` tells that the program computed it; `causes` are then the
    changed figures that were typed and that it rests on. `affects` are the figures computed from it, changed or not,
    and `sections` the narrative that prints it.
    """

    change: str
    id: str
    old_id: str | None
    label: str
    unit: str | None
    old: str | None
    new: str | None
    difference: str | None
    derived: bool
    causes: tuple[str, ...]
    affects: tuple[str, ...]
    sections: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row of the form that came, went, or is only called, placed, numbered or grouped otherwise.

    `kind` is fund, goal, level or indicator; `change` added, removed, renamed, moved, renumbered or regrouped. For
    moved `old` and `new` are places counted from 1, for renumbered ids, else labels.
    """

    kind: str
    change: str
    id: str
    label: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class LabelChange:
    """A printed word of the form that changed: the title, the unit, the head of a column."""

    name: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class SectionChange:
    """Narrative that changed: `change` is changed, added, removed, renamed, or `look` where every word is the same."""

    name: str
    label: str
    change: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything in which `new` differs from `old`, each fact, row, label and section once a kind of change.

    `others` are the reports that say something of the same figures and are to be looked at as well.
    """

    report: str
    old: int | None
    new: int | None
    facts: tuple[FactChange, ...] = ()
    rows: tuple[RowChange, ...] = ()
    labels: tuple[LabelChange, ...] = ()
    sections: tuple[SectionChange, ...] = ()
    others: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether the versions say the same in the same order."""
        return not (self.facts or self.rows or self.labels or self.sections)

    def as_dict(self) -> dict[str, Any]:
        """What `diff --format json` prints."""
        return {"schema": 1, **asdict(self)}
