"""Records come back as they were, and no bytes bring anything but what was declared."""

from __future__ import annotations

import os
import pickle
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.base.records import read, written


@dataclass(frozen=True, slots=True)
class Leaf:
    """One field."""

    text: str | None


@dataclass(frozen=True, slots=True)
class Empty:
    """None."""


@dataclass(frozen=True, slots=True)
class Twig:
    """Defaults of every kind, between and at the end."""

    amount: Decimal
    day: date | None = None
    title: str = "."
    leaf: Leaf | None = None
    more: tuple[Any, ...] | None = None


CLASSES = (Leaf, Empty, Twig, Decimal, date)
LEAVES = st.builds(Leaf, st.none() | st.text()) | st.builds(Empty)
DECIMALS = st.decimals(allow_nan=False, allow_infinity=False)
TREES = st.recursive(
    LEAVES,
    lambda below: st.builds(
        Twig,
        DECIMALS,
        st.none() | st.dates(),
        st.sampled_from((".", "", "甲")),
        st.none() | st.builds(Leaf, st.none() | st.text()),
        st.none() | st.lists(below, max_size=3).map(tuple),
    ),
    max_leaves=6,
)


@given(st.lists(TREES).map(tuple))
def test_records_come_back_as_they_were(made: tuple[Any, ...]) -> None:
    found = read(written(made, CLASSES), CLASSES)
    assert found == made
    assert repr(found) == repr(made), "equal is not the same: 1.0 and 1.00 print differently"


def test_a_class_that_was_not_declared_is_not_written() -> None:
    for made in (Leaf(""), (Empty(), Leaf("")), {"a": [Leaf("")]}):
        with pytest.raises(ValueError, match="Leaf"):
            written(made, (Empty,))


def test_what_is_nested_deeper_than_can_be_written_is_told() -> None:
    made: Any = ()
    for _ in range(100_000):
        made = (made,)
    with pytest.raises(ValueError, match="recursion"):
        written(made, CLASSES)
    while made:
        (made,) = made


class Hostile:
    """Runs a command when it is read."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def __reduce__(self) -> tuple[Any, ...]:
        return os.system, (f"touch {self._file}",)


def test_nothing_else_is_called_whatever_the_bytes_are(tmp_path: Path) -> None:
    planted = pickle.dumps(Hostile(tmp_path / "ran"))
    for held in (planted, pickle.dumps(Path("x")), pickle.dumps(Twig(Decimal(1)))[:-9], b"", b"\x80"):
        with pytest.raises(ValueError):
            read(held, CLASSES)
    assert list(tmp_path.iterdir()) == []


def test_a_class_of_another_kind_of_record_is_not_read() -> None:
    held = written(Leaf("甲"), CLASSES)
    with pytest.raises(ValueError, match="Leaf"):
        read(held, (Empty, Twig))
