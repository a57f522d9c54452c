"""Which reports belong together, by their ids alone: of one department and year, and of the year before."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from functools import lru_cache

from reportgen.model.form import STAGES

_YEAR = re.compile(r"\d{4}", re.ASCII)
FAMILY_STEPS = 2
"""A department's folder is `<year>/<department>`; all below it is one family."""


def family_of(report: str) -> str:
    """The folder of a report's department and year."""
    return "/".join(report.split("/")[:FAMILY_STEPS])


def related_to(report: str, known: Container[str], family: Iterable[str]) -> list[str]:
    """The ids of all of `known` that a report may be compared with, sorted; `family` are those of its family."""
    members = family if is_family(family_of(report)) else ()
    candidates = (*members, f"{evaluation_of(report)}/targets", year_before(report))
    return sorted({one for one in candidates if one in known and one != report})


def is_family(family: str) -> bool:
    """Whether a folder is that of a department and year."""
    year, slash, _ = family.partition("/")
    return bool(slash and _year_before(year))


def year_before(report: str) -> str:
    """The same report of the year before; empty where its folder names no year."""
    year, _, rest = report.partition("/")
    before = _year_before(year)
    return f"{before}/{rest}" if rest and before else ""


@lru_cache(maxsize=256)
def _year_before(year: str) -> str:
    return str(int(year) - 1) if _YEAR.fullmatch(year) else ""


def evaluation_of(report: str) -> str:
    """The folder of the year's evaluation, whatever form of the year `report` is."""
    head, _, last = report.rpartition("/")
    return head if head and last in STAGES else report
