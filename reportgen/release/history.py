"""The history of a report: its versions, those in which one fact changed, and the comparison of any two."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from reportgen.base.errors import UsageError
from reportgen.base.messages import N_
from reportgen.compose.disclosure import compose
from reportgen.load.related import Related
from reportgen.load.report import load_report
from reportgen.load.workspace import Workspace
from reportgen.release.compare import compare
from reportgen.release.difference import Difference
from reportgen.release.elsewhere import others_of
from reportgen.release.ledger import VERSIONS, Entry
from reportgen.release.notice import comparison_of
from reportgen.release.snapshot import Snapshot, take
from reportgen.release.store import Store
from reportgen.render.notice import render_comparison


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the ledger; of one fact also what it was before and is since, where the version changed it."""

    entry: Entry
    old: str | None = None
    new: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """Its part of `log --format json`."""
        entry = self.entry
        names = ("line", "kind", "version", "at", "date", "by", "reason", "code", "address", "number", "file", "hash")
        return {**{name: getattr(entry, name) for name in names}, "old": self.old, "new": self.new}


def lines_of(workspace: Workspace, report: str, fact: str | None = None) -> list[Line]:
    """The history of a report, or the versions that gave `fact` another text.

    Raises UsageError where no version has the fact.
    """
    store = Store.of(workspace, report)
    entries = store.entries()
    if fact is None:
        return [Line(entry) for entry in entries]
    lines = list(_of_fact(store, entries, fact))
    if not lines:
        raise UsageError(N_("no version of {report} has a figure {fact}"), report=report, fact=fact)
    return lines


def _of_fact(store: Store, entries: list[Entry], fact: str) -> Iterator[Line]:
    before: str | None = None
    for entry in entries:
        if entry.kind in VERSIONS:
            found = store.snapshot(entry.version).facts.get(fact)
            text = None if found is None else found.text
            if text != before:
                yield Line(entry, before, text)
            before = text


def compare_versions(
    workspace: Workspace, report: str, old: str | None, new: str | None
) -> tuple[Difference, Snapshot, Snapshot]:
    """The difference of two versions with the other reports to look at, and both; see `reportgen.api.compare`."""
    store = Store.of(workspace, report)
    before = store.snapshot(_latest(store) if old is None else _version(old))
    after = _working(workspace, report) if new is None else store.snapshot(_version(new))
    difference = compare(before, after)
    if not difference.is_empty:
        others = tuple(one.id for one in others_of(Related(workspace), report))
        difference = replace(difference, others=others)
    return difference, before, after


def page_of(workspace: Workspace, report: str, old: str | None, new: str | None) -> bytes:
    """The comparison as a page. Raises TemplateError where its template is at fault."""
    difference, before, after = compare_versions(workspace, report, old, new)
    return render_comparison(workspace.chain_of(report).find, comparison_of(difference, before, after))


def _latest(store: Store) -> int:
    latest = store.latest()
    if latest is None:
        raise UsageError(N_("{report} is not published yet; there is nothing to compare with"), report=store.report)
    return latest.version


def _version(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise UsageError(N_("{text} is no version; versions are 1, 2, 3 and so on"), text=text)
    return int(text)


def _working(workspace: Workspace, report: str) -> Snapshot:
    loaded = load_report(workspace, report)
    return take(compose(report, loaded.assessment, loaded.narrative), loaded.assessment)
