"""Keeps the last tables of each suite in README.md, between two comments that name it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from benchmarks.table import Table

README = Path(__file__).resolve().parent / "README.md"


def write_readme(suite: str, tables: Sequence[Table], measured: str, file: Path = README) -> None:
    """Replaces the tables of `suite`; `measured` says how and on what. Raises ValueError where it has no place."""
    text = file.read_text(encoding="utf-8")
    place = re.compile(rf"(<!-- {suite} -->\n).*?(<!-- /{suite} -->)", re.DOTALL)
    if not place.search(text):
        raise ValueError(f"{file.name} has no place for {suite}")
    held = "\n".join([measured, "", *(table.markdown() for table in tables)])
    file.write_text(place.sub(lambda found: f"{found[1]}{held}{found[2]}", text), encoding="utf-8")
