"""The facts of a version as they are frozen: enough to compare two versions without computing anything again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields, is_dataclass
from decimal import Decimal
from typing import Any

from reportgen.base.errors import UsageError
from reportgen.base.messages import N_
from reportgen.document.blocks import Image, inlines_of
from reportgen.document.disclosure import Disclosure, Prose
from reportgen.document.fact import Fact
from reportgen.load.profile_shape import LATER
from reportgen.model.figures import Assessment
from reportgen.model.values import parse_decimal
from reportgen.release.canonical import canonical, digest, readable
from reportgen.render.data.words import words_of

SCHEMA = 1
"""The schema of `facts.json`. Later ones are added beside it: what was frozen stays readable."""


@dataclass(frozen=True, slots=True)
class FrozenFact:
    """A figure: `value` is a plain decimal or a text, `text` what was printed, `rests_on` what it was computed from."""

    id: str
    label: str
    value: str | None
    unit: str | None
    text: str
    rests_on: tuple[str, ...] = ()

    @property
    def number(self) -> Decimal | None:
        """The value as a number; None where it is none."""
        try:
            return parse_decimal(self.value) if self.unit is not None and self.value is not None else None
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class FrozenRow:
    """A row of the form: `kind` is fund, goal, level or indicator; `under` the labels that it stands under."""

    kind: str
    id: str
    label: str
    under: str = ""


@dataclass(frozen=True, slots=True)
class FrozenSection:
    """A section of narrative: its words, the figures it prints, and a hash of everything else about it."""

    name: str
    label: str
    language: str
    text: str
    facts: tuple[str, ...]
    look: str


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The facts of one version of a report; `version` is None for content that is not published.

    `labels` are the printed words of the form by name, rows, facts and sections in printed order.
    """

    report: str
    version: int | None
    labels: Mapping[str, str]
    rows: tuple[FrozenRow, ...]
    facts: Mapping[str, FrozenFact]
    sections: tuple[FrozenSection, ...]

    def as_bytes(self) -> bytes:
        """The bytes of `facts.json`."""
        document = {
            "schema": SCHEMA,
            "report": self.report,
            "version": self.version,
            "labels": dict(self.labels),
            "rows": [asdict(row) for row in self.rows],
            "facts": [asdict(fact) for fact in self.facts.values()],
            "sections": [asdict(section) for section in self.sections],
        }
        return readable(document)


def take(disclosure: Disclosure, assessment: Assessment, version: int | None = None) -> Snapshot:
    """The facts that `disclosure` prints.

    Of the labels that forms may do without those are frozen that the form prints, so that a version from before they
    were known differs in none.
    """
    shown = {fact.id for fact in disclosure.facts()}
    frozen = {}
    for figure in assessment.figures.values():
        if figure.id in shown:
            fact = Fact.of(figure)
            value = None if fact.value is None else fact.plain
            frozen[fact.id] = FrozenFact(fact.id, fact.label, value, fact.unit, fact.text, figure.rests_on)
    form = disclosure.form
    labels = {"title": form.title, "kind": form.kind, "unit": form.unit, "blank": disclosure.blank}
    columns = {
        f"columns.{name}": label
        for name, label in disclosure.labels.items()
        if name not in LATER or f"form.{name}" in shown
    }
    return Snapshot(
        disclosure.report,
        version,
        {**labels, **columns},
        tuple(_rows(disclosure)),
        frozen,
        tuple(map(_section, disclosure.prose())),
    )


def _rows(disclosure: Disclosure) -> Iterator[FrozenRow]:
    for fund in disclosure.funds:
        yield FrozenRow("fund", fund.id, fund.label)
    for goal in disclosure.goals:
        yield FrozenRow("goal", goal.id, goal.text.text)
    for id, label in {level.id: level.label for level in disclosure.levels}.items():
        yield FrozenRow("level", id, label)
    for level in disclosure.levels:
        for row in level.indicators:
            yield FrozenRow("indicator", row.id, row.name.text, f"{row.level1}／{row.level2}")


def _section(prose: Prose) -> FrozenSection:
    facts = dict.fromkeys(inline.id for inline in inlines_of(prose.blocks) if isinstance(inline, Fact))
    look = digest(canonical(_shape(prose.blocks)))
    return FrozenSection(prose.name, prose.label, prose.language, words_of(prose.blocks), tuple(facts), look)


def _shape(value: object) -> Any:
    """Everything that narrative is made of but the places it was read from."""
    if isinstance(value, Fact):
        return ["fact", value.id, value.format, value.text]
    if isinstance(value, Image):
        return ["image", digest(value.data)]
    if isinstance(value, tuple):
        return [_shape(item) for item in value]
    if is_dataclass(value):
        inner = (field.name for field in fields(value) if field.name != "where")
        return [type(value).__name__, *(_shape(getattr(value, name)) for name in inner)]
    return value


def read(data: bytes, told: str) -> Snapshot:
    """The facts in the bytes of a `facts.json`, told of as `told`.

    Raises UsageError where they are of a schema that this program does not know, or no facts at all.
    """
    try:
        document = json.loads(data)
        schema = document["schema"]
        if schema != SCHEMA:
            raise UsageError(
                N_("{file} was written by a newer program (schema {schema}); install that one"),
                file=told,
                schema=str(schema),
            )
        return Snapshot(
            document["report"],
            document["version"],
            document["labels"],
            tuple(FrozenRow(**row) for row in document["rows"]),
            {fact["id"]: FrozenFact(**{**fact, "rests_on": tuple(fact["rests_on"])}) for fact in document["facts"]},
            tuple(FrozenSection(**{**one, "facts": tuple(one["facts"])}) for one in document["sections"]),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(
            N_("{file} holds no facts; `reportgen log REPORT --verify` tells what was changed"), file=told
        ) from error


def resting_on(id: str, snapshots: Iterable[Snapshot]) -> tuple[str, ...]:
    """Every figure that was computed from `id`, directly or through others, in printed order."""
    above: dict[str, list[str]] = {}
    order: dict[str, None] = {}
    for snapshot in snapshots:
        for fact in snapshot.facts.values():
            order.setdefault(fact.id)
            for below in fact.rests_on:
                above.setdefault(below, []).append(fact.id)
    found: set[str] = set()
    pending = [id]
    while pending:
        for next_one in above.get(pending.pop(), ()):
            if next_one not in found:
                found.add(next_one)
                pending.append(next_one)
    return tuple(one for one in order if one in found)
