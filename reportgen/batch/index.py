"""The list of all reports of a workspace, as a page and as data: `build/index.html` and `build/index.json`."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from reportgen.base.errors import ReportgenError
from reportgen.base.files import read_bytes, write_files
from reportgen.document.fact import Fact
from reportgen.document.listing import IndexEntry, YearTotals
from reportgen.filters.filter import yuan_of
from reportgen.load.workspace import Workspace
from reportgen.model.form import TOTAL
from reportgen.model.overview import overview
from reportgen.model.values import parse_decimal

if TYPE_CHECKING:
    from reportgen.pipeline import BuiltReport

DATA, PAGE = "index.json", "index.html"
LABELS = {"report.html": "HTML", "report.docx": "Word", "report.pdf": "PDF", "report.json": "JSON"}
"""The files that the list links to, and what the links say."""
SEVERAL_TITLES = "绩效自评公开"
"""The heading of the list where its reports have different titles."""


def entry_of(built: BuiltReport) -> IndexEntry:
    """The line of one report."""
    disclosure = built.disclosure
    total = next((row for row in disclosure.funds if row.id == TOTAL), None)
    return IndexEntry(
        report=built.id,
        department=disclosure.form.department.text,
        project=disclosure.form.project.text if disclosure.form.project is not None else None,
        year=disclosure.form.year.text,
        title=disclosure.form.title,
        score=disclosure.totals.score.text if disclosure.totals.score is not None else "",
        grade=disclosure.grade.text if disclosure.grade is not None else "",
        executed=f"{total.executed.text}{total.executed.unit}" if total is not None and total.executed else "",
        links=_links(built.id, built.files),
        amount=_yuan(total.executed) if total is not None else None,
    )


def _yuan(fact: Fact | None) -> str | None:
    return None if fact is None or not isinstance(fact.value, Decimal) else f"{yuan_of(fact):f}"


def write_index(
    workspace: Workspace,
    built: Sequence[IndexEntry],
    asked: Collection[str],
    *,
    html: bool,
    known: Collection[str] | None = None,
) -> None:
    """Writes the list: the reports of this build, and those of earlier builds that were not asked for this time.

    Reports that are no longer in the workspace, and those that failed this time, are left out. `known` are all
    reports, where the caller has searched for them already.
    """
    there = set(workspace.reports() if known is None else known) - set(asked)
    kept = [entry for entry in _earlier(workspace) if entry.report in there]
    entries = sorted((*built, *kept), key=lambda entry: entry.report)
    if not entries:
        for name in (DATA, PAGE):
            (workspace.build / name).unlink(missing_ok=True)
        return
    files = {workspace.build / DATA: _data(entries)}
    if html:
        from reportgen.render.html.index import render_index

        chain, title, totals = workspace.chain, _title(entries), totals_of(entries)
        page = render_index(chain.find, entries, title, pieces=chain.pieces, totals=totals)
        files[workspace.build / PAGE] = page
    write_files(files, settled=True)


def totals_of(entries: Iterable[IndexEntry]) -> list[YearTotals]:
    """What the reports of each year come to, the newest year first."""
    by_year: dict[str, list[IndexEntry]] = {}
    for entry in entries:
        by_year.setdefault(entry.year, []).append(entry)
    return [_totals(year, by_year[year]) for year in sorted(by_year, reverse=True)]


def _totals(year: str, entries: Sequence[IndexEntry]) -> YearTotals:
    made = overview(
        (entry.department for entry in entries),
        (score for entry in entries if (score := _number(entry.score)) is not None),
        (amount for entry in entries if not entry.project and (amount := _number(entry.amount)) is not None),
        (entry.grade for entry in entries if entry.grade),
    )
    return YearTotals(year, made.reports, made.departments, made.score, made.executed, made.grades)


def _number(text: str | None) -> Decimal | None:
    try:
        return parse_decimal(text) if text else None
    except ValueError:
        return None


def _links(report: str, files: Iterable[str]) -> tuple[tuple[str, str], ...]:
    present = set(files)
    return tuple((label, quote(f"{report}/{name}")) for name, label in LABELS.items() if name in present)


def _title(entries: Iterable[IndexEntry]) -> str:
    titles = {entry.title for entry in entries}
    return titles.pop() if len(titles) == 1 else SEVERAL_TITLES


def _earlier(workspace: Workspace) -> list[IndexEntry]:
    """The lines of the list as it stands; none where there is no list that can be read: it is only a convenience."""
    try:
        document = json.loads(read_bytes(workspace.build / DATA))
        return [_entry(workspace, record) for record in document["reports"]]
    except (ReportgenError, ValueError, KeyError, TypeError):
        return []


def _entry(workspace: Workspace, record: dict[str, Any]) -> IndexEntry:
    folder = workspace.build / record["report"]
    texts = {key: str(record[key] or "") for key in ("score", "grade", "executed")}
    plain = {key: str(record[key]) for key in ("report", "department", "year", "title")}
    files = [name for name in LABELS if (folder / name).is_file()]
    links = _links(record["report"], files)
    return IndexEntry(**plain, **texts, project=record["project"], links=links, amount=record.get("amount"))


def _data(entries: Iterable[IndexEntry]) -> bytes:
    """A line for each report: two versions are easily compared, and ten thousand are quickly written."""
    encode = json.JSONEncoder(ensure_ascii=False).encode
    lines = ",\n".join(encode(_record(entry)) for entry in entries)
    return f'{{"schema": 1, "reports": [\n{lines}\n]}}\n'.encode()


def _record(entry: IndexEntry) -> dict[str, Any]:
    return {
        "report": entry.report,
        "department": entry.department,
        "project": entry.project,
        "year": entry.year,
        "title": entry.title,
        "score": entry.score or None,
        "grade": entry.grade or None,
        "executed": entry.executed or None,
        "amount": entry.amount,
        "files": [href for _, href in entry.links],
    }
