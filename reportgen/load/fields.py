"""Declares the shape of a file once.

The declaration reads the file, with every fault told at its place, and it makes the JSON Schema that editors use.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol

from reportgen.base.finding import Fault, Finding
from reportgen.base.location import Location
from reportgen.base.messages import Message
from reportgen.load import faults
from reportgen.load.nodes import Mapped, Node, Scalar, Sequence
from reportgen.load.slips import fault_of_key, fault_of_number
from reportgen.model.values import MAX_DIGITS, Day, Number, Text, parse_date, parse_decimal

ID = re.compile(r"[a-z][a-z0-9_-]{0,63}")


class Faults:
    """Collects the findings of one file."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []

    def add(self, fault: Fault, where: Location, **values: Any) -> None:
        """Notes one fault."""
        self.findings.append(fault.at(where, **values))


class Field(Protocol):
    """One kind of value. `read` gives the value, or None after noting what is wrong; `schema` its JSON Schema."""

    def read(self, node: Node, key: str, noted: Faults) -> Any:
        """The value of `node`, known as `key` to people."""

    def schema(self) -> dict[str, Any]:
        """Its JSON Schema."""


def _kind(node: Node) -> Message:
    return {Scalar: faults.A_TEXT, Sequence: faults.A_LIST, Mapped: faults.A_MAPPING}[type(node)]


def _scalar(node: Node, noted: Faults) -> Scalar | None:
    if isinstance(node, Scalar):
        return node
    noted.add(faults.WRONG_SHAPE, node.where, expected=faults.A_TEXT, found=_kind(node))
    return None


@dataclass(frozen=True, slots=True)
class TextField:
    """A text as typed. `plain` gives the bare str instead of a Text with its place."""

    plain: bool = False
    filled: bool = False

    def read(self, node: Node, key: str, noted: Faults) -> Text | str | None:
        """The text, or None where nothing was typed."""
        scalar = _scalar(node, noted)
        if scalar is None:
            return None
        if scalar.text is None or not scalar.text.strip():
            if self.filled:
                noted.add(faults.BLANK_TEXT, node.where, key=key)
            return None
        return scalar.text if self.plain else Text(scalar.text, scalar.where)

    def schema(self) -> dict[str, Any]:
        """A string; YAML may show it unquoted, so numbers pass an editor too."""
        return {"type": ["string", "number"]} if self.filled else {"type": ["string", "number", "null"]}


@dataclass(frozen=True, slots=True)
class NumberField:
    """An exact decimal from its typed text, not below `least` nor above `most`. `plain` gives the bare Decimal."""

    plain: bool = False
    least: int | None = None
    most: int | None = None

    def read(self, node: Node, key: str, noted: Faults) -> Number | Decimal | None:
        """The number, or None where nothing was typed."""
        scalar = _scalar(node, noted)
        if scalar is None or scalar.text is None or not scalar.text.strip():
            return None
        fault = fault_of_number(scalar.text.strip())
        if fault is not None:
            noted.add(fault, node.where, text=scalar.text, limit=MAX_DIGITS)
            return None
        value = parse_decimal(scalar.text.strip())
        if self.least is not None and value < self.least:
            noted.add(faults.TOO_SMALL, node.where, key=key, text=scalar.text, least=self.least)
            return None
        if self.most is not None and value > self.most:
            noted.add(faults.TOO_LARGE, node.where, key=key, text=scalar.text, most=self.most)
            return None
        return value if self.plain else Number(value, scalar.text.strip(), scalar.where)

    def schema(self) -> dict[str, Any]:
        """A number or a string that spells one."""
        return {"type": ["string", "number", "null"]}


@dataclass(frozen=True, slots=True)
class WholeField:
    """A whole number between two bounds, both included."""

    low: int
    high: int

    def read(self, node: Node, key: str, noted: Faults) -> int | None:
        """The number."""
        scalar = _scalar(node, noted)
        if scalar is None or scalar.text is None:
            return None
        if not re.fullmatch(r"\d{1,9}", scalar.text, re.ASCII) or not self.low <= int(scalar.text) <= self.high:
            noted.add(faults.NOT_A_CHOICE, node.where, text=scalar.text, choices=f"{self.low}-{self.high}")
            return None
        return int(scalar.text)

    def schema(self) -> dict[str, Any]:
        """An integer in its bounds, or a string that spells one."""
        digits = "^[0-9]{1,9}$"
        return {"type": ["integer", "string"], "minimum": self.low, "maximum": self.high, "pattern": digits}


@dataclass(frozen=True, slots=True)
class DateField:
    """A calendar date."""

    def read(self, node: Node, key: str, noted: Faults) -> Day | None:
        """The date, or None where nothing was typed."""
        scalar = _scalar(node, noted)
        if scalar is None or scalar.text is None or not scalar.text.strip():
            return None
        try:
            return Day(parse_date(scalar.text.strip()), scalar.text.strip(), scalar.where)
        except ValueError:
            noted.add(faults.NOT_A_DATE, node.where, text=scalar.text)
            return None

    def schema(self) -> dict[str, Any]:
        """A date as text or as eight digits."""
        return {"type": ["string", "integer", "null"]}


