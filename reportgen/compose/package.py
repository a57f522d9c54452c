"""Makes a package of disclosures: their facts get the ids of a package, and each its summary. It computes nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any

from reportgen.document.disclosure import Disclosure, Prose
from reportgen.document.fact import Fact
from reportgen.document.package import (
    FORM_FACT,
    PAGE_FACT,
    START_FACT,
    Declaration,
    Package,
    Part,
    Problem,
    Summary,
    mark_id,
)
from reportgen.filters.filter import filters

PLACE = "0"
"""What the marks of a part print before they are filled."""


def compose_package(id: str, declaration: Declaration, disclosures: Sequence[Disclosure]) -> Package:
    """The package of `disclosures`, in their order; `id` is the folder it is of."""
    first = disclosures[0].form
    title = declaration.title or f"{first.department.text}\n{first.year.text}年度绩效自评材料"
    parts = tuple(
        _part(number, qualified(one), summarised=declaration.summary) for number, one in enumerate(disclosures, start=1)
    )
    start, page = _mark(0, START_FACT), _mark(0, PAGE_FACT)
    return Package(id, title, disclosures[0].language, declaration.contents, declaration.summary, start, page, parts)


def _part(number: int, report: Disclosure, *, summarised: bool) -> Part:
    form = report.form
    return Part(
        number=number,
        subject=form.project or form.department,
        title=form.title,
        report=report,
        summary=summary_of(report, number) if summarised else None,
        page=_mark(number, PAGE_FACT),
        form=_mark(number, FORM_FACT),
    )


def _mark(number: int, name: str) -> Fact:
    return Fact(mark_id(number, name), name, PLACE, None, PLACE)


def summary_of(report: Disclosure, number: int) -> Summary:
    """What the fixed wording says of `report`, the part `number`; its sections have names of their own for anchors."""
    total = next((row for row in report.funds if row.id == "total"), None)
    rows = [row for level in report.levels for row in level.indicators]
    completion = [report.preamble, *(goal.completion for goal in report.goals)]
    measures = [prose for prose in report.sections if prose.name == "next_steps"]
    return Summary(
        score=report.totals.score,
        adjusted=None if total is None else _in_wan(total.adjusted),
        executed=None if total is None else _in_wan(total.executed),
        rate=None if total is None else total.rate,
        completion=tuple(_named(prose, number) for prose in completion if prose is not None),
        problems=tuple(Problem(row.name, row.reason) for row in rows if row.reason is not None),
        measures=_named(measures[0], number) if measures else None,
    )


def _named(prose: Prose, number: int) -> Prose:
    return replace(prose, name=f"summary-{number}.{prose.name}")


def _in_wan(fact: Fact | None) -> Fact | None:
    return None if fact is None else filters()["wan"](fact)


def qualified(report: Disclosure) -> Disclosure:
    """The disclosure with each fact called `<report>#<fact>`, and without files beside it."""
    found = _qualified(replace(report, files=()), f"{report.report}#")
    assert isinstance(found, Disclosure)
    return found


def _qualified(value: Any, prefix: str) -> Any:
    if isinstance(value, Fact):
        return replace(value, id=prefix + value.id)
    if isinstance(value, tuple):
        return tuple(_qualified(item, prefix) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        inner = {one.name: getattr(value, one.name) for one in fields(value)}
        changed = {name: _qualified(one, prefix) for name, one in inner.items() if not isinstance(one, Mapping)}
        return replace(value, **changed)
    return value
