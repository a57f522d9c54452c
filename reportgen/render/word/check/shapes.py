"""What a name holds, known before there is data: from the types of the disclosure, or from any JSON."""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from typing import Any, TypeAlias

from reportgen.document.blocks import Block
from reportgen.document.disclosure import Disclosure
from reportgen.document.notice import Comparison, Notice, Overview, Review
from reportgen.document.package import Package


@dataclass(frozen=True, slots=True)
class Anything:
    """Something of which nothing is known: nothing said about it is a fault."""


@dataclass(frozen=True, slots=True)
class Single:
    """A text or a number: it has no fields. `holds` is `words` where it is known to be a text."""

    holds: str = ""


@dataclass(frozen=True)
class Record:
    """Something with fields, and no others; `name` is the type it comes from, empty for JSON.

    Of a figure `holds` is `amount`, `rate`, `points` or `words`, empty where that is not known.
    """

    fields: Mapping[str, Shape]
    name: str = ""
    holds: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of items that are alike."""

    item: Shape


Shape: TypeAlias = Anything | Single | Record | Listing

ANYTHING, SINGLE, WORDS = Anything(), Single(), Single("words")

FIGURE, SECTION = "Fact", "Prose"
"""The names of the records that a figure and a section of narrative are."""
_HOLDS: Mapping[str, str] = {
    **dict.fromkeys(("initial", "adjusted", "executed"), "amount"),
    "rate": "rate",
    **dict.fromkeys(("weight", "score"), "points"),
    **dict.fromkeys(("department", "year", "project", "filed", "contact", "subject", "text"), "words"),
    **dict.fromkeys(("name", "target", "actual", "reason", "grade", "central_supervisor", "supervisor"), "words"),
}
"""What the figures of these fields hold."""

_NARRATIVE = typing.get_args(Block)

LOOP = Record(
    dict.fromkeys(("index", "index0", "revindex", "revindex0", "length", "depth", "depth0"), SINGLE)
    | dict.fromkeys(("first", "last", "previtem", "nextitem", "cycle", "changed"), ANYTHING),
    "loop",
)
"""What `loop` holds inside a loop."""


def template_shape(name: str) -> Record | None:
    """The names that the template `name` sees where it is of something made of reports, and of no report."""
    kinds = {"notice": Notice, "review": Review, "diff": Comparison, "overview": Overview, "package": Package}
    kind = kinds.get(name.partition(".")[0])
    return None if kind is None else Record(_fields_of(kind), kind.__name__)


@cache
def disclosure_shape(labels: frozenset[str] = frozenset()) -> Record:
    """The names that the templates of a report see; `labels` are the names of its labels, as far as they are known."""
    known = _fields_of(Disclosure)
    named = {"labels": Record(dict.fromkeys(sorted(labels), WORDS), "labels")} if labels else {}
    return Record({**known, **named}, Disclosure.__name__)


def shape_of_data(value: Any) -> Shape:
    """What any JSON value holds. The items of a list are taken together: a field that one of them has is there."""
    match value:
        case Mapping():
            return Record({str(key): shape_of_data(inner) for key, inner in value.items()})
        case list() | tuple():
            return Listing(_together([shape_of_data(item) for item in value]))
        case None:
            return ANYTHING
        case _:
            return SINGLE


def record_of_data(context: Mapping[str, Any]) -> Record:
    """The names that `context` brings."""
    return Record({name: shape_of_data(value) for name, value in context.items()})


def _together(shapes: list[Shape]) -> Shape:
    first = shapes[0] if shapes else ANYTHING
    if all(shape == first for shape in shapes):
        return first
    if all(isinstance(shape, Record) for shape in shapes):
        records = [shape for shape in shapes if isinstance(shape, Record)]
        names = dict.fromkeys(name for record in records for name in record.fields)
        held = {name: [one.fields[name] for one in records if name in one.fields] for name in names}
        return Record({name: _together(inner) for name, inner in held.items()})
    if all(isinstance(shape, Listing) for shape in shapes):
        return Listing(_together([shape.item for shape in shapes if isinstance(shape, Listing)]))
    return ANYTHING


def shape_of_type(hint: Any) -> Shape:
    """What a value of this type holds."""
    arguments = [one for one in typing.get_args(hint) if one not in (type(None), Ellipsis)]
    origin = typing.get_origin(hint)
    if origin in (types.UnionType, typing.Union):
        return _together([shape_of_type(one) for one in arguments])
    if origin is tuple:
        return Listing(_together([shape_of_type(one) for one in arguments]))
    if hint in _NARRATIVE:  # a template prints it whole, with prose(…)
        return ANYTHING
    if is_dataclass(hint) and isinstance(hint, type):
        return Record(_fields_of(hint), hint.__name__)
    return WORDS if hint is str else SINGLE if hint is int else ANYTHING


@cache
def _fields_of(kind: type) -> Mapping[str, Shape]:
    hints = typing.get_type_hints(kind)
    known = {field.name: _held(field.name, shape_of_type(hints[field.name])) for field in fields(kind)}
    computed = {name: one.fget for name, one in vars(kind).items() if isinstance(one, property)}
    return known | {
        name: shape_of_type(typing.get_type_hints(getter).get("return", Any)) for name, getter in computed.items()
    }


def _held(name: str, shape: Shape) -> Shape:
    """`shape` of the field `name`, with what it holds where it is a figure."""
    if isinstance(shape, Record) and shape.name == FIGURE:
        return replace(shape, holds=_HOLDS.get(name, ""))
    return shape
