"""The list of all reports of a workspace, as a page and as data: `build/index.html` and `build/index.json`.

Each report, and after them each package, has a line of its own, the JSON object of `index.json`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import quote

from reportgen.base.files import write_files
from reportgen.document.fact import Fact
from reportgen.document.listing import IndexEntry, PackageEntry, YearTotals
from reportgen.document.package import INSERTED, PDF, WORD
from reportgen.document.package import PAGE as PACKAGE_PAGE
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
PACKAGE_LABELS = {PACKAGE_PAGE: "HTML", WORD: "Word", PDF: "PDF", INSERTED: "插入决算公开的Word"}
"""The same of packages."""
SEVERAL_TITLES = "绩效自评公开"
"""The heading of the list where its reports have different titles."""
NOT_LISTED = ""
"""The line of a report that could not be built."""
_HEAD, _MIDDLE, _FOOT = b'{"schema": 1, "reports": [', b'\n], "packages": [', b"\n]}\n"
Lines: TypeAlias = Callable[[], Iterable[str]]
"""Lines in their order, which may be asked for more than once."""


def entry_of_built(built: BuiltReport) -> IndexEntry:
    """What the list says of one report."""
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
        links=_links((quote(f"{built.id}/{name}") for name in built.files), LABELS),
        amount=_yuan(total.executed) if total is not None else None,
    )


def _yuan(fact: Fact | None) -> str | None:
    return None if fact is None or not isinstance(fact.value, Decimal) else f"{yuan_of(fact):f}"


def line_of(entry: IndexEntry) -> str:
    """The line of one report."""
    record = {
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
    return json.dumps(record, ensure_ascii=False)


def entry_of(line: str) -> IndexEntry:
    """What a line says. Raises ValueError, KeyError or TypeError for what is none."""
    record = json.loads(line)
    texts = {key: str(record[key] or "") for key in ("score", "grade", "executed")}
    plain = {key: str(record[key]) for key in ("report", "department", "year", "title")}
    links = _links(map(str, record["files"]), LABELS)
    return IndexEntry(**plain, **texts, project=record["project"], links=links, amount=record.get("amount"))


def line_of_package(id: str, title: str, reports: Sequence[str], files: Iterable[str]) -> str:
    """The line of the package `id`, whose files are by name."""
    record = {"package": id, "title": title, "reports": list(reports), "files": [quote(f"{id}/{one}") for one in files]}
    return json.dumps(record, ensure_ascii=False)


def package_of(line: str) -> PackageEntry:
    """What the line of a package says. Raises ValueError, KeyError or TypeError for what is none."""
    record = json.loads(line)
    links = _links(map(str, record["files"]), PACKAGE_LABELS)
    return PackageEntry(str(record["package"]), str(record["title"]), tuple(map(str, record["reports"])), links)


def write_index(workspace: Workspace, lines: Lines, packages: Lines, *, html: bool) -> None:
    """Writes the list from its lines and those of packages; without any of reports, removes it."""
    if next(iter(lines()), None) is None:
        for name in (DATA, PAGE):
            (workspace.build / name).unlink(missing_ok=True)
        return
    files: dict[Path, bytes | Iterable[bytes]] = {workspace.build / DATA: _data(lines(), packages())}
    if html:
        files[workspace.build / PAGE] = _page(
            workspace, list(map(entry_of, lines())), list(map(package_of, packages()))
        )
    write_files(files, settled=True)


def _data(lines: Iterable[str], packages: Iterable[str]) -> Iterator[bytes]:
    """A line for each report and package: two versions are easily compared, and ten thousand are quickly written."""
    yield _HEAD
    yield from _items(lines)
    yield _MIDDLE
    yield from _items(packages)
    yield _FOOT


def _items(lines: Iterable[str]) -> Iterator[bytes]:
    before = b"\n"
    for line in lines:
        yield before + line.encode()
        before = b",\n"


def _page(workspace: Workspace, entries: Sequence[IndexEntry], packages: Sequence[PackageEntry]) -> Iterator[bytes]:
    from reportgen.render.html.index import render_index

    chain, title, totals = workspace.chain, _title(entries), totals_of(entries)
    return render_index(chain.find, entries, title, pieces=chain.pieces, totals=totals, packages=packages)


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


def _links(addresses: Iterable[str], labels: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """The links of the list among the addresses of files, in the order of `labels`, which are by file."""
    by_name = {address.rpartition("/")[2]: address for address in addresses}
    return tuple((label, by_name[name]) for name, label in labels.items() if name in by_name)


def _title(entries: Iterable[IndexEntry]) -> str:
    titles = {entry.title for entry in entries}
    return titles.pop() if len(titles) == 1 else SEVERAL_TITLES
