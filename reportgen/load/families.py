"""Which reports belong together, by their ids and what kind of form they are: of one department, of the year before."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator
from functools import lru_cache

from reportgen.model.form import STAGES

_YEAR = re.compile(r"\d{4}", re.ASCII)
_STEPS = 2
"""The folder of a department is `<year>/<department>`, or lies deeper where folders of the year hold departments."""


def family_of(report: str, kind: str, is_report: Callable[[str], bool]) -> str:
    """The folder of a report's department and year, all below which is one family; `kind` is that of its form.

    A department's form lies in it. A project's lies anywhere below: of the nearest folder above it with a form of the
    year, as `is_report` says, else of the folder it lies in. So departments that lie side by side in one folder, as
    those of a prefecture may, are each a family of their own.
    """
    own = evaluation_of(report)
    above = _above(own) if kind == "project" else []
    holders = (folder for folder in above if any(map(is_report, _forms_in(folder))))
    return next(holders, above[0] if above else own)


def _above(folder: str) -> list[str]:
    """The folders above one that may be a department's, the nearest first."""
    steps = folder.split("/")
    return ["/".join(steps[:count]) for count in range(len(steps) - 1, _STEPS - 1, -1)]


def _forms_in(folder: str) -> Iterator[str]:
    """The ids of the forms of a year whose folder is this one."""
    yield folder
    yield from (f"{folder}/{stage}" for stage in STAGES)


def related_to(report: str, known: Container[str], family: str, members: Iterable[str]) -> list[str]:
    """The ids of all of `known` that a report may be compared with, sorted; `members` are those of its `family`."""
    candidates = (*(members if is_family(family) else ()), f"{evaluation_of(report)}/targets", year_before(report))
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
