"""The labels of published forms, read from `dictionary.yaml`, and how printed labels are compared with them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path

from reportgen.base.files import read_bytes
from reportgen.base.text import squeezed
from reportgen.load.nodes import Mapped, Node, Scalar, Sequence, parse_yaml
from reportgen.model.values import parse_decimal

_FILE = Path(__file__).with_name("dictionary.yaml")
_MARK = re.compile(
    r"[(\[](?:[A-Z/×*%0-9=]+|(?:共|满分)?\d+(?:\.\d+)?分(?:[*×][^)]*)?|(?:单位:)?万?元|盖章|必填|如有)(?:[)\]]|$)"
)
_POINTS = re.compile(r"\((?:共|满分)?(\d+(?:\.\d+)?)(?:分\)|\)$)|(?<=[^\d.])(\d+(?:\.\d+)?)分$")
_NUMBERING = re.compile(
    r"^(?:1-\d{1,2}月份?|截至\d{1,2}月底?|[★☆*▲]+|\d{1,2}[.、．]|[一二三四五六七八九十]{1,2}、|[(（][一二三四五六七八九十\d]{1,2}[)）])+"
)
_COUNTED = re.compile(r"(?<=\w{4})[1-9一二三四五]$")
MIN_PREFIX = 3
"""A cut label is recognised by this many characters of its beginning."""
LONGEST_LABEL = 24
"""No label is longer; what is longer is text."""


@dataclass(frozen=True)
class Dictionary:
    """`fields`, `fund_lines`, `level1`, `level2` and `sections` map a normal label to what it names.

    `near` holds, for the header of a block (`funds`, `indicators`), by field the pattern of labels that are not listed.
    """

    fields: Mapping[str, tuple[str, ...]]
    fund_lines: Mapping[str, str]
    level1: Mapping[str, str]
    level2: Mapping[str, str]
    level1_of: Mapping[str, str]
    sections: Mapping[str, str]
    near: Mapping[str, Mapping[str, re.Pattern[str]]]
    grades: frozenset[str]
    blanks: frozenset[str]
    operators: frozenset[str]

    def field(self, text: str) -> str | None:
        """The field that a printed label names, the first where it may name several, or None."""
        return next(iter(self.named(text)), None)

    def named(self, text: str) -> tuple[str, ...]:
        """Every field that a printed label may name: 备注 is a column, or a note below the table."""
        if len(text) > 2 * LONGEST_LABEL:
            return ()
        label = normal(text)
        return self.fields.get(label) or self.fields.get(_COUNTED.sub("", label), ())

    def usual_label(self, field: str) -> str:
        """The label that most forms print for a field: the first one listed."""
        return next(label for label, names in self.fields.items() if field in names)

    def near_field(self, block: str, text: str) -> str | None:
        """The field of a header of `block` that an unlisted label most likely names, or None."""
        label = normal(text)
        if not label or len(label) > LONGEST_LABEL:
            return None
        return next((name for name, pattern in self.near[block].items() if pattern.search(label)), None)

    def is_blank(self, text: str) -> bool:
        """Whether a cell prints nothing: a dash, a slash, 无."""
        return squeezed(text) in self.blanks

    def is_operator(self, text: str) -> bool:
        """Whether a cell holds only the operator of a target: ≥, =, 定性."""
        return squeezed(text) in self.operators

    def fund_line(self, text: str) -> str | None:
        """The line of the funds block that a label names, with or without 其中, or None."""
        label = normal(text)
        return self.fund_lines.get(re.sub(r"^其中[:,]?", "", label)) if len(label) <= LONGEST_LABEL else None

    def level(self, which: int, text: str) -> str | None:
        """The first- or second-level class (`which` is 1 or 2) a label names, cut labels included, or None."""
        known, label = (self.level1, self.level2)[which - 1], normal(text)
        if label in known:
            return known[label]
        if len(label) < MIN_PREFIX:
            return None
        return next((name for full, name in known.items() if full.startswith(label)), None)

    def full_level(self, which: int, text: str) -> str:
        """The full label of a first- or second-level cell (`which` is 1 or 2), cut ones completed; else as printed."""
        known, label = (self.level1, self.level2)[which - 1], normal(text)
        if label in known or self.level(which, text) is None:
            return label
        return next(full for full in known if full.startswith(label))

    def is_label(self, text: str) -> bool:
        """Whether `text` is any label of a form: of a field, a fund line or a level."""
        return (
            self.field(text) is not None
            or self.fund_line(text) is not None
            or normal(text) in self.level1
            or normal(text) in self.level2
        )


@lru_cache(maxsize=8192)
def normal(text: str) -> str:
    """A label for comparison.

    No white space, half width, simplified, without numbering before it, (A)(B), (50分) and (元) marks and a colon.
    """
    folded = squeezed(text).translate(_traditional())
    bare = _MARK.sub("", _NUMBERING.sub("", folded)).rstrip(":")
    return re.sub(r"(?<=[^\d.])\d+(?:\.\d+)?分$", "", bare)


def printed_points(text: str) -> Decimal | None:
    """The points that a label prints: `产出指标 (50分)` prints 50."""
    match = _POINTS.search(squeezed(text))
    return parse_decimal(match.group(1) or match.group(2)) if match else None


def _texts(node: Node) -> tuple[str, ...]:
    assert isinstance(node, Sequence)
    return tuple(item.text for item in node.items if isinstance(item, Scalar) and item.text)


def _entries(node: Node) -> Mapping[str, Node]:
    assert isinstance(node, Mapped)
    return node.entries


def _text(node: Node) -> str:
    assert isinstance(node, Scalar)
    return node.text or ""


def _inverted(node: Node) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, labels in _entries(node).items():
        for label in _texts(labels):
            found.setdefault(normal(label), name)
    return found


def _all_named(node: Node) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name, labels in _entries(node).items():
        for label in dict.fromkeys(normal(text) for text in _texts(labels)):
            found[label] = (*found.get(label, ()), name)
    return found


@cache
def _root() -> Mapping[str, Node]:
    return _entries(parse_yaml(read_bytes(_FILE), _FILE.name))


@cache
def _traditional() -> dict[int, str]:
    return {ord(printed): _text(plain) for printed, plain in _entries(_root()["traditional"]).items()}


@cache
def dictionary() -> Dictionary:
    """The dictionary, read once."""
    root = _root()
    level2: dict[str, str] = {}
    level1_of: dict[str, str] = {}
    for name, entry in _entries(root["level2"]).items():
        parts = _entries(entry)
        level2 |= {normal(label): name for label in _texts(parts["labels"])}
        level1_of[name] = _text(parts["under"])
    return Dictionary(
        fields=_all_named(root["fields"]),
        fund_lines=_inverted(root["fund_lines"]),
        level1=_inverted(root["level1"]),
        level2=level2,
        level1_of=level1_of,
        sections=_inverted(root["sections"]),
        near={
            block: {name: re.compile(_text(pattern)) for name, pattern in _entries(patterns).items()}
            for block, patterns in _entries(root["near"]).items()
        },
        grades=frozenset(_texts(root["grades"])),
        blanks=frozenset(squeezed(text) for text in _texts(root["blanks"])),
        operators=frozenset(squeezed(text) for text in _texts(root["operators"])),
    )
