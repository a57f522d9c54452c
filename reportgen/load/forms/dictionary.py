"""The labels of published forms, read from `dictionary.yaml`, and how printed labels are compared with them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from reportgen.base.files import read_bytes
from reportgen.base.text import squeezed
from reportgen.load.nodes import Mapped, Node, Scalar, Sequence, parse_yaml
from reportgen.model.values import parse_decimal

_FILE = Path(__file__).with_name("dictionary.yaml")
_MARK = re.compile(r"\((?:[A-Z/×%0-9]+|\d+(?:\.\d+)?分|万?元)\)")
_POINTS = re.compile(r"\((\d+(?:\.\d+)?)分\)")
MIN_PREFIX = 3
"""A cut label is recognised by this many characters of its beginning."""


@dataclass(frozen=True, slots=True)
class Dictionary:
    """`fields`, `fund_lines`, `level1`, `level2` and `sections` map a normal label to what it names."""

    fields: Mapping[str, str]
    fund_lines: Mapping[str, str]
    level1: Mapping[str, str]
    level2: Mapping[str, str]
    level1_of: Mapping[str, str]
    sections: Mapping[str, str]
    grades: frozenset[str]
    blanks: frozenset[str]

    def field(self, text: str) -> str | None:
        """The field that a printed label names, or None."""
        return self.fields.get(normal(text))

    def is_blank(self, text: str) -> bool:
        """Whether a cell prints nothing: a dash, a slash, 无."""
        return squeezed(text) in self.blanks

    def level(self, which: int, text: str) -> str | None:
        """The first- or second-level class (`which` is 1 or 2) a label names, cut labels included, or None."""
        known, label = (self.level1, self.level2)[which - 1], normal(text)
        if label in known:
            return known[label]
        if len(label) < MIN_PREFIX:
            return None
        return next((name for full, name in known.items() if full.startswith(label)), None)


def normal(text: str) -> str:
    """A label for comparison: no white space, half width, without (A)(B), (50分) and (元) marks and without a colon."""
    return _MARK.sub("", squeezed(text)).rstrip(":")


def printed_points(text: str) -> Decimal | None:
    """The points that a label prints: `产出指标 (50分)` prints 50."""
    match = _POINTS.search(squeezed(text))
    return parse_decimal(match.group(1)) if match else None


def _texts(node: Node) -> tuple[str, ...]:
    assert isinstance(node, Sequence)
    return tuple(item.text for item in node.items if isinstance(item, Scalar) and item.text)


def _inverted(node: Node) -> dict[str, str]:
    assert isinstance(node, Mapped)
    return {normal(label): name for name, labels in node.entries.items() for label in _texts(labels)}


@cache
def dictionary() -> Dictionary:
    """The dictionary, read once."""
    root = parse_yaml(read_bytes(_FILE), _FILE.name)
    assert isinstance(root, Mapped)
    entries = root.entries
    level2: dict[str, str] = {}
    level1_of: dict[str, str] = {}
    second = entries["level2"]
    assert isinstance(second, Mapped)
    for name, entry in second.entries.items():
        assert isinstance(entry, Mapped)
        under = entry.entries["under"]
        assert isinstance(under, Scalar)
        level2 |= {normal(label): name for label in _texts(entry.entries["labels"])}
        level1_of[name] = under.text or ""
    return Dictionary(
        fields=_inverted(entries["fields"]),
        fund_lines=_inverted(entries["fund_lines"]),
        level1=_inverted(entries["level1"]),
        level2=level2,
        level1_of=level1_of,
        sections=_inverted(entries["sections"]),
        grades=frozenset(_texts(entries["grades"])),
        blanks=frozenset(squeezed(text) for text in _texts(entries["blanks"])),
    )
