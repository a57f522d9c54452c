"""Compares two versions by their frozen facts; nothing is computed again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportgen.base.words import passages
from reportgen.model.values import signed_difference
from reportgen.release.difference import (
    ADDED,
    CHANGED,
    MOVED,
    REGROUPED,
    REMOVED,
    RENAMED,
    RENUMBERED,
    Difference,
    FactChange,
    LabelChange,
    RowChange,
    SectionChange,
)
from reportgen.release.matching import Matched, match
from reportgen.release.snapshot import FrozenFact, FrozenRow, FrozenSection, Snapshot, resting_on

_PREFIX = {"fund": "funds", "goal": "goals", "level": "levels", "indicator": "indicators"}
"""The first part of the ids of a row's figures."""
KINDS = tuple(_PREFIX)
LOOK = "look"


def compare(old: Snapshot, new: Snapshot) -> Difference:
    """Everything in which `new` differs from `old`; empty where they say the same in the same order."""
    matched = {kind: match(_of_kind(old.rows, kind), _of_kind(new.rows, kind)) for kind in KINDS}
    return Difference(
        new.report,
        old.version,
        new.version,
        tuple(_Facts(old, new, _new_ids(matched)).changes()),
        tuple(change for kind in KINDS for change in _rows(kind, matched[kind], old, new)),
        tuple(_labels(old.labels, new.labels)),
        tuple(_sections(old.sections, new.sections, matched["goal"])),
    )


def _of_kind(rows: Sequence[FrozenRow], kind: str) -> list[FrozenRow]:
    return [row for row in rows if row.kind == kind]


def _new_ids(matched: Mapping[str, Matched]) -> dict[str, str | None]:
    """The prefix that the figures of each old row have now; None where the row is gone."""
    found: dict[str, str | None] = {}
    for kind, rows in matched.items():
        for before, after in rows.pairs:
            found[f"{_PREFIX[kind]}.{before.id}"] = f"{_PREFIX[kind]}.{after.id}"
        for row in rows.removed:
            found[f"{_PREFIX[kind]}.{row.id}"] = None
    return found


@dataclass(frozen=True, slots=True)
class _Facts:
    old: Snapshot
    new: Snapshot
    new_ids: Mapping[str, str | None]

    def changes(self) -> Iterator[FactChange]:
        """Each figure that differs, once: in the order of the new version, then what is gone."""
        was = {new: id for id in self.old.facts if (new := self._now(id)) is not None}
        told = [(was.get(id), id) for id in self.new.facts]
        gone = [(id, None) for id in self.old.facts if self._now(id) not in self.new.facts]
        changed = [(before, after) for before, after in [*told, *gone] if not self._same(before, after)]
        typed = {after or before for before, after in changed if not self._derived(before, after)}
        for before, after in changed:
            yield self._change(before, after, {id for id in typed if id is not None})

    def _now(self, id: str) -> str | None:
        head, _, column = id.rpartition(".")
        if id in self.new_ids:
            return self.new_ids[id]
        if head not in self.new_ids:
            return id
        now = self.new_ids[head]
        return None if now is None else f"{now}.{column}"

    def _same(self, before: str | None, after: str | None) -> bool:
        old, new = self._fact(self.old, before), self._fact(self.new, after)
        return (
            old is not None and new is not None and (old.value, old.unit, old.text) == (new.value, new.unit, new.text)
        )

    def _derived(self, before: str | None, after: str | None) -> bool:
        fact = self._fact(self.new, after) or self._fact(self.old, before)
        return fact is not None and bool(fact.rests_on)

    @staticmethod
    def _fact(snapshot: Snapshot, id: str | None) -> FrozenFact | None:
        return None if id is None else snapshot.facts.get(id)

    def _change(self, before: str | None, after: str | None, typed: set[str]) -> FactChange:
        old, new = self._fact(self.old, before), self._fact(self.new, after)
        known = new or old
        assert known is not None
        numbers = (old.number if old is not None else None, new.number if new is not None else None)
        same_unit = old is not None and new is not None and old.unit == new.unit
        derived = self._derived(before, after)
        both = (self.old, self.new)
        return FactChange(
            change=ADDED if old is None else REMOVED if new is None else CHANGED,
            id=known.id,
            old_id=None if old is None else old.id,
            label=known.label,
            unit=known.unit,
            old=None if old is None else old.text,
            new=None if new is None else new.text,
            difference=signed_difference(*numbers) if same_unit and None not in numbers else None,  # type: ignore[arg-type]
            derived=derived,
            causes=tuple(id for id in sorted(typed) if known.id in resting_on(id, both)) if derived else (),
            affects=resting_on(known.id, both),
            sections=tuple(one.name for one in (self.new if new is not None else self.old).sections
                           if known.id in one.facts),
        )  # fmt: skip


def _rows(kind: str, matched: Matched, old: Snapshot, new: Snapshot) -> Iterator[RowChange]:
    for row in matched.removed:
        yield RowChange(kind, REMOVED, row.id, row.label, row.label, None)
    for row in matched.added:
        yield RowChange(kind, ADDED, row.id, row.label, None, row.label)
    for before, after in matched.pairs:
        if before.label != after.label:
            yield RowChange(kind, RENAMED, after.id, after.label, before.label, after.label)
        if before.under != after.under:
            yield RowChange(kind, REGROUPED, after.id, after.label, before.under, after.under)
        if before.id != after.id:
            yield RowChange(kind, RENUMBERED, after.id, after.label, before.id, after.id)
    was = {after.id: before for before, after in matched.pairs}
    olds, news = _of_kind(old.rows, kind), _of_kind(new.rows, kind)
    for row in matched.moved:
        places = str(olds.index(was[row.id]) + 1), str(news.index(row) + 1)
        yield RowChange(kind, MOVED, row.id, row.label, *places)


def _labels(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[LabelChange]:
    for name in dict.fromkeys((*old, *new)):
        if old.get(name) != new.get(name):
            yield LabelChange(name, old.get(name), new.get(name))


def _sections(old: Sequence[FrozenSection], new: Sequence[FrozenSection], goals: Matched) -> Iterator[SectionChange]:
    """Narrative by its name; that of a goal follows the goal where its id changed."""
    renamed = {f"completion.{before.id}": f"completion.{after.id}" for before, after in goals.pairs}
    gone = {f"completion.{row.id}" for row in goals.removed}
    was = {renamed.get(one.name, one.name): one for one in old if one.name not in gone}
    for section in new:
        before = was.pop(section.name, None)
        if before is None:
            yield SectionChange(section.name, section.label, ADDED, passages("", section.text))
        elif before.text != section.text:
            yield SectionChange(section.name, section.label, CHANGED, passages(before.text, section.text))
        elif before.label != section.label:
            yield SectionChange(section.name, section.label, RENAMED, ())
        elif (before.look, before.language) != (section.look, section.language):
            yield SectionChange(section.name, section.label, LOOK, ())
    for section in (*was.values(), *(one for one in old if one.name in gone)):
        yield SectionChange(section.name, section.label, REMOVED, passages(section.text, ""))
