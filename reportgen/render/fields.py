"""Every name that a template may print, with what it holds and a sample, for who writes templates."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from reportgen.base.messages import N_
from reportgen.document.disclosure import Disclosure, Prose
from reportgen.document.fact import Fact
from reportgen.render.environment import PLAIN_FILTERS, Environment
from reportgen.render.word.check.shapes import Listing, Record, Shape, disclosure_shape

KINDS: Mapping[str, str] = {
    "figure": N_("figure"),
    "text": N_("text"),
    "section": N_("section of narrative, printed with prose(…)"),
    "list": N_("list"),
    "record": N_("group of names"),
    "yes or no": N_("yes or no"),
}
"""The types of names in words."""

_WHOLE = frozenset({"Fact"})
"""What a template prints whole, though it has fields."""

_HIDDEN = frozenset({"Prose.blocks"})
"""What only prose(…) can print."""

_LOOP = (
    ("loop.index", "1"),
    ("loop.index0", "0"),
    ("loop.first", "true"),
    ("loop.last", "false"),
    ("loop.length", "3"),
)


@dataclass(frozen=True, slots=True)
class Field:
    """A name: `kind` is a key of KINDS, `loop` the tag that must stand around it, `sample` what one report prints."""

    name: str
    kind: str
    optional: bool
    loop: str | None
    sample: str | None


def fields_of(disclosure: Disclosure) -> list[Field]:
    """Every name of the disclosure, lists after what stands alone, with samples from this one."""
    found = list(_below(disclosure_shape(), [disclosure], "", None))
    loops = [Field(name, "yes or no" if name in _YES_OR_NO else "text", False, "{% for … %}", sample)
             for name, sample in _LOOP]  # fmt: skip
    return [*found, *loops]


_YES_OR_NO = frozenset({"loop.first", "loop.last"})

FIGURE = tuple(field.name for field in fields(Fact) if field.name != "where")
"""What a figure holds: `form.year.unit`. A template that prints the figure itself needs none of it."""


def filters_of(environment: Environment) -> dict[str, str]:
    """Every filter by name, with what it says of itself."""
    return {
        name: _about(inspect.getmodule(getattr(filter, "text", filter)) if name not in PLAIN_FILTERS else filter)
        for name, filter in sorted(environment.filters.items())
        if not name.startswith("_")
    }


def functions_of(environment: Environment) -> dict[str, str]:
    """Every function by name, with what it says of itself."""
    return {name: _about(function) for name, function in sorted(environment.globals.items())}


def _about(documented: Any) -> str:
    words = re.sub(r"\s+", " ", inspect.getdoc(documented) or "").partition(". ")[0].rstrip(".")
    return words.partition(": ")[2] if words.startswith("`") else words


def _below(shape: Record, holders: list[Any], prefix: str, loop: str | None) -> Iterator[Field]:
    optional = _optional(shape.name)
    shown = {name: inner for name, inner in shape.fields.items() if f"{shape.name}.{name}" not in _HIDDEN}
    for name, inner in sorted(shown.items(), key=lambda item: isinstance(item[1], Listing)):
        values = [value for holder in holders if (value := getattr(holder, name, None)) is not None]
        full = f"{prefix}{name}"
        named = isinstance(values[0] if values else None, Mapping)
        yield Field(full, "record" if named else _kind(inner), name in optional, loop, _sample(values))
        if isinstance(inner, Listing) and isinstance(inner.item, Record) and inner.item.name not in _WHOLE:
            items = [item for value in values for item in value]
            yield from _below(inner.item, items, f"{_one_of(name)}.", f"{{% for {_one_of(name)} in {full} %}}")
        elif isinstance(inner, Record) and inner.name not in _WHOLE:
            yield from _below(inner, values, f"{full}.", loop)
        elif named:
            yield from (Field(f"{full}.{key}", "text", False, loop, str(text)) for key, text in values[0].items())


def _optional(kind: str) -> frozenset[str]:
    """The fields of a type that may hold nothing."""
    import reportgen.document.disclosure as module

    found = getattr(module, kind, None)
    known = fields(found) if is_dataclass(found) else ()
    return frozenset(field.name for field in known if "None" in str(field.type))


def _kind(shape: Shape) -> str:
    match shape:
        case Listing():
            return "list"
        case Record(name="Fact"):
            return "figure"
        case Record(name="Prose"):
            return "section"
        case Record():
            return "record"
        case _:
            return "text"


def _sample(values: list[Any]) -> str | None:
    for value in values:
        if isinstance(value, Fact):
            return value.text
        if isinstance(value, Prose):
            return value.label
        if isinstance(value, str) or type(value) is int:
            return str(value)
    return None


def _one_of(names: str) -> str:
    """What one item of a list is called: `fund` of `funds`."""
    return names.removesuffix("s")