@dataclass(frozen=True, slots=True)
class ChoiceField:
    """One of a closed list of words."""

    choices: tuple[str, ...]

    def read(self, node: Node, key: str, noted: Faults) -> str | None:
        """The word."""
        scalar = _scalar(node, noted)
        if scalar is None or scalar.text is None:
            return None
        if scalar.text not in self.choices:
            noted.add(faults.NOT_A_CHOICE, node.where, text=scalar.text, choices=", ".join(self.choices))
            return None
        return scalar.text

    def schema(self) -> dict[str, Any]:
        """An enumeration; a choice of digits may be a number too, as YAML reads it."""
        numbers = [int(choice) for choice in self.choices if choice.isdigit()]
        return {"enum": [*self.choices, *numbers]}


@dataclass(frozen=True, slots=True)
class IdField:
    """An id: a letter, then letters, digits, `-` and `_`, lower case."""

    def read(self, node: Node, key: str, noted: Faults) -> str | None:
        """The id."""
        scalar = _scalar(node, noted)
        if scalar is None:
            return None
        if scalar.text is None or not ID.fullmatch(scalar.text):
            noted.add(faults.NOT_AN_ID, node.where, text=scalar.text or "")
            return None
        return scalar.text

    def schema(self) -> dict[str, Any]:
        """A string of the id pattern."""
        return {"type": "string", "pattern": f"^{ID.pattern}$"}


@dataclass(frozen=True, slots=True)
class ListField:
    """A list of one kind of value. `unique` names the key whose values may not repeat."""

    item: Field
    unique: str | None = None

    def read(self, node: Node, key: str, noted: Faults) -> tuple[Any, ...]:
        """The values that could be read, as a tuple."""
        if isinstance(node, Scalar) and node.text is None:
            return ()
        if not isinstance(node, Sequence):
            noted.add(faults.WRONG_SHAPE, node.where, expected=faults.A_LIST, found=_kind(node))
            return ()
        if self.unique:
            self._refuse_repeats(node, noted)
        values = (self.item.read(item, f"{key}[{place}]", noted) for place, item in enumerate(node.items, start=1))
        return tuple(value for value in values if value is not None)

    def _refuse_repeats(self, node: Sequence, noted: Faults) -> None:
        first: dict[str, Location] = {}
        for item in node.items:
            id_node = item.entries.get(self.unique or "") if isinstance(item, Mapped) else None
            if isinstance(id_node, Scalar) and id_node.text is not None:
                if id_node.text in first:
                    noted.add(faults.DUPLICATE_ID, id_node.where, id=id_node.text, first=first[id_node.text].line)
                first.setdefault(id_node.text, id_node.where)

    def schema(self) -> dict[str, Any]:
        """An array."""
        return {"type": ["array", "null"], "items": self.item.schema()}


@dataclass(frozen=True, slots=True)
class MapField:
    """A mapping from free keys to one kind of value; `required` keys must be there."""

    value: Field
    required: Collection[str] = ()

    def read(self, node: Node, key: str, noted: Faults) -> dict[str, Any]:
        """The values by key; blank ones are left out."""
        if isinstance(node, Scalar) and node.text is None:
            return {}
        if not isinstance(node, Mapped):
            noted.add(faults.WRONG_SHAPE, node.where, expected=faults.A_MAPPING, found=_kind(node))
            return {}
        for name in self.required:
            if name not in node.entries:
                noted.add(faults.MISSING_KEY, node.where, key=name)
        values = {name: self.value.read(entry, name, noted) for name, entry in node.entries.items()}
        return {name: value for name, value in values.items() if value is not None}

    def schema(self) -> dict[str, Any]:
        """An object with values of one kind."""
        return {"type": ["object", "null"], "additionalProperties": self.value.schema()}


@dataclass(frozen=True, slots=True)
class RecordField:
    """A mapping with known keys. `make` gets the values read as keywords, and `where` if it asks for it."""

    make: Callable[..., Any]
    fields: Mapping[str, Field]
    required: Collection[str] = ()
    placed: bool = True

    def read(self, node: Node, key: str, noted: Faults) -> Any:
        """What `make` makes, or None where a fault was noted inside."""
        if not isinstance(node, Mapped):
            noted.add(faults.WRONG_SHAPE, node.where, expected=faults.A_MAPPING, found=_kind(node))
            return None
        before = len(noted.findings)
        for name, place in node.keys.items():
            if name not in self.fields:
                note_unknown_key(name, self.fields, place, noted)
        for name in self.required:
            if name not in node.entries:
                noted.add(faults.MISSING_KEY, node.where, key=name)
        values = {
            name: shape.read(node.entries[name], name, noted)
            for name, shape in self.fields.items()
            if name in node.entries
        }
        for name in self.required:
            if name in values and values[name] is None and len(noted.findings) == before:
                noted.add(faults.BLANK_TEXT, node.entries[name].where, key=name)
        if len(noted.findings) > before:
            return None
        return self.make(**values, where=node.where) if self.placed else self.make(**values)

    def schema(self) -> dict[str, Any]:
        """An object that allows its known keys and no other."""
        return {
            "type": "object",
            "additionalProperties": False,
            "required": sorted(self.required),
            "properties": {name: shape.schema() for name, shape in self.fields.items()},
        }


def note_unknown_key(key: str, known: Collection[str], where: Location, noted: Faults) -> None:
    """Notes a key nobody knows, with the nearest known one where one is near."""
    near = difflib.get_close_matches(key, known, n=1, cutoff=0.6)
    slip = fault_of_key(key)
    if slip is not None:
        noted.add(slip, where, key=key)
    elif near:
        noted.add(faults.MISSPELLED_KEY, where, key=key, suggestion=near[0])
    else:
        noted.add(faults.UNKNOWN_KEY, where, key=key, known=", ".join(known))
